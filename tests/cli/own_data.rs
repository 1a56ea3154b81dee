//! Data of one's own, from the file to the numbers, and advice that works when it is followed.

use std::path::Path;

use crate::bench::Bench;

/// A study of a table that does not say how wide it is.
const TABLE: &str = r#"protocol = "train"

[input]
kind = "csv:iris.csv,label=species"
samples = 120

[network]
width = 20
depth = 2

[train]
steps = 20
batch = 16
evaluate = 10

[axes]
activation = "relu"
init = "he-normal"
"#;

fn bench() -> Bench {
    let bench = Bench::new();
    let iris = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats/iris.csv");
    bench.write("iris.csv", std::fs::read(iris).unwrap());
    bench.write("table.toml", TABLE);
    bench
}

/// Runs a study with these changes, which must succeed; returns what standard error says.
fn told(bench: &Bench, study: &str, sets: &[&str]) -> String {
    let sets: Vec<&str> = sets.iter().flat_map(|change| ["--set", change]).collect();
    let arguments = [&["experiment", study, "--no-figures"][..], &sets].concat();
    let output = bench.command(&arguments).assert().code(0).get_output().clone();
    String::from_utf8(output.stderr).unwrap()
}

/// What a study that must be refused says.
fn refused(bench: &Bench, study: &str, sets: &[&str]) -> String {
    let sets: Vec<&str> = sets.iter().flat_map(|change| ["--set", change]).collect();
    bench.refused(2, &[&["experiment", study, "--no-figures"][..], &sets].concat())
}

fn metric(bench: &Bench, metric: &str, step: &str) -> f64 {
    let text = bench.read("results/table/curves.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<std::collections::BTreeMap<String, String>> =
        reader.deserialize().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| row["metric"] == metric && row["step"] == step).unwrap();
    row["value"].parse().unwrap()
}

#[test]
fn a_table_that_is_sorted_by_class_is_learned_from_all_of_them() {
    let bench = bench();
    let said = told(&bench, "table.toml", &["input.kind=csv:iris.csv,label=species,scale=standard"]);
    let source = "csv:iris.csv,label=species,scale=standard: ";
    let lines: Vec<&str> = said.lines().map(|line| line.strip_prefix(source).unwrap()).collect();
    assert_eq!(
        lines,
        [
            "30 of its 150 samples are held out, drawn by the seed",
            "each column is brought to mean 0 and std 1 (ddof 0) of those to learn from",
            "3 classes: Iris-setosa=0, Iris-versicolor=1, Iris-virginica=2",
        ]
    );
    let settings = &bench.cells("table")[0]["settings"];
    assert_eq!(
        (settings["readout"].clone(), settings["layers"].clone()),
        (3.into(), serde_json::json!([4, 20, 20]))
    );
    // A random network tells no class apart, whichever rows it is judged on: a third, give or take.
    for name in ["train-accuracy", "held-out-accuracy"] {
        let accuracy = metric(&bench, name, "0");
        assert!((0.1..0.7).contains(&accuracy), "{name}: {accuracy}");
    }
}

#[test]
fn a_seed_is_a_split() {
    let bench = bench();
    let curves = |seed: &str| {
        bench.command(&["experiment", "table.toml", "--no-figures", "--seed", seed]).assert().code(0);
        bench.read("results/table/curves.csv")
    };
    let first = curves("1");
    assert_eq!(curves("1"), first);
    assert_ne!(curves("2"), first);
}

#[test]
fn where_nothing_learns_all_samples_are_used_in_their_order() {
    let bench = bench();
    let forward = ["input.kind=csv:iris.csv,label=species", "input.samples=150", "network.input=4"];
    told(&bench, "small.toml", &forward);
    let rows = bench.rows("small");
    let input = rows.iter().find(|row| row["quantity"] == "input").unwrap();
    // The mean of all 600 numbers of Fisher's table.
    let mean: f64 = input["mean"].parse().unwrap();
    assert!((mean - 3.463_666_667).abs() < 1e-6, "{mean}");
    let said = refused(
        &bench,
        "small.toml",
        &["input.kind=csv:iris.csv,label=species", "input.samples=151", "network.input=4"],
    );
    assert!(
        said.contains(
            "the study asks for 151 samples, and csv:iris.csv,label=species has 150: --set samples=150"
        ),
        "{said}"
    );
}

