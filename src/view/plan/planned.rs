//! A figure that is planned, and the name of its file.

use std::collections::HashSet;
use std::fmt;

use crate::view::figure::Figure;

/// Letters of one part of a stem, and of all parts together.
const PART: usize = 48;
const WHOLE: usize = 160;

/// A figure to be built.
pub struct Planned<'a> {
    /// File name without extension.
    pub stem: String,
    figure: Box<dyn Fn() -> Figure + Send + Sync + 'a>,
}

impl Planned<'_> {
    /// Builds the figure.
    pub fn figure(&self) -> Figure {
        (self.figure)()
    }
}

impl fmt::Debug for Planned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Planned").field("stem", &self.stem).finish_non_exhaustive()
    }
}

/// Figures in order, no two with the same stem.
#[derive(Debug, Default)]
pub(crate) struct Plan<'a> {
    /// What is planned so far.
    pub figures: Vec<Planned<'a>>,
    given: HashSet<String>,
}

impl<'a> Plan<'a> {
    /// Adds a figure named by `parts` and by values of axes.
    pub(crate) fn add(
        &mut self,
        parts: &[&str],
        values: &[(&str, String)],
        figure: impl Fn() -> Figure + Send + Sync + 'a,
    ) {
        let values: Vec<String> = values.iter().map(|(axis, value)| format!("{axis}-{value}")).collect();
        let parts: Vec<&str> = parts.iter().copied().chain(values.iter().map(String::as_str)).collect();
        let stem = self.stem(&parts);
        self.figures.push(Planned { stem, figure: Box::new(figure) });
    }

    /// A stem made of `parts`: lower-case letters, digits, `-`, `_` and `.`, which every file system takes;
    /// numbered where an earlier one reads alike.
    fn stem(&mut self, parts: &[&str]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| safe(part)).collect();
        let mut stem = parts.join("_");
        stem.truncate(WHOLE);
        let candidates = std::iter::once(stem.clone()).chain((2_u64..).map(|n| format!("{stem}_{n}")));
        for candidate in candidates {
            if self.given.insert(candidate.clone()) {
                return candidate;
            }
        }
        stem
    }
}

fn safe(part: &str) -> String {
    let letters = part.trim().chars().map(|letter| match letter.to_ascii_lowercase() {
        kept @ ('a'..='z' | '0'..='9' | '-' | '_' | '.') => kept,
        ':' | ',' => '_',
        _ => '-',
    });
    letters.take(PART).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_safe_and_never_alike() {
        let mut plan = Plan::default();
        assert_eq!(plan.stem(&["row", "sigmoid", "normal:std=0.01"]), "row_sigmoid_normal_std-0.01");
        assert_eq!(plan.stem(&["row", "Sigmoid", "normal_std-0.01"]), "row_sigmoid_normal_std-0.01_2");
        assert_eq!(plan.stem(&["row", "../σ /\\"]), "row_..-----");
        assert!(plan.stem(&["x".repeat(999).as_str(); 9]).len() <= WHOLE);
    }
}
