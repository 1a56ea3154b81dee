//! How the output of each layer answers to the input: the input-output Jacobian.

use rayon::prelude::*;

use super::singular::singular;
use crate::activation::Activation;
use crate::init::Fans;
use crate::kernel::{Real, product};
use crate::network::layer::dense::{Dense, add, matrix, matrix_mut};
use crate::network::layer::parameters::Parameters;

/// `J = dh / dx` at some inputs, layer after layer: `J · W · diag(φ'(z))` for `z = h · W + b`, with the
/// inputs along the rows; plus `J` where the layer is residual. In a linear network it is the product of the weights.
pub(crate) struct Jacobians<T> {
    width: usize,
    /// One for each input, row-major; empty before the first layer, where it is the identity.
    matrices: Vec<Vec<T>>,
}

impl<T: Real> Jacobians<T> {
    /// At the first `inputs` samples, of a network whose input is `width` wide.
    pub(crate) fn new(inputs: usize, width: usize) -> Self {
        Self { width, matrices: vec![Vec::new(); inputs] }
    }

    /// Whether nobody asked for any.
    pub(crate) fn is_empty(&self) -> bool {
        self.matrices.is_empty()
    }

    /// The slopes of a layer at its input, row-major: those of the first inputs alone.
    pub(crate) fn slopes_at(&self, dense: &Dense<T>, activation: Activation) -> Vec<T> {
        let Fans { fan_in, fan_out } = dense.fans;
        if self.is_empty() {
            return Vec::new();
        }
        let mut before = vec![T::ZERO; self.matrices.len() * fan_out];
        let few = Dense { input: &dense.input[..self.matrices.len() * fan_in], ..*dense };
        few.multiply_rows(0, &mut before);
        few.add_rest(0, &mut before);
        self.slopes(&before, fan_out, activation)
    }

    /// The slopes at pre-activations of so many units, of which the first inputs' count.
    pub(crate) fn slopes(&self, before: &[T], units: usize, activation: Activation) -> Vec<T> {
        let mut values = before[..self.matrices.len() * units].to_vec();
        let mut slopes = vec![T::ZERO; values.len()];
        activation.apply_with_slopes(&mut values, &mut slopes);
        slopes
    }

    /// Goes through a layer.
    pub(crate) fn pass(&mut self, fans: Fans, drawn: &Parameters<T>, residual: bool, slopes: &[T]) {
        let width = self.width;
        let pass = |(jacobian, slopes): (&mut Vec<T>, &[T])| {
            let mut next = if jacobian.is_empty() {
                drawn.weights.clone()
            } else {
                let mut next = vec![T::ZERO; width * fans.fan_out];
                let before = matrix(jacobian, fans.fan_in);
                product(before, matrix(&drawn.weights, fans.fan_out), matrix_mut(&mut next, fans.fan_out));
                next
            };
            for row in next.chunks_mut(fans.fan_out) {
                for (entry, &slope) in row.iter_mut().zip(slopes) {
                    *entry *= slope;
                }
            }
            match jacobian.is_empty() {
                false if residual => add(&mut next, jacobian),
                true if residual => next.iter_mut().step_by(width + 1).for_each(|entry| *entry += T::ONE),
                _ => {}
            }
            *jacobian = next;
        };
        self.matrices.par_iter_mut().zip(slopes.par_chunks(fans.fan_out)).for_each(pass);
    }

    /// The singular values at all inputs, NaN where they have none, of a layer of so many units.
    pub(crate) fn singular_values(&self, units: usize) -> Vec<f64> {
        self.matrices.par_iter().flat_map_iter(|jacobian| singular(jacobian, units)).collect()
    }
}
