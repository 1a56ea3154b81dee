//! All findings together.

use super::ALPHA;
use super::finding::{Finding, Outcome};
use crate::stats::holm;

/// What all tests of a matrix found.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// One for each test.
    pub findings: Vec<Finding>,
}

/// What the findings come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing speaks against it.
    Conforms,
    /// It is told from the ensemble, but no difference matters in practice.
    Nearly(Vec<String>),
    /// It is something else: what is different.
    Differs(Vec<String>),
}

/// Decides on all tests of all reports together: of matrices that do follow their ensembles, however many,
/// any test is rejected with probability `alpha` at most (Holm 1979). Exact tests need no such limit.
///
/// ```
/// use initscope::conform::{Matrix, Report, check, judge};
/// use initscope::init::{Init, Layer, Scheme};
/// use initscope::noise::{Role, Stream};
///
/// let (layer, he) = (Layer::linear(60, 40), "he-normal".parse::<Init>().unwrap());
/// let of_layer = |index| {
///     let mut weights = vec![0.0f32; 60 * 40];
///     he.fill(layer, &Stream::new(0, 0, Role::Weight, index), &mut weights);
///     check(&Matrix::new(layer.fans, &weights), &he.ensemble(layer).unwrap())
/// };
/// let mut net: Vec<Report> = (1..=50).map(of_layer).collect();
/// judge(&mut net, 0.01);
/// assert!(net.iter().all(Report::conforms));
/// ```
pub fn judge(reports: &mut [Report], alpha: f64) {
    let known: Vec<f64> =
        reports.iter().flat_map(|report| &report.findings).filter_map(Finding::p_value).collect();
    let limit = holm(&known, alpha);
    for finding in reports.iter_mut().flat_map(|report| &mut report.findings) {
        finding.rejected = match finding.outcome {
            Outcome::Exact(holds) => !holds,
            Outcome::Chance(p_value) => limit.is_some_and(|limit| p_value <= limit),
        };
    }
}

impl Report {
    /// Decides by all p-values of the one report together, at [`ALPHA`].
    pub(super) fn new(findings: Vec<Finding>) -> Self {
        let mut report = Self { findings };
        judge(std::slice::from_mut(&mut report), ALPHA);
        report
    }

    /// The finding of a test.
    pub fn finding(&self, test: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.test == test)
    }

    /// Whether no test is rejected.
    pub fn conforms(&self) -> bool {
        self.findings.iter().all(|finding| !finding.rejected)
    }

    /// Names of the tests that are rejected.
    pub fn rejected(&self) -> impl Iterator<Item = &'static str> {
        self.findings.iter().filter(|finding| finding.rejected).map(|finding| finding.test)
    }

    /// Whether what is rejected is a few weights too far out, and nothing speaks against the others.
    pub fn only_outliers(&self) -> bool {
        !self.conforms() && self.rejected().all(|test| ["outlier", "beyond bounds"].contains(&test))
    }

    /// What the tests say, with the size of the differences: a huge matrix is told from any law.
    pub fn verdict(&self) -> Verdict {
        let rejected = || self.findings.iter().filter(|finding| finding.rejected);
        let mut large = rejected().filter(|finding| finding.effect.matters()).peekable();
        if rejected().next().is_none() {
            return Verdict::Conforms;
        }
        if large.peek().is_none() {
            return Verdict::Nearly(rejected().map(|finding| finding.effect.to_string()).collect());
        }
        let said = |finding: &Finding| format!("its {} differs ({})", finding.test, finding.effect);
        let words: Vec<String> = large
            .clone()
            .filter(|finding| !finding.words.is_empty())
            .map(|finding| finding.words.clone())
            .collect();
        Verdict::Differs(if words.is_empty() { large.map(said).collect() } else { words })
    }

    /// How far it is from the ensemble: largest effect of a rejected test, as a multiple of what is next to
    /// nothing; 0 where nothing is rejected.
    pub fn remoteness(&self) -> f64 {
        let sizes = self.findings.iter().filter(|finding| finding.rejected);
        sizes.map(|finding| finding.effect.size / finding.effect.negligible).fold(0.0, f64::max)
    }
}
