//! What networks that differ in their activation alone have in common.

use crate::network::Observation;
use crate::network::layer::aligned::Aligned;
use crate::network::layer::parameters::Parameters;

/// The first layer up to its pre-activations and the next layers' weights, and what was seen on the way.
///
/// Neither weights nor pre-activations of the first layer know the activation, nor do weights of
/// other layers, so networks that differ in nothing else share them; see [`Network::open`](crate::network::Network::open).
#[derive(Clone, Debug)]
pub struct Opening<T> {
    pub(crate) samples: usize,
    /// Of the network that was opened.
    pub(crate) widths: Vec<usize>,
    /// The input, then weights and pre-activations of the first layer.
    pub(crate) seen: Vec<Observation>,
    /// Weights and biases of the first layer, where its spectra are looked at, Jacobians or products start
    /// from them or all layers share them.
    pub(crate) drawn: Option<Parameters<T>>,
    /// What the first layer adds to its activations, if it does.
    pub(crate) skip: Option<Vec<T>>,
    /// Pre-activations, row by row.
    pub(crate) values: Aligned<T>,
    /// What a scheme that answers to data keeps for the second layer.
    pub(crate) below: Vec<T>,
    /// Weights of the layers that follow, as far as they were drawn.
    pub(crate) later: Vec<Drawn<T>>,
}

/// A layer's weights and biases, and what was seen of the weights.
#[derive(Clone, Debug)]
pub(crate) struct Drawn<T> {
    pub(crate) parameters: Parameters<T>,
    pub(crate) seen: Observation,
}
