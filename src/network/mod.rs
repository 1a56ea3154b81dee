//! Stacked dense layers, run forward and watched.

mod dense;
mod draw;
mod engine;
mod forward;
mod input;
mod jacobian;
mod opening;
mod tiles;
mod watch;
mod workspace;

pub use input::WatchedInput;
pub use opening::Opening;
pub use watch::{Corner, Observation, Quantity, Watch};
pub use workspace::Workspace;

use crate::activation::Activation;
use crate::init::{Init, Scheme};

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
    /// A network without biases.
    pub fn new(widths: impl Into<Vec<usize>>, activation: Activation, init: W) -> Self {
        Self { widths: widths.into(), activation, init, bias: Init::ZEROS }
    }
}
