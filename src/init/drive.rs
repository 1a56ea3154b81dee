//! What enters the units of a network at each step.

use std::fmt;
use std::str::FromStr;

use super::{Init, Layer};
use crate::spec::SpecError;

/// Numbers of their own for each layer, sample and unit, added to the weighted sums: the input that a
/// recurrent network has at each step. Zeros where nothing enters but the input of the first layer.
///
/// ```
/// use initscope::init::Drive;
///
/// let noise: Drive = "normal:std=0.1".parse().unwrap();
/// assert_eq!(noise.to_string(), "normal:std=0.1");
/// // A matrix is no input.
/// assert!("orthogonal".parse::<Drive>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drive(Init);

impl Drive {
    /// Nothing.
    pub const NONE: Self = Self(Init::ZEROS);

    /// The law of the numbers.
    pub(crate) fn law(self) -> Init {
        self.0
    }

    /// Standard deviation of the numbers that enter a layer.
    pub(crate) fn std(self, layer: Layer) -> f64 {
        self.0.ensemble(layer).map_or(0.0, |ensemble| ensemble.std())
    }
}

impl Default for Drive {
    fn default() -> Self {
        Self::NONE
    }
}

impl FromStr for Drive {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let words =
            "what enters at each step are independent numbers, and this scheme fills matrices; allowed: ";
        Init::read_independent("drive", text, words).map(Self)
    }
}

impl fmt::Display for Drive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
