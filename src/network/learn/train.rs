//! Training, step by step.

use std::ops::ControlFlow;

use super::examples::{Batch, Examples};
use super::learner::Learner;
use super::optimizer::Optimizer;
use super::ratio::log_ratio;
use super::sampling::{Order, Sampling};
use super::symmetry::{Units, units};
use crate::init::{Drive, Scheme};
use crate::kernel::Real;
use crate::network::{Loss, Network, Noise, Observation, Score, Top, Watch, WatchedInput};

/// How a network is trained, and when it is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// What is made small.
    pub loss: Loss,
    /// How parameters follow their gradients.
    pub optimizer: Optimizer,
    /// Samples of a minibatch.
    pub batch: usize,
    /// How minibatches are drawn.
    pub sampling: Sampling,
    /// Number of updates.
    pub steps: u64,
    /// The minibatch's loss is reported every so many steps.
    pub record: u64,
    /// The network is judged every so many steps and after the last; 0 for never.
    pub evaluate: u64,
    /// The units of each layer are compared every so many steps and after the last; 0 for never.
    pub symmetry: u64,
    /// Steps at which every layer is looked at, in rising order.
    pub snapshots: Vec<u64>,
}

/// What networks learn from and are judged by.
#[derive(Clone, Debug)]
pub struct Material<T> {
    /// Samples to learn from.
    pub train: Examples<T>,
    /// Samples that no network learns from; there may be none.
    pub held_out: Examples<T>,
    /// Number of classes.
    pub outputs: usize,
    /// Samples that layers are looked at with.
    pub watched: WatchedInput<T>,
    /// The class of each of them.
    pub watched_classes: Vec<u8>,
}

/// Something to tell of training after so many `step`s.
#[derive(Clone, Debug, PartialEq)]
pub enum Lesson {
    /// A step begins.
    Step {
        /// Updates done.
        step: u64,
    },
    /// The loss of the minibatch that comes next.
    Loss {
        /// Updates done.
        step: u64,
        /// Mean loss.
        loss: f64,
    },
    /// How well the network does.
    Judged {
        /// Updates done.
        step: u64,
        /// On training samples: as many as are held out, the first ones.
        train: Score,
        /// On those held out, if there are any.
        held_out: Option<Score>,
    },
    /// How a layer's weights are about to move.
    Moves {
        /// Updates done.
        step: u64,
        /// Layer.
        layer: usize,
        /// `log10(std(gradient) / std(weights))`.
        gradient: Option<f64>,
        /// `log10(std(update) / std(weights))`.
        update: Option<f64>,
    },
    /// How alike the units of a layer are, before they move.
    Units {
        /// Updates done.
        step: u64,
        /// Layer.
        layer: usize,
        /// The units beside each other.
        units: Units,
    },
    /// A look at a site.
    Seen {
        /// Updates done.
        step: u64,
        /// What was seen.
        seen: Box<Observation>,
    },
    /// The loss is not finite: training has ended.
    Diverged {
        /// Updates done.
        step: u64,
    },
}

/// Training samples that a network is judged by at least, where fewer are held out, or none.
const JUDGED: usize = 1000;

