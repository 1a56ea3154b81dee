//! Contrastive divergence: how a machine learns.

use std::ops::ControlFlow;

use super::Rbm;
use super::learner::Learner;
use crate::kernel::Real;
use crate::noise::Stream;

/// Where the chains of the negative phase start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Chain {
    /// At the data of each minibatch: CD (Hinton 2002).
    #[default]
    Data,
    /// Where those of the minibatch before ended: PCD (Tieleman 2008).
    Persistent,
}

/// What the negative phase takes of the visible units at the end of a chain that started at data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reconstruct {
    /// Their probabilities or means: less noise (Hinton 2012, section 3.2).
    #[default]
    Means,
    /// States drawn from them.
    Samples,
}

/// Learning by contrastive divergence with momentum and weight decay, minibatch by minibatch.
///
/// Of a minibatch v of B rows, hidden states are drawn from P(h | v), and k sweeps of a Gibbs chain lead to v', h'.
/// Then
///
/// ```text
/// ΔW <- momentum ΔW + lr ((vᵀ p(h | v) - v'ᵀ p(h | v')) / B - decay W),   W <- W + ΔW,
/// ```
///
/// and alike for the biases a and b with the means of v - v' and p(h | v) - p(h | v'), which do not decay (Hinton
/// 2012, sections 2 to 10). States are drawn all along the chain, but for the end of one that starts at data
/// ([`Reconstruct`]).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContrastiveDivergence {
    /// Passes over the data.
    pub epochs: usize,
    /// Learning rate.
    pub lr: f64,
    /// Sweeps of the chain.
    pub k: usize,
    /// Samples of a minibatch, and chains; all samples if there are fewer.
    pub batch: usize,
    /// Momentum of the first five epochs.
    pub momentum: f64,
    /// Momentum of those that follow.
    pub final_momentum: f64,
    /// How much of itself a weight loses in a step, times the learning rate.
    pub decay: f64,
    /// Where chains start.
    pub chain: Chain,
    /// What is taken of the visible units at the end of chains that start at data.
    pub reconstruct: Reconstruct,
}

impl Default for ContrastiveDivergence {
    fn default() -> Self {
        Self {
            epochs: 5,
            lr: 0.1,
            k: 1,
            batch: 10,
            momentum: 0.5,
            final_momentum: 0.9,
            decay: 2e-4,
            chain: Chain::Data,
            reconstruct: Reconstruct::Means,
        }
    }
}

/// Epochs of the first momentum.
const FIRST_EPOCHS: usize = 5;

impl ContrastiveDivergence {
    /// The momentum of an epoch, from 1.
    pub(super) fn momentum_of(&self, epoch: usize) -> f64 {
        if epoch <= FIRST_EPOCHS { self.momentum } else { self.final_momentum }
    }
}

/// Where learning has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// So many epochs are done.
    Epoch(usize),
    /// A minibatch of an epoch, but not its last, is done.
    Minibatch,
}

impl<T: Real> Rbm<T> {
    /// Learns from rows of `data`, and calls `each_epoch` with the number of epochs done and the machine: before the
    /// first, with 0, and after every one. Ends where that breaks off.
    ///
    /// Every epoch goes through the data in an order of its own, in whole minibatches; what is left over is left out.
    /// All noise is that of `stream`, and the bits do not depend on threads. A machine whose weights have left the
    /// range of numbers learns on without complaint.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use initscope::noise::{Role, Stream};
    /// use initscope::rbm::{ContrastiveDivergence, Rbm, Visible};
    ///
    /// // Two units that are on together or off together.
    /// let data = [0.0, 0.0, 1.0, 1.0].repeat(50);
    /// let mut rbm = Rbm::new(Visible::Bernoulli, 2, 1, vec![0.01, -0.01]);
    /// let rule = ContrastiveDivergence { epochs: 50, ..Default::default() };
    /// let stream = Stream::new(0, 0, Role::Gibbs, 1);
    /// let mut gap = Vec::new();
    /// let _ = rbm.learn(&data, &rule, stream, |_, rbm| {
    ///     let energies = rbm.free_energies(&[0.0, 1.0, 1.0, 1.0]);
    ///     gap.push(energies[0] - energies[1]);
    ///     ControlFlow::<()>::Continue(())
    /// });
    /// // Both on has become e^1 times as likely as the second alone, and more.
    /// assert!(gap[0].abs() < 0.1 && gap[50] > 1.0, "{gap:?}");
    /// ```
    ///
    /// # Panics
    ///
    /// If `data` are not whole rows, or there are none, or minibatches or chains have no length.
    pub fn learn<Stop>(
        &mut self,
        data: &[T],
        rule: &ContrastiveDivergence,
        stream: Stream,
        mut each_epoch: impl FnMut(usize, &Self) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        self.learn_watched(data, rule, stream, |moment, rbm| match moment {
            Moment::Epoch(epoch) => each_epoch(epoch, rbm),
            Moment::Minibatch => ControlFlow::Continue(()),
        })
    }

    /// [`learn`](Self::learn) that also calls `watch` between the minibatches of an epoch, where that may break off.
    ///
    /// # Panics
    ///
    /// As [`learn`](Self::learn).
    pub fn learn_watched<Stop>(
        &mut self,
        data: &[T],
        rule: &ContrastiveDivergence,
        stream: Stream,
        mut watch: impl FnMut(Moment, &Self) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        watch(Moment::Epoch(0), self)?;
        let mut learner = Learner::new(self, data, *rule, stream);
        for epoch in 1..=rule.epochs {
            learner.epoch(epoch, |rbm| watch(Moment::Minibatch, rbm))?;
            watch(Moment::Epoch(epoch), learner.rbm)?;
        }
        ControlFlow::Continue(())
    }
}
