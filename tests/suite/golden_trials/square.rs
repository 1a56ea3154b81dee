//! Five layers of a hundred units: every statistic and the textbook's histograms.

use initscope::network::{Observation, Quantity, Watch};
use initscope::stats::{Histogram, Range};
use serde_json::Value;

use crate::golden_trials::file::{compare, each, experiments, list, numbers, site, text};
use crate::golden_trials::trials;
use crate::golden_trials::welch::{Comparison, assert_agree, assert_fail, welch};

const WIDTHS: [usize; 6] = [100; 6];

/// Fewer than the file's 200: bounds are one and a half times those of as many.
const TRIALS: u64 = 60;

fn file() -> Value {
    serde_json::from_str(include_str!("../../data/golden_activations.json")).unwrap()
}

/// Our spec string for an init of the file; its Xavier is the textbook's 1/sqrt(n).
pub(crate) fn spec(name: &str) -> &str {
    match name {
        "std1" => "normal",
        "std0.01" => "normal:std=0.01",
        "xavier" | "lecun" => "lecun-normal",
        "he" => "he-normal",
        uniform => uniform,
    }
}

/// Our bins per bin of the file: in sixtieths, bins end at ±0.05 and ±0.95 as well.
fn refinement(activation: &str) -> usize {
    if activation == "tanh" { 4 } else { 2 }
}

/// The file's range in finer bins.
fn watch(file: &Value, activation: &str) -> Watch {
    let range = numbers(&file["ranges"], activation);
    let bins = file["bins"].as_u64().unwrap() as usize * refinement(activation);
    Watch { bins, ranges: vec![Range::Fixed(range[0], range[1])], ..Watch::default() }
}

/// Share of the values under (or over, if not `under`) `limit`, a multiple of a sixtieth.
fn share(histogram: &Histogram, limit: f64, under: bool) -> f64 {
    let bins = ((limit - histogram.low) * 60.0).round() as usize;
    let (below, above) = histogram.counts.split_at(bins);
    let counts = if under { below } else { above };
    let outside = if under { histogram.below } else { histogram.above };
    (counts.iter().sum::<u64>() + outside) as f64 / histogram.total() as f64
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
        let count = Some(after[0].summary.count as f64);
        let shares = |of: &dyn Fn(&Histogram) -> f64| -> Vec<f64> {
            after.iter().map(|seen| of(&seen.histograms[0])).collect()
        };
        let low = |of: &Histogram| share(of, 0.05, true);
        let high = |of: &Histogram| share(of, 0.95, false);
        let far = |of: &Histogram| if of.low < 0.0 { high(of) + share(of, -0.95, true) } else { high(of) };
        let statistics = [
            ("mean", each(&after, |of| of.mean), None),
            ("std", each(&after, |of| of.std), None),
            ("kurtosis_excess", each(&after, |of| of.excess_kurtosis), None),
            ("pre_std", each(&before, |of| of.std), None),
            ("pre_kurtosis_excess", each(&before, |of| of.excess_kurtosis), None),
            ("unit_mean_std", each(&after, |of| of.unit_mean_std), None),
            ("within_unit_std", each(&after, |of| of.within_unit_std), None),
            ("frac_zero", each(&after, |of| of.zero_fraction), count),
            ("frac_lt_0.05", shares(&low), count),
            ("frac_gt_0.95", shares(&high), count),
            ("frac_abs_gt_0.95", shares(&far), count),
        ];
        found.extend(
            statistics.into_iter().filter_map(|(name, values, count)| {
                compare(what(name), &values, &layer["stats"][name], count)
            }),
        );
        let bins = numbers(layer, "hist_mean").into_iter().zip(numbers(layer, "hist_sd")).enumerate();
        found.extend(bins.filter(|(_, (mean, _))| *mean >= 10.0).map(|(bin, (mean, sd))| {
            let parts = refinement(text(experiment, "activation"));
            let values = shares(&|of| of.counts[bin * parts..][..parts].iter().sum::<u64>() as f64);
            welch(what(&format!("bin {bin}")), &values, mean, sd)
        }));
    }
    found
}

/// All experiments with this activation agree, in `count` comparisons.
fn agrees(activation: &str, count: usize) {
    let file = file();
    let watch = watch(&file, activation);
    let experiments = experiments(&file, activation);
    assert_eq!(experiments.len(), 7);
    let mut found = Vec::new();
    let mut done: Vec<(&str, Vec<Vec<Observation>>)> = Vec::new();
    for experiment in experiments {
        let init = spec(text(experiment, "init"));
        if !done.iter().any(|(name, _)| *name == init) {
            done.push((init, trials(&WIDTHS, activation.parse().unwrap(), init, &watch, TRIALS)));
        }
        let (_, runs) = done.iter().find(|(name, _)| *name == init).unwrap();
        found.extend(comparisons(experiment, runs));
    }
    assert_agree(found, count);
}

#[test]
fn sigmoid_trials_agree_with_numpy() {
    agrees("sigmoid", 1106);
}

#[test]
fn tanh_trials_agree_with_numpy() {
    agrees("tanh", 1231);
}

#[test]
fn relu_trials_agree_with_numpy() {
    agrees("relu", 1200);
}

#[test]
fn a_gain_off_by_six_percent_disagrees_with_numpy() {
    let file = file();
    for activation in ["sigmoid", "tanh", "relu"] {
        let experiment = experiments(&file, activation).into_iter().find(|one| one["init"] == "he").unwrap();
        let watch = watch(&file, activation);
        let runs = trials(&WIDTHS, activation.parse().unwrap(), "he-normal:gain=1.5", &watch, 10);
        assert_fail(&comparisons(experiment, &runs));
    }
}
