//! Kernels that cannot be filled.

use crate::init::InitError;

/// Why a convolution kernel cannot be filled.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum KernelError {
    /// A side without channels.
    #[error("the kernel's `{0}` is 0; it must have a channel at least")]
    Empty(&'static str),
    /// Groups that do not divide the channels.
    #[error("the kernel's `groups` is {groups}, which does not divide its `{side}`, {channels}")]
    Groups {
        /// Asked for.
        groups: usize,
        /// `fan_in` or `fan_out`.
        side: &'static str,
        /// Channels of that side.
        channels: usize,
    },
    /// A spatial dimension without taps.
    #[error("the kernel's `spatial` dimension {dimension}, counted from 0, has no taps; give it 1 at least")]
    NoTaps {
        /// Place of the dimension, from 0.
        dimension: usize,
    },
    /// A shape of too few axes.
    #[error("{0} axes are too few: a dense layer's weights have 2, kernels 3 to 5")]
    Axes(usize),
    /// More than three spatial dimensions.
    #[error(
        "the kernel has {0} `spatial` dimensions; there are kernels of 1 to 3, and none is a dense layer"
    )]
    Dimensions(usize),
    /// More weights than can be counted.
    #[error("the kernel has more weights than a machine can address; check its sizes")]
    TooLarge,
    /// A buffer of another length.
    #[error("the kernel has {expected} weights, and the buffer has room for {found}; take `Kernel::count`")]
    Length {
        /// Weights of the kernel.
        expected: usize,
        /// Length of the buffer.
        found: usize,
    },
    /// A scheme of matrices.
    #[error("`{scheme}` is a scheme of dense layers, and the kernel has taps; take {instead}")]
    DenseOnly {
        /// The scheme.
        scheme: String,
        /// What does the like for kernels.
        instead: &'static str,
    },
    /// A scheme that looks at data.
    #[error(
        "`{0}` answers to the data that a layer sees, and a kernel alone sees none; let a `Network` fill it"
    )]
    Data(String),
    /// A kernel that narrows where lengths are to be kept.
    #[error("delta-orthogonal keeps lengths and cannot narrow: {channels} inputs to {units} units")]
    Narrows {
        /// Input channels of a group.
        channels: usize,
        /// Output channels.
        units: usize,
    },
    /// The scheme has no weights of this shape, or for this activation.
    #[error(transparent)]
    Init(#[from] InitError),
}
