//! Weights that are looked at as they are drawn.

use super::engine::Engine;
use crate::init::{Fans, Scheme};
use crate::kernel::Real;
use crate::network::layer::draw::Scratch;
use crate::network::layer::parameters::Parameters;
use crate::network::{Network, Noise, Observation, Quantity};

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Draws the weights and biases of a layer and looks at the weights: on the way, where each weight is drawn on
    /// its own.
    pub(crate) fn draw_watched<T: Real>(
        &self,
        (layer, fans): (usize, Fans),
        noise: Noise,
        input: &[T],
        scratch: Scratch<'_, T>,
        parameters: &mut Parameters<T>,
        engine: &mut Engine<'_, T>,
    ) -> Observation {
        let mut seen = None;
        self.draw_with((layer, fans), noise, input, scratch, parameters, |place, stream, weights| match self
            .init
            .law(place)
            .filter(|_| self.init.batch() == 0)
        {
            Some(law) => {
                let draw = |chunk, run: &mut [T]| law.fill_chunk(stream, chunk, run);
                seen = Some(engine.drawn_weights(layer, fans, weights, draw));
            }
            None => self.init.fill(place, stream, weights),
        });
        seen.unwrap_or_else(|| engine.weights(Quantity::Weight, layer, fans, &mut parameters.weights))
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::activation::Activation;
    use crate::init::{Init, Layer};
    use crate::network::{Watch, WatchedInput, Workspace};
    use crate::noise::{Role, Stream};

    /// Weights of schemes with and without a law of single weights, in layers whose rows do and do not fill runs.
    #[test]
    fn weights_looked_at_as_they_are_drawn_are_those_looked_at_afterwards() {
        for scheme in
            ["he-normal", "xavier-uniform", "truncated-normal:std=0.1", "constant:value=0.2", "orthogonal"]
        {
            let init: Init = scheme.parse().unwrap();
            for widths in [[7, 13, 600], [300, 700, 1030]] {
                let network = Network::new(widths, Activation::Tanh, init);
                let (noise, watch) = (Noise::default(), Watch::default());
                let input = ndarray::Array2::from_elem((2, widths[0]), 0.5f32);
                let input = WatchedInput::new(input, &watch);
                let mut seen = Vec::new();
                let _ = network.forward_from(&input, noise, &watch, &mut Workspace::default(), |site| {
                    seen.extend((site.quantity == Quantity::Weight).then_some(site));
                    ControlFlow::<()>::Continue(())
                });
                for (index, widths) in (1..).zip(widths.windows(2)) {
                    let fans = Fans { fan_in: widths[0], fan_out: widths[1] };
                    let mut weights = vec![0.0f32; fans.fan_in * fans.fan_out];
                    let layer = Layer { index, fans, activation: Activation::Tanh };
                    init.fill(layer, &Stream::new(0, 0, Role::Weight, index as u64), &mut weights);
                    let after = watch.look((Quantity::Weight, index), &mut weights, fans.fan_out, None);
                    assert_eq!(seen[index - 1], after, "{scheme}");
                }
            }
        }
    }
}
