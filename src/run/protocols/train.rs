//! Training as records have it.

use std::ops::ControlFlow;

use super::recorder::Recorder;
use crate::init::Scheme;
use crate::kernel::Real;
use crate::network::{Lesson, Material, Network, Noise, Score, Units, Watch};
use crate::record::{CellRecord, CurvePoint, Metric};
use crate::stats::Similarity;
use crate::study::TrainingPlan;

/// Trains a network into `record`, asking after every so many steps whether to go `on`.
#[expect(clippy::too_many_arguments, reason = "each is one thing, and there is one caller")]
pub(crate) fn train<T: Real, Stop>(
    network: &Network<impl Scheme>,
    material: &Material<T>,
    noise: Noise,
    plan: &TrainingPlan,
    watch: &Watch,
    mut seen: Recorder,
    record: &mut CellRecord,
    on: impl Fn(u64) -> ControlFlow<Stop>,
) -> ControlFlow<Stop> {
    let CellRecord { sites, curves, diverged, .. } = record;
    let (mut told, mut reached) = (0, None);
    network.train(material, noise, &plan.training, watch, |lesson| {
        let mut point = |step, metric, layer, value: Option<f64>| {
            curves.push(CurvePoint { step, metric, layer, value: value.filter(|value| value.is_finite()) });
        };
        let mut steps = 0;
        match lesson {
            Lesson::Step { step } => (steps, told) = (step - told, step),
            Lesson::Loss { step, loss } => point(step, Metric::Loss, None, Some(loss)),
            Lesson::Judged { step, train, held_out } => {
                let mut score = |of: Score, loss, accuracy| {
                    point(step, loss, None, Some(of.loss));
                    point(step, accuracy, None, Some(of.accuracy));
                };
                score(train, Metric::TrainLoss, Metric::TrainAccuracy);
                if plan.target.is_some_and(|target| train.loss <= target) {
                    reached = reached.or(Some(step));
                }
                if let Some(held_out) = held_out {
                    score(held_out, Metric::HeldOutLoss, Metric::HeldOutAccuracy);
                }
            }
            Lesson::Moves { step, layer, gradient, update } => {
                point(step, Metric::GradientToWeight, Some(layer), gradient);
                point(step, Metric::UpdateToWeight, Some(layer), update);
            }
            Lesson::Units { step, layer, units } => {
                let Units { parameters, gradients, rank, drift, bias_drift } = units;
                let distinct = |of: Option<Similarity>| of.map(|likeness| likeness.distinct as f64);
                let cosine = |of: Option<Similarity>| of.and_then(|likeness| likeness.cosine);
                let numbers = [
                    (Metric::DistinctUnits, distinct(parameters)),
                    (Metric::UnitCosine, cosine(parameters)),
                    (Metric::EffectiveRank, rank),
                    (Metric::DistinctGradients, distinct(gradients)),
                    (Metric::GradientCosine, cosine(gradients)),
                    (Metric::Drift, Some(drift)),
                    (Metric::BiasDrift, Some(bias_drift)),
                ];
                for (metric, value) in numbers {
                    point(step, metric, Some(layer), value);
                }
            }
            Lesson::Seen { step, seen: observation } => sites.push(seen.site(*observation, step)),
            Lesson::Diverged { step } => *diverged = Some(step),
        }
        on(steps)
    })?;
    let steps = diverged.unwrap_or(plan.training.steps);
    let mut once = |metric, value| curves.push(CurvePoint { step: steps, metric, layer: None, value });
    if plan.target.is_some() {
        once(Metric::StepsToTarget, reached.map(|step| step as f64));
        once(Metric::Reached, Some(f64::from(u8::from(reached.is_some()))));
    }
    once(Metric::Steps, Some(steps as f64));
    ControlFlow::Continue(())
}
