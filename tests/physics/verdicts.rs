//! Every verdict from a network that deserves it.

use initscope::record::Verdict;
use initscope::run::{Data, run_cell};
use initscope::study::{Override, Plan, Study};

const STUDY: &str = r#"
[input]
samples = 200
[network]
input = 100
width = 100
depth = 5
[axes]
activation = "relu"
init = "he-normal"
"#;

/// The verdicts of all layers.
fn verdicts(activation: &str, init: &str, precision: &str) -> Vec<Verdict> {
    let overrides = [("activation", activation), ("init", init), ("precision", precision)]
        .map(|(key, value)| Override::new(key, value));
    let study = Study::parse("verdicts", STUDY, &overrides, false).unwrap();
    let plan = Plan::new(&study).unwrap();
    let record = run_cell(&plan.cells[0], 1, &study.watch, &Data::default());
    let judged: Vec<Verdict> = record.sites.iter().filter_map(|site| site.verdict).collect();
    assert_eq!(judged.len(), 5);
    judged
}

#[test]
fn each_verdict_comes_from_a_network_that_deserves_it() {
    for (activation, init, precision, expected) in [
        ("relu", "he-normal", "f64", Verdict::Healthy),
        ("relu", "he-normal", "f32", Verdict::Healthy),
        ("tanh", "lecun-normal", "f64", Verdict::Healthy),
        ("relu", "zeros", "f64", Verdict::Dead),
        ("sigmoid", "constant", "f64", Verdict::Symmetric),
        ("sigmoid", "zeros", "f32", Verdict::Symmetric),
        // 0.5 and a few roundings more or less, yet each unit its own.
        ("sigmoid", "normal:std=1e-7", "f32", Verdict::Vanishing),
        ("sigmoid", "normal:std=1e-13", "f64", Verdict::Vanishing),
        // Stds shrink by 0.1 a layer.
        ("tanh", "normal:std=0.01", "f64", Verdict::Vanishing),
        // Stds grow by 10 / sqrt(2) a layer.
        ("relu", "normal", "f64", Verdict::Exploding),
        ("sigmoid", "lecun-normal", "f64", Verdict::InputBlind),
        // Pre-activations of std 10, and tanh's slope is under 5 % beyond 2.2.
        ("tanh", "normal", "f64", Verdict::Saturated),
        // Sums of 100 products of 1e30 and more, twice.
        ("relu", "constant:value=1e30", "f32", Verdict::NonFinite),
        ("relu", "normal:std=1e30", "f32", Verdict::NonFinite),
    ] {
        let found = verdicts(activation, init, precision);
        assert_eq!(found[4], expected, "{activation} {init} {precision}: {found:?}");
    }
}

#[test]
fn a_layer_is_judged_by_itself() {
    let vanishing = verdicts("tanh", "normal:std=0.01", "f64");
    assert_eq!(vanishing, [&[Verdict::Healthy][..], &[Verdict::Vanishing; 4]].concat());
    let exploding = verdicts("relu", "normal", "f64");
    assert_eq!(exploding[0], Verdict::Healthy);
    let overflowing = verdicts("relu", "normal:std=1e30", "f32");
    assert_eq!(overflowing[..2], [Verdict::Exploding, Verdict::NonFinite]);
}

#[test]
fn values_whose_squares_leave_the_range_are_exploding_not_vanishing() {
    assert_eq!(verdicts("relu", "normal:std=1e160", "f64")[0], Verdict::Exploding);
}
