//! Input that was looked at once, for many networks.

use ndarray::Array2;

use super::engine::Engine;
use crate::kernel::Real;
use crate::network::{Observation, Watch};

/// Samples by inputs, and what was seen of them: networks that share an input share the look.
#[derive(Clone, Debug)]
pub struct WatchedInput<T> {
    values: Array2<T>,
    seen: Observation,
}

impl<T: Real> WatchedInput<T> {
    /// Looks at `values`, samples by inputs.
    ///
    /// # Panics
    ///
    /// If there are no values, or `watch` asks for no bins or more than 65,000, or for a range that
    /// is reversed or not finite.
    pub fn new(values: Array2<T>, watch: &Watch) -> Self {
        assert!(!values.is_empty(), "the input is empty");
        let units = values.ncols();
        let mut values = values.as_standard_layout().into_owned();
        let numbers = values.as_slice_mut().expect("the standard layout is one run of numbers");
        let seen = Engine::new(watch).input(numbers, units);
        Self { values, seen }
    }

    /// Number of samples and of inputs.
    pub fn dim(&self) -> (usize, usize) {
        self.values.dim()
    }

    /// What was seen.
    pub fn seen(&self) -> &Observation {
        &self.seen
    }

    /// Row by row.
    pub(crate) fn values(&self) -> &[T] {
        self.values.as_slice().expect("the standard layout is one run of numbers")
    }
}
