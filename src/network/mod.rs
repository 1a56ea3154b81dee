//! Stacked dense layers, run forward and watched.
//!
//! Read this file, then `layer`, `pass` and `watch`, then `learn` with `loss`.

#[cfg(test)]
mod exact;
pub(crate) mod layer;
mod learn;
mod loss;
pub(crate) mod pass;
pub(crate) mod watch;

pub use layer::norm::Norm;
pub use layer::workspace::Workspace;
pub use learn::{Examples, Lesson, Material, Optimizer, Rule, Sampling, Training, Units};
pub use loss::{Loss, Score};
pub use pass::backward::Top;
pub use pass::prefix::Prefix;
pub use watch::input::WatchedInput;
pub use watch::observation::{Corner, Observation, Quantity, Spectra, Watch};

use crate::activation::Activation;
use crate::init::{Drive, Init, Scheme};

/// Dense layers `z = activation(x · W + b)`, one after another.
///
/// Its weights exist while they are used and no longer: they are drawn from the noise of seed
/// and trial, so that they can be drawn again. `W` and `B` say how weights and biases are filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Network<W = Init, B = Init> {
    /// Width of the input, then of every hidden layer.
    pub widths: Vec<usize>,
    /// Activation of every layer.
    pub activation: Activation,
    /// How weights are filled.
    pub init: W,
    /// How biases are filled.
    pub bias: B,
    /// Normalization of every layer's weighted sums.
    pub norm: Norm,
    /// Whether layers add their input to their output, those that are as wide as it:
    /// `x + φ(x · W + b)` (He et al. 2016, equation 1).
    pub residual: bool,
    /// Whether all layers share the weights and biases of the first, which are then all as wide as the input:
    /// a recurrent network, each layer a step of time (Elman 1990). A readout has its own.
    pub tied: bool,
    /// What is added to the weighted sums of every layer: the input of a recurrent network at each step.
    pub drive: Drive,
}

/// Which noise a network is drawn from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noise {
    /// Seed of all noise.
    pub seed: u64,
    /// Independent repetition.
    pub trial: u64,
}

impl<W: Scheme> Network<W> {
    /// A plain network: without biases, normalization or residual connections, with weights of its own for each
    /// layer.
    pub fn new(widths: impl Into<Vec<usize>>, activation: Activation, init: W) -> Self {
        let widths = widths.into();
        let (bias, norm, drive) = (Init::ZEROS, Norm::None, Drive::NONE);
        Self { widths, activation, init, bias, norm, residual: false, tied: false, drive }
    }
}
