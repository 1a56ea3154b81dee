//! The backward pass: every layer forward, then every gradient, watched on the way.

use std::convert::Infallible;
use std::ops::ControlFlow;

use ndarray::ArrayView2;

use crate::init::{Fans, Scheme};
use crate::kernel::Real;
use crate::network::layer::aligned::Aligned;
use crate::network::layer::draw::Scratch;
use crate::network::layer::parameters::Parameters;
use crate::network::layer::stage::Stage;
use crate::network::layer::trace::{Gradients, Trace};
use crate::network::watch::engine::{Engine, corner_of};
use crate::network::watch::spectrum::Spectrograph;
use crate::network::{Loss, Network, Noise, Observation, Quantity, Watch, WatchedInput};
use crate::noise::{Role, Stream};

/// Where the gradient of a backward pass comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Top<'a> {
    /// Independent standard normal numbers, as if by the output of the last layer.
    Normal,
    /// A loss of the outputs of a linear layer on top of the others.
    Loss {
        /// Which loss.
        loss: Loss,
        /// The class of each sample.
        classes: &'a [u8],
        /// Number of outputs, one for each class there is.
        outputs: usize,
    },
}

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Runs `input` forward as [`forward`](Self::forward), then the gradient back, and reports every
    /// site: the layers' as `forward` does, then from the top down the gradients by each layer's
    /// output, pre-activations and weights, and at last that by the input.
    ///
    /// With `g` the gradient by a layer's output, that by its pre-activations `z` is `g φ'(z)`, by its
    /// weights `xᵀ · (g φ'(z))`, a sum over samples, and by its input `(g φ'(z)) · Wᵀ` (Rumelhart,
    /// Hinton & Williams 1986, equations 3 to 7). The readout of a [`Top::Loss`] is layer depth + 1; it
    /// has weights and pre-activations and their gradients, and no activation.
    ///
    /// Where all layers share their weights, the gradient of these is the sum of all layers': each reports what
    /// its step adds (backpropagation through time; Werbos 1990).
    ///
    /// Memory: two matrices of samples by units for each layer, and one layer's weights: those before
    /// are drawn again on the way back, unless they answer to data.
    ///
    /// ```
    /// use initscope::{activation::Activation, data, init::Init};
    /// use initscope::network::{Network, Noise, Quantity, Top, Watch};
    ///
    /// let x = data::gaussian::<f64>(1000, 100, 0, 0);
    /// let network = Network::new([100; 6], Activation::Relu, "he-normal".parse::<Init>().unwrap());
    /// let mut seen = Vec::new();
    /// network.backward(x.view(), Noise::default(), Top::Normal, &Watch::default(), |site| seen.push(site));
    /// let std = |layer| {
    ///     let at = |site: &&_| { let s: &initscope::network::Observation = site;
    ///         s.quantity == Quantity::ActivationGradient && s.layer == layer };
    ///     seen.iter().find(at).unwrap().summary.std.unwrap()
    /// };
    /// // He's weights keep the gradient as they keep the signal: a factor near 1 over five layers.
    /// assert!((std(0) / std(5) - 1.0).abs() < 0.3);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`forward`](Self::forward); and if there are not as many classes as samples, or a class that
    /// has no output.
    pub fn backward<T: Real>(
        &self,
        input: ArrayView2<T>,
        noise: Noise,
        top: Top,
        watch: &Watch,
        mut see: impl FnMut(Observation),
    ) {
        let input = WatchedInput::new(input.to_owned(), watch);
        let see = |seen| {
            see(seen);
            ControlFlow::<Infallible>::Continue(())
        };
        let ControlFlow::Continue(()) = self.backward_from(&input, noise, top, watch, see);
    }

    /// [`backward`](Self::backward) from an input that was looked at before, with the same `watch`;
    /// ends where `see` breaks off.
    ///
    /// # Panics
    ///
    /// As [`backward`](Self::backward).
    pub fn backward_from<T: Real, Stop>(
        &self,
        input: &WatchedInput<T>,
        noise: Noise,
        top: Top,
        watch: &Watch,
        see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let weights = Weights::Drawn { noise, drawn: Parameters::new(), below: Vec::new(), kept: Vec::new() };
        self.look_through(input, noise, weights, top, watch, see)
    }

    /// Looks at every site of a network whose parameters are `learned`.
    pub(crate) fn look_at_learned<T: Real, Stop>(
        &self,
        input: &WatchedInput<T>,
        learned: &mut [Parameters<T>],
        top: Top,
        watch: &Watch,
        see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        self.look_through(input, Noise::default(), Weights::Learned(learned), top, watch, see)
    }

    fn look_through<T: Real, Stop>(
        &self,
        input: &WatchedInput<T>,
        noise: Noise,
        mut weights: Weights<'_, T>,
        top: Top,
        watch: &Watch,
        mut see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let (samples, width) = input.dim();
        self.check_widths(width);
        see(input.seen().clone())?;
        let mut engine = Engine::new(watch);
        let mut spectra = Spectrograph::new(self, watch, samples);
        let mut traces: Vec<Trace<T>> = Vec::new();
        let mut drive = Vec::new();
        for (layer, fans) in (1..).zip(self.fans()) {
            let below = traces.last().map_or(input.values(), |trace| &trace.after);
            let mut trace = Trace::default();
            let parameters = weights.on_the_way_up(self, (layer, fans), below);
            if layer == 1 || !self.tied {
                see(engine.weights(Quantity::Weight, layer, fans, &mut parameters.weights))?;
            }
            self.draw_drive((layer, fans), samples, noise, &mut drive);
            let stage = Stage { drive: &drive, ..self.stage((layer, fans), parameters, below) };
            let Trace { before, normalised, after } = &mut trace;
            before.resize(samples * fans.fan_out, T::ZERO);
            let seen = engine.before(&stage, normalised, before);
            after.resize(before.len(), T::ZERO);
            let output = engine.after((layer, fans), &seen.summary, stage.output(), Some(before), after);
            see(seen)?;
            let wanted = watch.corner.filter(|corner| corner.covers(layer, self.widths.len() - 1));
            let corner = wanted.map(|corner| corner_of(after, fans.fan_out, corner));
            see(Observation { corner, ..output })?;
            let slopes = spectra.jacobians.slopes(before, fans.fan_out, stage.activation);
            let layer = (layer, fans);
            spectra.pass(&mut engine, layer, (stage.parameters, stage.residual), &slopes, &mut see)?;
            traces.push(trace);
        }
        let below = traces.last().map_or(input.values(), |trace| &trace.after);
        let mut descent =
            Descent { engine, gradient: Vec::new(), next: Vec::new(), gradients: Gradients::default() };
        match top {
            Top::Normal => {
                let stream = Stream::new(noise.seed, noise.trial, Role::Gradient, 0);
                let mut numbers = vec![0.0; below.len()];
                stream.fill_normal(&mut numbers);
                descent.gradient.extend(numbers.into_iter().map(T::from_f32));
            }
            Top::Loss { loss, classes, outputs } => {
                let fans = Fans { fan_in: below.len() / samples, fan_out: outputs };
                let layer = self.widths.len();
                let parameters = weights.on_the_way_up(self, (layer, fans), below);
                let engine = &mut descent.engine;
                see(engine.weights(Quantity::Weight, layer, fans, &mut parameters.weights))?;
                let stage = self.stage((layer, fans), parameters, below);
                let mut trace = Trace::default();
                trace.before.resize(samples * outputs, T::ZERO);
                see(engine.before(&stage, &mut trace.normalised, &mut trace.before))?;
                descent.gradient.extend_from_slice(&trace.before);
                loss.descend(&mut descent.gradient, classes, outputs);
                descent.leave(&stage, &trace, &[], &mut see)?;
            }
        }
        let layers: Vec<(usize, Fans)> = (1..).zip(self.fans()).collect();
        for (layer, fans) in layers.into_iter().rev() {
            let below = if layer == 1 { input.values() } else { &traces[layer - 2].after };
            let parameters = weights.on_the_way_down(self, (layer, fans), below);
            let stage = self.stage((layer, fans), parameters, below);
            descent.through(&stage, &traces[layer - 1], &mut see)?;
            // Nobody needs it again.
            traces.pop();
        }
        see(descent.engine.samples(Quantity::ActivationGradient, 0, &mut descent.gradient, width))
    }

    /// A layer with its parameters, on its input alone.
    pub(crate) fn stage<'a, T: Real>(
        &self,
        (index, fans): (usize, Fans),
        parameters: &'a Parameters<T>,
        input: &'a [T],
    ) -> Stage<'a, T> {
        let is_readout = index >= self.widths.len();
        let norm = if is_readout { crate::network::Norm::None } else { self.norm };
        let residual = !is_readout && self.is_residual(fans);
        let activation = parameters.activation;
        Stage { index, fans, parameters, activation, norm, residual, input, drive: &[] }
    }
}

