//! The numbers of a layer.

use crate::activation::Activation;

/// What a layer is made of; its memory serves one layer after another.
#[derive(Clone, Debug)]
pub(crate) struct Parameters<T> {
    pub(crate) weights: Vec<T>,
    pub(crate) bias: Vec<T>,
    /// Scale and shift of each unit after normalization; empty where there is none.
    pub(crate) scale: Vec<T>,
    pub(crate) shift: Vec<T>,
    /// With the slope that is learned, if it is.
    pub(crate) activation: Activation,
}

impl<T> Parameters<T> {
    /// Without any numbers yet.
    pub(crate) fn new() -> Self {
        let [weights, bias, scale, shift] = [const { Vec::new() }; 4];
        Self { weights, bias, scale, shift, activation: Activation::Linear }
    }
}
