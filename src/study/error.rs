//! What can be wrong with a study.

use std::path::PathBuf;

use super::document::origin::Origin;

/// A study that cannot be run: where, what, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct StudyError {
    place: String,
    problem: String,
}

impl StudyError {
    pub(super) fn new(origin: &Origin, problem: impl Into<String>) -> Self {
        Self { place: origin.to_string(), problem: problem.into() }
    }

    /// The same error with what to do about it.
    pub(super) fn hint(self, hint: &str) -> Self {
        Self { problem: format!("{}; {hint}", self.problem), ..self }
    }
}

/// Why a study cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// No study of this name is embedded and no such file exists.
    #[error("there is no study `{name}`{hint} Built in: {known}; or give a path ending in .toml")]
    Unknown {
        /// Name asked for.
        name: String,
        /// The nearest name, as a sentence.
        hint: String,
        /// Names that exist.
        known: String,
    },
    /// The file cannot be read.
    #[error("cannot read the study {path}")]
    Read {
        /// File.
        path: PathBuf,
        /// Reason.
        source: std::io::Error,
    },
    /// The file's name without its ending names no folder.
    #[error("{path} is no name for a study, as no folder can be called so: rename the file")]
    Nameless {
        /// File.
        path: PathBuf,
    },
    /// The study is wrong.
    #[error("study {name}: {error}")]
    Study {
        /// Name or file.
        name: String,
        /// What is wrong.
        error: StudyError,
    },
}