/// Where the weights of each layer come from.
enum Weights<'a, T> {
    /// From noise, once more on the way back; kept if they answer to data, or if all layers share them.
    Drawn { noise: Noise, drawn: Parameters<T>, below: Vec<T>, kept: Vec<Parameters<T>> },
    /// From training.
    Learned(&'a mut [Parameters<T>]),
}

impl<T: Real> Weights<'_, T> {
    fn on_the_way_up<W: Scheme, B: Scheme>(
        &mut self,
        network: &Network<W, B>,
        (layer, fans): (usize, Fans),
        input: &[T],
    ) -> &mut Parameters<T> {
        match self {
            Self::Learned(learned) => &mut learned[layer - 1],
            Self::Drawn { noise, drawn, below, kept } => {
                let is_shared = network.tied && layer < network.widths.len();
                if is_shared && !kept.is_empty() {
                    return &mut kept[0];
                }
                let scratch = Scratch { products: &mut Aligned::default(), below };
                network.draw((layer, fans), *noise, input, scratch, drawn);
                if network.init.batch() > 0 || is_shared {
                    kept.push(drawn.clone());
                }
                drawn
            }
        }
    }

    fn on_the_way_down<W: Scheme, B: Scheme>(
        &mut self,
        network: &Network<W, B>,
        (layer, fans): (usize, Fans),
        input: &[T],
    ) -> &mut Parameters<T> {
        if matches!(self, Self::Drawn { kept, .. } if kept.is_empty()) {
            return self.on_the_way_up(network, (layer, fans), input);
        }
        match self {
            Self::Drawn { kept, .. } => &mut kept[if network.tied { 0 } else { layer - 1 }],
            Self::Learned(learned) => &mut learned[layer - 1],
        }
    }
}

