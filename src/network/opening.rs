//! What networks that differ in their activation alone have in common.

use super::Observation;
use super::draw::Parameters;
use crate::init::Fans;

/// The first layer up to its pre-activations, and what was seen on the way.
///
/// Neither weights nor pre-activations of the first layer know the activation, so networks that
/// differ in nothing else share them; see [`Network::open`](super::Network::open).
#[derive(Clone, Debug)]
pub struct Opening<T> {
    pub(super) samples: usize,
    /// The first layer's, where there is one.
    pub(super) fans: Option<Fans>,
    /// The input, then weights and pre-activations of the first layer.
    pub(super) seen: Vec<Observation>,
    /// Weights and biases of the first layer, where Jacobians start from them.
    pub(super) drawn: Option<Parameters<T>>,
    /// Pre-activations, row by row.
    pub(super) values: Vec<T>,
}
