//! What goes into the networks.

use std::fmt;

use crate::data::{Source, SourceError};
use crate::study::StudyError;
use crate::study::document::reader::{Section, text};

/// What goes into the networks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// Independent standard normal numbers.
    Gaussian,
    /// Samples from somewhere, perhaps with classes.
    Data(Source),
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gaussian => f.write_str("gaussian"),
            Self::Data(source) => source.fmt(f),
        }
    }
}

/// Reads `input.kind`.
pub(crate) fn kind(input: &mut Section) -> Result<Input, StudyError> {
    let Some(node) = input.take("kind") else { return Ok(Input::Gaussian) };
    let (word, origin) = text(node, "input.kind")?;
    if word == "gaussian" {
        return Ok(Input::Gaussian);
    }
    let source = word.parse::<Source>();
    source.map(Input::Data).map_err(|error| {
        let gaussian = if matches!(error, SourceError::Unknown { .. }) { ", or gaussian" } else { "" };
        StudyError::new(&origin, format!("`input.kind`: {error}{gaussian}"))
    })
}
