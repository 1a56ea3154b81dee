//! How biases are filled.

use std::fmt;
use std::str::FromStr;

use super::Init;
use crate::spec::SpecError;

/// A layer's biases: those that come with its weights' scheme, or a scheme of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Bias {
    /// What the weights' scheme brings: zeros, but for the conventions of some libraries.
    #[default]
    Own,
    /// Independent draws.
    Init(Init),
}

impl Bias {
    /// The scheme, beside weights of the scheme `init`.
    pub(crate) fn beside(self, init: &Init) -> Init {
        match self {
            Self::Own => init.own_bias(),
            Self::Init(bias) => bias,
        }
    }
}

impl FromStr for Bias {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        if text == "own" {
            return Ok(Self::Own);
        }
        let words = "biases are a row of independent numbers, and this scheme fills matrices; allowed: own, ";
        Init::read_independent("bias", text, words).map(Self::Init)
    }
}

impl fmt::Display for Bias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("own"),
            Self::Init(init) => init.fmt(f),
        }
    }
}
