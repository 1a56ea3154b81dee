//! A layer's weights and biases.

use std::sync::atomic::AtomicBool;

use super::aligned::Aligned;
use super::dense::Dense;
use super::parameters::Parameters;
use crate::activation::Activation;
use crate::init::{Fans, Layer, Scheme, Sight};
use crate::kernel::Real;
use crate::network::pass::opening::Drawn;
use crate::network::watch::engine::Engine;
use crate::network::{Network, Noise, Norm, Quantity, Watch};
use crate::noise::{Role, Stream};

/// Bytes of weights that an opening keeps of layers after the first.
const MOST_KEPT: usize = 4_000_000;

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
        Scratch { products, below }: Scratch<'_, T>,
        parameters: &mut Parameters<T>,
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
        self.init.fill(layer, &stream(Role::Weight), weights);
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

    /// Draws and looks at the weights of layers from the second on, as many as may be kept; of none
    /// if they answer to data, or are those of the first.
    pub(crate) fn draw_later<T: Real>(&self, noise: Noise, watch: &Watch) -> Vec<Drawn<T>> {
        let mut later = Vec::new();
        if self.init.batch() > 0 || self.tied {
            return later;
        }
        let mut engine = Engine::new(watch);
        let mut room = MOST_KEPT / size_of::<T>();
        for (layer, fans) in (1..).zip(self.fans()).skip(1) {
            let numbers = fans.fan_in.saturating_add(1).saturating_mul(fans.fan_out);
            if numbers > room {
                break;
            }
            room -= numbers;
            let mut parameters = Parameters::new();
            let scratch = Scratch { products: &mut Aligned::default(), below: &mut Vec::new() };
            self.draw((layer, fans), noise, &[], scratch, &mut parameters);
            let seen = engine.weights(Quantity::Weight, layer, fans, &mut parameters.weights);
            later.push(Drawn { parameters, seen });
        }
        later
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

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use ndarray::Array2;

    use super::*;
    use crate::init::Init;
    use crate::network::{Observation, WatchedInput, Workspace};

    #[test]
    fn an_opening_keeps_weights_while_there_is_room_and_changes_nothing() {
        let init: Init = "he-normal".parse().unwrap();
        let network = Network::new([3, 400, 400, 400, 400, 400], Activation::Tanh, init);
        let (noise, watch) = (Noise::default(), Watch::default());
        let input = WatchedInput::new(Array2::from_elem((5, 3), 0.5), &watch);
        let opening = network.open(&input, noise, &watch);
        // 1.3 MB for each layer.
        assert_eq!(opening.later.len(), 3);
        let [mut alone, mut shared] = [const { Vec::<Observation>::new() }; 2];
        let see = |seen: &mut Vec<Observation>, observation| {
            seen.push(observation);
            ControlFlow::<()>::Continue(())
        };
        let mut workspace = Workspace::default();
        let _ = network.forward_from(&input, noise, &watch, &mut workspace, |seen| see(&mut alone, seen));
        let _ = network.forward_after(&opening, noise, &watch, &mut workspace, |seen| see(&mut shared, seen));
        assert_eq!(alone, shared);
    }
}
