//! Networks that share their weights over layers, with an input at each step.

use crate::bench::Bench;

const WALK: [&str; 9] = [
    "--set",
    "network.input=6",
    "--set",
    "tied=[false, true]",
    "--set",
    "drive=[\"zeros\", \"normal:std=0.1\"]",
    "--set",
    "depth=5",
    "--no-figures",
];

#[test]
fn shared_weights_and_inputs_at_each_step_are_axes_of_looking() {
    for (protocol, sites) in [("forward", 1 + 5 + 2 * 5), ("backward", 1 + 5 + 2 * 5 + 3 * 5 + 1)] {
        let bench = Bench::new();
        let protocol = format!("protocol={protocol}");
        bench.done(&[&["experiment", "small.toml", "--set", &protocol][..], &WALK].concat());
        assert_eq!(bench.column("small", "tied"), ["false", "true"]);
        assert_eq!(bench.column("small", "drive"), ["zeros", "normal:std=0.1"]);
        let cells = bench.cells("small");
        assert_eq!(cells.len(), 2 * 2 * 2 * 2);
        let seen = |tied: bool| {
            let cell = cells.iter().find(|cell| cell["settings"]["tied"] == tied).unwrap();
            cell["sites"].as_array().unwrap().len()
        };
        // Weights that all layers share are seen once.
        assert_eq!((seen(false), seen(true)), (sites, sites - 4));
        // What is not asked for leaves names and records as they were.
        assert!(cells.iter().any(|cell| cell["settings"].get("drive").is_none()));
    }
}

#[test]
fn a_driven_network_has_the_same_bytes_for_any_number_of_threads() {
    let bench = Bench::new();
    let run = |threads: &str| {
        let run = [&["experiment", "small.toml", "--threads", threads, "--out", threads][..], &WALK].concat();
        bench.done(&run);
        bench.read(&format!("{threads}/small/cells.jsonl"))
    };
    assert!(run("1") == run("3"));
}

#[test]
fn what_cannot_be_recurrent_is_named() {
    let bench = Bench::new();
    for (changes, problem) in [
        (
            &["tied=true"][..],
            "error: study small.toml: --set tied=true: `tied` is true: all layers share one weight matrix, so all widths must be equal, that of the input too; here are 8 and 6",
        ),
        (&["tied=[false, true]", "network.layers=[4, 4, 5]"], "that of the input too; here are 4 and 5"),
        (
            &["tied=true", "network.input=6", "protocol=train", "train.steps=1"],
            "--set tied=true: `tied = true` belongs to `protocol = \"forward\"` or `\"backward\"`; networks that learn",
        ),
        (
            &["drive=normal:std=0.1", "protocol=train", "train.steps=1"],
            "--set drive=normal:std=0.1: `drive` belongs to `protocol = \"forward\"` or `\"backward\"`",
        ),
        (
            &["drive=orthogonal"],
            "drive `orthogonal`: what enters at each step are independent numbers, and this scheme fills matrices; allowed: zeros, ",
        ),
        (&["drive=nrmal"], "init `nrmal`: unknown name; did you mean `normal`?"),
        (&["drive=normal:std=-1"], "init `normal:std=-1`: `std` is -1; it must be at least 0"),
        (&["bias=he-normal:gain=torch", "activation=gelu"], "`gain=torch` has no number for `gelu`"),
        (&["drive=he-normal:gain=torch", "activation=gelu"], "`gain=torch` has no number for `gelu`"),
    ] {
        let sets: Vec<&str> = changes.iter().flat_map(|change| ["--set", change]).collect();
        let said = bench.refused(2, &[&["experiment", "small.toml"][..], &sets].concat());
        assert!(said.contains(problem), "{changes:?}: {said}");
    }
}

#[test]
fn steps_of_time_have_figures_of_their_own() {
    let bench = Bench::new();
    let drawn = |changes: &[&str]| {
        let sets = changes.iter().flat_map(|change| ["--set", change]);
        let run: Vec<&str> = ["experiment", "small.toml", "--figures", "all", "--format", "svg"]
            .into_iter()
            .chain(sets)
            .collect();
        bench.done(&run);
        bench.names("results/small/figures")
    };
    let spectra = r#"spectrum.of=["product", "eigenvalue"]"#;
    let asked = ["network.input=6", "depth=12", spectra, "spectrum.layers=[1, 12]", "protocol=backward"];
    let own = ["recurrence.svg"].map(str::to_owned);
    let plain = drawn(&asked);
    assert!(!plain.contains(&own[0]) && plain.contains(&"singular_product.svg".to_owned()), "{plain:?}");
    let tied = drawn(&[&asked[..], &["tied=true"]].concat());
    assert!(own.iter().all(|name| tied.contains(name)), "{tied:?}");
    let sets = asked.iter().flat_map(|change| ["--set", change]);
    let shown = bench.done(&["show", "small.toml"].into_iter().chain(sets).collect::<Vec<_>>());
    let looked_at = "product of the weights, eigenvalues of the weights; layers [1, 12]";
    assert!(shown.contains(looked_at), "{shown}");
    let words = |name: &str| bench.read(&format!("results/small/figures/{name}.svg"));
    for (name, word) in [
        ("recurrence", "against time"),
        ("depth", "against time"),
        ("singular_product", "after 12 steps"),
        ("sheet_relu", "step 12"),
        ("row_relu_he-normal", "step 12"),
        ("eigenvalues", "radius"),
    ] {
        assert!(words(name).contains(word), "{name}");
    }
    // The eigenvalues themselves are in the record, six of the one matrix.
    let cells = bench.cells("small");
    let sites = cells[0]["sites"].as_array().unwrap();
    let found: Vec<usize> =
        sites.iter().filter_map(|site| Some(site.get("eigenvalues")?.as_array()?.len())).collect();
    assert_eq!(found, [6]);
    let kinds = |site: &serde_json::Value| site["histograms"].as_array().unwrap().len();
    let spectral = sites.iter().find(|site| site["quantity"] == "product-spectrum").unwrap();
    assert_eq!((kinds(spectral), kinds(&sites[0])), (2, 1));
    assert_eq!(spectral["histograms"][1]["range"], "decades");
    // Without a gradient there is nothing to show against time but the signal.
    assert!(!drawn(&["network.input=6", "tied=true"]).contains(&own[0]));
}

#[test]
fn spectra_are_drawn_of_shared_weights_and_of_others_and_once_whatever_enters() {
    let bench = Bench::new();
    let sets = [
        "network.input=6",
        "tied=[false, true]",
        "drive=[\"zeros\", \"ones\"]",
        "spectrum.of=[\"eigenvalue\", \"product\"]",
    ];
    let sets: Vec<&str> = sets.into_iter().flat_map(|set| ["--set", set]).collect();
    bench.done(&[&["experiment", "small.toml"][..], &sets].concat());
    let names = bench.names("results/small/figures");
    for kind in ["eigenvalues", "singular_product"] {
        let found: Vec<&String> = names.iter().filter(|name| name.starts_with(kind)).collect();
        let expected = ["false", "true"].map(|tied| format!("{kind}_tied-{tied}.png"));
        assert_eq!(found, expected.iter().collect::<Vec<_>>());
    }
}
