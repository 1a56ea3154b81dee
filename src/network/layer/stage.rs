//! One layer with its weights, as it is run.

use super::dense::Dense;
use super::norm::Normalised;
use super::parameters::Parameters;
use crate::activation::Activation;
use crate::init::Fans;
use crate::kernel::Real;
use crate::network::Norm;

/// A layer on its input: `φ(norm(x · W + b))`, plus `x` where it is residual.
pub(crate) struct Stage<'a, T> {
    /// From 1.
    pub(crate) index: usize,
    pub(crate) fans: Fans,
    pub(crate) parameters: &'a Parameters<T>,
    /// With the slope that was learned, if it was.
    pub(crate) activation: Activation,
    pub(crate) norm: Norm,
    /// Whether the input is added to the output.
    pub(crate) residual: bool,
    /// Row by row.
    pub(crate) input: &'a [T],
    /// What enters beside it, row by row; empty where nothing does.
    pub(crate) drive: &'a [T],
}

/// What becomes of pre-activations.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output<'a, T> {
    pub(crate) activation: Activation,
    /// What is added to the activations.
    pub(crate) skip: Option<&'a [T]>,
}

impl<'a, T: Real> Stage<'a, T> {
    /// The way to the weighted sums.
    pub(crate) fn dense(&self) -> Dense<'a, T> {
        let Parameters { weights, bias, .. } = self.parameters;
        Dense { fans: self.fans, input: self.input, weights, bias, drive: self.drive }
    }

    /// Weighted sums become pre-activations.
    pub(crate) fn normalise(&self, sums: &mut [T], kept: &mut Normalised<T>) {
        let Parameters { scale, shift, .. } = self.parameters;
        self.norm.apply(sums, scale, shift, kept);
    }

    /// What becomes of the pre-activations.
    pub(crate) fn output(&self) -> Output<'a, T> {
        Output { activation: self.activation, skip: self.residual.then_some(self.input) }
    }
}
