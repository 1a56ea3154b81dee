//! Layers that a scheme cannot fill.

use crate::activation::Activation;

/// Why a scheme has no weights for a layer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum InitError {
    /// PyTorch's table of gains ends before this activation.
    #[error(
        "`gain=torch` has no number for `{0}`: PyTorch gives gains to linear, sigmoid, tanh, relu, leaky-relu and selu only; take gain=forward, or a number"
    )]
    NoTorchGain(Activation),
    /// A gain rule would divide by zero, or by what is no number.
    #[error(
        "`gain={rule}` has no number for `{activation}`: what it divides by is 0 or no finite number; take a number"
    )]
    NoGain {
        /// Name of the rule.
        rule: &'static str,
        /// For this activation.
        activation: Activation,
    },
    /// The critical line does not pass by.
    #[error(
        "`gain=critical` has no number for `{activation}` beside biases of std {bias_std}: no weights keep gradients at a fixed point of the variance there; take another sigma_b, gain=forward, or a number"
    )]
    NoCriticalGain {
        /// For this activation.
        activation: Activation,
        /// Standard deviation of the biases.
        bias_std: f64,
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
}
