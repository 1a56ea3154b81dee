//! Whether the units of a layer are still one unit: what is equal in weights and gradients stays so.

use ndarray::{Array2, s};

use super::learner::Learner;
use crate::init::Scheme;
use crate::kernel::Real;
use crate::network::layer::parameters::Parameters;
use crate::stats::{Similarity, effective_rank};

/// The units of a layer beside each other; a unit is a column of the weights with its bias.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Units {
    /// How alike they are.
    pub parameters: Option<Similarity>,
    /// How alike their gradients are.
    pub gradients: Option<Similarity>,
    /// Effective rank of the weights.
    pub rank: Option<f64>,
    /// Root mean square of how far the weights are from those that were drawn.
    pub drift: f64,
    /// The same of the biases.
    pub bias_drift: f64,
}

/// Compares the units of every layer, the readout last, once their gradients are there.
pub(super) fn units<'a, T: Real, W: Scheme, B: Scheme>(
    learner: &'a Learner<'_, T, W, B>,
    drawn: &'a [Parameters<T>],
) -> impl Iterator<Item = Units> + 'a {
    let layers = learner.parameters.iter().zip(&learner.gradients).zip(drawn);
    layers.map(|((parameters, gradients), drawn)| {
        let units = columns(&parameters.weights, &parameters.bias);
        Units {
            parameters: Similarity::of(units.view()),
            gradients: Similarity::of(columns(&gradients.weights, &gradients.bias).view()),
            rank: effective_rank(units.slice(s![..-1, ..])),
            drift: distance(&parameters.weights, &drawn.weights),
            bias_drift: distance(&parameters.bias, &drawn.bias),
        }
    })
}

/// Row-major weights, and under them the biases.
fn columns<T: Real>(weights: &[T], bias: &[T]) -> Array2<f64> {
    let (rows, count) = (weights.len() / bias.len(), bias.len());
    Array2::from_shape_fn((rows + 1, count), |(row, unit)| {
        let place = row * count + unit;
        weights.get(place).map_or_else(|| bias[unit].to_f64(), |weight| weight.to_f64())
    })
}

/// Root mean square of the differences.
fn distance<T: Real>(a: &[T], b: &[T]) -> f64 {
    let squares = a.iter().zip(b).map(|(a, b)| (a.to_f64() - b.to_f64()).powi(2));
    (squares.sum::<f64>() / a.len() as f64).sqrt()
}
