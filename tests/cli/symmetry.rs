//! Units that are compared while they learn, and losses that are to be reached.

use crate::bench::{Bench, Row};

/// Networks whose units start equal, or do not.
const EQUAL: &str = r#"protocol = "train"

[input]
kind = "digits"
samples = 300

[network]
layers = [784, 12, 8]

[train]
steps = 30
batch = 30
evaluate = 10
symmetry = 15
target = 2.2
snapshots = []

[axes]
activation = ["tanh", "relu"]
init = ["zeros", "constant:value=0.1", "he-normal"]
optimizer = "sgd:lr=0.2"
"#;

/// The value of a metric of a layer, `""` for that of all layers, at a step.
fn value(rows: &[Row], cell: [&str; 2], metric: &str, layer: &str, step: u64) -> Option<f64> {
    let [activation, init] = cell;
    let here = |row: &&Row| {
        row["activation"] == activation
            && row["init"] == init
            && row["metric"] == metric
            && row["layer"] == layer
            && row["step"] == step.to_string()
    };
    let mut found = rows.iter().filter(here);
    let row = found.next().unwrap_or_else(|| panic!("{cell:?} has no {metric} of layer {layer} at {step}"));
    assert!(found.next().is_none(), "{cell:?}: {metric} of layer {layer} at {step} is there twice");
    row["value"].parse().ok()
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("equal.toml", EQUAL);
    bench
}

#[test]
fn equal_units_stay_one_unit_and_different_ones_stay_different() {
    let bench = bench();
    bench.done(&["experiment", "equal.toml", "--no-figures"]);
    let rows = bench.table("equal", "curves.csv");
    for step in [0, 15, 30] {
        for (layer, units) in [("1", 12.0), ("2", 8.0)] {
            let at = |init, metric| value(&rows, ["tanh", init], metric, layer, step);
            assert_eq!(at("constant:value=0.1", "distinct-units"), Some(1.0));
            assert_eq!(at("constant:value=0.1", "distinct-gradients"), Some(1.0));
            assert_eq!(at("constant:value=0.1", "effective-rank"), Some(1.0));
            // Rounding of a mean of cosines.
            assert!(at("constant:value=0.1", "unit-cosine").unwrap() > 1.0 - 1e-12);
            assert_eq!(at("he-normal", "distinct-units"), Some(units));
            assert_eq!(at("he-normal", "distinct-gradients"), Some(units));
            assert!(at("he-normal", "unit-cosine").unwrap() < 0.3);
            // Independent columns have no direction in common.
            assert!(at("he-normal", "effective-rank").unwrap() > 0.7 * units);
        }
    }
    // What equal units learn, they learn together.
    assert!(value(&rows, ["tanh", "constant:value=0.1"], "drift", "2", 30).unwrap() > 0.0);
}

#[test]
fn of_zeros_nothing_moves_but_the_biases_of_the_readout() {
    let bench = bench();
    bench.done(&["experiment", "equal.toml", "--no-figures"]);
    let rows = bench.table("equal", "curves.csv");
    for activation in ["tanh", "relu"] {
        for layer in ["1", "2", "3"] {
            let at = |metric| value(&rows, [activation, "zeros"], metric, layer, 30);
            assert_eq!(at("drift"), Some(0.0));
            assert_eq!(at("bias-drift").unwrap() > 0.0, layer == "3");
            assert_eq!((at("effective-rank"), at("unit-cosine").is_none()), (Some(0.0), layer != "3"));
        }
    }
}

#[test]
fn a_target_is_reached_at_the_first_judged_loss_below_it() {
    let bench = bench();
    let claims = r#"

[[claim]]
text    = "He's get there"
cells   = { init = "he-normal" }
measure = "reached"
within  = [1, 1]

[[claim]]
text    = "Zeros never do"
cells   = { init = "zeros" }
measure = "reached"
within  = [0, 0]

[[claim]]
text    = "Zeros are slow"
cells   = { init = "zeros" }
measure = "steps-to-target"
within  = [31, inf]
"#;
    bench.write("equal.toml", format!("{EQUAL}{claims}"));
    let said = bench.done(&["experiment", "equal.toml", "--no-figures"]);
    // A number that is undefined holds no claim.
    assert!(said.contains("3 claims: 2 hold, 1 fails"), "{said}");
    let rows = bench.table("equal", "curves.csv");
    for activation in ["tanh", "relu"] {
        let judged = |step| value(&rows, [activation, "he-normal"], "train-loss", "", step).unwrap();
        let first = [0, 10, 20, 30].into_iter().find(|step| judged(*step) <= 2.2).unwrap();
        let reached = value(&rows, [activation, "he-normal"], "steps-to-target", "", 30);
        assert_eq!(reached, Some(first as f64));
        assert_eq!(value(&rows, [activation, "zeros"], "steps-to-target", "", 30), None);
    }
}

#[test]
fn what_is_told_at_the_end_belongs_to_a_training_of_its_length() {
    let bench = bench();
    let claim = "\n[[claim]]\ntext = \"late\"\nmeasure = \"reached\"\nstep = 30\ncells = { init = \"zeros\" }\nwithin = [0, 0]\n";
    bench.write("equal.toml", format!("{EQUAL}{claim}"));
    let judged =
        |changes: &[&str]| bench.done(&[&["experiment", "equal.toml", "--no-figures"], changes].concat());
    let whole = judged(&[]);
    assert!(whole.contains("1 claim: 1 holds"), "{whole}");
    let shorter = judged(&["--set", "train.steps=20"]);
    assert!(shorter.contains("1 claim: 1 is not judged"), "{shorter}");
    bench.write("equal.toml", format!("{}{claim}", EQUAL.replace("target = 2.2\n", "")));
    let said = bench.refused(2, &["experiment", "equal.toml"]);
    assert!(said.contains("the claim \"late\" speaks of nothing"), "{said}");
}

#[test]
fn targets_and_periods_that_make_no_sense_are_refused() {
    let bench = bench();
    for (change, problem) in [
        ("train.target=0", "`train.target` is 0; it must be a loss above 0"),
        ("train.target=low", "`train.target` is a string; it must be a finite number"),
        ("train.symmetry=-1", "`train.symmetry` is -1; it must be an integer of at least 0"),
    ] {
        let said = bench.refused(2, &["experiment", "equal.toml", "--set", change]);
        assert_eq!(said, format!("error: study equal.toml: --set {change}: {problem}\n"));
    }
    let unjudged = "study equal.toml: line 15, column 10: `train.target` asks for `train.evaluate` above 0";
    bench.fails(&["experiment", "equal.toml", "--set", "train.evaluate=0"], unjudged);
}
