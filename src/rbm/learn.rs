//! A machine learns.

use std::ops::ControlFlow;

use super::learner::Learner;
use super::{ContrastiveDivergence, Moment, Rbm};
use crate::kernel::Real;
use crate::noise::Stream;

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
