//! The matrix under test.

use std::cell::OnceCell;

use super::finding::index_words;
use crate::init::{Fans, Kernel, Taps};
use crate::kernel::Real;

/// Weights, row-major `[fan_in, fan_out]`, with what several tests ask of them.
///
/// How finely its numbers are rounded is seen from them: `f64` numbers that are all `f32` numbers
/// count as such, as where a library has widened a file's.
#[derive(Clone, Debug)]
pub struct Matrix {
    fans: Fans,
    weights: Vec<f64>,
    epsilon: f64,
    sorted: OnceCell<Vec<f64>>,
    axes: Axes,
}

/// How the array that the weights were read from is indexed.
#[derive(Clone, Debug)]
enum Axes {
    /// By row and column.
    Matrix,
    /// One axis.
    Row,
    /// As a kernel's weights, of which these taps are the rows.
    Kernel(Kernel, Taps),
}

impl Matrix {
    /// # Panics
    ///
    /// If there are not as many weights as the fans say.
    pub fn new<T: Real>(fans: Fans, weights: &[T]) -> Self {
        assert_eq!(weights.len(), fans.fan_in * fans.fan_out, "a weight for each input of each unit");
        Self::indexed(fans, weights, Axes::Matrix)
    }

    /// A row of biases.
    pub(super) fn row<T: Real>(biases: &[T]) -> Self {
        Self::indexed(Fans { fan_in: 1, fan_out: biases.len() }, biases, Axes::Row)
    }

    /// Taps of a kernel as rows, of all its `numbers` in the order of its layout.
    pub(super) fn of_kernel<T: Real>(kernel: &Kernel, taps: Taps, numbers: &[T]) -> Self {
        let weights = kernel.matrix(taps, numbers);
        let fan_in = weights.len() / kernel.fan_out.max(1);
        let fans = Fans { fan_in, fan_out: kernel.fan_out };
        Self::indexed(fans, &weights, Axes::Kernel(kernel.clone(), taps))
    }

    fn indexed<T: Real>(fans: Fans, weights: &[T], axes: Axes) -> Self {
        let weights: Vec<f64> = weights.iter().map(|weight| weight.to_f64()).collect();
        let single = weights.iter().all(|&weight| f64::from(weight as f32) == weight);
        let epsilon = if single { f64::from(f32::EPSILON) } else { T::EPSILON.to_f64() };
        Self { fans, weights, epsilon, sorted: OnceCell::new(), axes }
    }

    /// Where a weight is in the array that it was read from: "[3, 5]".
    pub(super) fn index_words(&self, row: usize, column: usize) -> String {
        index_words(&match &self.axes {
            Axes::Matrix => vec![row, column],
            Axes::Row => vec![column],
            Axes::Kernel(kernel, taps) => kernel.index(kernel.row(*taps, row), column),
        })
    }

    /// Every weight divided.
    pub(super) fn divided(&self, factor: f64) -> Self {
        let weights = self.weights.iter().map(|weight| weight / factor).collect();
        Self { weights, sorted: OnceCell::new(), axes: self.axes.clone(), ..*self }
    }

    /// Shape.
    pub fn fans(&self) -> Fans {
        self.fans
    }

    /// Row by row.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The gap between 1 and the next larger number of the weights' precision.
    pub fn epsilon(&self) -> f64 {
        self.epsilon
    }

    /// What lies between a formula's value and a weight that follows it: another order of operations
    /// may round once more than the weight's own rounding.
    pub(super) fn rounding(&self, value: f64) -> f64 {
        (self.epsilon * value.abs()).max(f64::from_bits(1))
    }

    /// In ascending order.
    pub(super) fn sorted(&self) -> &[f64] {
        self.sorted.get_or_init(|| {
            let mut sorted = self.weights.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            sorted
        })
    }

    /// Weights with their row and column.
    pub(super) fn places(&self) -> impl Iterator<Item = ([usize; 2], f64)> {
        let width = self.fans.fan_out.max(1);
        self.weights.iter().enumerate().map(move |(place, &weight)| ([place / width, place % width], weight))
    }

    /// Root of the mean square, with weights so scaled that squares stay in range.
    pub(super) fn rms(&self) -> f64 {
        rms(&self.weights)
    }
}

/// Root of the mean square.
pub(super) fn rms(numbers: &[f64]) -> f64 {
    let largest = numbers.iter().fold(0.0f64, |largest, number| largest.max(number.abs()));
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    let squares = numbers.iter().map(|number| (number / largest).powi(2)).sum::<f64>();
    largest * (squares / numbers.len() as f64).sqrt()
}
