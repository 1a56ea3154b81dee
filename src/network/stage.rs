//! One layer with its weights, as it is run.

use super::Norm;
use super::dense::Dense;
use super::draw::Parameters;
use super::norm::Normalised;
use crate::activation::Activation;
use crate::init::Fans;
use crate::kernel::Real;

/// A layer on its input: `φ(norm(x · W + b))`, plus `x` where it is residual.
pub(super) struct Stage<'a, T> {
    /// From 1.
    pub(super) index: usize,
    pub(super) fans: Fans,
    pub(super) parameters: &'a Parameters<T>,
    /// With the slope that was learned, if it was.
    pub(super) activation: Activation,
    pub(super) norm: Norm,
    /// Whether the input is added to the output.
    pub(super) residual: bool,
    /// Row by row.
    pub(super) input: &'a [T],
    /// What enters beside it, row by row; empty where nothing does.
    pub(super) drive: &'a [T],
}

/// What becomes of pre-activations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output<'a, T> {
    pub(super) activation: Activation,
    /// What is added to the activations.
    pub(super) skip: Option<&'a [T]>,
}

impl<'a, T: Real> Stage<'a, T> {
    /// The way to the weighted sums.
    pub(super) fn dense(&self) -> Dense<'a, T> {
        let Parameters { weights, bias, .. } = self.parameters;
        Dense { fans: self.fans, input: self.input, weights, bias, drive: self.drive }
    }

    /// Weighted sums become pre-activations.
    pub(super) fn normalise(&self, sums: &mut [T], kept: &mut Normalised<T>) {
        let Parameters { scale, shift, .. } = self.parameters;
        self.norm.apply(sums, scale, shift, kept);
    }

    /// What becomes of the pre-activations.
    pub(super) fn output(&self) -> Output<'a, T> {
        Output { activation: self.activation, skip: self.residual.then_some(self.input) }
    }
}
