//! Independent standard normal input.

use ndarray::Array2;

use crate::init::{Init, Layer, Scheme};
use crate::kernel::Real;
use crate::noise::{Role, Stream};

/// `[samples, width]` independent standard normal numbers, the textbook's `randn(1000, 100)`.
///
/// ```
/// let x = initscope::data::gaussian::<f64>(1000, 100, 0, 0);
/// assert_eq!(x.dim(), (1000, 100));
/// // 10^5 numbers: the mean's standard error is 0.003.
/// assert!(x.mean().unwrap().abs() < 0.015);
/// ```
pub fn gaussian<T: Real>(samples: usize, width: usize, seed: u64, trial: u64) -> Array2<T> {
    let mut input = Array2::from_elem((samples, width), T::ZERO);
    if let Some(values) = input.as_slice_mut() {
        let stream = Stream::new(seed, trial, Role::Input, 0);
        // The law does not depend on fans.
        Init::normal(1.0).fill(Layer::linear(samples, width), &stream, values);
    }
    input
}
