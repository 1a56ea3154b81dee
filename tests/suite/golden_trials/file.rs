//! What the files of trials have in common.

use initscope::network::{Observation, Quantity};
use initscope::stats::Summary;
use serde_json::Value;

use crate::golden_trials::welch::{Comparison, welch};

/// Every list of objects under `key`.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("the file has no list {key}"))
}

/// All numbers under `key`.
pub(crate) fn numbers(value: &Value, key: &str) -> Vec<f64> {
    list(value, key).iter().map(|number| number.as_f64().unwrap()).collect()
}

/// The text under `key`.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// The experiments with this activation.
pub(crate) fn experiments<'a>(file: &'a Value, activation: &str) -> Vec<&'a Value> {
    list(file, "experiments")
        .iter()
        .filter(|experiment| text(experiment, "activation") == activation)
        .collect()
}

/// What was seen of one quantity of a layer in every trial.
pub(crate) fn site(runs: &[Vec<Observation>], quantity: Quantity, layer: usize) -> Vec<&Observation> {
    runs.iter().flatten().filter(|seen| seen.quantity == quantity && seen.layer == layer).collect()
}

/// Compares one statistic of a layer, given its `values` in all trials.
///
/// A share of `count` things of which fewer than ten are expected, or all but ten, is left out:
/// it is too skewed for the normal law.
pub(crate) fn compare(
    what: String,
    values: &[f64],
    expected: &Value,
    count: Option<f64>,
) -> Option<Comparison> {
    let (mean, sd) = (expected["mean"].as_f64().unwrap(), expected["sd"].as_f64().unwrap());
    let rare = count.is_some_and(|count| mean.min(1.0 - mean) * count < 10.0);
    (!rare).then(|| welch(what, values, mean, sd))
}

/// A statistic that every trial must have.
pub(crate) fn each(seen: &[&Observation], statistic: impl Fn(&Summary) -> Option<f64>) -> Vec<f64> {
    seen.iter().map(|seen| statistic(&seen.summary).expect("every trial has the statistic")).collect()
}
