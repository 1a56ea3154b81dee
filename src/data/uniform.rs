//! Uniform input.

use ndarray::Array2;

use crate::init::{Init, Layer, Scheme, Uniform};
use crate::kernel::Real;
use crate::noise::{Role, Stream};

/// Independent uniform numbers on \[0, 1), samples by inputs: probabilities, for what takes its input for such.
///
/// ```
/// use initscope::data;
///
/// let x = data::uniform::<f64>(1000, 100, 0, 0);
/// // 1/2, give or take 1/√12 over the root of the count.
/// assert!((x.mean().unwrap() - 0.5).abs() < 4.0 * 0.289 / 1e5f64.sqrt());
/// assert!(x.iter().all(|x| (0.0..1.0).contains(x)));
/// ```
pub fn uniform<T: Real>(samples: usize, width: usize, seed: u64, trial: u64) -> Array2<T> {
    let mut input = Array2::from_elem((samples, width), T::ZERO);
    if let Some(values) = input.as_slice_mut() {
        let stream = Stream::new(seed, trial, Role::Input, 0);
        Init::Uniform(Uniform { low: 0.0, high: 1.0 }).fill(Layer::linear(samples, width), &stream, values);
    }
    input
}
