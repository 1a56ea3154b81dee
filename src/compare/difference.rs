//! Numbers of two records beside each other.

use super::pairing::{Pair, Pairing};
use super::significance::{estimate, paired, welch};
use super::{ALPHA, LEAST_TRIALS};
use crate::record::{CellRecord, Site};
use crate::stats::{Measure, holm};

/// Mean of a number over trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// Mean.
    pub mean: f64,
    /// Its standard error; `None` for one trial.
    pub error: Option<f64>,
    /// Trials in which the number is defined.
    pub trials: usize,
}

/// One number in two records.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Which pair of cells, counted from 0.
    pub pair: usize,
    /// Quantity, as in `layers.csv`.
    pub quantity: String,
    /// Layer.
    pub layer: usize,
    /// Training step.
    pub step: u64,
    /// Which statistic.
    pub measure: Measure,
    /// In the first record; `None` where it is undefined in every trial.
    pub a: Option<Estimate>,
    /// In the second record.
    pub b: Option<Estimate>,
    /// Two-sided p-value; `None` where the sampling error is unknown.
    pub p_value: Option<f64>,
    /// Whether the numbers differ by more than chance, of all that are compared; `None` where the
    /// sampling error is unknown.
    pub beyond: Option<bool>,
}

impl Difference {
    /// Whether both records have the same number.
    pub fn is_equal(&self) -> bool {
        self.a.map(|a| a.mean) == self.b.map(|b| b.mean)
    }
}

/// Every number that both records have, with the significance of its difference.
pub fn differences(pairing: &Pairing<'_>) -> Vec<Difference> {
    let of_pair = |(index, pair)| of_pair(index, pair, pairing.same_noise);
    let mut all: Vec<Difference> = pairing.pairs.iter().enumerate().flat_map(of_pair).collect();
    let known: Vec<f64> = all.iter().filter_map(|difference| difference.p_value).collect();
    let limit = holm(&known, ALPHA);
    for difference in &mut all {
        difference.beyond = difference.p_value.map(|p| limit.is_some_and(|limit| p <= limit));
    }
    all
}

fn of_pair(index: usize, pair: &Pair<'_>, same_noise: bool) -> Vec<Difference> {
    let Some(first) = pair.a.first() else { return Vec::new() };
    let mut differences = Vec::new();
    for (place, site) in first.sites.iter().enumerate() {
        let Some(other) = pair.b.first().and_then(|cell| find(cell, site)) else { continue };
        for measure in Measure::ALL {
            let a: Vec<(u64, f64)> = numbers(&pair.a, place, measure);
            let b: Vec<(u64, f64)> = numbers(&pair.b, other, measure);
            if a.is_empty() && b.is_empty() {
                continue;
            }
            differences.push(Difference {
                pair: index,
                quantity: site.quantity.clone(),
                layer: site.layer,
                step: site.step,
                measure,
                p_value: p_value(&a, &b, same_noise),
                a: estimated(&a),
                b: estimated(&b),
                beyond: None,
            });
        }
    }
    differences
}

fn find(cell: &CellRecord, site: &Site) -> Option<usize> {
    let same =
        |other: &Site| (&other.quantity, other.layer, other.step) == (&site.quantity, site.layer, site.step);
    cell.sites.iter().position(same)
}

/// The number in each trial that defines it; trials of a cell have the same sites.
fn numbers(cells: &[&CellRecord], place: usize, measure: Measure) -> Vec<(u64, f64)> {
    let number = |cell: &&CellRecord| Some((cell.trial, measure.of(&cell.sites.get(place)?.summary)?));
    cells.iter().filter_map(number).collect()
}

fn estimated(numbers: &[(u64, f64)]) -> Option<Estimate> {
    let values: Vec<f64> = numbers.iter().map(|(_, number)| *number).collect();
    let (mean, error) = estimate(&values);
    (!values.is_empty()).then_some(Estimate {
        mean,
        error: (values.len() > 1).then_some(error),
        trials: values.len(),
    })
}

fn p_value(a: &[(u64, f64)], b: &[(u64, f64)], same_noise: bool) -> Option<f64> {
    if a.len().min(b.len()) < LEAST_TRIALS {
        return None;
    }
    let values = |numbers: &[(u64, f64)]| -> Vec<f64> { numbers.iter().map(|(_, number)| *number).collect() };
    let trials = |numbers: &[(u64, f64)]| -> Vec<u64> { numbers.iter().map(|(trial, _)| *trial).collect() };
    let together = same_noise && trials(a) == trials(b);
    Some(if together { paired(&values(a), &values(b)) } else { welch(&values(a), &values(b)) })
}
