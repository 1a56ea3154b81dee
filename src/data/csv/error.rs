//! Files that are no tables of numbers.

use crate::data::labels::{MOST, NoLabel};
use crate::data::shown::shown;
use crate::data::{Delimiter, Unreadable};

/// Why a file has no samples in its table. Lines and columns count from 1.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    /// No bytes come out of it.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Text of another encoding.
    #[error(
        "is {encoding} text, and UTF-8 is read; save it as UTF-8 (Excel: CSV UTF-8), or: iconv -f {encoding}{endian} -t UTF-8 OLD.csv > NEW.csv"
    )]
    Encoding {
        /// Its name.
        encoding: &'static str,
        /// Its byte order.
        endian: &'static str,
    },
    /// A zip archive, or what is one inside.
    #[error("is a zip archive, or a workbook of a spreadsheet (.xlsx); unpack it, or save the sheet as CSV")]
    Archive,
    /// A NumPy array.
    #[error("is a NumPy array; it is read by npy:FILE")]
    Npy,
    /// One column, with another separator in it.
    #[error(
        "line {line}: with `{used}` between columns there is one column; if they are separated by `{meant}`, write {advice}",
        used = used.name(),
        meant = meant.name()
    )]
    Delimiter {
        /// The first.
        line: u64,
        /// The separator that was looked for.
        used: Delimiter,
        /// The one that is there.
        meant: Delimiter,
        /// The source with that one.
        advice: String,
    },
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
    #[error(
        "columns {first} and {second} both hold labels by their names; say which: label={first} or label={second}, if the other is an input"
    )]
    TwoLabels {
        /// The one.
        first: usize,
        /// The other.
        second: usize,
    },
    /// No column of that name.
    #[error("has no column `{wanted}`{}", columns(wanted, names))]
    NoColumn {
        /// As asked for.
        wanted: String,
        /// Those that there are.
        names: Vec<String>,
    },
    /// No names at all.
    #[error(
        "has no column `{wanted}`: its first line is numbers, not names; give the column's number: label=1 is the first, label=-1 the last (header=yes if the line is names)"
    )]
    NoNames {
        /// As asked for.
        wanted: String,
    },
    /// No column of that number.
    #[error("has no column {wanted}: it has {count}, and 1 is the first, -1 the last")]
    NoPlace {
        /// As asked for.
        wanted: String,
        /// How many there are.
        count: usize,
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
    #[error("line {line}, column {column}: {found} is not a number{hint}", found = field(text))]
    NotNumber {
        /// Line.
        line: u64,
        /// Column.
        column: usize,
        /// What is there.
        text: String,
        /// What may be meant, and what to do.
        hint: String,
    },
    /// A number that no sample may have.
    #[error(
        "line {line}, column {column}: {found} is not a finite number of single precision, which are at most 3.4e38",
        found = field(text)
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
    #[error("line {line}, column {column}: the label is {found}{}", what(*problem), found = field(text))]
    Label {
        /// Line.
        line: u64,
        /// Column.
        column: usize,
        /// What is there.
        text: String,
        /// What is wrong.
        problem: NoLabel,
    },
}

fn field(text: &str) -> String {
    if text.is_empty() { "an empty field".to_owned() } else { format!("`{}`", shown(text)) }
}

fn what(problem: NoLabel) -> String {
    match problem {
        NoLabel::Empty => "; every sample needs one".to_owned(),
        NoLabel::Fraction => "; labels are whole numbers, or text".to_owned(),
        NoLabel::Text => ", and those before it are numbers; labels are all numbers, or all text".to_owned(),
        NoLabel::Number => ", and those before it are text; labels are all numbers, or all text".to_owned(),
        NoLabel::TooMany => {
            format!(
                ", and there are {MOST} others before it; classes are few: is this column numbers to predict?"
            )
        }
    }
}

/// The columns that there are, the one most like what was wanted first.
fn columns(wanted: &str, names: &[String]) -> String {
    const SHOWN: usize = 20;
    let near = crate::spec::nearest(wanted, names.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{}`?", shown(near)));
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    let first: Vec<String> = names.iter().take(SHOWN).map(|name| shown(name)).collect();
    format!("{near}; its columns are {}{more} (or by number: 1 is the first, -1 the last)", first.join(", "))
}
