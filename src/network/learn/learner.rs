//! A network with the parameters that it learns.

use super::examples::{Batch, Examples};
use super::optimizer::{Memory, Optimizer};

use crate::activation::Activation;
use crate::init::{Fans, Scheme};
use crate::kernel::Real;
use crate::network::layer::aligned::Aligned;
use crate::network::layer::draw::Scratch;
use crate::network::layer::parameters::Parameters;
use crate::network::layer::stage::Stage;
use crate::network::layer::trace::{Gradients, Trace};
use crate::network::loss::accuracy;
use crate::network::{Loss, Network, Noise, Norm, Score};

/// What is kept of collected means and variances from batch to batch.
const KEPT: f64 = 0.9;

/// Samples that are judged at once.
const JUDGED: usize = 500;

/// A network with a linear readout, its parameters and all that a step needs.
pub(super) struct Learner<'a, T, W, B> {
    network: &'a Network<W, B>,
    /// Index and fans of each layer, the readout last.
    layers: Vec<(usize, Fans)>,
    pub(super) parameters: Vec<Parameters<T>>,
    pub(super) gradients: Vec<Gradients<T>>,
    traces: Vec<Trace<T>>,
    memories: Vec<Memories<T>>,
    /// Means and variances of weighted sums over the last batches, for when there is no batch.
    collected: Vec<[Vec<f64>; 2]>,
    gradient: Vec<T>,
    next: Vec<T>,
    skipped: Vec<T>,
}

/// What the optimizer remembers of a layer's gradients.
#[derive(Clone, Debug)]
struct Memories<T> {
    tensors: [Memory<T>; 4],
    slope: Memory<f64>,
}

impl<'a, T: Real, W: Scheme, B: Scheme> Learner<'a, T, W, B> {
    /// Draws a network with so many outputs; schemes that answer to data see the first `examples`.
    pub(super) fn new(
        network: &'a Network<W, B>,
        noise: Noise,
        outputs: usize,
        examples: &Examples<T>,
    ) -> Self {
        let top = Fans { fan_in: network.widths.last().copied().unwrap_or(0), fan_out: outputs };
        let layers: Vec<(usize, Fans)> = (1..).zip(network.fans().chain(std::iter::once(top))).collect();
        let count = layers.len();
        let memories =
            Memories { tensors: std::array::from_fn(|_| Memory::default()), slope: Memory::default() };
        let mut learner = Self {
            network,
            layers,
            parameters: Vec::with_capacity(count),
            gradients: vec![Gradients::default(); count],
            traces: vec![Trace::default(); count],
            memories: vec![memories; count],
            collected: vec![[Vec::new(), Vec::new()]; count],
            gradient: Vec::new(),
            next: Vec::new(),
            skipped: Vec::new(),
        };
        learner.draw(noise, examples);
        learner
    }

    fn draw(&mut self, noise: Noise, examples: &Examples<T>) {
        let sight = self.network.init.batch().min(examples.len());
        let mut batch = Batch::of(examples, true);
        batch.gather(0..sight, false);
        let (mut products, mut below) = (Aligned::default(), Vec::new());
        for place in 0..self.layers.len() {
            let mut parameters = Parameters::new();
            let input = if place == 0 { &batch.rows } else { &self.traces[place - 1].after };
            let scratch = Scratch { products: &mut products, below: &mut below };
            self.network.draw(self.layers[place], noise, input, scratch, &mut parameters);
            self.parameters.push(parameters);
            if sight > 0 {
                self.layer_forward(place, &batch, None);
            }
        }
        // Those of a scheme's sight may be of many more samples than a minibatch has.
        self.traces.fill(Trace::default());
    }

    /// Whether the first layer adds its input to its output, which it needs with its zeros.
    pub(super) fn needs_dense(&self) -> bool {
        self.layers.first().is_some_and(|(_, fans)| self.network.is_residual(*fans))
    }

    /// The loss of a batch; what it leaves behind is for [`back`](Self::back).
    pub(super) fn forward(&mut self, batch: &Batch<T>, loss: Loss) -> f64 {
        for place in 0..self.layers.len() {
            self.layer_forward(place, batch, None);
            self.collect(place);
        }
        let (outputs, gradient) = (&self.traces[self.layers.len() - 1].before, &mut self.gradient);
        gradient.clear();
        gradient.extend_from_slice(outputs);
        loss.descend(gradient, &batch.classes, outputs.len() / batch.classes.len())
    }

