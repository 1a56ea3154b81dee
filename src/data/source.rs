//! Where samples come from, in words.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::spec::nearest;

/// Where a [`Dataset`](super::Dataset) comes from: `digits`, `idx:DIR`, `csv:FILE` or `npy:FILE`.
///
/// ```
/// use initscope::data::Source;
///
/// let source: Source = "idx:data/fashion".parse().unwrap();
/// assert_eq!(source, Source::Idx("data/fashion".into()));
/// assert_eq!(source.to_string(), "idx:data/fashion");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// 5000 of MNIST's handwritten digits, which the program carries.
    Digits,
    /// A folder with the files of MNIST, Fashion-MNIST or others of the IDX format.
    Idx(PathBuf),
    /// A file of comma-separated numbers, one sample a row.
    Csv(PathBuf),
    /// A NumPy array of shape `[samples, width]`.
    Npy(PathBuf),
}

impl Source {
    /// How each source is written.
    pub const FORMS: [&'static str; 4] = ["digits", "idx:DIR", "csv:FILE", "npy:FILE"];
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digits => f.write_str("digits"),
            Self::Idx(path) => write!(f, "idx:{}", path.display()),
            Self::Csv(path) => write!(f, "csv:{}", path.display()),
            Self::Npy(path) => write!(f, "npy:{}", path.display()),
        }
    }
}

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let (name, path) = match text.split_once(':') {
            Some((name, path)) => (name, Some(path)),
            None => (text, None),
        };
        let text = || text.to_owned();
        let with_path = |kind: fn(PathBuf) -> Self, form| match path.filter(|path| !path.trim().is_empty()) {
            Some(path) => Ok(kind(PathBuf::from(path))),
            None => Err(SourceError::NoPath { text: text(), form }),
        };
        match name.trim().to_ascii_lowercase().as_str() {
            "digits" if path.is_none() => Ok(Self::Digits),
            "digits" => Err(SourceError::Path { text: text() }),
            "idx" => with_path(Self::Idx, "idx:DIR"),
            "csv" => with_path(Self::Csv, "csv:FILE"),
            "npy" => with_path(Self::Npy, "npy:FILE"),
            name => Err(SourceError::Unknown { text: text(), meant: meant(&text(), name, path) }),
        }
    }
}

/// What may have been meant by a text that names no source: a name with a slip, or a file without its name.
fn meant(text: &str, name: &str, path: Option<&str>) -> Option<String> {
    let alike = nearest(name, ["digits", "idx", "csv", "npy"]);
    let path = path.filter(|path| !path.trim().is_empty());
    if let (Some(alike @ ("idx" | "csv" | "npy")), Some(path)) = (alike, path) {
        return Some(format!("{alike}:{path}"));
    }
    let file = text.trim();
    let ending = Path::new(file).extension().map(|ending| ending.to_ascii_lowercase());
    if let Some(kind) = ["csv", "npy"].into_iter().find(|kind| ending.as_deref() == Some(kind.as_ref())) {
        return Some(format!("{kind}:{file}"));
    }
    let form = |name: &str| Source::FORMS.into_iter().find(|form| form.starts_with(name));
    alike.and_then(form).map(str::to_owned)
}

/// Why a text names no source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// A name that none has.
    #[error(
        "data source `{text}`: unknown name{hint}: {forms}",
        hint = match meant {
            Some(meant) => format!("; did you mean `{meant}`? Allowed"),
            None => "; allowed".to_owned(),
        },
        forms = Source::FORMS.join(", ")
    )]
    Unknown {
        /// As written.
        text: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// A source of files without a path.
    #[error("data source `{text}`: the path is missing; write {form}")]
    NoPath {
        /// As written.
        text: String,
        /// How it is written.
        form: &'static str,
    },
    /// A path where none belongs.
    #[error(
        "data source `{text}`: `digits` are those that the program carries and take no path; write digits, or idx:DIR for files of your own"
    )]
    Path {
        /// As written.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        for text in ["digits", "idx:data/mnist", "csv:a b.csv", "npy:C:\\x.npy", "csv:a,b=c:d"] {
            assert_eq!(text.parse::<Source>().unwrap().to_string(), text);
        }
        assert_eq!(" IDX:Data".parse(), Ok(Source::Idx("Data".into())));
        assert_eq!("Digits".parse(), Ok(Source::Digits));
    }

    #[test]
    fn wrong_sources_say_what_was_found_and_what_is_allowed() {
        let said = |text: &str| text.parse::<Source>().unwrap_err().to_string();
        let allowed = "Allowed: digits, idx:DIR, csv:FILE, npy:FILE";
        for (text, meant) in [
            ("digit", "digits"),
            ("digit:4", "digits"),
            ("ixd:data", "idx:data"),
            ("id", "idx:DIR"),
            ("cvs", "csv:FILE"),
            ("x/train.csv", "csv:x/train.csv"),
            ("x.npy", "npy:x.npy"),
            ("C:\\Data\\X.CSV", "csv:C:\\Data\\X.CSV"),
            ("cvs:x.npy", "csv:x.npy"),
        ] {
            let expected = format!("data source `{text}`: unknown name; did you mean `{meant}`? {allowed}");
            assert_eq!(said(text), expected);
        }
        for text in ["", "gaussian", "mnist.zip", ":"] {
            let expected = format!("data source `{text}`: unknown name; {}", allowed.replace('A', "a"));
            assert_eq!(said(text), expected);
        }
        for (text, form) in [("idx:", "idx:DIR"), ("csv", "csv:FILE"), ("npy: ", "npy:FILE")] {
            assert_eq!(said(text), format!("data source `{text}`: the path is missing; write {form}"));
        }
        assert_eq!(
            said("digits:x"),
            "data source `digits:x`: `digits` are those that the program carries and take no path; write digits, or idx:DIR for files of your own"
        );
    }
}
