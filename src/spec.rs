//! The `name[:key=value[,key=value]...]` grammar shared by everything that has a name.
//!
//! One string names a thing in TOML, on the command line, in CSV, JSON, legends and errors.
//! `Spec` reads it, `SpecWriter` prints the canonical form (defaults left out, fixed key
//! order), and `parse(print(x)) == x`.

use crate::number::Exact;
use std::fmt;

/// A spec string that could not be read: where, what was found, what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} `{text}`: {problem}")]
pub struct SpecError {
    kind: &'static str,
    text: String,
    problem: String,
}

/// Bytes that a spec string may have.
const MOST_BYTES: usize = 1000;
/// Characters of a longer one that are said.
const SAID: usize = 60;

/// A spec string taken apart; values are fetched by key, and [`Spec::finish`] rejects what
/// nobody asked for.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    kind: &'static str,
    text: String,
    name: String,
    args: Vec<(String, String)>,
    known_keys: Vec<&'static str>,
}

impl Spec {
    /// Splits `text` into name and arguments; `kind` (such as `"init"`) opens every error.
    ///
    /// # Errors
    ///
    /// If the text is too long, the name is empty, or an argument is not `key=value` or is given twice.
    pub(crate) fn parse(kind: &'static str, text: &str) -> Result<Self, SpecError> {
        Self::begin(kind, text)?.with_arguments()
    }

    /// Reads the name alone: what stands behind the colon may follow a grammar of its own.
    ///
    /// # Errors
    ///
    /// If the text is too long or the name is empty.
    pub(crate) fn begin(kind: &'static str, text: &str) -> Result<Self, SpecError> {
        if text.len() > MOST_BYTES {
            let text = text.chars().take(SAID).chain("...".chars()).collect();
            let problem = format!("it is longer than the {MOST_BYTES} bytes that it may have");
            return Err(SpecError { kind, text, problem });
        }
        let name = text.split_once(':').map_or(text, |(name, _)| name);
        let spec = Self {
            kind,
            text: text.to_owned(),
            name: name.trim().to_ascii_lowercase(),
            args: Vec::new(),
            known_keys: Vec::new(),
        };
        if spec.name.is_empty() {
            return Err(spec.error("the name is missing; the form is name:key=value,key=value"));
        }
        Ok(spec)
    }

    /// Splits what stands behind the name into arguments.
    ///
    /// # Errors
    ///
    /// If one of them is not `key=value` or is given twice.
    pub(crate) fn with_arguments(mut self) -> Result<Self, SpecError> {
        let text = self.text.clone();
        let Some((_, arguments)) = text.split_once(':') else { return Ok(self) };
        if arguments.trim().is_empty() {
            return Err(self.error("`:` must be followed by key=value"));
        }
        for argument in arguments.split(',') {
            let Some((key, value)) = argument.split_once('=') else {
                return Err(self.error(format!("`{argument}` is not of the form key=value")));
            };
            let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
            if self.args.iter().any(|(seen, _)| *seen == key) {
                return Err(self.error(format!("key `{key}` is given twice")));
            }
            self.args.push((key, value));
        }
        Ok(self)
    }

