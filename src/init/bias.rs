//! How biases are filled.

use std::fmt;
use std::str::FromStr;

use super::{Init, Layer};
use crate::spec::{Spec, SpecError};

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
    pub fn beside(self, init: &Init) -> Init {
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
        let init: Init = text.parse()?;
        if !is_row_of_draws(&init) {
            let rows = |name: &&str| name.parse().is_ok_and(|init| is_row_of_draws(&init));
            let names: Vec<&str> = Init::catalogue().map(|listing| listing.name).filter(rows).collect();
            let problem = format!(
                "biases are a row of independent numbers, and this scheme fills matrices; allowed: own, {}",
                names.join(", ")
            );
            return Err(Spec::parse("bias", text)?.error(problem));
        }
        Ok(Self::Init(init))
    }
}

/// Whether a scheme draws number by number, without a look at data.
fn is_row_of_draws(init: &Init) -> bool {
    let independent = init.ensemble(Layer::linear(1, 1)).is_ok_and(|ensemble| ensemble.law().is_some());
    independent && init.batch() == 0
}

impl fmt::Display for Bias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own => f.write_str("own"),
            Self::Init(init) => init.fmt(f),
        }
    }
}
