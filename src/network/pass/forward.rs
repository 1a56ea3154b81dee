//! The forward pass, layer by layer.

use std::convert::Infallible;
use std::ops::ControlFlow;

use ndarray::ArrayView2;

use crate::init::{Fans, Scheme};
use crate::kernel::Real;
use crate::network::layer::aligned::Aligned;
use crate::network::layer::draw::Scratch;
use crate::network::layer::norm::Normalised;
use crate::network::layer::parameters::Parameters;
use crate::network::layer::stage::{Output, Stage};
use crate::network::watch::engine::{Engine, corner_of};
use crate::network::watch::spectrum::Spectrograph;
use crate::network::{Network, Noise, Observation, Prefix, Watch, WatchedInput, Workspace};

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Runs `input`, samples by units, through all layers and reports every site in order: the
    /// input, then weights, pre-activations and activations of each layer; weights that all layers share
    /// are those of layer 1.
    ///
    /// Memory: two buffers of a layer's output and one layer's weights, whatever the depth.
    /// The bits depend on shapes, precision and CPU, not on threads. Subnormal numbers are
    /// kept, not flushed to zero: a signal that dies is seen dying.
    ///
    /// # Panics
    ///
    /// If `input` or a layer is empty, the input is not as wide as the network says, layers that share their
    /// weights differ in width, `watch` asks
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
        let mut prefix = self.open_in(buffer, input, noise, watch);
        workspace.current = std::mem::take(&mut prefix.values);
        let below = std::mem::take(&mut prefix.below);
        self.go_on(&prefix, below, noise, watch, workspace, see)
    }

    /// Runs the first layer up to its pre-activations and draws the weights of some more, once for all
    /// networks that differ from this one in the activation alone, and whose schemes do not ask for it.
    ///
    /// # Panics
    ///
    /// As [`forward`](Self::forward).
    pub fn open<T: Real>(&self, input: &WatchedInput<T>, noise: Noise, watch: &Watch) -> Prefix<T> {
        let prefix = self.open_in(Aligned::default(), input, noise, watch);
        Prefix { later: self.draw_later(noise, watch), ..prefix }
    }

    /// [`open`](Self::open) with memory for the pre-activations.
    fn open_in<T: Real>(
        &self,
        mut values: Aligned<T>,
        input: &WatchedInput<T>,
        noise: Noise,
        watch: &Watch,
    ) -> Prefix<T> {
        let (samples, width) = input.dim();
        self.check_widths(width);
        let mut seen = vec![input.seen().clone()];
        self.reserve(samples, &mut values);
        let (mut drawn, mut drive) = (Parameters::new(), Vec::new());
        let (mut skip, mut below) = (None, Vec::new());
        if let Some(fans) = self.fans().next() {
            let mut engine = Engine::new(watch);
            let scratch = Scratch { products: &mut values, below: &mut below };
            let first = input.values();
            seen.push(self.draw_watched((1, fans), noise, first, scratch, &mut drawn, &mut engine));
            values.resize(samples * fans.fan_out);
            self.draw_drive((1, fans), samples, noise, &mut drive);
            let (norm, residual) = (self.norm, self.is_residual(fans));
            let stage = Stage {
                index: 1,
                fans,
                parameters: &drawn,
                activation: self.activation,
                norm,
                residual,
                input: input.values(),
                drive: &drive,
            };
            seen.push(engine.before(&stage, &mut Normalised::default(), &mut values));
            skip = residual.then(|| input.values().to_vec());
        }
        let needed = watch.jacobians > 0 || watch.spectra.any() || self.tied;
        let drawn = needed.then_some(drawn);
        let (widths, later) = (self.widths.clone(), Vec::new());
        Prefix { samples, widths, seen, drawn, skip, values, below, later }
    }

    /// [`forward`](Self::forward) from the prefix of a network that may differ from this one in
    /// the activation, and in further layers that this one lacks, made with the same `noise` and `watch`; ends where `see` breaks off. The layers'
    /// outputs lie in the `workspace`.
    ///
    /// # Panics
    ///
    /// If the prefix has another shape than this network's.
    pub fn forward_after<T: Real, Stop>(
        &self,
        prefix: &Prefix<T>,
        noise: Noise,
        watch: &Watch,
        workspace: &mut Workspace<T>,
        see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        assert!(prefix.widths.starts_with(&self.widths), "the prefix has another shape than the network's");
        self.reserve(prefix.samples, &mut workspace.current);
        workspace.current.resize(prefix.values.len());
        self.go_on(prefix, prefix.below.clone(), noise, watch, workspace, see)
    }

    /// Reports what was seen of the prefix and goes on from its pre-activations; if they were taken
    /// from it, they are the workspace's current values.
    fn go_on<T: Real, Stop>(
        &self,
        prefix: &Prefix<T>,
        below: Vec<T>,
        noise: Noise,
        watch: &Watch,
        workspace: &mut Workspace<T>,
        mut see: impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        prefix.seen.iter().cloned().try_for_each(&mut see)?;
        let mut walk = Walk {
            network: self,
            noise,
            watch,
            engine: Engine::new(watch),
            spectra: Spectrograph::new(self, watch, prefix.samples),
            drawn: Parameters::new(),
            drive: Vec::new(),
            below,
            normalised: Normalised::default(),
        };
        for place in (1..).zip(self.fans()) {
            match place.0 {
                1 => walk.first(place, prefix, &mut workspace.current, &mut see)?,
                _ => walk.next(place, prefix, workspace, &mut see)?,
            }
        }
        ControlFlow::Continue(())
    }

    /// That an input `width` wide passes through all layers.
    pub(crate) fn check_widths(&self, width: usize) {
        assert_eq!(Some(&width), self.widths.first(), "the input is not as wide as the network says");
        assert!(!self.widths.contains(&0), "a layer is empty");
        let even = self.widths.iter().all(|other| *other == width);
        assert!(even || !self.tied, "layers that share their weights differ in width");
    }

    /// Room for the output of the widest layer, asked for once.
    fn reserve<T: Real>(&self, samples: usize, values: &mut Aligned<T>) {
        values.reserve(samples * self.widest());
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

/// A forward pass on its way from layer to layer.
struct Walk<'a, T, W, B> {
    network: &'a Network<W, B>,
    noise: Noise,
    watch: &'a Watch,
    engine: Engine<'a, T>,
    spectra: Spectrograph<'a, T>,
    drawn: Parameters<T>,
    drive: Vec<T>,
    below: Vec<T>,
    normalised: Normalised<T>,
}