    /// The part before the colon, in lower case.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether `key` was given.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.args.iter().any(|(given, _)| given == key)
    }

    /// A finite number, or `default` where the key is absent.
    ///
    /// # Errors
    ///
    /// If the value is no finite number.
    pub(crate) fn number(&mut self, key: &'static str, default: f64) -> Result<f64, SpecError> {
        let Some(value) = self.raw(key) else {
            return Ok(default);
        };
        match value.parse::<f64>() {
            // Adding zero turns -0 into 0, so that equal laws print alike.
            Ok(number) if number.is_finite() => Ok(number + 0.0),
            _ => Err(self.error(format!("`{key}` is `{value}`; it must be a finite number"))),
        }
    }

    /// A finite number of at least 0, or `default`: standard deviations, gains, slopes.
    ///
    /// # Errors
    ///
    /// If the value is no finite number or below 0.
    pub(crate) fn scale(&mut self, key: &'static str, default: f64) -> Result<f64, SpecError> {
        let number = self.number(key, default)?;
        if number >= 0.0 {
            Ok(number)
        } else {
            Err(self.error(format!("`{key}` is {number}; it must be at least 0")))
        }
    }

    /// A finite number above 0, or `default`.
    ///
    /// # Errors
    ///
    /// If the value is no finite number or not above 0.
    pub(crate) fn positive(&mut self, key: &'static str, default: f64) -> Result<f64, SpecError> {
        let number = self.number(key, default)?;
        if number > 0.0 {
            Ok(number)
        } else {
            Err(self.error(format!("`{key}` is {number}; it must be above 0")))
        }
    }

    /// A whole number of at least 1, or `default`.
    ///
    /// # Errors
    ///
    /// If the value is anything else.
    pub(crate) fn count(&mut self, key: &'static str, default: usize) -> Result<usize, SpecError> {
        let Some(value) = self.raw(key) else {
            return Ok(default);
        };
        match value.parse() {
            Ok(count) if count > 0 => Ok(count),
            _ => Err(self.error(format!("`{key}` is `{value}`; it must be a whole number of at least 1"))),
        }
    }

    /// A whole number of at least 1; `None` where the key is absent or the word `all`.
    ///
    /// # Errors
    ///
    /// If the value is anything else.
    pub(crate) fn count_or_all(&mut self, key: &'static str) -> Result<Option<usize>, SpecError> {
        if self.has(key) && self.word(key) != Some("all") {
            return self.count(key, 1).map(Some);
        }
        self.knows(key);
        Ok(None)
    }

    /// The value of a key, if it is no number.
    pub(crate) fn word(&self, key: &str) -> Option<&str> {
        let value = self.args.iter().find(|(given, _)| given == key).map(|(_, value)| value.as_str());
        value.filter(|value| value.parse::<f64>().is_err())
    }

    /// Makes a key known that was read by [`Spec::word`], or need not be read.
    pub(crate) fn knows(&mut self, key: &'static str) {
        self.known_keys.push(key);
    }

    /// One of a closed set of words, or `default`.
    ///
    /// # Errors
    ///
    /// If the value is none of them.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        default: T,
        choices: &[(&str, T)],
    ) -> Result<T, SpecError> {
        let Some(value) = self.raw(key) else {
            return Ok(default);
        };
        match choices.iter().find(|(word, _)| *word == value) {
            Some((_, choice)) => Ok(*choice),
            None => {
                let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
                let allowed = words.join(", ");
                Err(self.error(format!("`{key}` is `{value}`; it must be one of {allowed}")))
            }
        }
    }

    /// Rejects keys that were given but never asked for.
    ///
    /// # Errors
    ///
    /// If there is such a key.
    pub(crate) fn finish(self) -> Result<(), SpecError> {
        let unknown = self.args.iter().find(|(key, _)| !self.known_keys.contains(&key.as_str()));
        match unknown {
            None => Ok(()),
            Some((key, _)) if self.known_keys.is_empty() => {
                Err(self.error(format!("unknown key `{key}`; `{}` takes none", self.name)))
            }
            Some((key, _)) => {
                let allowed = self.known_keys.join(", ");
                Err(self.error(format!("unknown key `{key}`; allowed: {allowed}")))
            }
        }
    }

    /// The error for a name that is not in `allowed`, with the nearest one suggested.
    pub(crate) fn unknown_name<'a>(&self, allowed: impl IntoIterator<Item = &'a str>) -> SpecError {
        let allowed: Vec<&str> = allowed.into_iter().collect();
        let hint = match nearest(&self.name, allowed.iter().copied()) {
            Some(name) => format!("; did you mean `{name}`? Allowed"),
            None => "; allowed".to_owned(),
        };
        self.error(format!("unknown name{hint}: {}", allowed.join(", ")))
    }

    /// An error about this spec in the common form.
    pub(crate) fn error(&self, problem: impl Into<String>) -> SpecError {
        SpecError { kind: self.kind, text: self.text.clone(), problem: problem.into() }
    }

    fn raw(&mut self, key: &'static str) -> Option<String> {
        self.known_keys.push(key);
        self.args.iter().find(|(given, _)| given == key).map(|(_, value)| value.clone())
    }
}

/// The candidate most like `name`, if any is alike enough to be worth suggesting, or the only one that `name` begins.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.5;
    // A name that is more than twice as long as another is not alike; comparing takes as much as both lengths' product.
    let longest = |candidate: &str| 2 * candidate.chars().count();
    let candidates: Vec<&str> =
        candidates.into_iter().filter(|candidate| name.chars().nth(longest(candidate)).is_none()).collect();
    let likeness = |candidate: &str| strsim::normalized_damerau_levenshtein(name, candidate);
    let alike = candidates.iter().map(|candidate| (likeness(candidate), *candidate));
    let nearest = alike.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
    let begun = |candidate: &&&str| candidate.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
    nearest.map(|(_, candidate)| candidate).or_else(|| {
        let mut begun = candidates.iter().filter(begun);
        begun.next().copied().filter(|_| begun.next().is_none())
    })
}

