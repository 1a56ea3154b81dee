//! Files that are no tables of numbers.

use crate::data::Unreadable;

/// Why a file has no samples in comma-separated values. Lines and columns count from 1.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// No bytes come out of it.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No line that is not blank.
    #[error("is empty; it needs a line of numbers, separated by commas, for each sample")]
    Nothing,
    /// A header alone.
    #[error("has a header and no line behind it; it needs a line of numbers for each sample")]
    NoRow,
    /// Labels alone.
    #[error("has no column but `{name}`, which labels samples; it needs their numbers too")]
    NoInput {
        /// Of the column.
        name: String,
    },
    /// Two columns of labels.
    #[error("columns {first} and {second} both hold labels by their names; remove or rename one")]
    TwoLabels {
        /// The one.
        first: usize,
        /// The other.
        second: usize,
    },
    /// A header with a gap.
    #[error(
        "line {line}, column {column}: the header has no name here, as where pandas writes the numbers of rows; write the file with index=False, or name the column if it is an input"
    )]
    Nameless {
        /// Of the header.
        line: u64,
        /// Without a name.
        column: usize,
    },
    /// A row that is shorter or longer than the first.
    #[error(
        "line {line}, column {column}: the line has {found} {noun}, and the first has {expected}",
        column = found.min(expected) + 1,
        noun = if *found == 1 { "column" } else { "columns" }
    )]
    Ragged {
        /// Of the row.
        line: u64,
        /// Columns of the first line.
        expected: usize,
        /// Columns of this one.
        found: usize,
    },
    /// Text.
    #[error("line {line}, column {column}: {found} is not a number{hint}", found = shown(text), hint = hint(text))]
    NotNumber {
        /// Line.
        line: u64,
        /// Column.
        column: usize,
        /// What is there.
        text: String,
    },
    /// A number that no sample may have.
    #[error(
        "line {line}, column {column}: {found} is not a finite number of single precision, which are at most 3.4e38",
        found = shown(text)
    )]
    NotFinite {
        /// Line.
        line: u64,
        /// Column.
        column: usize,
        /// What is there.
        text: String,
    },
    /// A label that is none.
    #[error(
        "line {line}, column {column}: the label is {found}; labels are whole numbers from 0 to 255",
        found = shown(text)
    )]
    Label {
        /// Line.
        line: u64,
        /// Column.
        column: usize,
        /// What is there.
        text: String,
    },
}

/// As much as a line of text takes, with what no terminal should be sent made visible.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    let start: String = text.chars().take(MOST).collect();
    let dots = if start.len() < text.len() { "..." } else { "" };
    match text {
        "" => "an empty field".to_owned(),
        _ => format!("`{}{dots}`", start.escape_debug()),
    }
}

fn hint(text: &str) -> &'static str {
    match text {
        "" => "; every sample needs one in every column",
        _ if text.contains([';', '\t']) => "; columns are separated by commas",
        _ => "",
    }
}
