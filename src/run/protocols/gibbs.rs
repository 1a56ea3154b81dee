//! Restricted Boltzmann machines, layer upon layer, as records have them.

use std::ops::ControlFlow;

use ndarray::{Array2, ArrayView2, s};

use super::recorder::Recorder;
use crate::data;
use crate::init::{Fans, Init, Layer, Scheme};
use crate::kernel::Real;
use crate::network::{Noise, Observation, Quantity, Watch, WatchedInput};
use crate::noise::{Role, Stream};
use crate::rbm::{Moment, Rbm, Visible};
use crate::record::{CellRecord, CurvePoint, Epochs, Metric};
use crate::run::Data;
use crate::study::{Cell, GibbsPlan};

/// Samples that machines are judged by where none are held out.
const JUDGED: usize = 1000;

/// The range of a probability.
const SHARE: (f64, f64) = (0.0, 1.0);

/// A stack of machines that learns, with what it is looked at with.
pub(crate) struct Stack<'a, T> {
    cell: &'a Cell,
    plan: &'a GibbsPlan,
    watch: &'a Watch,
    noise: Noise,
    /// Machines that have learned.
    done: Vec<Rbm<T>>,
    /// Samples at the visible units of the machine that learns: to learn from, held out, looked at.
    train: Array2<T>,
    held_out: Option<Array2<T>>,
    watched: Array2<T>,
}

impl<'a, T: Real> Stack<'a, T> {
    /// Before anything is learned.
    pub(crate) fn new(
        cell: &'a Cell,
        plan: &'a GibbsPlan,
        watch: &'a Watch,
        noise: Noise,
        data: &Data,
    ) -> Self {
        let train = data.first(cell.samples);
        let train =
            train.unwrap_or_else(|| data::gaussian(cell.samples, cell.layers[0], noise.seed, noise.trial));
        let held_out = data.held_out::<T>();
        let shown = held_out.as_ref().unwrap_or(&train);
        let watched = shown.slice(s![..plan.watched.min(shown.nrows()), ..]).to_owned();
        Self { cell, plan, watch, noise, done: Vec::new(), train, held_out, watched }
    }

    /// Machine after machine learns into `record`; asks after every update whether to go `on`.
    pub(crate) fn learn<Stop>(
        mut self,
        record: &mut CellRecord,
        on: impl Fn(u64) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let Init::RbmStack(stack) = self.cell.init else { return ControlFlow::Continue(()) };
        let epochs = self.plan.epochs(stack.rule.epochs as u64);
        let input = WatchedInput::new(self.watched.clone(), self.watch);
        let mut seen = Recorder::new(self.cell, input.seen(), &self.watch.ranges);
        let observation = Observation { corner: self.samples(self.watched.view()), ..input.seen().clone() };
        record.sites.push(seen.site(observation, 0));
        for (layer, fans) in (1..).zip(self.cell.layers.windows(2)) {
            let fans = Fans { fan_in: fans[0], fan_out: fans[1] };
            let data = self.train.as_slice().unwrap_or_default();
            let mut machine = stack.machine(layer == 1, fans, self.drawn(layer, fans), data);
            let baseline = mean_error(self.train.view(), self.judged());
            let stream = Stream::new(self.noise.seed, self.noise.trial, Role::Gibbs, layer as u64);
            machine.learn_watched(data, &stack.rule, stream, |moment, machine| {
                let Moment::Epoch(epoch) = moment else { return on(1) };
                let step = epoch as u64;
                self.judge((layer, step), machine, baseline, record);
                self.look((layer, step), machine, &epochs, &mut seen, record);
                // The last minibatch of an epoch.
                on(u64::from(epoch > 0))
            })?;
            self.train = hidden(&machine, self.train.view());
            self.held_out = self.held_out.as_ref().map(|samples| hidden(&machine, samples.view()));
            self.watched = hidden(&machine, self.watched.view());
            self.done.push(machine);
        }
        ControlFlow::Continue(())
    }

    /// The weights that a layer's machine starts from.
    fn drawn(&self, layer: usize, fans: Fans) -> Vec<T> {
        let mut weights = vec![T::ZERO; fans.fan_in * fans.fan_out];
        let stream = Stream::new(self.noise.seed, self.noise.trial, Role::Weight, layer as u64);
        let activation = self.cell.activation;
        self.cell.init.fill(Layer { index: layer, fans, activation }, &stream, &mut weights);
        weights
    }

    /// How many of the training samples, the first ones, machines are judged by.
    fn judged(&self) -> usize {
        let held_out = self.held_out.as_ref().map_or(0, Array2::nrows);
        held_out.max(JUDGED).min(self.train.nrows())
    }

