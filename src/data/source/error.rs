//! Texts that name no source.

use super::Source;

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
    /// A key behind the path that is wrong.
    #[error("data source `{text}`: {problem}")]
    Key {
        /// As written.
        text: String,
        /// What is wrong with it, and what to do.
        problem: String,
    },
}
