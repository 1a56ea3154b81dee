//! Layers of 784, 300, 100, 50 and 10 units, where it matters which fan a scheme divides by.

use initscope::network::{Observation, Quantity, Watch};
use serde_json::Value;

use crate::golden_trials::file::{compare, each, experiments, list, site, text};
use crate::golden_trials::trials;
use crate::golden_trials::welch::{Comparison, assert_agree, assert_fail};

const WIDTHS: [usize; 5] = [784, 300, 100, 50, 10];

/// Fewer than the file's 200, as these networks take longer: our errors are the larger part.
const TRIALS: u64 = 16;

fn file() -> Value {
    serde_json::from_str(include_str!("../../data/golden_nonsquare.json")).unwrap()
}

/// One bin, as the file has no histograms.
fn runs(activation: &str, init: &str, count: u64) -> Vec<Vec<Observation>> {
    let watch = Watch { bins: 1, ..Watch::default() };
    trials(&WIDTHS, activation.parse().unwrap(), init, &watch, count)
}

/// Compares all layers of an experiment.
fn comparisons(experiment: &Value, runs: &[Vec<Observation>]) -> Vec<Comparison> {
    let mut found = Vec::new();
    for (number, layer) in (1..).zip(list(experiment, "layers")) {
        let what = |what: &str| {
            format!("{} {} layer {number}: {what}", text(experiment, "activation"), text(experiment, "init"))
        };
        let (before, after) =
            (site(runs, Quantity::PreActivation, number), site(runs, Quantity::Activation, number));
        let (values, units) = (Some(after[0].summary.count as f64), Some(WIDTHS[number] as f64));
        let statistics = [
            ("mean", each(&after, |of| of.mean), None),
            ("std", each(&after, |of| of.std), None),
            ("pre_std", each(&before, |of| of.std), None),
            ("pre_excess_kurtosis", each(&before, |of| of.excess_kurtosis), None),
            ("signal_share", each(&after, |of| of.signal_share), None),
            ("mean_cosine", each(&after, |of| of.mean_cosine), None),
            ("unit_mean_std", each(&after, |of| of.unit_mean_std), None),
            ("within_unit_std", each(&after, |of| of.within_unit_std), None),
            ("zero_fraction", each(&after, |of| of.zero_fraction), values),
            ("saturated_fraction", each(&after, |of| of.saturated_fraction), values),
            ("dead_unit_fraction", each(&after, |of| of.dead_unit_fraction), units),
        ];
        // The file's gelu is 0 from about -8.3 on, where its 1 + erf cancels; ours from -38 on, where
        // numbers end.
        let gelu = text(experiment, "activation") == "gelu";
        let statistics = statistics.into_iter().filter(|(name, ..)| !(gelu && *name == "zero_fraction"));
        for (name, values, count) in statistics {
            found.extend(compare(what(name), &values, &layer["stats"][name], count));
        }
    }
    found
}

/// All experiments with this activation agree, in `count` comparisons.
fn agrees(activation: &str, count: usize) {
    let file = file();
    let experiments = experiments(&file, activation);
    assert_eq!(experiments.len(), 5);
    let found = experiments
        .into_iter()
        .flat_map(|experiment| comparisons(experiment, &runs(activation, text(experiment, "init"), TRIALS)));
    assert_agree(found.collect(), count);
}

#[test]
fn sigmoid_trials_of_shrinking_layers_agree_with_numpy() {
    agrees("sigmoid", 166);
}

#[test]
fn tanh_trials_of_shrinking_layers_agree_with_numpy() {
    agrees("tanh", 177);
}

#[test]
fn relu_trials_of_shrinking_layers_agree_with_numpy() {
    agrees("relu", 200);
}

#[test]
fn gelu_trials_of_shrinking_layers_agree_with_numpy() {
    agrees("gelu", 180);
}

#[test]
fn dividing_by_the_wrong_fan_disagrees_with_numpy() {
    let file = file();
    for activation in ["sigmoid", "tanh", "relu", "gelu"] {
        let find = |init: &str| {
            experiments(&file, activation).into_iter().find(|experiment| experiment["init"] == init).unwrap()
        };
        for (right, wrong) in
            [("he-uniform:mode=fan_out", "he-uniform"), ("lecun-normal", "lecun-normal:mode=fan_out")]
        {
            assert_fail(&comparisons(find(right), &runs(activation, wrong, 5)));
        }
    }
}
