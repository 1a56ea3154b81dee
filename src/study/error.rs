//! What can be wrong with a study.

use std::path::PathBuf;

use super::document::origin::Origin;

/// A study that cannot be run: where, what, and what is allowed; all mistakes where there are several.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", said(.mistakes))]
pub struct StudyError {
    /// By place; never empty.
    mistakes: Vec<Mistake>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Where.
    pub(super) origin: Origin,
    problem: String,
    pub(super) kind: Kind,
}

/// What a mistake is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What is written at its place.
    Value,
    /// The key that is not there.
    Missing(String),
    /// A key that is much like one that is not there.
    Misnamed(String),
    /// How values go together, each of which is fine.
    Whole,
}

fn said(mistakes: &[Mistake]) -> String {
    let lines: Vec<String> =
        mistakes.iter().map(|mistake| format!("{}: {}", mistake.origin, mistake.problem)).collect();
    match &lines[..] {
        [line] => line.clone(),
        lines => format!("{} mistakes\n  {}", lines.len(), lines.join("\n  ")),
    }
}

impl StudyError {
    pub(super) fn new(origin: &Origin, problem: impl Into<String>) -> Self {
        let mistake = Mistake { origin: origin.clone(), problem: problem.into(), kind: Kind::Value };
        Self { mistakes: vec![mistake] }
    }

    /// All of several errors, by their places.
    pub(super) fn all(errors: Vec<Self>) -> Self {
        let mut mistakes: Vec<Mistake> = errors.into_iter().flat_map(|error| error.mistakes).collect();
        mistakes.sort_by_key(|mistake| match mistake.origin {
            Origin::Study { line, column } => (line, column),
            Origin::Override(_) => (usize::MAX, 0),
        });
        Self { mistakes }
    }

    /// The same error with what to do about it.
    pub(super) fn hint(mut self, hint: &str) -> Self {
        for mistake in &mut self.mistakes {
            mistake.problem = format!("{}; {hint}", mistake.problem);
        }
        self
    }

    /// The same error, of another kind.
    pub(super) fn of(mut self, kind: Kind) -> Self {
        self.mistakes.iter_mut().for_each(|mistake| mistake.kind = kind.clone());
        self
    }

    /// The mistake, the first of several.
    pub(super) fn first(&self) -> &Mistake {
        &self.mistakes[0]
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
