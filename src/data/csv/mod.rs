//! Tables of numbers, one sample a row.
//!
//! Read `read` here, then `encoding` and `lines` (bytes to text), `row`, `columns` with `names`, and `hint` (what
//! may have been meant) with `error`.

mod columns;
mod encoding;
mod error;
mod hint;
mod lines;
mod names;
mod row;

pub use error::CsvError;

use std::io::{Cursor, Read};

use ::csv::{ReaderBuilder, Trim};

use super::labels::Labelling;
use super::rows::Rows;
use super::unpacked::Unpacked;
use super::{DataError, Numbers, Scale, Table};
use columns::Columns;
use lines::Lines;
use row::{Row, number};

/// Bytes that tell how a text is encoded.
const TELLING: u64 = 256;

/// The samples in a file.
pub(super) fn read(table: &Table) -> Result<Rows, DataError> {
    let rows = Unpacked::open(&table.path).map_err(CsvError::from).and_then(|file| rows(table, file));
    rows.map_err(|error| DataError::Csv { path: table.path.clone(), error, hint: hint::of_path(table) })
}

fn rows(table: &Table, mut file: Unpacked<'_>) -> Result<Rows, CsvError> {
    let gzip = file.gzip;
    let start = file.take(TELLING)?;
    let text = Cursor::new(encoding::unmarked(&start)?).chain(file.bytes);
    let mut builder = ReaderBuilder::new();
    let builder = builder.has_headers(false).flexible(true).trim(Trim::All).delimiter(table.delimiter.byte());
    let mut reader = builder.from_reader(Lines::new(text));
    let mut row = Row::default();
    if !row.next(&mut reader, gzip)? {
        return Err(CsvError::Nothing);
    }
    if let Some(meant) = hint::other_delimiter(table, &row) {
        let (line, advice) = (row.line, hint::source(table, |table| table.delimiter = meant));
        return Err(CsvError::Delimiter { line, used: table.delimiter, meant, advice });
    }
    let columns = Columns::new(table, &row)?;
    let notes = hint::of_first_line(table, &columns, &row).into_iter().collect();
    let first = columns.names.is_none();
    let mut reading = Reading::new(table, columns);
    if first {
        reading.push(&row)?;
    }
    while row.next(&mut reader, gzip)? {
        reading.push(&row)?;
    }
    reading.finish(notes)
}

/// What has been read.
struct Reading<'a> {
    table: &'a Table,
    columns: Columns,
    /// As exact as what is done to them asks for.
    numbers: Numbers,
    labels: Labelling,
}

impl<'a> Reading<'a> {
    fn new(table: &'a Table, columns: Columns) -> Self {
        let numbers = match table.scale {
            None | Some(Scale::None) => Numbers::Single(Vec::new()),
            Some(_) => Numbers::Double(Vec::new()),
        };
        Self { table, columns, numbers, labels: Labelling::default() }
    }

    fn push(&mut self, row: &Row) -> Result<(), CsvError> {
        let (line, found, expected) = (row.line, row.fields.len(), self.columns.count);
        if found != expected {
            return Err(CsvError::Ragged { line, expected, found });
        }
        let first = self.numbers.is_empty();
        for (place, field) in row.fields.iter().enumerate() {
            let (column, text) = (place + 1, || String::from_utf8_lossy(field).into_owned());
            if self.columns.label == Some(place) {
                let problem = |problem| CsvError::Label { line, column, text: text(), problem };
                self.labels.push(&text()).map_err(problem)?;
                continue;
            }
            let finite = match &mut self.numbers {
                Numbers::Single(numbers) => number(field).map(|number: f32| {
                    numbers.push(number);
                    number.is_finite()
                }),
                Numbers::Double(numbers) => number(field).map(|number: f64| {
                    numbers.push(number);
                    number.is_finite()
                }),
            };
            match finite {
                Some(true) => {}
                Some(false) => return Err(CsvError::NotFinite { line, column, text: text() }),
                None => {
                    let hint = hint::of_text(self.table, &self.columns, row, place, first);
                    return Err(CsvError::NotNumber { line, column, text: text(), hint });
                }
            }
        }
        Ok(())
    }

    fn finish(self, notes: Vec<String>) -> Result<Rows, CsvError> {
        if self.numbers.is_empty() {
            return Err(CsvError::NoRow);
        }
        let label = self.columns.label;
        let labels = label.map(|_| self.labels.finish());
        let width = self.columns.count - usize::from(label.is_some());
        Ok(Rows { width, numbers: self.numbers, labels, scale: self.table.scale, notes })
    }
}
