//! What one test found.

use crate::number::three_digits;
use std::fmt;

/// The outcome of one test of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Name of the test.
    pub test: &'static str,
    /// What was measured.
    pub measured: f64,
    /// What it is, or is on average, if the matrix follows the ensemble.
    pub expected: f64,
    /// What that says.
    pub outcome: Outcome,
    /// How much of a difference it is, however sure.
    pub effect: Effect,
    /// What is different, if the test is rejected: a clause such as "its std is 1.41 times too large".
    /// Empty where other tests say it better.
    pub words: String,
    /// Whether the matrix fails the test, of all tests together.
    pub rejected: bool,
}

/// How a test decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// No chance is in it: it holds or does not.
    Exact(bool),
    /// The probability of what was found, or of more, if the matrix follows the ensemble.
    Chance(f64),
}

/// The size of a difference in a unit of the test's own, and below which size it is next to nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Unit, such as `D`.
    pub name: &'static str,
    /// Size.
    pub size: f64,
    /// The largest size that makes no difference in practice.
    pub negligible: f64,
}

impl Effect {
    /// One percent is next to nothing: of a probability, of a standard deviation, of a share.
    pub(super) fn percent(name: &'static str, size: f64) -> Self {
        Self { name, size, negligible: 0.01 }
    }

    /// Whether it makes a difference in practice; what is not a number does.
    pub fn matters(&self) -> bool {
        self.size.is_nan() || self.size > self.negligible
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.name, three_digits(self.size))
    }
}

impl Finding {
    pub(super) fn exact(test: &'static str, [measured, expected]: [f64; 2], holds: bool) -> Self {
        Self::new(test, [measured, expected], Outcome::Exact(holds))
    }

    pub(super) fn chance(test: &'static str, [measured, expected]: [f64; 2], p_value: f64) -> Self {
        Self::new(test, [measured, expected], Outcome::Chance(p_value))
    }

    fn new(test: &'static str, [measured, expected]: [f64; 2], outcome: Outcome) -> Self {
        let effect = Effect::percent("off by", (measured - expected).abs());
        Self { test, measured, expected, outcome, effect, words: String::new(), rejected: false }
    }

    pub(super) fn with(self, effect: Effect, words: String) -> Self {
        Self { effect, words, ..self }
    }

    /// The p-value, where chance is in the test.
    pub fn p_value(&self) -> Option<f64> {
        match self.outcome {
            Outcome::Exact(_) => None,
            Outcome::Chance(p_value) => Some(p_value),
        }
    }
}

/// An index tuple as NumPy prints it: "[3, 5]".
pub(super) fn index_words(index: &[usize]) -> String {
    let places: Vec<String> = index.iter().map(usize::to_string).collect();
    format!("[{}]", places.join(", "))
}

/// A p-value behind the letter: "= 4.0e-18", or "< 1e-300" where it is under the range of numbers.
pub(super) fn p_words(p_value: f64) -> String {
    if p_value < 1e-300 { "< 1e-300".to_owned() } else { format!("= {}", three_digits(p_value)) }
}

/// How a factor is said: "1.41 times too large".
pub(super) fn times(ratio: f64) -> String {
    if ratio >= 1.0 {
        format!("{} times too large", three_digits(ratio))
    } else if ratio > 0.0 {
        format!("{} times too small", three_digits(1.0 / ratio))
    } else {
        "0".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_and_chances_are_said_in_three_digits() {
        assert_eq!([0.0, 3.21e-18, 0.5].map(p_words), ["< 1e-300", "= 3.2e-18", "= 0.500"]);
        assert_eq!([2.0, 0.5, 0.0].map(times), ["2.00 times too large", "2.00 times too small", "0"]);
    }
}
