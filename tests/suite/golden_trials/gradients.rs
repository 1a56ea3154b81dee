//! Five layers of a hundred units and a standard normal gradient at the top: how it goes down.

use initscope::data;
use initscope::init::Init;
use initscope::network::{Network, Noise, Observation, Quantity, Top, Watch};
use rayon::prelude::*;
use serde_json::Value;

use crate::golden_trials::SAMPLES;
use crate::golden_trials::file::{compare, experiments, list, site, text};
use crate::golden_trials::square::spec;
use crate::golden_trials::welch::{Comparison, assert_agree, assert_fail, welch};

/// Fewer than the file's 200: bounds are 2.3 times those of as many.
const TRIALS: u64 = 20;

fn file() -> Value {
    serde_json::from_str(include_str!("../../data/golden_gradients.json")).unwrap()
}

/// What is seen in independent networks with `seed` at their top.
fn trials(activation: &str, init: &str, trials: u64) -> Vec<Vec<Observation>> {
    const SEED: u64 = 40_404;
    let init: Init = init.parse().unwrap();
    let network = Network::new([100; 6], activation.parse().unwrap(), init);
    let watch = Watch { bins: 1, ..Watch::default() };
    let run = |trial| {
        let input = data::gaussian::<f64>(SAMPLES, 100, SEED, trial);
        let mut seen = Vec::new();
        let noise = Noise { seed: SEED, trial };
        network.backward(input.view(), noise, Top::Normal, &watch, |site| seen.push(site));
        seen
    };
    (0..trials).into_par_iter().map(run).collect()
}

/// Standard deviations by their logarithms, whose law is nearer to the normal one; shares as they are.
fn comparisons(experiment: &Value, runs: &[Vec<Observation>]) -> Vec<Comparison> {
    let named = |layer: u64, what: &str| {
        format!("{} {} layer {layer}: {what}", text(experiment, "activation"), text(experiment, "init"))
    };
    let std = |what: String, quantity: Quantity, layer: usize, expected: &Value| {
        let values: Vec<f64> = site(runs, quantity, layer)
            .iter()
            .map(|seen| seen.summary.std.expect("a spread").log10())
            .collect();
        assert_eq!(values.len(), runs.len());
        let number = |key: &str| expected[key].as_f64().unwrap();
        welch(what, &values, number("mean_log10"), number("sd_log10"))
    };
    let mut found = vec![std(named(0, "dx"), Quantity::ActivationGradient, 0, &experiment["dx_std"])];
    let quantities = [
        ("dz", Quantity::ActivationGradient),
        ("da", Quantity::PreActivationGradient),
        ("dW", Quantity::WeightGradient),
    ];
    for layer in list(experiment, "layers") {
        let number = layer["layer"].as_u64().unwrap();
        for (name, quantity) in quantities {
            let key = format!("{name}_std");
            found.push(std(named(number, &key), quantity, number as usize, &layer[&key]));
            // The file's slopes of tanh and sigmoid, 1 - t² and s (1 - s), round to 0 from 19 and 37 on,
            // where the slopes are 1e-16: its zeros under large weights are its own.
            let key = format!("{name}_frac_zero");
            let rounded = text(experiment, "activation") != "relu" && name == "da";
            if layer.get(&key).is_some() && !rounded {
                let seen = site(runs, quantity, number as usize);
                let zeros: Vec<f64> = seen.iter().map(|seen| seen.summary.zero_fraction.unwrap()).collect();
                let count = seen[0].summary.count as f64;
                found.extend(compare(named(number, &key), &zeros, &layer[&key], Some(count)));
            }
        }
    }
    found
}

/// All experiments with this activation agree, in `count` comparisons.
fn agrees(activation: &str, count: usize) {
    let file = file();
    let experiments = experiments(&file, activation);
    assert_eq!(experiments.len(), 7);
    let runs = |experiment: &&Value| trials(activation, spec(text(experiment, "init")), TRIALS);
    let found = experiments.iter().flat_map(|experiment| comparisons(experiment, &runs(experiment)));
    assert_agree(found.collect(), count);
}

#[test]
fn gradients_of_sigmoid_agree_with_numpy() {
    agrees("sigmoid", 112);
}

#[test]
fn gradients_of_tanh_agree_with_numpy() {
    agrees("tanh", 112);
}

#[test]
fn gradients_of_relu_agree_with_numpy() {
    agrees("relu", 147);
}

#[test]
fn gradients_under_a_gain_off_by_six_percent_disagree_with_numpy() {
    let file = file();
    for activation in ["sigmoid", "tanh", "relu"] {
        let experiment = experiments(&file, activation).into_iter().find(|one| one["init"] == "he").unwrap();
        assert_fail(&comparisons(experiment, &trials(activation, "he-normal:gain=1.5", 20)));
    }
}
