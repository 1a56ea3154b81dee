//! A dense layer as a scheme sees it.

use super::Fans;
use crate::activation::Activation;

/// What a scheme may know of the layer whose weights it fills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layer {
    /// Place in the network, from 1.
    pub index: usize,
    /// Width before and after.
    pub fans: Fans,
    /// What follows the layer: gain rules depend on it.
    pub activation: Activation,
}

impl Layer {
    /// The first layer of a network, with nothing after it that a gain would answer to.
    ///
    /// ```
    /// use initscope::init::{Init, Layer};
    ///
    /// let lecun: Init = "lecun-normal".parse().unwrap();
    /// assert_eq!(lecun.ensemble(Layer::linear(100, 30)).unwrap().std(), 0.1);
    /// ```
    pub fn linear(fan_in: usize, fan_out: usize) -> Self {
        Self { index: 1, fans: Fans { fan_in, fan_out }, activation: Activation::Linear }
    }
}
