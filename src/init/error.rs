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
