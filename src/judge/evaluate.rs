//! The numbers that a claim asks for, from records.

use crate::record::{CellRecord, Occasion, Settings};
use crate::stats::median;
use crate::study::{Claim, Spot, Subject, Term};

/// Every number that a claim asks for, in every trial.
pub(super) struct Evaluation {
    /// Per number, one value a trial.
    numbers: Vec<Vec<Option<f64>>>,
    trials: usize,
}

impl Evaluation {
    /// Reads the numbers in the cells of each trial.
    pub(super) fn new(claim: &Claim, trials: &[Vec<&CellRecord>]) -> Self {
        let value = |term: &Term| trials.iter().map(|cells| number(claim, term, cells)).collect();
        let numbers = terms(claim, trials).iter().map(value).collect();
        Self { numbers, trials: trials.len() }
    }

    /// Whether the claim speaks of nothing here.
    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Of the medians over trials, that nearest to failing or furthest outside.
    pub(super) fn decisive(&self, claim: &Claim) -> Option<f64> {
        let margin = |number: &Option<f64>| claim.within.margin(*number);
        self.numbers
            .iter()
            .map(|values| median_of_all(values))
            .min_by(|a, b| margin(a).total_cmp(&margin(b)))
            .flatten()
    }

    /// Smallest and largest median.
    pub(super) fn extent(&self) -> Option<(f64, f64)> {
        let medians: Vec<f64> =
            self.numbers.iter().map(|values| median_of_all(values)).collect::<Option<_>>()?;
        let low = medians.iter().copied().reduce(f64::min)?;
        let high = medians.iter().copied().reduce(f64::max)?;
        Some((low, high))
    }

    /// Trials all of whose numbers lie where they must.
    pub(super) fn trials_holding(&self, claim: &Claim) -> u64 {
        let holds = |trial: &usize| self.numbers.iter().all(|values| claim.within.holds(values[*trial]));
        (0..self.trials).filter(|trial| !self.is_empty() && holds(trial)).count() as u64
    }
}

/// The numbers that a claim asks for.
fn terms(claim: &Claim, trials: &[Vec<&CellRecord>]) -> Vec<Term> {
    let first = trials.first().map_or(&[][..], Vec::as_slice);
    let settings: Vec<&Settings> = first.iter().map(|cell| &cell.settings).collect();
    claim.terms(&settings)
}

/// A number of one trial; `None` where it is undefined.
fn number(claim: &Claim, term: &Term, cells: &[&CellRecord]) -> Option<f64> {
    let at = |spot: &Spot| -> Option<f64> {
        let cell = cells.get(spot.cell)?;
        match claim.subject {
            Subject::Site { quantity, measure } => {
                let site = cell.sites.iter().find(|site| {
                    site.layer as u64 == spot.layer
                        && site.step == spot.step
                        && site.quantity == quantity.name()
                })?;
                measure.of(&site.summary)
            }
            Subject::Curve(metric) => {
                let point = cell.curves.iter().find(|point| {
                    point.metric == metric
                        && (point.step == spot.step || metric.occasion() == Occasion::End)
                        && point.layer.unwrap_or(0) as u64 == spot.layer
                })?;
                point.value
            }
        }
    };
    let number = match term {
        Term::Value(spot) => at(spot)?,
        Term::Ratio { of, to, root: 1 } => at(of)? / at(to)?,
        Term::Ratio { of, to, root } => (at(of)? / at(to)?).powf(1.0 / *root as f64),
        Term::Order(ranks) => {
            let ranks: Vec<Vec<f64>> =
                ranks.iter().map(|rank| rank.iter().map(at).collect()).collect::<Option<_>>()?;
            let smallest = |rank: &[f64]| rank.iter().copied().fold(f64::INFINITY, f64::min);
            let largest = |rank: &[f64]| rank.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            ranks.windows(2).map(|pair| smallest(&pair[0]) - largest(&pair[1])).fold(f64::INFINITY, f64::min)
        }
    };
    number.is_finite().then_some(number)
}

/// `None` where any value is undefined: half of the trials must not speak for all.
fn median_of_all(values: &[Option<f64>]) -> Option<f64> {
    median(&values.iter().copied().collect::<Option<Vec<f64>>>()?)
}
