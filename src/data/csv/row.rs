//! A line of a table.

use std::io::{self, BufRead};

use ::csv::{ByteRecord, ErrorKind, Reader};

use super::lines::Lines;
use super::names::is_usual;
use crate::data::{LabelColumn, Unreadable};

/// A line that is not blank.
#[derive(Default)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) fields: ByteRecord,
}

impl Row {
    /// Whether there is one more.
    pub(super) fn next(
        &mut self,
        reader: &mut Reader<Lines<impl BufRead>>,
        gzip: bool,
    ) -> Result<bool, Unreadable> {
        reader.get_mut().start_row();
        let more = reader.read_byte_record(&mut self.fields).map_err(|error| match error.into_kind() {
            ErrorKind::Io(error) => Unreadable::new(error, gzip),
            other => Unreadable::Io(io::Error::other(format!("{other:?}"))),
        })?;
        self.line = reader.get_ref().line();
        Ok(more)
    }

    /// Names in place of numbers. One number makes it a row, whose other fields are then wrong; but a column
    /// of labels is never a number, and the names beside it may be those of pixels: 0, 1, 2.
    pub(super) fn is_header(&self, label: &LabelColumn) -> bool {
        let blank = self.fields.iter().all(<[u8]>::is_empty);
        let is_label = |name: &str| match label {
            LabelColumn::Usual => is_usual(name),
            LabelColumn::Named(wanted) if wanted.parse::<f64>().is_err() => name.eq_ignore_ascii_case(wanted),
            LabelColumn::Named(_) => is_usual(name),
            LabelColumn::None => false,
        };
        (self.numbers() == 0 && !blank) || self.texts().iter().any(|name| is_label(name))
    }

    /// How many of its fields are numbers.
    pub(super) fn numbers(&self) -> usize {
        self.fields.iter().filter(|field| number::<f32>(field).is_some()).count()
    }

    /// Its fields as text.
    pub(super) fn texts(&self) -> Vec<String> {
        self.fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
    }
}

/// A number as written, which need not be finite.
pub(super) fn number<T: std::str::FromStr>(field: &[u8]) -> Option<T> {
    str::from_utf8(field).ok()?.parse().ok()
}
