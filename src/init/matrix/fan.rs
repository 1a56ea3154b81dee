//! Fans of a dense layer and which of them a scheme divides by.

/// Width before and after a dense layer's weights, which are `[fan_in, fan_out]` and act as
/// `x · W + b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fans {
    /// Number of inputs of each unit.
    pub fan_in: usize,
    /// Number of units.
    pub fan_out: usize,
}

/// The fan in `std = gain / sqrt(fan)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Number of inputs: keeps the forward signal's variance.
    FanIn,
    /// Number of outputs: keeps the gradient's variance on the way back.
    FanOut,
    /// Mean of both: Glorot & Bengio's (2010, equation 12) compromise.
    FanAvg,
}

impl Mode {
    pub(crate) const CHOICES: [(&str, Self); 3] =
        [("fan_in", Self::FanIn), ("fan_out", Self::FanOut), ("fan_avg", Self::FanAvg)];

    /// The fan that counts.
    pub fn fan(self, fans: Fans) -> f64 {
        let (fan_in, fan_out) = (fans.fan_in as f64, fans.fan_out as f64);
        match self {
            Self::FanIn => fan_in,
            Self::FanOut => fan_out,
            Self::FanAvg => (fan_in + fan_out) / 2.0,
        }
    }
}