/// A gradient on its way down.
struct Descent<'a, T> {
    engine: Engine<'a, T>,
    /// By the output of the layer that comes next.
    gradient: Vec<T>,
    next: Vec<T>,
    gradients: Gradients<T>,
}

impl<T: Real> Descent<'_, T> {
    /// Goes from a layer's output to its input.
    fn through<Stop>(
        &mut self,
        stage: &Stage<T>,
        trace: &Trace<T>,
        see: &mut impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let (layer, units) = (stage.index, stage.fans.fan_out);
        see(self.engine.samples(Quantity::ActivationGradient, layer, &mut self.gradient, units))?;
        let mut skipped = Vec::new();
        stage.back_to_before(trace, &mut self.gradient, &mut skipped, &mut self.gradients);
        self.leave(stage, trace, &skipped, see)
    }

    /// Goes from a layer's pre-activations to its input.
    fn leave<Stop>(
        &mut self,
        stage: &Stage<T>,
        trace: &Trace<T>,
        skipped: &[T],
        see: &mut impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let (layer, fans) = (stage.index, stage.fans);
        let Self { engine, gradient, next, gradients } = self;
        see(engine.samples(Quantity::PreActivationGradient, layer, gradient, fans.fan_out))?;
        stage.back_to_sums(trace, gradient, gradients);
        stage.weight_gradient(gradient, gradients);
        see(engine.weights(Quantity::WeightGradient, layer, fans, &mut gradients.weights))?;
        stage.back_to_input(gradient, skipped, next);
        std::mem::swap(gradient, next);
        ControlFlow::Continue(())
    }
}
