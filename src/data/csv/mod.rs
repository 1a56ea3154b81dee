//! Tables of comma-separated numbers, one sample a row.

mod error;
mod lines;

pub use error::CsvError;

use std::io::{self, BufRead};
use std::path::Path;

use ::csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder, Trim};

use super::unpacked::Unpacked;
use super::{DataError, Samples, Unreadable};
use lines::Lines;

/// The samples in a file.
pub(super) fn read(path: &Path) -> Result<Samples, DataError> {
    let samples = Unpacked::open(path).map_err(CsvError::from).and_then(samples);
    samples.map_err(|error| DataError::Csv { path: path.to_owned(), error })
}

fn samples(file: Unpacked<'_>) -> Result<Samples, CsvError> {
    let gzip = file.gzip;
    let mut builder = ReaderBuilder::new();
    let builder = builder.has_headers(false).flexible(true).trim(Trim::All);
    let mut reader = builder.from_reader(Lines::new(file.bytes));
    let mut row = Row::default();
    if !row.next(&mut reader, gzip)? {
        return Err(CsvError::Nothing);
    }
    let mut table = Table { columns: row.fields.len(), label: None, values: Vec::new(), classes: Vec::new() };
    let header = row.is_header();
    if header {
        table.label = row.label()?;
    } else {
        table.push(&row)?;
    }
    while row.next(&mut reader, gzip)? {
        table.push(&row)?;
    }
    if table.values.is_empty() {
        return Err(CsvError::NoRow);
    }
    let classes = table.label.map(|_| table.classes);
    Ok(Samples::new(table.columns - usize::from(table.label.is_some()), table.values, classes))
}

/// What has been read.
struct Table {
    columns: usize,
    label: Option<usize>,
    values: Vec<f32>,
    classes: Vec<u8>,
}

impl Table {
    fn push(&mut self, row: &Row) -> Result<(), CsvError> {
        let (line, found, expected) = (row.line, row.fields.len(), self.columns);
        if found != expected {
            return Err(CsvError::Ragged { line, expected, found });
        }
        for (place, field) in row.fields.iter().enumerate() {
            let (column, text) = (place + 1, || String::from_utf8_lossy(field).into_owned());
            let number = number(field);
            if self.label == Some(place) {
                let class = number.filter(|number| (0.0..=255.0).contains(number) && number.fract() == 0.0);
                // Whole and in range, so nothing is lost.
                let class = class.map(|class| class as u8);
                self.classes.push(class.ok_or_else(|| CsvError::Label { line, column, text: text() })?);
                continue;
            }
            match number {
                Some(value) if value.is_finite() => self.values.push(value),
                Some(_) => return Err(CsvError::NotFinite { line, column, text: text() }),
                None => return Err(CsvError::NotNumber { line, column, text: text() }),
            }
        }
        Ok(())
    }
}

/// A line that is not blank.
#[derive(Default)]
struct Row {
    line: u64,
    fields: ByteRecord,
}

impl Row {
    /// Whether there is one more.
    fn next(&mut self, reader: &mut Reader<Lines<impl BufRead>>, gzip: bool) -> Result<bool, CsvError> {
        let more = reader.read_byte_record(&mut self.fields).map_err(|error| match error.into_kind() {
            ErrorKind::Io(error) => Unreadable::new(error, gzip),
            other => Unreadable::Io(io::Error::other(format!("{other:?}"))),
        })?;
        self.line = reader.get_ref().line();
        Ok(more)
    }

    /// Names in place of numbers. One number makes it a row, whose other fields are then wrong; but a column
    /// of labels is never a number, and the names beside it may be those of pixels: 0, 1, 2.
    fn is_header(&self) -> bool {
        let numbers = self.fields.iter().filter(|field| number(field).is_some()).count();
        let blank = self.fields.iter().all(<[u8]>::is_empty);
        (numbers == 0 && !blank) || self.fields.iter().any(is_label)
    }

    /// The column of labels of a header.
    fn label(&self) -> Result<Option<usize>, CsvError> {
        if let Some(place) = self.fields.iter().position(<[u8]>::is_empty) {
            return Err(CsvError::Nameless { line: self.line, column: place + 1 });
        }
        let mut labels = self.fields.iter().enumerate().filter(|(_, field)| is_label(field));
        match (labels.next(), labels.next()) {
            (Some((first, _)), Some((second, _))) => {
                Err(CsvError::TwoLabels { first: first + 1, second: second + 1 })
            }
            (Some((_, name)), None) if self.fields.len() == 1 => {
                Err(CsvError::NoInput { name: String::from_utf8_lossy(name).into_owned() })
            }
            (first, _) => Ok(first.map(|(place, _)| place)),
        }
    }
}

fn is_label(field: &[u8]) -> bool {
    field.eq_ignore_ascii_case(b"label") || field.eq_ignore_ascii_case(b"class")
}

/// A number as written, which need not be finite.
fn number(field: &[u8]) -> Option<f32> {
    str::from_utf8(field).ok()?.parse().ok()
}