impl<W: Scheme, B: Scheme> Network<W, B> {
    /// Trains the network with a linear readout on top; tells all that happens, and ends where `see`
    /// breaks off or the loss is not finite.
    ///
    /// A step is one minibatch: its loss, its gradients, one update. All randomness is that of weights
    /// and of the order of minibatches, which hangs on the noise alone: networks of the same noise learn
    /// from the same minibatches. The bits do not depend on threads. After the last update one more
    /// minibatch is drawn, and its loss reported.
    ///
    /// With `norm = batch` a network is judged by means and variances collected over minibatches, of
    /// which each new one makes up a tenth; what is looked at is normalised by its own.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use initscope::{activation::Activation, data::{Dataset, Source, Split}, init::Init};
    /// use initscope::network::{
    ///     Examples, Lesson, Loss, Material, Network, Noise, Sampling, Training, Watch, WatchedInput,
    /// };
    ///
    /// let digits = Dataset::read(&Source::Digits, Split::HeldOut { seed: 0 }).unwrap();
    /// let (outputs, classes) = (digits.class_count(), |samples: Option<Vec<u8>>| samples.unwrap());
    /// let (train, held_out) = (classes(digits.train.classes), classes(digits.held_out.classes));
    /// let watch = Watch::default();
    /// let material = Material {
    ///     train: Examples::<f32>::new(digits.train.inputs.view(), &train),
    ///     held_out: Examples::new(digits.held_out.inputs.view(), &held_out),
    ///     outputs,
    ///     watched: WatchedInput::new(digits.held_out.inputs, &watch),
    ///     watched_classes: held_out,
    /// };
    /// let training = Training {
    ///     loss: Loss::CrossEntropy,
    ///     optimizer: "momentum:lr=0.05".parse().unwrap(),
    ///     batch: 64,
    ///     sampling: Sampling::Epochs,
    ///     steps: 200,
    ///     record: 1,
    ///     evaluate: 200,
    ///     symmetry: 0,
    ///     snapshots: Vec::new(),
    /// };
    /// let network = Network::new([784, 64], Activation::Relu, "he-normal".parse::<Init>().unwrap());
    /// let mut right = Vec::new();
    /// let _ = network.train(&material, Noise::default(), &training, &watch, |lesson| {
    ///     if let Lesson::Judged { held_out: Some(score), .. } = lesson {
    ///         right.push(score.accuracy);
    ///     }
    ///     ControlFlow::<()>::Continue(())
    /// });
    /// // Of the digits that it has not seen, it reads one in ten at first, and after 200 steps nine.
    /// assert!(right[0] < 0.25 && right[1] > 0.85, "{right:?}");
    /// ```
    ///
    /// # Panics
    ///
    /// If samples are not as wide as the network says, there are none to learn from, fewer than a
    /// minibatch of an epoch, a class without an output, or no minibatch at all; or if layers share their
    /// weights, or anything but the input enters.
    pub fn train<T: Real, Stop>(
        &self,
        material: &Material<T>,
        noise: Noise,
        training: &Training,
        watch: &Watch,
        mut see: impl FnMut(Lesson) -> ControlFlow<Stop>,
    ) -> ControlFlow<Stop> {
        let Material { train, held_out, outputs, .. } = material;
        assert_eq!(Some(&train.width()), self.widths.first(), "samples are not as wide as the network says");
        assert!(
            !self.tied && self.drive == Drive::NONE,
            "a recurrent network is looked at, and does not learn"
        );
        let mut learner = Learner::new(self, noise, *outputs, train);
        let mut batch = Batch::of(train, learner.needs_dense());
        let mut judged = [train, held_out].map(|examples| Batch::of(examples, learner.needs_dense()));
        let mut order = Order::new(training.sampling, noise, train.len());
        let mut places = Vec::new();
        let drawn = if training.symmetry > 0 { learner.parameters.clone() } else { Vec::new() };
        let judged_of_train = train.first_of_every_class(held_out.len().max(JUDGED));
        let due = |step: u64, every: u64| every > 0 && (step.is_multiple_of(every) || step == training.steps);
        for step in 0..=training.steps {
            see(Lesson::Step { step })?;
            order.batch(step, training.batch, &mut places);
            batch.gather(places.iter().copied(), true);
            let loss = learner.forward(&batch, training.loss);
            if due(step, training.record) || !loss.is_finite() {
                see(Lesson::Loss { step, loss })?;
            }
            if training.snapshots.binary_search(&step).is_ok() {
                let Material { watched, watched_classes: classes, .. } = material;
                let top = Top::Loss { loss: training.loss, classes, outputs: *outputs };
                let watch = Watch { corner: watch.corner.filter(|_| step == 0), ..watch.clone() };
                self.look_at_learned(watched, &mut learner.parameters, top, &watch, |seen| {
                    see(Lesson::Seen { step, seen: Box::new(seen) })
                })?;
            }
            if !loss.is_finite() {
                return see(Lesson::Diverged { step });
            }
            learner.back(&batch);
            let evaluating = due(step, training.evaluate);
            if evaluating {
                let on_train = learner.judge(&mut judged[0], judged_of_train, training.loss);
                let on_held_out = (!held_out.is_empty())
                    .then(|| learner.judge(&mut judged[1], held_out.len(), training.loss));
                see(Lesson::Judged { step, train: on_train, held_out: on_held_out })?;
            }
            if due(step, training.symmetry) {
                for (place, units) in units(&learner, &drawn).enumerate() {
                    see(Lesson::Units { step, layer: place + 1, units })?;
                }
            }
            let before: Vec<Vec<T>> = if evaluating {
                learner.parameters.iter().map(|parameters| parameters.weights.clone()).collect()
            } else {
                Vec::new()
            };
            learner.update(step + 1, training.optimizer);
            for (place, weights) in before.into_iter().enumerate() {
                let now = &learner.parameters[place].weights;
                let update: Vec<T> = now.iter().zip(&weights).map(|(now, before)| *now - *before).collect();
                let gradient = log_ratio(&learner.gradients[place].weights, &weights);
                let update = log_ratio(&update, &weights);
                see(Lesson::Moves { step, layer: place + 1, gradient, update })?;
            }
        }
        ControlFlow::Continue(())
    }
}
