//! What every scheme of the catalogue says of itself.

use std::fmt;

use super::{Ensemble, Gain, InitError, Layer, Sight};
use crate::kernel::Real;
use crate::spec::{Spec, SpecError};

/// Families of schemes, as lists print them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Every weight is the same number.
    Constant,
    /// Weights are drawn number by number.
    Distribution,
    /// Weights have a structure that no independent draws have.
    LinearAlgebra,
    /// Weights answer to the data that the layer sees.
    Data,
}

impl Kind {
    /// All families, in the order of lists.
    pub(crate) const ALL: [Self; 4] = [Self::Constant, Self::Distribution, Self::LinearAlgebra, Self::Data];

    /// Words for lists.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::Distribution => "distribution",
            Self::LinearAlgebra => "linear algebra",
            Self::Data => "data",
        }
    }
}

/// One name of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Canonical name.
    pub name: &'static str,
    /// Family.
    pub kind: Kind,
    /// The keys it takes, with their defaults; words are separated by `|`, the default first.
    pub keys: &'static str,
    /// What it does, in a line.
    pub about: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// What a scheme makes of a convolution kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnKernel {
    /// The taps of all channels are the rows of one matrix.
    Flattened,
    /// The middle tap is a matrix of channels by units, the others are 0.
    MiddleTap,
    /// The same, with no more channels than units.
    MiddleTapThatKeepsLengths,
    /// Nothing: it fills matrices.
    DenseOnly {
        /// What does the like for kernels.
        instead: &'static str,
    },
}

/// A scheme: one file with one of these, and one line in [`Init`](super::Init).
pub(super) trait Entry: Sized {
    /// The names it goes by.
    const LISTINGS: &'static [Listing];

    /// Reads the keys of a spec whose name is one of the above.
    fn read(name: &'static str, spec: &mut Spec) -> Result<Self, SpecError>;

    /// Prints the canonical form.
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// What the weights of a layer are drawn from.
    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError>;

    /// The gain asked for, if the scheme takes one.
    fn gain(&self) -> Option<Gain> {
        None
    }

    /// Whether the weights depend on the activation that follows.
    fn asks_for_activation(&self) -> bool {
        self.gain().is_some_and(Gain::is_rule)
    }

    /// What it makes of a convolution kernel: as it stands, right for independent draws.
    fn on_kernel(&self) -> OnKernel {
        OnKernel::Flattened
    }

    /// How many samples the scheme looks at before its weights are final.
    fn batch(&self) -> usize {
        0
    }

    /// Whether the answer to the samples takes the place of the biases that were asked for.
    fn sets_bias(&self) -> bool {
        false
    }

    /// Whether the answer to the samples gives pre-activations, or activations, a spread of 1.
    fn sets_scale(&self) -> bool {
        false
    }

    /// Whether the data that it looks at must lie in \[0, 1\].
    fn wants_probabilities(&self) -> bool {
        false
    }

    /// Answers to what the layer makes of the samples.
    fn adapt<T: Real>(&self, _layer: Layer, _sight: Sight<'_, T>) {}
}
