//! Filling a layer's weights.

use std::sync::atomic::AtomicBool;

use super::{Law, Layer};
use crate::kernel::Real;
use crate::noise::Stream;

/// What a scheme that answers to data sees of a layer, and may change.
#[derive(Debug)]
pub struct Sight<'a, T> {
    /// What the layer sees: row-major `[samples, fan_in]`.
    pub input: &'a [T],
    /// Samples times weights, without biases: row-major `[samples, fan_out]`. It is not used again.
    pub products: &'a mut [T],
    /// Row-major `[fan_in, fan_out]`.
    pub weights: &'a mut [T],
    /// One for each unit.
    pub bias: &'a mut [T],
    /// What the scheme left here at the layer below, for itself; empty at the first layer.
    pub below: &'a mut Vec<T>,
    /// Whether the layer is a linear readout.
    pub is_readout: bool,
    /// Noise for what is drawn while the scheme looks.
    pub stream: Stream,
    /// Set when the weights are no longer wanted: what takes long may end early.
    pub stop: &'a AtomicBool,
}

/// A way to fill the weights of a layer; [`Init`](super::Init) is the built-in one.
///
/// Implement it to watch a scheme of your own (`examples/custom_scheme.rs`).
pub trait Scheme: Sync {
    /// Fills `weights`, row-major `[fan_in, fan_out]`. All randomness must come from `stream`,
    /// which knows seed, trial, role and layer: then results do not depend on threads.
    fn fill<T: Real>(&self, layer: Layer, stream: &Stream, weights: &mut [T]);

    /// The law of the weights, where [`fill`](Self::fill) draws each on its own, as [`Law`] does from the same stream:
    /// they may then be drawn part by part.
    fn law(&self, _layer: Layer) -> Option<Law> {
        None
    }

    /// How many samples [`adapt`](Self::adapt) is to see; 0 if the weights do not answer to data.
    fn batch(&self) -> usize {
        0
    }

    /// Changes weights and biases after a look at what they make of data.
    fn adapt<T: Real>(&self, _layer: Layer, _sight: Sight<'_, T>) {}
}
