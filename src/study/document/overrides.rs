//! `--set key=value` and `--quick`: changing a study before it is read.

use std::collections::BTreeMap;

use super::node::{Node, Value, read_override};
use crate::record::Setting;
use crate::study::StudyError;

/// A change of one key of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// An axis, or any key of the study such as `input.samples`.
    pub key: String,
    /// A bare value or TOML.
    pub value: String,
}

impl Override {
    /// `key = value`.
    pub fn new(key: impl Into<String>, value: impl ToString) -> Self {
        Self { key: key.into(), value: value.to_string() }
    }
}

impl std::fmt::Display for Override {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

/// Why a `key=value` argument cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not of the form key=value, such as init=he-normal or input.samples=200")]
pub struct OverrideError(String);

impl std::str::FromStr for Override {
    type Err = OverrideError;

    fn from_str(text: &str) -> Result<Self, OverrideError> {
        match text.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() && !value.trim().is_empty() => {
                Ok(Self::new(key.trim(), value.trim()))
            }
            _ => Err(OverrideError(text.to_owned())),
        }
    }
}

/// Moves what `[quick]` says over the rest.
pub(crate) fn apply_quick(document: &mut Node) -> Result<(), StudyError> {
    let Value::Table(root) = &mut document.value else { return Ok(()) };
    let Some(quick) = root.remove("quick") else { return Ok(()) };
    let Value::Table(sections) = quick.value else {
        return Err(super::reader::expected(&quick.origin, "quick", "a table", &quick.value));
    };
    for (section, node) in sections {
        match node.value {
            Value::Table(keys) => {
                keys.into_iter().try_for_each(|(key, node)| put(document, &[&section, &key], node))?;
            }
            _ => put(document, &[&section], node)?,
        }
    }
    Ok(())
}

/// Applies overrides in order; those of one axis add up.
pub(crate) fn apply(document: &mut Node, overrides: &[Override]) -> Result<(), StudyError> {
    let mut seen: BTreeMap<Vec<&str>, Vec<Node>> = BTreeMap::new();
    let last: BTreeMap<Vec<&str>, usize> =
        overrides.iter().enumerate().map(|(place, change)| (path(&change.key), place)).collect();
    for (place, Override { key, value }) in overrides.iter().enumerate() {
        let path = path(key);
        let mut node = read_override(key, value)?;
        if path.first() == Some(&"quick") {
            let problem = "`quick` is what --quick changes; set the key itself";
            return Err(StudyError::new(&node.origin, problem));
        }
        if path.first() == Some(&"axes") {
            let all = seen.entry(path.clone()).or_default();
            all.extend(super::reader::list(node.clone()));
            if last[&path] > place {
                continue;
            }
            if all.len() > 1 {
                node.value = Value::List(std::mem::take(all));
            }
        }
        put(document, &path, node)?;
    }
    Ok(())
}

/// Where in a document a key is; a setting's name stands for its axis.
fn path(key: &str) -> Vec<&str> {
    if key.parse::<Setting>().is_ok() { vec!["axes", key] } else { key.split('.').collect() }
}

/// Writes a node at a path, and removes the other ways to give the same setting.
fn put(document: &mut Node, path: &[&str], node: Node) -> Result<(), StudyError> {
    for rival in rivals(path) {
        remove(document, &rival);
    }
    let mut place = document;
    for (index, key) in path.iter().enumerate() {
        let origin = node.origin.clone();
        let found = place.value.kind();
        let Value::Table(keys) = &mut place.value else {
            let outer = path[..index].join(".");
            return Err(StudyError::new(&origin, format!("`{outer}` is {found} and has no keys")));
        };
        let empty = || Node { origin, value: Value::Table(BTreeMap::new()) };
        place = keys.entry((*key).to_owned()).or_insert_with(empty);
    }
    *place = node;
    Ok(())
}

/// Other paths that give the same setting.
fn rivals(path: &[&str]) -> Vec<Vec<&'static str>> {
    let by_layers = [["network", "layers"]];
    let by_parts = [
        ["network", "input"],
        ["network", "width"],
        ["network", "depth"],
        ["axes", "width"],
        ["axes", "depth"],
    ];
    let both = |paths: &[[&'static str; 2]]| paths.iter().map(|path| path.to_vec()).collect();
    match path {
        ["axes", "width"] => both(&[["network", "width"]]),
        ["axes", "depth"] => both(&[["network", "depth"]]),
        ["axes", "samples"] => both(&[["input", "samples"]]),
        ["network", "width"] => both(&[["axes", "width"]]),
        ["network", "depth"] => both(&[["axes", "depth"]]),
        ["input", "samples"] => both(&[["axes", "samples"]]),
        ["network", "layers"] => both(&by_parts),
        ["network", "input"] => both(&by_layers),
        _ => Vec::new(),
    }
}

fn remove(document: &mut Node, path: &[&str]) {
    let (Some((last, outer)), mut place) = (path.split_last(), document) else { return };
    for key in outer {
        let Value::Table(keys) = &mut place.value else { return };
        let Some(next) = keys.get_mut(*key) else { return };
        place = next;
    }
    if let Value::Table(keys) = &mut place.value {
        keys.remove(*last);
    }
}
