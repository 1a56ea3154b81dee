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
        let said = bench.refused(1, &[&["experiment", "small.toml"][..], &sets].concat());
        assert!(said.contains(problem), "{changes:?}: {said}");
    }
}