#[test]
fn the_width_of_the_input_is_that_of_the_data() {
    let bench = bench();
    let shown = bench.command(&["show", "table.toml"]).assert().code(0).get_output().clone();
    assert!(String::from_utf8(shown.stdout).unwrap().contains("csv:iris.csv,label=species, 4 wide"));
    let said = refused(&bench, "table.toml", &["network.input=5"]);
    assert!(
        said.contains("has samples of 4 numbers, and the network takes 5: --set network.input=4"),
        "{said}"
    );
    told(&bench, "table.toml", &["network.input=4"]);
    let said = refused(&bench, "table.toml", &["network.layers=[5, 7, 6]"]);
    assert!(said.contains("the network takes 5: --set 'network.layers=[4,7,6]'"), "{said}");
    told(&bench, "table.toml", &["network.layers=[4,7,6]"]);
    // Noise has no width of its own.
    let said = refused(&bench, "table.toml", &["input.kind=gaussian"]);
    assert!(said.contains("`network.input` is missing"), "{said}");
}

/// What stands in an error between `--set` and the end, or in quotes behind it.
fn advised(said: &str) -> Vec<String> {
    let advice = said.trim_end().split("--set ").skip(1);
    advice
        .map(|rest| match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split('\'').next().unwrap().to_owned(),
            None => rest.split([' ', ',', ';']).next().unwrap().to_owned(),
        })
        .collect()
}

#[test]
fn advice_works_when_it_is_followed() {
    let bench = bench();
    bench.write("wine.csv", "acid;sugar;quality\n1.5;2;5\n2;2.5;6\n1;3;5\n2;2;6\n1.5;3;5\n1;1;6\n");
    bench.write("rows.csv", "0,0.5,0.1\n1,0.2,0.3\n0,0.1,0.4\n1,0.9,0.9\n0,0.3,0.2\n1,0.8,0.7\n");
    for (kind, others) in [
        ("input.kind=csv:iris.csv", &[][..]),
        ("input.kind=csv:iris.csv,label=species", &["samples=1000"]),
        ("input.kind=csv:wine.csv,delimiter=;", &["samples=4", "train.batch=2"]),
        ("input.kind=csv:wine.csv", &["samples=4", "train.batch=2"]),
        ("input.kind=csv:iris.csv,label=species", &["train.sampling=epochs", "train.batch=200"]),
        ("input.kind=csv:iris.csv,label=species", &["network.layers=[3,20]"]),
        ("input.kind=csv:iris.csv,label=species", &["init=rbm", "activation=sigmoid"]),
    ] {
        let mut sets: Vec<String> = [kind].iter().chain(others).map(|set| (*set).to_owned()).collect();
        for tries in 0.. {
            let arguments: Vec<&str> = sets.iter().flat_map(|change| ["--set", change.as_str()]).collect();
            let run = [&["experiment", "table.toml", "--no-figures"][..], &arguments].concat();
            let output = bench.command(&run).output().unwrap();
            if output.status.success() {
                assert!(tries > 0, "{kind} {others:?} is no mistake");
                break;
            }
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(tries < 4, "{kind}: {said}");
            let in_ticks = said
                .split('`')
                .find(|part| part.starts_with("csv:"))
                .map(|part| format!("input.kind={part}"));
            let advice =
                advised(&said).into_iter().next().or(in_ticks).unwrap_or_else(|| panic!("no advice: {said}"));
            let key = |set: &str| set.split('=').next().unwrap().replace("input.samples", "samples");
            sets.retain(|set| key(set) != key(&advice));
            sets.push(advice);
        }
    }
}

#[test]
fn a_class_that_is_missing_from_a_part_is_said_to_be() {
    let bench = bench();
    let rows: String = (0..20)
        .map(|row| format!("{row},{}\n", if row == 0 { "rare" } else { ["a", "b"][row % 2] }))
        .collect();
    bench.write("rare.csv", format!("x,label\n{rows}"));
    let said = told(&bench, "table.toml", &["input.kind=csv:rare.csv", "samples=16"]);
    let among = |part: &str| said.contains(&format!("no sample of class rare is among the {part}"));
    assert!(among("16 to learn from") != among("4 held out"), "{said}");
    bench.write("one.csv", "x,label\n1,a\n2,a\n3,a\n4,a\n");
    let said = refused(&bench, "table.toml", &["input.kind=csv:one.csv", "samples=3"]);
    assert!(
        said.contains("all 3 samples of csv:one.csv to learn from are of class a, so there is nothing to learn: take data with more classes"),
        "{said}"
    );
    // Nothing learns here, so nothing is amiss.
    assert_eq!(
        told(&bench, "small.toml", &["input.kind=csv:one.csv", "samples=4", "network.input=1"]),
        "csv:one.csv: 1 class: a=0\n"
    );
}
