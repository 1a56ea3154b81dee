//! The forward pass, layer by layer.

use std::convert::Infallible;
use std::ops::ControlFlow;

use ndarray::ArrayView2;

use super::dense::Dense;
use super::draw::Parameters;
use super::engine::{Engine, corner_of};
use super::jacobian::Jacobians;
use super::{Network, Noise, Observation, Opening, Watch, WatchedInput, Workspace};
use crate::init::Scheme;
use crate::kernel::Real;

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
    /// If `input` or a layer is empty, the input is not as wide as the network says, `watch` asks
    /// for no bins or more than 65,000, or for a range that is reversed or not finite, or a scheme has no
    /// weights for a layer, which [`Init::ensemble`](crate::init::Init::ensemble) says beforehand.
    pub fn forward<T: Real>(
        &self,
        input: ArrayView2<T>,
        noise: Noise,
        watch: &Watch,
        mut see: impl FnMut(Observation),
    ) {
        let input = WatchedInput::new(input.to_owned(), watch);
        let see = |seen| {
            see(seen);
            ControlFlow::<Infallible>::Continue(())
        };
        let ControlFlow::Continue(()) =
            self.forward_from(&input, noise, watch, &mut Workspace::default(), see);
    }

    /// [`forward`](Self::forward) from an input that was looked at before, with the same `watch`;
    /// ends where `see` breaks off. The layers' outputs lie in the `workspace`.
    ///
    /// # Panics
    ///
    /// As [`forward`](Self::forward).
    pub fn forward_from<T: Real, Stop>(
        &self,
        input: &WatchedInput<T>,
        noise: Noise,
        watch: &Watch,
        workspace: &mut Workspace<T>,
        see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let buffer = std::mem::take(&mut workspace.current);
        let mut opening = self.open_in(buffer, input, noise, watch);
        workspace.current = std::mem::take(&mut opening.values);
        self.go_on(&opening, noise, watch, workspace, see)
    }

    /// Runs the first layer up to its pre-activations and draws the weights of some more, once for all
    /// networks that differ from this one in the activation alone, and whose schemes do not ask for it.
    ///
    /// # Panics
    ///
    /// As [`forward`](Self::forward).
    pub fn open<T: Real>(&self, input: &WatchedInput<T>, noise: Noise, watch: &Watch) -> Opening<T> {
        let opening = self.open_in(Vec::new(), input, noise, watch);
        Opening { later: self.draw_later(noise, watch), ..opening }
    }

    /// [`open`](Self::open) with memory for the pre-activations.
    fn open_in<T: Real>(
        &self,
        mut values: Vec<T>,
        input: &WatchedInput<T>,
        noise: Noise,
        watch: &Watch,
    ) -> Opening<T> {
        let (samples, width) = input.dim();
        assert_eq!(Some(&width), self.widths.first(), "the input is not as wide as the network says");
        assert!(!self.widths.contains(&0), "a layer is empty");
        let mut seen = vec![input.seen().clone()];
        self.reserve(samples, &mut values);
        let mut drawn = Parameters::new();
        if let Some(fans) = self.fans().next() {
            let mut engine = Engine::new(watch);
            self.draw((1, fans), noise, input.values(), &mut values, &mut drawn);
            values.resize(samples * fans.fan_out, T::ZERO);
            seen.push(engine.weights(1, fans, &mut drawn.weights));
            let dense = Dense { fans, input: input.values(), weights: &drawn.weights, bias: &drawn.bias };
            seen.push(engine.before(1, &dense, &mut values));
        }
        let drawn = (watch.jacobians > 0).then_some(drawn);
        Opening { samples, widths: self.widths.clone(), seen, drawn, values, later: Vec::new() }
    }

    /// [`forward`](Self::forward) from the opening of a network that may differ from this one in
    /// the activation, made with the same `noise` and `watch`; ends where `see` breaks off. The layers'
    /// outputs lie in the `workspace`.
    ///
    /// # Panics
    ///
    /// If the opening has another shape than this network's.
    pub fn forward_after<T: Real, Stop>(
        &self,
        opening: &Opening<T>,
        noise: Noise,
        watch: &Watch,
        workspace: &mut Workspace<T>,
        see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        assert_eq!(opening.widths, self.widths, "the opening has another shape than the network's");
        self.reserve(opening.samples, &mut workspace.current);
        workspace.current.resize(opening.values.len(), T::ZERO);
        self.go_on(opening, noise, watch, workspace, see)
    }

    /// Reports what was seen of the opening and goes on from its pre-activations; if they were taken
    /// from it, they are the workspace's current values.
    fn go_on<T: Real, Stop>(
        &self,
        opening: &Opening<T>,
        noise: Noise,
        watch: &Watch,
        workspace: &mut Workspace<T>,
        mut see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let Opening { samples, seen, values, later, .. } = opening;
        let before = seen.last().map(|before| before.summary.clone()).unwrap_or_default();
        seen.iter().cloned().try_for_each(&mut see)?;
        let depth = self.widths.len() - 1;
        let mut engine = Engine::new(watch);
        let Workspace { current, next } = workspace;
        let mut drawn = Parameters::new();
        let mut jacobians = Jacobians::new(watch.jacobians.min(*samples), self.widths[0]);
        for (layer, fans) in (1..).zip(self.fans()) {
            let mut slopes = Vec::new();
            let mut parameters = opening.drawn.as_ref();
            let mut after = if layer == 1 {
                let source = (!values.is_empty()).then_some(&values[..]);
                if !jacobians.is_empty() {
                    let before = source.unwrap_or(current);
                    slopes = jacobians.slopes(before, fans.fan_out, self.activation);
                }
                engine.after(layer, fans, &before, self.activation, source, current)
            } else {
                self.reserve(*samples, next);
                let here = if let Some(kept) = later.get(layer - 2) {
                    see(kept.seen.clone())?;
                    &kept.parameters
                } else {
                    self.draw((layer, fans), noise, current, next, &mut drawn);
                    see(engine.weights(layer, fans, &mut drawn.weights))?;
                    &drawn
                };
                parameters = Some(here);
                let Parameters { weights, bias } = here;
                next.resize(samples * fans.fan_out, T::ZERO);
                let dense = Dense { fans, input: current, weights, bias };
                if !jacobians.is_empty() {
                    slopes = jacobians.slopes_at(&dense, self.activation);
                }
                let [before, after] = engine.layer(layer, &dense, self.activation, next);
                see(before)?;
                std::mem::swap(current, next);
                after
            };
            let wanted = watch.corner.filter(|corner| corner.covers(layer, depth));
            after.corner = wanted.map(|corner| corner_of(current, fans.fan_out, corner));
            see(after)?;
            if let Some(parameters) = parameters.filter(|_| !jacobians.is_empty()) {
                let mut spectrum = jacobians.pass(fans, parameters, &slopes);
                see(engine.spectrum(layer, &mut spectrum))?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Room for the output of the widest layer, asked for once.
    fn reserve<T>(&self, samples: usize, values: &mut Vec<T>) {
        values.reserve_exact((samples * self.widest()).saturating_sub(values.len()));
    }

    /// Units of the widest layer.
    fn widest(&self) -> usize {
        self.widths[1..].iter().copied().max().unwrap_or(0)
    }

    /// Everything that [`forward`](Self::forward) reports, in a list.
    ///
    /// # Panics
    ///
    /// As [`forward`](Self::forward).
    pub fn observe<T: Real>(&self, input: ArrayView2<T>, noise: Noise, watch: &Watch) -> Vec<Observation> {
        let mut observations = Vec::new();
        self.forward(input, noise, watch, |observation| observations.push(observation));
        observations
    }
}
