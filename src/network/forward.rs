//! The forward pass, layer by layer.

use ndarray::ArrayView2;

use super::dense::Dense;
use super::engine::{Engine, corner_of};
use super::{Network, Noise, Observation, Watch, WatchedInput};
use crate::init::{Fans, Scheme};
use crate::kernel::Real;
use crate::noise::{Role, Stream};

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Runs `input`, samples by units, through all layers and reports every site in order: the
    /// input, then weights, pre-activations and activations of each layer.
    ///
    /// Memory: two buffers of a layer's output and one layer's weights, whatever the depth.
    /// The bits depend on shapes, precision and CPU, not on threads. Subnormal numbers are
    /// kept, not flushed to zero: a signal that dies is seen dying.
    ///
    /// # Panics
    ///
    /// If `input` or a layer is empty, or the input is not as wide as the network says.
    pub fn forward<T: Real>(
        &self,
        input: ArrayView2<T>,
        noise: Noise,
        watch: &Watch,
        see: impl FnMut(Observation),
    ) {
        self.forward_from(&WatchedInput::new(input.to_owned(), watch), noise, watch, see);
    }

    /// [`forward`](Self::forward) from an input that was looked at before, with the same `watch`.
    ///
    /// # Panics
    ///
    /// As [`forward`](Self::forward).
    pub fn forward_from<T: Real>(
        &self,
        input: &WatchedInput<T>,
        noise: Noise,
        watch: &Watch,
        mut see: impl FnMut(Observation),
    ) {
        let (samples, width) = input.dim();
        assert_eq!(Some(&width), self.widths.first(), "the input is not as wide as the network says");
        assert!(!self.widths.contains(&0), "a layer is empty");
        see(input.seen().clone());
        let widest = self.widths[1..].iter().copied().max().unwrap_or(0);
        let (mut current, mut next) = (vec![T::ZERO; samples * widest], vec![T::ZERO; samples * widest]);
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        let mut engine = Engine::new(watch);
        let depth = self.widths.len() - 1;
        for (layer, widths) in (1..).zip(self.widths.windows(2)) {
            let fans = Fans { fan_in: widths[0], fan_out: widths[1] };
            let stream = |role| Stream::new(noise.seed, noise.trial, role, layer as u64);
            weights.resize(fans.fan_in * fans.fan_out, T::ZERO);
            self.init.fill(fans, &stream(Role::Weight), &mut weights);
            bias.resize(fans.fan_out, T::ZERO);
            self.bias.fill(fans, &stream(Role::Bias), &mut bias);
            see(engine.weights(layer, fans, &mut weights));

            let output = &mut next[..samples * fans.fan_out];
            let input = if layer == 1 { input.values() } else { &current[..samples * fans.fan_in] };
            let dense = Dense { fans, input, weights: &weights, bias: &bias };
            let [before, mut after] = engine.layer(layer, &dense, self.activation, output);
            let wanted = watch.corner.filter(|corner| corner.covers(layer, depth));
            after.corner = wanted.map(|corner| corner_of(output, fans.fan_out, corner));
            see(before);
            see(after);
            std::mem::swap(&mut current, &mut next);
        }
    }

    /// Everything that [`forward`](Self::forward) reports, in a list.
    pub fn observe<T: Real>(&self, input: ArrayView2<T>, noise: Noise, watch: &Watch) -> Vec<Observation> {
        let mut observations = Vec::new();
        self.forward(input, noise, watch, |observation| observations.push(observation));
        observations
    }
}
