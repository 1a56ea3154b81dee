//! Taking values out of a document, with errors that say where, what and what is allowed.

use std::collections::BTreeMap;

use super::node::{Node, Value};
use super::origin::Origin;
use crate::spec::nearest;
use crate::study::StudyError;
use crate::study::error::Kind;

/// Characters of a text: what is longer is no title and no label.
const MOST_CHARACTERS: usize = 1000;

/// A table whose keys are taken one by one; what is left at the end was unknown.
pub(crate) struct Section {
    /// How messages call the section; empty for the document itself.
    name: String,
    origin: Origin,
    keys: BTreeMap<String, Node>,
    known: Vec<&'static str>,
}

impl Section {
    pub(crate) fn new(name: &str, node: Node) -> Result<Self, StudyError> {
        match node.value {
            Value::Table(keys) => {
                Ok(Self { name: name.to_owned(), origin: node.origin, keys, known: Vec::new() })
            }
            other => Err(expected(&node.origin, name, "a table", &other)),
        }
    }

    /// An empty section, for one that was not written.
    pub(crate) fn empty(name: &str, origin: Origin) -> Self {
        Self { name: name.to_owned(), origin, keys: BTreeMap::new(), known: Vec::new() }
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The section's name and the key's, as messages call it.
    pub(crate) fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// Whether the key was written and not taken yet.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// Where a key was written, if it was.
    pub(crate) fn origin_of(&self, key: &str) -> Option<Origin> {
        self.keys.get(key).map(|node| node.origin.clone())
    }

    /// Takes a value of any kind.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        self.keys.remove(key)
    }

    /// Takes a sub-section, empty where absent.
    pub(crate) fn section(&mut self, key: &'static str) -> Result<Self, StudyError> {
        let name = self.path(key);
        match self.take(key) {
            Some(node) => Self::new(&name, node),
            None => Ok(Self::empty(&name, self.origin.clone())),
        }
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Result<Option<String>, StudyError> {
        let path = self.path(key);
        self.take(key).map(|node| text(node, &path).map(|(text, _)| text)).transpose()
    }

    /// Takes an integer of at least `least`.
    pub(crate) fn integer(&mut self, key: &'static str, least: u64) -> Result<Option<u64>, StudyError> {
        let path = self.path(key);
        self.take(key).map(|node| integer(&node, &path, least)).transpose()
    }

    /// The error for a key that must be there; where one much like it is, that is named.
    pub(crate) fn missing(&self, key: &str) -> StudyError {
        let path = self.path(key);
        let unknown = self.keys.keys().filter(|written| !self.known.contains(&written.as_str()));
        let near = nearest(key, unknown.map(String::as_str)).and_then(|near| self.keys.get_key_value(near));
        match near {
            Some((near, node)) => StudyError::new(
                &node.origin,
                format!("unknown key `{near}`{}; did you mean `{key}`, which is missing?", self.place()),
            )
            .of(Kind::Misnamed(path)),
            None => StudyError::new(&self.origin, format!("`{path}` is missing")).of(Kind::Missing(path)),
        }
    }

    fn place(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!(" in [{}]", self.name) }
    }

    /// Rejects keys that nobody took.
    pub(crate) fn finish(self) -> Result<(), StudyError> {
        let Some((key, node)) = self.keys.iter().next() else {
            return Ok(());
        };
        let hint = match nearest(key, self.known.iter().copied()) {
            Some(known) => format!("; did you mean `{known}`? Allowed"),
            None => "; allowed".to_owned(),
        };
        let allowed = self.known.join(", ");
        Err(StudyError::new(&node.origin, format!("unknown key `{key}`{}{hint}: {allowed}", self.place())))
    }
}

/// A string and where it stands.
pub(crate) fn text(node: Node, path: &str) -> Result<(String, Origin), StudyError> {
    match node.value {
        // They would reach terminals and figures.
        Value::Text(text) if text.contains(char::is_control) => Err(StudyError::new(
            &node.origin,
            format!("`{path}` holds a line break or another control character"),
        )),
        Value::Text(text) if text.chars().count() > MOST_CHARACTERS => Err(StudyError::new(
            &node.origin,
            format!("`{path}` has {} characters; it may have {MOST_CHARACTERS}", text.chars().count()),
        )),
        Value::Text(text) => Ok((text, node.origin)),
        other => Err(expected(&node.origin, path, "a string", &other)),
    }
}

/// An integer of at least `least`.
pub(crate) fn integer(node: &Node, path: &str, least: u64) -> Result<u64, StudyError> {
    let wanted = || format!("an integer of at least {least}");
    match &node.value {
        Value::Integer(integer) => match u64::try_from(*integer) {
            Ok(integer) if integer >= least => Ok(integer),
            _ => {
                Err(StudyError::new(&node.origin, format!("`{path}` is {integer}; it must be {}", wanted())))
            }
        },
        other => Err(expected(&node.origin, path, &wanted(), other)),
    }
}

/// A finite number.
pub(crate) fn number(node: &Node, path: &str) -> Result<f64, StudyError> {
    match node.value {
        Value::Integer(integer) => Ok(integer as f64),
        Value::Float(float) if float.is_finite() => Ok(float),
        Value::Float(float) => {
            Err(StudyError::new(&node.origin, format!("`{path}` is {float}; it must be a finite number")))
        }
        ref other => Err(expected(&node.origin, path, "a finite number", other)),
    }
}

/// The values of a list; a single value counts as a list of one.
pub(crate) fn list(node: Node) -> Vec<Node> {
    match node.value {
        Value::List(nodes) => nodes,
        _ => vec![node],
    }
}

/// The values of a list of not too many, none where it is not written.
pub(crate) fn at_most(most: usize, node: Option<Node>, path: &str) -> Result<Vec<Node>, StudyError> {
    let Some(node) = node else { return Ok(Vec::new()) };
    let origin = node.origin.clone();
    let nodes = list(node);
    if nodes.len() > most {
        let problem = format!("there are {} `{path}`; a study has at most {most}", nodes.len());
        return Err(StudyError::new(&origin, problem));
    }
    Ok(nodes)
}

/// The error for a value of the wrong kind.
pub(crate) fn expected(origin: &Origin, path: &str, wanted: &str, found: &Value) -> StudyError {
    StudyError::new(origin, format!("`{path}` is {}; it must be {wanted}", found.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_of_a_length_that_figures_have_room_for() {
        let origin = Origin::Override(String::new());
        let read =
            |count| text(Node { origin: origin.clone(), value: Value::Text("ü".repeat(count)) }, "title");
        assert!(read(1000).is_ok());
        assert!(
            read(1001).unwrap_err().to_string().ends_with("`title` has 1001 characters; it may have 1000")
        );
    }
}
