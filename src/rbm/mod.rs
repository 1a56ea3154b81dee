//! Restricted Boltzmann machines: two layers of units, each independent given the other.
//!
//! Read `units` and `energy`, then `contrastive` with `chains` and `draws`, then `learn` and `learner`; `exact` and `plain`
//! are tests.
//!
//! With visible units v, hidden units h in {0, 1}, weights W `[inputs, hidden]` and biases a, b, a state
//! has the probability exp(-E) / Z with the energy
//!
//! | visible units | E(v, h) | visible given hidden | hidden given visible |
//! |---|---|---|---|
//! | [`Bernoulli`](Visible::Bernoulli) | -a·v - b·h - vᵀWh | P(v = 1) = σ(a + W h) | P(h = 1) = σ(b + v W) |
//! | [`Gaussian`](Visible::Gaussian) | ½\|v - a\|² - b·h - vᵀWh | N(a + W h, 1) | the same |
//!
//! (Smolensky 1986; Hinton 2002; Hinton & Salakhutdinov 2006). Half steps from one layer to the other make a
//! Gibbs chain ([`Chains`]), which is what a machine learns from ([`ContrastiveDivergence`]).
//!
//! States are drawn from numbers that are multiples of 2⁻²⁴, so a probability is kept to 6e-8.

mod chains;
mod contrastive;
mod draws;
mod energy;
#[cfg(test)]
mod exact;
mod learn;
mod learner;
#[cfg(test)]
mod plain;
mod sparse;
mod tiles;
mod units;

pub use chains::Chains;
pub use contrastive::{Chain, ContrastiveDivergence, Moment, Reconstruct};

use std::fmt::Debug;

use crate::kernel::Real;
use tiles::{matrix, product_tiles};

/// What the visible units are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Visible {
    /// 0 or 1; data may be anything in between, as a probability.
    #[default]
    Bernoulli,
    /// Normal numbers of variance 1.
    Gaussian,
}

/// A restricted Boltzmann machine.
///
/// ```
/// use initscope::rbm::{Rbm, Visible};
///
/// // Two visible units and one hidden one, which is on if they are.
/// let rbm = Rbm::new(Visible::Bernoulli, 2, 1, vec![2.0, 2.0]);
/// let mut hidden = [0.0; 2];
/// rbm.hidden(&[0.0, 0.0, 1.0, 1.0], &mut hidden);
/// // σ(0) and σ(4).
/// assert!(hidden[0] == 0.5 && (hidden[1] - 0.98201379003790845_f64).abs() < 1e-15);
/// // -ln(1 + e^0) and -ln(1 + e^4): on together is the likelier state.
/// let [off, on] = rbm.free_energies(&[0.0, 0.0, 1.0, 1.0])[..] else { unreachable!() };
/// assert!((off + 2f64.ln()).abs() < 1e-15 && (on + 4.01814992791781).abs() < 1e-14);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Rbm<T> {
    kind: Visible,
    weights: Vec<T>,
    visible_bias: Vec<T>,
    hidden_bias: Vec<T>,
}

impl<T: Real> Rbm<T> {
    /// A machine with these weights, row-major `[inputs, hidden]`, and biases of 0.
    ///
    /// # Panics
    ///
    /// If there are no units, or not as many weights as pairs of them.
    pub fn new(kind: Visible, inputs: usize, hidden: usize, weights: Vec<T>) -> Self {
        assert!(inputs > 0 && hidden > 0, "a layer is empty");
        assert_eq!(weights.len(), inputs * hidden, "one weight for each pair of units");
        Self { kind, weights, visible_bias: vec![T::ZERO; inputs], hidden_bias: vec![T::ZERO; hidden] }
    }

    /// What the visible units are.
    pub fn kind(&self) -> Visible {
        self.kind
    }

    /// Number of visible units.
    pub fn inputs(&self) -> usize {
        self.visible_bias.len()
    }

    /// Number of hidden units.
    pub fn units(&self) -> usize {
        self.hidden_bias.len()
    }

    /// Row-major `[inputs, hidden]`.
    pub fn weights(&self) -> &[T] {
        &self.weights
    }

    /// One for each visible unit.
    pub fn visible_bias(&self) -> &[T] {
        &self.visible_bias
    }

    /// One for each hidden unit.
    pub fn hidden_bias(&self) -> &[T] {
        &self.hidden_bias
    }

    /// Sets the visible biases to what they would be without hidden units: for each unit ln(p / (1 - p)) with the
    /// mean p over the rows of `data` (Hinton 2012, section 8), or the mean itself for Gaussian units.
    ///
    /// p is kept from 0 and 1 as if one sample more had the unit on and one had it off: (sum + 1) / (samples + 2).
    ///
    /// # Panics
    ///
    /// If `data` are not whole rows.
    pub fn set_visible_bias(&mut self, data: &[T]) {
        let inputs = self.inputs();
        assert!(data.len().is_multiple_of(inputs), "data come in whole rows");
        let samples = (data.len() / inputs) as f64;
        let mut sums = vec![0.0; inputs];
        for row in data.chunks_exact(inputs) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value.to_f64();
            }
        }
        for (bias, sum) in self.visible_bias.iter_mut().zip(sums) {
            *bias = T::from_f64(match self.kind {
                Visible::Bernoulli => ((sum + 1.0) / (samples + 1.0 - sum)).ln(),
                Visible::Gaussian => sum / samples.max(1.0),
            });
        }
    }

    /// P(h = 1 | v) = σ(b + v W) for every row of `v`.
    ///
    /// Rows are worked on in fixed tiles, over several threads where there is much to do: the bits do not depend
    /// on how many.
    ///
    /// # Panics
    ///
    /// If `v` and `out` are not as many rows of visible and hidden units.
    pub fn hidden(&self, v: &[T], out: &mut [T]) {
        let (inputs, hidden) = (self.inputs(), self.units());
        assert_eq!(v.len() * hidden, out.len() * inputs, "as many rows of both");
        let weights = matrix(&self.weights, hidden);
        product_tiles(matrix(v, inputs), weights, out, |rows| units::logistic(rows, &self.hidden_bias));
    }

    /// E(v | h) for every row of `h`: the probabilities σ(a + W h), or the means a + W h of Gaussian units.
    ///
    /// # Panics
    ///
    /// If `h` and `out` are not as many rows of hidden and visible units.
    pub fn visible(&self, h: &[T], out: &mut [T]) {
        let (inputs, hidden) = (self.inputs(), self.units());
        assert_eq!(h.len() * inputs, out.len() * hidden, "as many rows of both");
        let weights = matrix(&self.weights, hidden).reversed_axes();
        product_tiles(matrix(h, hidden), weights, out, |rows| match self.kind {
            Visible::Bernoulli => units::logistic(rows, &self.visible_bias),
            Visible::Gaussian => units::shift(rows, &self.visible_bias),
        });
    }
}
