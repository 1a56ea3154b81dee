//! All that is wrong with a document at once.

use std::collections::BTreeMap;

use super::node::{Node, Value};
use super::origin::Origin;
use crate::study::StudyError;
use crate::study::error::Kind;

/// Mistakes that are told at once.
const MOST: usize = 10;
/// Times that a document is read for them: every mistake may leave something to stand in for.
const READS: usize = 4 * MOST;

/// What stands for a key that is missing or wrong while the rest is read: numbers so large that those
/// that are held against them are fine.
const COUNTS: [(&str, i64); 5] = [
    ("network.input", 1),
    ("network.width", 1),
    ("network.depth", 10_000),
    ("input.samples", 1_000_000),
    ("train.steps", 10_000_000),
];
const WORDS: [(&str, &str); 2] = [("axes.activation", "linear"), ("axes.init", "zeros")];

/// What only some protocols have.
const OF_PROTOCOLS: [&str; 5] = ["train", "backward", "gibbs", "axes.optimizer", "claim"];

/// Reads a document; where something is wrong it is taken out and the rest read again, until all mistakes
/// are known, or as many as anybody mends at once. What only follows from one of them is no other.
pub(crate) fn read_all<T>(
    mut document: Node,
    read: impl Fn(Node) -> Result<T, StudyError>,
) -> Result<T, StudyError> {
    let mut mistakes: Vec<StudyError> = Vec::new();
    let mut gone: Vec<String> = Vec::new();
    for _ in 0..READS {
        let error = match read(document.clone()) {
            Ok(study) if mistakes.is_empty() => return Ok(study),
            Ok(_) => break,
            Err(error) => error,
        };
        let (kind, origin) = (error.first().kind.clone(), error.first().origin.clone());
        let (follows, taken) = match kind {
            // Each value is fine, or known to be wrong.
            Kind::Whole => (!mistakes.is_empty(), None),
            Kind::Missing(path) => {
                let follows = gone.iter().any(|gone| lacks(gone, &path));
                let stands = document.stand_in(&path);
                (follows, if stands { Some(path) } else { document.take(&origin).map(|taken| taken.path) })
            }
            Kind::Misnamed(path) => (false, document.take(&origin).map(|_| path)),
            Kind::Value => {
                let taken = document.take(&origin);
                let rest = |taken: &Taken| taken.is_whole && gone.iter().any(|gone| is_in(gone, &taken.path));
                (taken.as_ref().is_some_and(rest), taken.map(|taken| taken.path))
            }
        };
        if !follows {
            mistakes.push(error);
        }
        let Some(path) = taken.filter(|_| mistakes.len() < MOST) else { break };
        if path == "protocol" {
            OF_PROTOCOLS.iter().for_each(|path| document.remove(path));
        }
        gone.push(path);
    }
    Err(StudyError::all(mistakes))
}

/// Whether `path` is `outer` or lies in it.
fn is_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether it is no wonder that there is no `path`, as what is `gone` may have been meant for it.
fn lacks(gone: &str, path: &str) -> bool {
    let key = |path: &str| path.rsplit('.').next().map(str::to_owned);
    // A section by another name may have held anything.
    let is_section = !gone.contains('.');
    // Data say how wide the input is.
    let is_told = (gone, path) == ("input.kind", "network.input");
    is_section || is_told || key(gone) == key(path) || gone == "network.layers" || is_in(path, gone)
}

/// What was taken out of a document.
#[derive(Clone, Debug, PartialEq)]
struct Taken {
    /// The key that it belonged to.
    path: String,
    /// Whether it was all that the key had, and not one of several.
    is_whole: bool,
}

impl Node {
    /// Takes out what was written at `origin`; of a list the item that has it.
    fn take(&mut self, origin: &Origin) -> Option<Taken> {
        let Value::Table(keys) = &mut self.value else { return None };
        let (key, inner) = keys.iter_mut().find_map(|(key, node)| {
            if node.origin == *origin {
                return Some((key.clone(), None));
            }
            if let Value::List(items) = &mut node.value {
                let at = items.iter().position(|item| item.holds(origin))?;
                items.remove(at);
                return Some((key.clone(), Some(Taken { path: key.clone(), is_whole: false })));
            }
            let Taken { path, is_whole } = node.take(origin)?;
            Some((key.clone(), Some(Taken { path: format!("{key}.{path}"), is_whole })))
        })?;
        let is_empty =
            matches!(keys.get(&key), Some(Node { value: Value::List(items), .. }) if items.is_empty());
        if inner.is_none() || is_empty {
            keys.remove(&key);
        }
        Some(inner.unwrap_or(Taken { path: key, is_whole: true }))
    }

