//! Layers that a scheme cannot fill.

use super::Fans;
use crate::activation::Activation;

/// Why a scheme has no weights for a layer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InitError {
    /// PyTorch's table of gains ends before this activation.
    #[error(
        "`gain=torch` has no number for `{0}`: PyTorch gives gains to linear, sigmoid, tanh, relu, leaky-relu and selu only; take gain=forward, or a number"
    )]
    NoTorchGain(Activation),
    /// A gain rule would divide by zero.
    #[error("`gain={rule}` has no number for `{activation}`: what it divides by is 0; take a number")]
    NoGain {
        /// Name of the rule.
        rule: &'static str,
        /// For this activation.
        activation: Activation,
    },
    /// Groups that do not divide a width.
    #[error("`groups` is {groups}, which does not divide the {width} {side}; take a divisor of {width}")]
    Groups {
        /// Asked for.
        groups: usize,
        /// Number to be divided.
        width: usize,
        /// What there are so many of.
        side: &'static str,
    },
    /// More connections than there are inputs.
    #[error("`connections` is {connections}, and a unit here has only {fan_in} inputs")]
    Connections {
        /// Asked for.
        connections: usize,
        /// Inputs of each unit.
        fan_in: usize,
    },
    /// Halves of an odd width.
    #[error("pairs need an even width, and the layer has {width} {side}")]
    Odd {
        /// The width.
        width: usize,
        /// Inputs or units.
        side: &'static str,
    },
    /// A layer that narrows where lengths are to be kept.
    #[error("delta-orthogonal keeps lengths and cannot narrow: {fan_in} inputs to {fan_out} units", fan_in = .0.fan_in, fan_out = .0.fan_out)]
    Narrows(Fans),
    /// The scheme has no meaning for the shape of a convolution kernel.
    #[error("{0}")]
    Kernel(String),
}
