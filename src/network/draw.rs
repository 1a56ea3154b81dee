//! A layer's weights and biases.

use super::dense::Dense;
use super::{Network, Noise};
use crate::init::{Fans, Layer, Scheme, Sight};
use crate::kernel::Real;
use crate::noise::{Role, Stream};

/// What a layer is made of; its memory serves one layer after another.
#[derive(Clone, Debug)]
pub(super) struct Parameters<T> {
    pub(super) weights: Vec<T>,
    pub(super) bias: Vec<T>,
}

impl<T> Parameters<T> {
    pub(super) fn new() -> Self {
        Self { weights: Vec::new(), bias: Vec::new() }
    }
}

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Draws the weights and biases of layer `index`, whose input is `input`. What a scheme that answers
    /// to data looks at lies in `products`.
    pub(super) fn draw<T: Real>(
        &self,
        (index, fans): (usize, Fans),
        noise: Noise,
        input: &[T],
        products: &mut Vec<T>,
        parameters: &mut Parameters<T>,
    ) {
        let stream = |role| Stream::new(noise.seed, noise.trial, role, index as u64);
        let layer = Layer { index, fans, activation: self.activation };
        let Parameters { weights, bias } = parameters;
        weights.resize(fans.fan_in * fans.fan_out, T::ZERO);
        self.init.fill(layer, &stream(Role::Weight), weights);
        bias.resize(fans.fan_out, T::ZERO);
        self.bias.fill(layer, &stream(Role::Bias), bias);
        let batch = self.init.batch().min(input.len() / fans.fan_in);
        if batch > 0 {
            products.resize(batch * fans.fan_out, T::ZERO);
            let dense = Dense { fans, input: &input[..batch * fans.fan_in], weights, bias: &[] };
            dense.multiply_wide(products);
            self.init.adapt(layer, Sight { products, weights, bias });
        }
    }

    /// Fans of each layer.
    pub(super) fn fans(&self) -> impl Iterator<Item = Fans> {
        self.widths.windows(2).map(|widths| Fans { fan_in: widths[0], fan_out: widths[1] })
    }
}