    /// Whether anything here was written at `origin`.
    fn holds(&self, origin: &Origin) -> bool {
        let inside = match &self.value {
            Value::List(items) => items.iter().any(|item| item.holds(origin)),
            Value::Table(keys) => keys.values().any(|node| node.holds(origin)),
            _ => false,
        };
        inside || self.origin == *origin
    }

    fn remove(&mut self, path: &str) {
        let Value::Table(keys) = &mut self.value else { return };
        match path.split_once('.') {
            Some((key, rest)) => keys.get_mut(key).into_iter().for_each(|node| node.remove(rest)),
            None => drop(keys.remove(path)),
        }
    }

    /// Writes what stands for the key of this path, if anything does.
    fn stand_in(&mut self, path: &str) -> bool {
        let Some((section, key)) = path.split_once('.') else { return false };
        let count = COUNTS.iter().find(|(known, _)| *known == path).map(|(_, count)| Value::Integer(*count));
        let word = || WORDS.iter().find(|(known, _)| *known == path);
        let Some(value) = count.or_else(|| word().map(|(_, word)| Value::Text((*word).to_owned()))) else {
            return false;
        };
        let origin = self.origin.clone();
        let Value::Table(keys) = &mut self.value else { return false };
        let empty = || Node { origin: origin.clone(), value: Value::Table(BTreeMap::new()) };
        let section = keys.entry(section.to_owned()).or_insert_with(empty);
        let Value::Table(keys) = &mut section.value else { return false };
        keys.insert(key.to_owned(), Node { origin, value });
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::study::Study;

    const STUDY: &str = r#"
title = "Right?"
trials = 1
[input]
samples = 20
[network]
input = 8
width = 6
depth = 2
[axes]
activation = ["relu", "tanh"]
init = ["he-normal", "lecun-normal"]
"#;

    /// The lines of what is said of the study with replacements.
    fn said(changes: &[(&str, &str)]) -> Vec<String> {
        let mut text = STUDY.to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        let error = Study::parse("mine", &text, &[], false).unwrap_err();
        error.to_string().lines().map(|line| line.trim().to_owned()).collect()
    }

    #[test]
    fn all_mistakes_are_told_at_once_by_their_places() {
        let lines = said(&[
            ("trials = 1", "trials = 0"),
            ("samples = 20", "samples = -3\nshuffle = true"),
            ("input = 8", "input = 8\nwidht = 3"),
            ("\"tanh\"", "\"tahn\""),
            ("[\"he-normal\", \"lecun-normal\"]", "[\"he-norml\", \"lecun\"]"),
        ]);
        assert_eq!(lines[0], "7 mistakes");
        let places = ["line 3, column 10", "line 5, column 11", "line 6, column 11", "line 9, column 9"];
        let places =
            places.into_iter().chain(["line 13, column 23", "line 14, column 9", "line 14, column 21"]);
        for (line, place) in lines[1..].iter().zip(places) {
            assert!(line.starts_with(&format!("{place}: ")), "{place}: {lines:#?}");
        }
        assert_eq!(lines.len(), 8);
    }

    #[test]
    fn one_mistake_is_told_as_one_and_not_with_what_follows_from_it() {
        for (from, to, place) in [
            // Nothing to train without a protocol that does, and no init without axes.
            ("trials = 1", "protocol = \"trian\"\n[train]\nsteps = 5", "line 3, column 12"),
            ("[axes]", "[axis]", "line 10, column 1"),
            ("[\"he-normal\", \"lecun-normal\"]", "\"he-norml\"", "line 12, column 8"),
            ("init = ", "intit = ", "line 12, column 9"),
            ("input = 8\nwidth = 6\ndepth = 2", "layers = [8, \"six\"]", "line 7, column 14"),
            ("depth = 2", "depth = { logspace = [0, 4, 2] }", "line 9"),
            // Data that cannot be read say nothing of the input's width.
            ("20\n[network]\ninput = 8", "20\nkind = \"csv:a.csv,scale=0\"\n[network]", "line 6, column 8"),
        ] {
            let lines = said(&[(from, to)]);
            assert!(lines.len() == 1 && lines[0].starts_with(place), "{to}: {lines:#?}");
        }
    }

    #[test]
    fn what_is_missing_does_not_hide_what_is_wrong() {
        let lines =
            said(&[("depth = 2", "breite = 4"), ("activation = [\"relu\", \"tanh\"]", "norm = \"bach\"")]);
        assert_eq!(lines[0], "4 mistakes");
        for words in ["`network.depth` is missing", "`axes.activation` is missing", "`breite`", "`bach`"] {
            assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:#?}");
        }
    }

    #[test]
    fn nobody_is_told_more_than_ten() {
        let keys: String = (0..30).map(|key| format!("key{key} = 1\n")).collect();
        assert_eq!(said(&[("depth = 2", &format!("depth = 2\n{keys}"))])[0], "10 mistakes");
    }
}
