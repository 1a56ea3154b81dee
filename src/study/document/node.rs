//! A TOML document whose every value knows where it was written.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::origin::Origin;
use super::places::Places;
use super::quotes::quoted;
use crate::study::StudyError;

/// Bytes that a study may have.
pub(crate) const MOST_BYTES: usize = 1_000_000;

/// Values that a list may have.
const MOST_VALUES: usize = 10_000;

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) origin: Origin,
    pub(crate) value: Value,
}

/// What TOML can hold, dates left out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Boolean(bool),
    List(Vec<Node>),
    Table(BTreeMap<String, Node>),
}

impl Value {
    /// The kind of value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Reads a TOML document.
pub(crate) fn read_document(text: &str) -> Result<Node, StudyError> {
    let places = Places::new(text);
    let start = places.of(0);
    if text.len() > MOST_BYTES {
        return Err(StudyError::new(
            &start,
            format!("the study is longer than the {MOST_BYTES} bytes that it may have"),
        ));
    }
    let root = DeTable::parse(text).map_err(|error| syntax_error(&places, &error))?;
    let table = table(root.into_inner(), &|at| places.of(at))?;
    Ok(Node { origin: start, value: Value::Table(table) })
}

/// Reads the value of an override: TOML, or a bare word taken as a string.
pub(crate) fn read_override(key: &str, value: &str) -> Result<Node, StudyError> {
    let origin = Origin::Override(format!("{key}={value}"));
    let place = |_: usize| origin.clone();
    match DeValue::parse(value) {
        Ok(parsed) => node(parsed, &place),
        // What looks like TOML structure was meant as such: its own error helps more.
        Err(error) if value.starts_with(['[', '{', '"', '\'']) => Err(match quoted(value) {
            Some(list) => {
                let problem = format!("words in a list need quotes: write --set '{key}={list}'");
                StudyError::new(&origin, problem)
            }
            None => StudyError::new(&origin, error.message()),
        }),
        Err(_) => Ok(Node { origin, value: Value::Text(value.to_owned()) }),
    }
}

fn syntax_error(places: &Places, error: &toml::de::Error) -> StudyError {
    let at = error.span().map_or(0, |span| span.start);
    StudyError::new(&places.of(at), error.message())
}

fn table(table: DeTable<'_>, place: &impl Fn(usize) -> Origin) -> Result<BTreeMap<String, Node>, StudyError> {
    table.into_iter().map(|(key, value)| Ok((key.into_inner().into_owned(), node(value, place)?))).collect()
}

fn node(spanned: Spanned<DeValue<'_>>, place: &impl Fn(usize) -> Origin) -> Result<Node, StudyError> {
    let origin = place(spanned.span().start);
    let refuse = |what: &str| Err(StudyError::new(&origin, what));
    let value = match spanned.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Boolean(boolean) => Value::Boolean(boolean),
        DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(integer) => Value::Integer(integer),
            Err(_) => return refuse("this integer is too large"),
        },
        DeValue::Float(float) => match float.as_str().parse() {
            Ok(float) => Value::Float(float),
            Err(_) => return refuse("this number cannot be read"),
        },
        DeValue::Datetime(_) => return refuse("a date has no place in a study"),
        DeValue::Array(array) if array.len() > MOST_VALUES => {
            return refuse(&format!("this list has {} values; at most {MOST_VALUES} may be", array.len()));
        }
        DeValue::Array(array) => {
            Value::List(array.into_iter().map(|value| node(value, place)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(inner) => Value::Table(table(inner, place)?),
    };
    Ok(Node { origin, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        read_document(text).unwrap_err().to_string()
    }

    #[test]
    fn long_studies_and_lists_are_refused_with_their_limits() {
        let list = |count: usize| format!("a = [{}]", "1,".repeat(count));
        assert!(read_document(&list(MOST_VALUES)).is_ok());
        assert_eq!(
            said(&list(MOST_VALUES + 1)),
            "line 1, column 5: this list has 10001 values; at most 10000 may be"
        );
        assert_eq!(
            said(&list(MOST_BYTES)),
            "line 1, column 1: the study is longer than the 1000000 bytes that it may have"
        );
    }

    #[test]
    fn a_long_line_is_read_in_a_moment() {
        // Minutes, were each of them counted from the start of the line.
        let lists = format!("[{}],", "1,".repeat(MOST_VALUES)).repeat(40);
        let text = format!("a = [{lists}]");
        let start = std::time::Instant::now();
        assert!(read_document(&text).is_ok());
        assert!(start.elapsed().as_secs() < 30);
    }

    #[test]
    fn nesting_without_end_is_refused() {
        for text in ["[".repeat(100_000), "{a=".repeat(100_000), "a.".repeat(100_000)] {
            let said = said(&format!("a = {text}"));
            assert!(said.contains("recursion limit") || said.contains("line 1"), "{said}");
        }
    }
}
