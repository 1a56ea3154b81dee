//! Minibatches of contrastive divergence.

use std::ops::ControlFlow;

use rand::RngExt;

use super::draws::Draws;
use super::sparse::Sparse;
use super::tiles::{matrix, product_tiles};
use super::{Chain, ContrastiveDivergence, Rbm, Reconstruct, units};
use crate::kernel::{Real, vectorize};
use crate::noise::Stream;

/// A machine that learns, and the memory of its steps.
pub(super) struct Learner<'a, T> {
    pub(super) rbm: &'a mut Rbm<T>,
    data: &'a [T],
    rule: ContrastiveDivergence,
    stream: Stream,
    draws: Draws,
    /// Samples of a minibatch.
    batch: usize,
    /// The order of the samples in an epoch.
    order: Vec<usize>,
    /// A minibatch and, below it, the ends of the chains.
    visible: Vec<T>,
    /// Their P(h = 1 | v); those of the chains with the other sign at last.
    hidden: Vec<T>,
    /// Hidden states of the chains; empty before the first minibatch.
    states: Vec<T>,
    /// The visible rows without their zeros, where there are many.
    sparse: Option<Sparse<T>>,
    /// By weights, visible and hidden biases.
    gradients: [Vec<T>; 3],
    /// Their last changes.
    velocities: [Vec<T>; 3],
}

impl<'a, T: Real> Learner<'a, T> {
    pub(super) fn new(
        rbm: &'a mut Rbm<T>,
        data: &'a [T],
        rule: ContrastiveDivergence,
        stream: Stream,
    ) -> Self {
        let (inputs, hidden) = (rbm.inputs(), rbm.units());
        assert!(!data.is_empty() && data.len().is_multiple_of(inputs), "data come in whole rows");
        assert!(rule.batch > 0 && rule.k > 0, "a minibatch or a chain has no length");
        let samples = data.len() / inputs;
        let batch = rule.batch.min(samples);
        let zeros = |count| vec![T::ZERO; count];
        Self {
            data,
            rule,
            stream,
            draws: Draws::new(stream),
            batch,
            order: Vec::with_capacity(samples),
            visible: zeros(2 * batch * inputs),
            hidden: zeros(2 * batch * hidden),
            states: Vec::with_capacity(batch * hidden),
            sparse: Sparse::of(data, 2 * batch, rbm),
            gradients: [zeros(inputs * hidden), zeros(inputs), zeros(hidden)],
            velocities: [zeros(inputs * hidden), zeros(inputs), zeros(hidden)],
            rbm,
        }
    }

    /// An epoch, from 1; `between` minibatches it may be broken off.
    pub(super) fn epoch<Stop>(
        &mut self,
        epoch: usize,
        mut between: impl FnMut(&Rbm<T>) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let (samples, inputs) = (self.data.len() / self.rbm.inputs(), self.rbm.inputs());
        // Fisher and Yates's shuffle.
        let mut rng = self.stream.rng(epoch as u64);
        self.order.clear();
        self.order.extend(0..samples);
        for place in 0..samples {
            self.order.swap(place, rng.random_range(place..samples));
        }
        for first in (0..=samples - self.batch).step_by(self.batch) {
            if first > 0 {
                between(self.rbm)?;
            }
            let rows = self.visible.chunks_exact_mut(inputs).zip(&self.order[first..][..self.batch]);
            for (row, sample) in rows {
                row.copy_from_slice(&self.data[sample * inputs..][..inputs]);
            }
            self.run_chains();
            self.update(self.rule.momentum_of(epoch));
        }
        ControlFlow::Continue(())
    }

    /// Both phases of the minibatch that is there.
    fn run_chains(&mut self) {
        let Self { rbm, rule, draws, visible, hidden, states, sparse, batch, .. } = self;
        let (inputs, units) = (rbm.inputs(), rbm.units());
        let (data, ends) = visible.split_at_mut(*batch * inputs);
        let (positive, negative) = hidden.split_at_mut(*batch * units);
        if let Some(sparse) = sparse {
            sparse.take(0, data, inputs);
            sparse.hidden(rbm, 0, positive);
        } else {
            rbm.hidden(data, positive);
        }
        let at_data = rule.chain == Chain::Data;
        if at_data || states.is_empty() {
            states.resize(*batch * units, T::ZERO);
            units::bernoulli(positive, draws.uniform(positive.len()), states);
        }
        for sweep in 1..=rule.k {
            let is_end = at_data && sweep == rule.k;
            let is_drawn = !is_end || rule.reconstruct == Reconstruct::Samples;
            if is_drawn {
                rbm.sample_visible(states, draws, ends);
            } else {
                rbm.visible(states, ends);
            }
            if let Some(sparse) = sparse {
                sparse.take(*batch, ends, inputs);
            }
            match sparse {
                // Means are no zeros.
                Some(sparse) if is_drawn => sparse.hidden(rbm, *batch, negative),
                _ => rbm.hidden(ends, negative),
            }
            if !is_end {
                units::bernoulli(negative, draws.uniform(negative.len()), states);
            }
        }
    }

    /// Follows the difference of both phases.
    fn update(&mut self, momentum: f64) {
        let Self { rbm, rule, visible, hidden, sparse, gradients, velocities, batch, .. } = self;
        let (inputs, units) = (rbm.inputs(), rbm.units());
        let [of_weights, of_visible, of_hidden] = gradients;
        difference_of_sums(visible, *batch, of_visible);
        difference_of_sums(hidden, *batch, of_hidden);
        // One product for both phases.
        hidden[*batch * units..].iter_mut().for_each(|p| *p = -*p);
        if let Some(sparse) = sparse {
            sparse.outer(rbm, hidden, of_weights);
        } else {
            let both = matrix(visible, inputs).reversed_axes();
            product_tiles(both, matrix(hidden, units), of_weights, |_| ());
        }
        let pace = Pace {
            momentum: T::from_f64(momentum),
            rate: T::from_f64(rule.lr / *batch as f64),
            decay: T::from_f64(rule.lr * rule.decay),
        };
        let [weights, others @ ..] = velocities;
        pace.follow(&mut rbm.weights, of_weights, weights);
        let plain = Pace { decay: T::ZERO, ..pace };
        plain.follow(&mut rbm.visible_bias, of_visible, &mut others[0]);
        plain.follow(&mut rbm.hidden_bias, of_hidden, &mut others[1]);
    }
}

/// The sum of the first so many rows, less that of as many that follow.
fn difference_of_sums<T: Real>(rows: &[T], count: usize, sums: &mut [T]) {
    sums.fill(T::ZERO);
    let (first, others) = rows.split_at(count * sums.len());
    for row in first.chunks_exact(sums.len()) {
        sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += *x);
    }
    for row in others.chunks_exact(sums.len()) {
        sums.iter_mut().zip(row).for_each(|(sum, x)| *sum -= *x);
    }
}

/// How parameters follow gradients.
#[derive(Clone, Copy)]
struct Pace<T> {
    momentum: T,
    /// Learning rate over samples.
    rate: T,
    decay: T,
}

impl<T: Real> Pace<T> {
    fn follow(self, values: &mut [T], gradient: &[T], velocity: &mut [T]) {
        let Self { momentum, rate, decay } = self;
        vectorize(
            #[inline(always)]
            || {
                for ((value, &g), v) in values.iter_mut().zip(gradient).zip(velocity.iter_mut()) {
                    *v = momentum.mul_add(*v, rate.mul_add(g, -decay * *value));
                    *value += *v;
                }
            },
        );
    }
}
