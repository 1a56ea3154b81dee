//! File names that every file system takes.

use std::collections::HashSet;

/// Letters of one part of a stem, and of all parts together.
const PART: usize = 48;
const WHOLE: usize = 160;

/// Gives out file stems, never the same one twice.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    given: HashSet<String>,
}

impl Stems {
    /// A stem made of `parts`: lower-case letters, digits, `-`, `_` and `.`; numbered where an
    /// earlier one reads alike.
    pub(crate) fn give(&mut self, parts: &[&str]) -> String {
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
        let mut stems = Stems::default();
        assert_eq!(stems.give(&["row", "sigmoid", "normal:std=0.01"]), "row_sigmoid_normal_std-0.01");
        assert_eq!(stems.give(&["row", "Sigmoid", "normal_std-0.01"]), "row_sigmoid_normal_std-0.01_2");
        assert_eq!(stems.give(&["row", "../σ /\\"]), "row_..-----");
        assert!(stems.give(&["x".repeat(999).as_str(); 9]).len() <= WHOLE);
    }
}
