//! A layer's weights and biases.

use std::sync::atomic::AtomicBool;

use super::aligned::Aligned;
use super::dense::Dense;
use super::parameters::Parameters;
use crate::activation::Activation;
use crate::init::{Fans, Layer, Scheme, Sight};
use crate::kernel::Real;
use crate::network::{Network, Noise, Norm};
use crate::noise::{Role, Stream};

/// Nobody asks to stop.
static NEVER: AtomicBool = AtomicBool::new(false);

/// What schemes that answer to data look at, and what they keep from layer to layer.
#[derive(Debug)]
pub(crate) struct Scratch<'a, T> {
    pub(crate) products: &'a mut Aligned<T>,
    /// Empty before the first layer.
    pub(crate) below: &'a mut Vec<T>,
}

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Draws the weights and biases of layer `index`, whose input is `input`, or those of the first where all
    /// share them; that after the last is a linear readout. What a scheme that answers
    /// to data looks at lies in `scratch`.
    pub(crate) fn draw<T: Real>(
        &self,
        (index, fans): (usize, Fans),
        noise: Noise,
        input: &[T],
        scratch: Scratch<'_, T>,
        parameters: &mut Parameters<T>,
    ) {
        let fill = |layer, stream: &Stream, weights: &mut [T]| self.init.fill(layer, stream, weights);
        self.draw_with((index, fans), noise, input, scratch, parameters, fill);
    }

    /// [`draw`](Self::draw), the weights filled by `fill`.
    pub(crate) fn draw_with<T: Real>(
        &self,
        (index, fans): (usize, Fans),
        noise: Noise,
        input: &[T],
        Scratch { products, below }: Scratch<'_, T>,
        parameters: &mut Parameters<T>,
        fill: impl FnOnce(Layer, &Stream, &mut [T]),
    ) {
        let is_readout = index >= self.widths.len();
        let index = if self.tied && !is_readout { 1 } else { index };
        let stream = |role| Stream::new(noise.seed, noise.trial, role, index as u64);
        let activation = if is_readout { Activation::Linear } else { self.activation };
        let layer = Layer { index, fans, activation };
        parameters.activation = activation;
        let Parameters { weights, bias, scale, shift, .. } = parameters;
        let normalised = if is_readout || self.norm == Norm::None { 0 } else { fans.fan_out };
        for (factors, start) in [(scale, T::ONE), (shift, T::ZERO)] {
            factors.clear();
            factors.resize(normalised, start);
        }
        weights.resize(fans.fan_in * fans.fan_out, T::ZERO);
        fill(layer, &stream(Role::Weight), weights);
        bias.resize(fans.fan_out, T::ZERO);
        self.bias.fill(layer, &stream(Role::Bias), bias);
        let batch = self.init.batch().min(input.len() / fans.fan_in);
        if batch > 0 {
            products.resize(batch * fans.fan_out);
            let input = &input[..batch * fans.fan_in];
            Dense { fans, input, weights, bias: &[], drive: &[] }.multiply_wide(products);
            let stream = stream(Role::Gibbs);
            let sight = Sight { input, products, weights, bias, below, is_readout, stream, stop: &NEVER };
            self.init.adapt(layer, sight);
        }
    }

    /// Whether the input of a layer is added to its output: where it is residual, and as wide.
    pub(crate) fn is_residual(&self, fans: Fans) -> bool {
        self.residual && fans.fan_in == fans.fan_out
    }

    /// Fans of each layer.
    pub(crate) fn fans(&self) -> impl Iterator<Item = Fans> {
        self.widths.windows(2).map(|widths| Fans { fan_in: widths[0], fan_out: widths[1] })
    }
}