    /// How well a machine does, on samples that it learns from and on others.
    fn judge(&self, (layer, step): (usize, u64), machine: &Rbm<T>, baseline: f64, record: &mut CellRecord) {
        let [train_error, train_energy] = score(machine, self.train.slice(s![..self.judged(), ..]));
        let held_out = self.held_out.as_ref().map(|samples| score(machine, samples.view()));
        let numbers = [
            (Metric::ReconstructionError, Some(train_error)),
            (Metric::HeldOutReconstructionError, held_out.map(|[error, _]| error)),
            (Metric::MeanError, Some(baseline)),
            (Metric::FreeEnergy, Some(train_energy)),
            (Metric::HeldOutFreeEnergy, held_out.map(|[_, energy]| energy)),
            (Metric::FreeEnergyGap, held_out.map(|[_, energy]| energy - train_energy)),
        ];
        for (metric, value) in numbers {
            let Some(value) = value else { continue };
            let value = Some(value).filter(|value| value.is_finite());
            record.curves.push(CurvePoint { step, metric, layer: Some(layer), value });
        }
    }

    /// Looks at a machine where that is asked for.
    fn look(
        &self,
        (layer, step): (usize, u64),
        machine: &Rbm<T>,
        epochs: &Epochs,
        seen: &mut Recorder<'_>,
        record: &mut CellRecord,
    ) {
        if !epochs.snapshots.contains(&step) {
            return;
        }
        let units = machine.units();
        let weights =
            self.watch.look((Quantity::Weight, layer), &mut machine.weights().to_vec(), units, None);
        let kept = ArrayView2::from_shape((machine.inputs(), units), machine.weights()).ok();
        let filters =
            kept.map(|weights| weights.t().slice(s![..self.plan.units.min(units), ..]).map(|w| w.to_f64()));
        let weights = Observation { corner: filters.filter(|_| self.keeps_pictures()), ..weights };

        let mut probabilities = hidden(machine, self.watched.view());
        let mut back = visible(machine, probabilities.view());
        for lower in self.done.iter().rev() {
            back = visible(lower, back.view());
        }
        let is_bounded =
            matches!(self.cell.init, Init::RbmStack(stack) if stack.visible == Visible::Bernoulli);
        let bounded = is_bounded.then_some(SHARE);
        let look = |quantity, values: &mut Array2<T>, own| {
            let (corner, units) = (self.samples(values.view()), values.ncols());
            let numbers = values.as_slice_mut().unwrap_or_default();
            Observation { corner, ..self.watch.look((quantity, layer), numbers, units, own) }
        };
        let observations = [
            weights,
            look(Quantity::Activation, &mut probabilities, Some(SHARE)),
            look(Quantity::Reconstruction, &mut back, bounded),
        ];
        record.sites.extend(observations.map(|observation| seen.site(observation, step)));
    }

    /// The first samples, for pictures.
    fn samples(&self, values: ArrayView2<T>) -> Option<Array2<f64>> {
        let count = self.plan.samples.min(values.nrows());
        self.keeps_pictures().then(|| values.slice(s![..count, ..]).map(|x| x.to_f64()))
    }

    /// Pictures show the first trial; those of the others would never be looked at.
    fn keeps_pictures(&self) -> bool {
        self.cell.trial == 0
    }
}

/// Probabilities of the hidden units, samples by units.
fn hidden<T: Real>(machine: &Rbm<T>, visible: ArrayView2<T>) -> Array2<T> {
    let mut out = Array2::from_elem((visible.nrows(), machine.units()), T::ZERO);
    if let (Some(visible), Some(out)) = (visible.as_slice(), out.as_slice_mut()) {
        machine.hidden(visible, out);
    }
    out
}

/// What is expected at the visible units, samples by inputs.
fn visible<T: Real>(machine: &Rbm<T>, hidden: ArrayView2<T>) -> Array2<T> {
    let mut out = Array2::from_elem((hidden.nrows(), machine.inputs()), T::ZERO);
    if let (Some(hidden), Some(out)) = (hidden.as_slice(), out.as_slice_mut()) {
        machine.visible(hidden, out);
    }
    out
}

/// The mean square by which the first `judged` samples differ from the mean of all.
fn mean_error<T: Real>(samples: ArrayView2<T>, judged: usize) -> f64 {
    let count = samples.nrows() as f64;
    let mut means = vec![0.0; samples.ncols()];
    for sample in samples.rows() {
        means.iter_mut().zip(sample).for_each(|(mean, x)| *mean += x.to_f64() / count);
    }
    let judged = samples.slice(s![..judged, ..]);
    let squares = judged
        .rows()
        .into_iter()
        .flat_map(|row| row.into_iter().zip(&means).map(|(x, mean)| (x.to_f64() - mean).powi(2)));
    squares.sum::<f64>() / judged.len() as f64
}

/// The mean square of what is lost on the way to the hidden probabilities and back, and the mean free energy.
fn score<T: Real>(machine: &Rbm<T>, samples: ArrayView2<T>) -> [f64; 2] {
    let back = visible(machine, hidden(machine, samples).view());
    let squares = samples.iter().zip(&back).map(|(x, y)| (x.to_f64() - y.to_f64()).powi(2));
    let energies = machine.free_energies(samples.as_slice().unwrap_or_default());
    [squares.sum::<f64>() / samples.len() as f64, energies.iter().sum::<f64>() / energies.len() as f64]
}
