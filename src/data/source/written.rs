//! A path with keys behind it, as written.
//!
//! `PATH[,key=value]...`: the path ends where the first known key begins, so that commas and equals signs of
//! its own belong to it. A path that holds a known key itself, or starts with a quote or a space, is written in
//! quotes, and a quote inside twice: `"a,label=b.csv",label=x`.

use std::fmt;
use std::ops::Range;

use super::SourceError;
use crate::spec::nearest;

/// What stands behind the colon of a source.
pub(super) struct Written<'a> {
    text: &'a str,
    pub(super) path: String,
    keys: Vec<(&'a str, &'a str)>,
}

/// A key, where it stands, its comma and its equals sign included.
struct Key<'a> {
    name: &'a str,
    place: Range<usize>,
}

impl<'a> Written<'a> {
    /// Takes what stands behind the colon of `text` apart.
    pub(super) fn new(text: &'a str, behind: &'a str, known: &[&'static str]) -> Result<Self, SourceError> {
        let wrong = |problem| SourceError::Key { text: text.to_owned(), problem };
        let (path, rest) = match behind.trim_start().strip_prefix('"') {
            Some(quoted) => {
                unquoted(quoted).ok_or_else(|| wrong("the quote at its end is missing".to_owned()))?
            }
            None => {
                let first = keys(behind).find(|key| known.contains(&key.name));
                let (path, rest) = behind.split_at(first.map_or(behind.len(), |key| key.place.start));
                (path.trim().to_owned(), rest)
            }
        };
        let found: Vec<Key> = keys(rest).collect();
        if found.first().map_or(rest.trim().len(), |key| key.place.start) > 0 {
            return Err(wrong(format!("`{}` behind the path is not of the form ,key=value", rest.trim())));
        }
        let ends = found.iter().skip(1).map(|key| key.place.start).chain([rest.len()]);
        let mut written = Vec::new();
        for (key, end) in found.iter().zip(ends) {
            let (name, value) = (key.name, &rest[key.place.end..end]);
            if !known.contains(&name) {
                let hint = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("; did you mean `{near}`? Allowed"),
                    None => "; allowed".to_owned(),
                };
                return Err(wrong(format!("unknown key `{name}`{hint}: {}", known.join(", "))));
            }
            if written.iter().any(|(seen, _)| *seen == name) {
                return Err(wrong(format!(
                    "key `{name}` is given twice; if one belongs to the path, write the path in quotes"
                )));
            }
            // A tab is a value.
            let value = if value == "\t" { value } else { value.trim() };
            if value.is_empty() {
                return Err(wrong(format!("`{name}` has no value")));
            }
            written.push((name, value));
        }
        Ok(Self { text, path, keys: written })
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&'a str> {
        self.keys.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// One of a closed set of words, of which errors name some.
    pub(super) fn choice<T: Copy>(
        &self,
        key: &str,
        choices: &[(&str, T)],
        allowed: &str,
    ) -> Result<Option<T>, SourceError> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match choices.iter().find(|(word, _)| word.eq_ignore_ascii_case(value)) {
            Some((_, choice)) => Ok(Some(*choice)),
            None => Err(self.wrong(format!("`{key}` is `{value}`; it must be one of {allowed}"))),
        }
    }

    /// An error about a key.
    pub(super) fn wrong(&self, problem: String) -> SourceError {
        SourceError::Key { text: self.text.to_owned(), problem }
    }
}

/// What looks like keys: a comma, a word and an equals sign.
fn keys(text: &str) -> impl Iterator<Item = Key<'_>> {
    text.match_indices(',').filter_map(move |(start, _)| {
        let behind = &text[start + 1..];
        let name = &behind[..behind.find(['=', ','])?];
        let end = start + 1 + name.len() + 1;
        if !text[..end].ends_with('=') {
            return None;
        }
        let name = name.trim();
        let word = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        word.then_some(Key { name, place: start..end })
    })
}

/// A text behind its first quote: what is inside, and what follows.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        inside.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                inside.push('"');
                rest = after;
            }
            None => return Some((inside, after)),
        }
    }
}

/// A path as it is written in front of these keys.
pub(super) fn write_path(f: &mut fmt::Formatter<'_>, path: &str, known: &[&str]) -> fmt::Result {
    let plain =
        path.trim() == path && !path.starts_with('"') && keys(path).all(|key| !known.contains(&key.name));
    if plain { f.write_str(path) } else { write!(f, "\"{}\"", path.replace('"', "\"\"")) }
}

/// A key in a path that is not there, which may have been meant as one.
pub(in crate::data) fn mistaken(path: &str, known: &[&'static str]) -> Option<String> {
    let key = keys(path).find(|key| !known.contains(&key.name))?;
    let meant = nearest(key.name, known.iter().copied());
    let hint = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    Some(format!("if `{}` is meant as a key: known are {}{hint}", key.name, known.join(", ")))
}
