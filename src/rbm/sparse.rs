//! Both phases of a minibatch that is mostly zeros, as pixels of digits are, and states of machines that learn them.

use super::tiles::PARALLEL_WORK;
use super::{Rbm, Visible, units};
use crate::kernel::{Real, SparseRows};

/// Share of entries that are not zero up to which products leave the zeros out.
const SPARSE: f64 = 0.3;

/// Visible rows without their zeros.
pub(super) struct Sparse<T> {
    rows: SparseRows<T>,
    /// By visible unit.
    by_unit: SparseRows<T>,
    /// 0, 1, 2, ...
    places: Vec<usize>,
}

impl<T: Real> Sparse<T> {
    /// For so many rows of what is like `data`, if that is mostly zeros and rows are too few for several threads.
    pub(super) fn of(data: &[T], rows: usize, rbm: &Rbm<T>) -> Option<Self> {
        let filled = data.iter().filter(|value| **value != T::ZERO).count();
        let pays = rbm.kind() == Visible::Bernoulli
            && filled as f64 <= SPARSE * data.len() as f64
            && rows * rbm.weights().len() < PARALLEL_WORK;
        pays.then(|| Self {
            rows: SparseRows::default(),
            by_unit: SparseRows::default(),
            places: (0..rows).collect(),
        })
    }

    /// Keeps the first rows and takes others in.
    pub(super) fn take(&mut self, kept: usize, visible: &[T], inputs: usize) {
        self.rows.truncate(kept);
        for row in visible.chunks_exact(inputs) {
            self.rows.push(row.iter().copied());
        }
    }

    /// P(h = 1 | v) of the rows from the `first` on.
    pub(super) fn hidden(&self, rbm: &Rbm<T>, first: usize, out: &mut [T]) {
        let rows = &self.places[first..self.rows.rows()];
        self.rows.product_of(rows, rbm.weights(), rbm.units(), out);
        units::logistic(out, rbm.hidden_bias());
    }

    /// The transpose of all rows times as many rows of `hidden`.
    pub(super) fn outer(&mut self, rbm: &Rbm<T>, hidden: &[T], out: &mut [T]) {
        self.by_unit.transpose(&self.rows, &self.places, rbm.inputs());
        self.by_unit.product(hidden, rbm.units(), out);
    }
}
