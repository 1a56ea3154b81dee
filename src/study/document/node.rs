//! A TOML document whose every value knows where it was written.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::origin::Origin;
use super::quotes::quoted;
use crate::study::StudyError;

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
    let root = DeTable::parse(text).map_err(|error| syntax_error(text, &error))?;
    let place = |at: usize| position(text, at);
    let table = table(root.into_inner(), &place)?;
    Ok(Node { origin: position(text, 0), value: Value::Table(table) })
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

fn syntax_error(text: &str, error: &toml::de::Error) -> StudyError {
    let at = error.span().map_or(0, |span| span.start);
    StudyError::new(&position(text, at), error.message())
}

/// Line and column of a byte offset.
fn position(text: &str, at: usize) -> Origin {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Origin::Study { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
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
        DeValue::Array(array) => {
            Value::List(array.into_iter().map(|value| node(value, place)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(inner) => Value::Table(table(inner, place)?),
    };
    Ok(Node { origin, value })
}
