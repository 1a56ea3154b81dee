//! Training as records have it.

use std::ops::ControlFlow;

use super::seen::Seen;
use crate::kernel::Real;
use crate::network::{Lesson, Material, Network, Noise, Score, Training, Watch};
use crate::record::{CellRecord, CurvePoint, Metric};

/// Trains a network into `record`, asking after every so many steps whether to go `on`.
#[expect(clippy::too_many_arguments, reason = "each is one thing, and there is one caller")]
pub(super) fn train<T: Real, Stop>(
    network: &Network,
    material: &Material<T>,
    noise: Noise,
    training: &Training,
    watch: &Watch,
    mut seen: Seen,
    record: &mut CellRecord,
    on: impl Fn(u64) -> ControlFlow<Stop>,
) -> ControlFlow<Stop> {
    let CellRecord { sites, curves, diverged, .. } = record;
    let mut told = 0;
    network.train(material, noise, training, watch, |lesson| {
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
                if let Some(held_out) = held_out {
                    score(held_out, Metric::HeldOutLoss, Metric::HeldOutAccuracy);
                }
            }
            Lesson::Moves { step, layer, gradient, update } => {
                point(step, Metric::GradientToWeight, Some(layer), gradient);
                point(step, Metric::UpdateToWeight, Some(layer), update);
            }
            Lesson::Seen { step, seen: observation } => sites.push(seen.site(*observation, step)),
            Lesson::Diverged { step } => *diverged = Some(step),
        }
        on(steps)
    })?;
    let steps = diverged.unwrap_or(training.steps);
    curves.push(CurvePoint { step: steps, metric: Metric::Steps, layer: None, value: Some(steps as f64) });
    ControlFlow::Continue(())
}