    fn layer_forward(&mut self, place: usize, batch: &Batch<T>, collected: Option<[&[f64]; 2]>) {
        let (before, after) = self.traces.split_at_mut(place);
        let input = before.last().map_or(&batch.rows[..], |trace| &trace.after);
        let trace = &mut after[0];
        let stage = self.network.stage(self.layers[place], &self.parameters[place], input);
        let weights = &self.parameters[place].weights;
        if place > 0 || !batch.multiply(weights, stage.fans.fan_out, &mut trace.before) {
            stage.sums(batch.classes.len(), trace);
        }
        stage.finish(trace, collected);
    }

    /// Takes the means and variances of a layer's batch into those collected.
    fn collect(&mut self, place: usize) {
        if !matches!(self.network.norm, Norm::Batch { .. }) {
            return;
        }
        let normalised = &self.traces[place].normalised;
        for (collected, seen) in
            self.collected[place].iter_mut().zip([&normalised.mean, &normalised.variance])
        {
            if collected.is_empty() {
                collected.extend_from_slice(seen);
            }
            for (collected, seen) in collected.iter_mut().zip(seen) {
                *collected = KEPT * *collected + (1.0 - KEPT) * seen;
            }
        }
    }

    /// The gradients of all parameters, from the loss of the last batch.
    pub(super) fn back(&mut self, batch: &Batch<T>) {
        for place in (0..self.layers.len()).rev() {
            let input = if place == 0 { &batch.rows } else { &self.traces[place - 1].after };
            let stage: Stage<T> = self.network.stage(self.layers[place], &self.parameters[place], input);
            let (trace, gradients) = (&self.traces[place], &mut self.gradients[place]);
            stage.back_to_before(trace, &mut self.gradient, &mut self.skipped, gradients);
            stage.back_to_sums(trace, &mut self.gradient, gradients);
            let (gradient, weights) = (&self.gradient, &mut gradients.weights);
            if place > 0 || !batch.weight_gradient(gradient, stage.fans.fan_out, weights) {
                stage.weight_gradient(gradient, gradients);
            }
            if place > 0 {
                stage.back_to_input(&self.gradient, &self.skipped, &mut self.next);
                std::mem::swap(&mut self.gradient, &mut self.next);
            }
        }
    }

    /// Update number `step`, from 1, of all parameters.
    pub(super) fn update(&mut self, step: u64, optimizer: Optimizer) {
        let plain = optimizer.without_decay();
        let layers = self.parameters.iter_mut().zip(&self.gradients).zip(&mut self.memories);
        for ((parameters, gradients), memories) in layers {
            let [weights, bias, scale, shift] = &mut memories.tensors;
            optimizer.update(step, &mut parameters.weights, &gradients.weights, weights);
            plain.update(step, &mut parameters.bias, &gradients.bias, bias);
            plain.update(step, &mut parameters.scale, &gradients.scale, scale);
            plain.update(step, &mut parameters.shift, &gradients.shift, shift);
            if let Activation::Prelu { slope } = &mut parameters.activation {
                plain.update_one(step, slope, gradients.slope, &mut memories.slope);
            }
        }
    }

    /// Loss and accuracy over the first `count` examples that `batch` takes.
    pub(super) fn judge(&mut self, batch: &mut Batch<T>, count: usize, loss: Loss) -> Score {
        let (mut score, mut done) = (Score { loss: 0.0, accuracy: 0.0 }, 0);
        while done < count {
            let size = JUDGED.min(count - done);
            batch.gather(done..done + size, false);
            for place in 0..self.layers.len() {
                let collected = std::mem::take(&mut self.collected[place]);
                let moments = (!collected[0].is_empty()).then(|| [&collected[0][..], &collected[1]]);
                self.layer_forward(place, batch, moments);
                self.collected[place] = collected;
            }
            let outputs = &mut self.traces[self.layers.len() - 1].before;
            let width = outputs.len() / size;
            let share = size as f64 / count as f64;
            score.accuracy += share * accuracy(outputs, &batch.classes, width);
            score.loss += share * loss.descend(outputs, &batch.classes, width);
            done += size;
        }
        score
    }
}
