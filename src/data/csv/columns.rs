//! What the columns of a table are.

use super::CsvError;
use super::names::{is_likely, is_usual};
use super::row::Row;
use crate::data::{LabelColumn, Table};

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// How many.
    pub(super) count: usize,
    /// Their names, where there is a header.
    pub(super) names: Option<Vec<String>>,
    /// The one that holds the classes.
    pub(super) label: Option<usize>,
}

impl Columns {
    /// What the first line and the source say.
    pub(super) fn new(table: &Table, first: &Row) -> Result<Self, CsvError> {
        let header = table.header.unwrap_or_else(|| first.is_header(&table.label));
        if let (true, Some(place)) = (header, first.fields.iter().position(<[u8]>::is_empty)) {
            return Err(CsvError::Nameless { line: first.line, column: place + 1 });
        }
        let names = header.then(|| first.texts());
        let count = first.fields.len();
        let label = match (&table.label, &names) {
            (LabelColumn::None, _) | (LabelColumn::Usual, None) => None,
            (LabelColumn::Usual, Some(names)) => only(names, is_usual)?,
            (LabelColumn::Named(name), names) => Some(named(name, names.as_deref(), count)?),
        };
        let columns = Self { count, names, label };
        match columns.label {
            Some(label) if count == 1 => Err(CsvError::NoInput { name: columns.name(label) }),
            _ => Ok(columns),
        }
    }

    /// A column's name, or its number from 1.
    pub(super) fn name(&self, place: usize) -> String {
        match &self.names {
            Some(names) => names[place].clone(),
            None => (place + 1).to_string(),
        }
    }

    /// The column among those with text that most likely holds the classes.
    pub(super) fn likely(&self, texts: &[usize]) -> Option<usize> {
        let named =
            texts.iter().find(|place| self.names.as_ref().is_some_and(|names| is_likely(&names[**place])));
        named.or(texts.last()).copied()
    }
}

/// The one column whose name is so, if there is one.
fn only(names: &[String], is_it: impl Fn(&str) -> bool) -> Result<Option<usize>, CsvError> {
    let mut places = names.iter().enumerate().filter(|(_, name)| is_it(name)).map(|(place, _)| place);
    match (places.next(), places.next()) {
        (Some(first), Some(second)) => Err(CsvError::TwoLabels { first: first + 1, second: second + 1 }),
        (first, _) => Ok(first),
    }
}

/// The column of this name or number.
fn named(wanted: &str, names: Option<&[String]>, count: usize) -> Result<usize, CsvError> {
    if let Some(names) = names {
        let exact = only(names, |name| name == wanted)?;
        if let Some(place) = exact
            .map_or_else(|| only(names, |name| name.eq_ignore_ascii_case(wanted)), |place| Ok(Some(place)))?
        {
            return Ok(place);
        }
    }
    let place = wanted.parse::<i64>().ok().map(|number| match number {
        1.. => usize::try_from(number - 1).ok(),
        _ => usize::try_from(number.unsigned_abs()).ok().and_then(|back| count.checked_sub(back)),
    });
    match (place, names) {
        (Some(place), _) => place
            .filter(|place| *place < count)
            .ok_or_else(|| CsvError::NoPlace { wanted: wanted.to_owned(), count }),
        (None, Some(names)) => Err(CsvError::NoColumn { wanted: wanted.to_owned(), names: names.to_vec() }),
        (None, None) => Err(CsvError::NoNames { wanted: wanted.to_owned() }),
    }
}
