//! Gibbs chains.

use super::draws::Draws;
use super::{Rbm, Visible, units};
use crate::kernel::Real;
use crate::noise::Stream;

/// Independent Gibbs chains of one machine, side by side: hidden states given visible ones, visible states given
/// hidden ones, and again.
///
/// After many sweeps their states are drawn from the machine's own law, whatever they started from. The machine may
/// learn between sweeps.
#[derive(Clone, Debug)]
pub struct Chains<T> {
    draws: Draws,
    visible: Vec<T>,
    /// P(h = 1 | v), and states drawn from it.
    probabilities: Vec<T>,
    hidden: Vec<T>,
}

impl<T: Real> Chains<T> {
    /// Chains that start from rows of visible states, with the noise of `stream` in the order of use.
    pub fn new(start: &[T], stream: Stream) -> Self {
        let [probabilities, hidden] = [const { Vec::new() }; 2];
        Self { draws: Draws::new(stream), visible: start.to_vec(), probabilities, hidden }
    }

    /// Goes on: each sweep draws hidden states given the visible ones, then visible ones given those.
    ///
    /// # Panics
    ///
    /// If the chains did not start from whole rows of the machine's visible units.
    pub fn run(&mut self, rbm: &Rbm<T>, sweeps: usize) {
        let Self { draws, visible, probabilities, hidden } = self;
        assert!(visible.len().is_multiple_of(rbm.inputs()), "chains start from whole rows");
        let size = visible.len() / rbm.inputs() * rbm.units();
        probabilities.resize(size, T::ZERO);
        hidden.resize(size, T::ZERO);
        for _ in 0..sweeps {
            rbm.hidden(visible, probabilities);
            units::bernoulli(probabilities, draws.uniform(size), hidden);
            rbm.sample_visible(hidden, draws, visible);
        }
    }

    /// States of the visible units, one row for each chain.
    pub fn visible(&self) -> &[T] {
        &self.visible
    }

    /// The states of the hidden units that the visible ones were drawn from; empty before the first sweep.
    pub fn hidden(&self) -> &[T] {
        &self.hidden
    }
}

impl<T: Real> Rbm<T> {
    /// Visible states given hidden ones.
    pub(super) fn sample_visible(&self, hidden: &[T], draws: &mut Draws, out: &mut [T]) {
        self.visible(hidden, out);
        match self.kind() {
            Visible::Bernoulli => units::bernoulli_in_place(out, draws.uniform(out.len())),
            Visible::Gaussian => units::gaussian(out, draws.normal(out.len())),
        }
    }
}
