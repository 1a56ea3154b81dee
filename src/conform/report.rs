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

impl Report {
    /// Rejects by all p-values together.
    pub(super) fn new(mut findings: Vec<Finding>) -> Self {
        let known: Vec<f64> = findings.iter().filter_map(Finding::p_value).collect();
        let limit = holm(&known, ALPHA);
        for finding in &mut findings {
            finding.rejected = match finding.outcome {
                Outcome::Exact(holds) => !holds,
                Outcome::Chance(p_value) => limit.is_some_and(|limit| p_value <= limit),
            };
        }
        Self { findings }
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
