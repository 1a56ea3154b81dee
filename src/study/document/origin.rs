//! Where a value was written.

use std::fmt;

/// Where a value was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Line and column of the study, from 1.
    Study {
        /// Line.
        line: usize,
        /// Column, in characters.
        column: usize,
    },
    /// An override, as given on the command line.
    Override(String),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Study { line, column } => write!(f, "line {line}, column {column}"),
            Self::Override(text) => write!(f, "--set {text}"),
        }
    }
}