/// Prints the canonical form: arguments equal to their default are left out.
pub(crate) struct SpecWriter<'a, 'f> {
    formatter: &'a mut fmt::Formatter<'f>,
    separator: char,
    result: fmt::Result,
}

impl<'a, 'f> SpecWriter<'a, 'f> {
    /// Starts with the name.
    pub(crate) fn new(formatter: &'a mut fmt::Formatter<'f>, name: &str) -> Self {
        let result = formatter.write_str(name);
        Self { formatter, separator: ':', result }
    }

    /// Adds `key=value` unless the value is the default.
    pub(crate) fn number(self, key: &str, value: f64, default: f64) -> Self {
        if value == default { self } else { self.word(key, &Exact(value).to_string()) }
    }

    /// Adds `key=word`.
    pub(crate) fn word(mut self, key: &str, word: &str) -> Self {
        let separator = std::mem::replace(&mut self.separator, ',');
        self.result = self.result.and_then(|()| write!(self.formatter, "{separator}{key}={word}"));
        self
    }

    /// The same of anything that prints.
    pub(crate) fn value<T: PartialEq + fmt::Display>(self, key: &str, value: T, default: T) -> Self {
        if value == default { self } else { self.word(key, &value.to_string()) }
    }

    /// The same of a value that has a word among the `choices` of a key.
    pub(crate) fn choice<T: PartialEq>(self, key: &str, value: T, default: T, choices: &[(&str, T)]) -> Self {
        match choices.iter().find(|(_, choice)| *choice == value) {
            Some((word, _)) if value != default => self.word(key, word),
            _ => self,
        }
    }

    /// Adds a count, unless it is of all.
    pub(crate) fn count_or_all(self, key: &str, count: Option<usize>) -> Self {
        match count {
            Some(count) => self.word(key, &count.to_string()),
            None => self,
        }
    }

    /// The result of all writes.
    ///
    /// # Errors
    ///
    /// If one of them failed.
    pub(crate) fn finish(self) -> fmt::Result {
        self.result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_is_a_name_and_numbers_by_key() {
        let mut spec = Spec::parse("init", "normal:std=0.01").unwrap();
        assert_eq!(spec.name(), "normal");
        assert_eq!(spec.number("mean", 0.0).unwrap(), 0.0);
        assert_eq!(spec.scale("std", 1.0).unwrap(), 0.01);
        spec.finish().unwrap();
    }

    fn message(text: &str, read: impl Fn(&mut Spec) -> Result<(), SpecError>) -> String {
        Spec::parse("init", text)
            .and_then(|mut spec| read(&mut spec).and_then(|()| spec.finish()))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn errors_say_where_what_and_what_is_allowed() {
        let std = |spec: &mut Spec| spec.scale("std", 1.0).map(drop);
        let cases = [
            ("", "init ``: the name is missing; the form is name:key=value,key=value"),
            ("normal:", "init `normal:`: `:` must be followed by key=value"),
            ("normal:std", "init `normal:std`: `std` is not of the form key=value"),
            ("normal:std=1,std=2", "init `normal:std=1,std=2`: key `std` is given twice"),
            ("normal:sd=1", "init `normal:sd=1`: unknown key `sd`; allowed: std"),
            ("normal:std=x", "init `normal:std=x`: `std` is `x`; it must be a finite number"),
            ("normal:std=nan", "init `normal:std=nan`: `std` is `nan`; it must be a finite number"),
            ("normal:std=inf", "init `normal:std=inf`: `std` is `inf`; it must be a finite number"),
            ("normal:std=-1", "init `normal:std=-1`: `std` is -1; it must be at least 0"),
        ];
        for (text, expected) in cases {
            assert_eq!(message(text, std), expected);
        }
        assert_eq!(
            message("zeros:std=1", |_| Ok(())),
            "init `zeros:std=1`: unknown key `std`; `zeros` takes none"
        );
    }

    #[test]
    fn an_unknown_name_suggests_the_nearest_one() {
        let spec = Spec::parse("init", "he-norml").unwrap();
        assert_eq!(
            spec.unknown_name(["zeros", "he-normal"]).to_string(),
            "init `he-norml`: unknown name; did you mean `he-normal`? Allowed: zeros, he-normal"
        );
    }
}