impl<T: Real, W: Scheme, B: Scheme> Walk<'_, T, W, B> {
    /// The first layer, from its pre-activations.
    fn first<Stop>(
        &mut self,
        (layer, fans): (usize, Fans),
        prefix: &Prefix<T>,
        current: &mut [T],
        see: &mut impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let Prefix { seen, values, drawn, skip, .. } = prefix;
        let activation = self.network.activation;
        let source = (!values.is_empty()).then_some(&values[..]);
        let slopes = self.spectra.jacobians.slopes(source.unwrap_or(current), fans.fan_out, activation);
        let before = seen.last().map(|before| before.summary.clone()).unwrap_or_default();
        let output = Output { activation, skip: skip.as_deref() };
        let after = self.engine.after((layer, fans), &before, output, source, current);
        see(self.with_corner(after, current, fans))?;
        let Some(drawn) = drawn else { return ControlFlow::Continue(()) };
        let residual = self.network.is_residual(fans);
        self.spectra.pass(&mut self.engine, (layer, fans), (drawn, residual), &slopes, see)
    }

    /// Another layer, from the output of that before in `current`, which its own takes the place of.
    fn next<Stop>(
        &mut self,
        (layer, fans): (usize, Fans),
        prefix: &Prefix<T>,
        Workspace { current, next }: &mut Workspace<T>,
        see: &mut impl FnMut(Observation) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let (network, samples) = (self.network, prefix.samples);
        network.reserve(samples, next);
        let shared = prefix.drawn.as_ref().filter(|_| network.tied);
        let parameters = if let Some(shared) = shared {
            shared
        } else if let Some(kept) = prefix.later.get(layer - 2) {
            see(kept.seen.clone())?;
            &kept.parameters
        } else {
            let scratch = Scratch { products: next, below: &mut self.below };
            let Self { noise, drawn, engine, .. } = self;
            see(network.draw_watched((layer, fans), *noise, current, scratch, drawn, engine))?;
            &self.drawn
        };
        next.resize(samples * fans.fan_out);
        network.draw_drive((layer, fans), samples, self.noise, &mut self.drive);
        let (norm, residual) = (network.norm, network.is_residual(fans));
        let stage = Stage {
            index: layer,
            fans,
            parameters,
            // Parameters that are shared were drawn for another activation.
            activation: network.activation,
            norm,
            residual,
            input: current,
            drive: &self.drive,
        };
        let slopes = self.spectra.jacobians.slopes_at(&stage.dense(), network.activation);
        let [before, after] = self.engine.layer(&stage, &mut self.normalised, next);
        see(before)?;
        std::mem::swap(current, next);
        see(self.with_corner(after, current, fans))?;
        self.spectra.pass(&mut self.engine, (layer, fans), (parameters, residual), &slopes, see)
    }

    fn with_corner(&self, after: Observation, values: &[T], fans: Fans) -> Observation {
        let depth = self.network.widths.len() - 1;
        let wanted = self.watch.corner.filter(|corner| corner.covers(after.layer, depth));
        Observation { corner: wanted.map(|corner| corner_of(values, fans.fan_out, corner)), ..after }
    }
}
