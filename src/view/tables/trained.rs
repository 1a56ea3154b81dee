//! What learning came to, in a table: per cell losses at a few steps and the last accuracy, or per
//! restricted Boltzmann machine its errors and the last free-energy gap.

use crate::number::{brief, percent};
use crate::record::{CellRecord, Metric, Record, Site, Verdict};

use super::results::{Name, dead_share, labels};
use super::spark::{SPARKS, bars, evenly};
use super::words;
use crate::view::cells::sites;
use crate::view::plots::training::progress;
use crate::view::plots::training::progress::Curve;

/// Most steps whose losses are shown.
const STEPS: usize = 5;

/// Losses and accuracies of the first trial.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingTable {
    /// Which loss: of training samples, or of minibatches where nothing else was recorded, or the error of
    /// reconstructions.
    pub loss: Metric,
    /// Which accuracy, where any was recorded: of held-out samples, else of training samples; or the
    /// free-energy gap.
    pub accuracy: Option<Metric>,
    /// Steps whose losses the rows have.
    pub steps: Vec<u64>,
    /// One row for each cell of the first trial, or for each of its machines.
    pub rows: Vec<TrainedRow>,
}

/// One row: a cell of the first trial, or a machine of one.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainedRow {
    /// Labels of the settings that vary, in the order of the columns.
    pub labels: Vec<String>,
    /// What it is called among others.
    pub(crate) name: Name,
    /// Loss at each of the table's steps.
    pub losses: Vec<Option<f64>>,
    /// Accuracy at the last step; `None` where training diverged before.
    pub accuracy: Option<f64>,
    /// The minibatch's loss over all steps of the study in a few characters, from zero to its
    /// largest.
    pub sparkline: String,
    /// Where training diverged.
    pub diverged: Option<u64>,
    /// The error of reconstructing every sample as the mean of all, beside that of a machine.
    pub baseline: Option<f64>,
    /// The layer that lost most of its units, at the last look after training began.
    pub dead: Option<Dead>,
}

/// Dead units of a layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dead {
    /// Layer.
    pub layer: usize,
    /// Share of its units.
    pub share: f64,
    /// Judgement of the layer.
    pub verdict: Option<Verdict>,
}

/// What training came to; `None` where no cell of the first trial was trained.
pub fn training(record: &Record) -> Option<TrainingTable> {
    let cells: Vec<&CellRecord> = record.cells.iter().filter(|cell| cell.trial == 0).collect();
    let recorded =
        |metric: &Metric| cells.iter().any(|cell| cell.curves.iter().any(|point| point.metric == *metric));
    let loss = [Metric::TrainLoss, Metric::Loss, Metric::ReconstructionError].into_iter().find(recorded)?;
    let ends = [Metric::HeldOutAccuracy, Metric::TrainAccuracy, Metric::FreeEnergyGap];
    let accuracy = ends.into_iter().find(recorded);
    let last = progress::last_step(&cells, &Metric::ALL);
    let learners = cells.iter().filter(|cell| !cell.curves.is_empty());
    let learners: Vec<(&CellRecord, Option<usize>)> =
        learners.flat_map(|cell| layers(cell, loss).into_iter().map(|layer| (*cell, layer))).collect();
    let losses: Vec<Curve> =
        learners.iter().map(|(cell, layer)| progress::curve(cell, loss, *layer)).collect();
    let mut steps: Vec<u64> = losses.iter().flatten().map(|(step, _)| *step).collect();
    steps.sort_unstable();
    steps.dedup();
    let steps: Vec<u64> = evenly(steps.len(), STEPS).into_iter().map(|at| steps[at]).collect();
    let row = |((cell, layer), losses): (&(&CellRecord, Option<usize>), &Curve)| {
        let at =
            |curve: &Curve, step: u64| curve.iter().find(|(at, _)| *at == step).and_then(|point| point.1);
        let end = |metric| {
            let curve = progress::curve(cell, metric, *layer);
            end_of(&curve).filter(|_| cell.diverged.is_none())
        };
        // Of several machines each may leave the range of numbers, and the others learn on.
        let diverged = if layer.is_some() { progress::lost(losses) } else { cell.diverged };
        TrainedRow {
            labels: labels_of(record, cell, *layer),
            name: name_of(record, cell, *layer),
            losses: steps.iter().map(|step| at(losses, *step)).collect(),
            accuracy: accuracy.and_then(end),
            sparkline: sparkline(cell, losses, (diverged, last)),
            diverged,
            baseline: end_of(&progress::curve(cell, Metric::MeanError, *layer)),
            dead: dead(cell),
        }
    };
    let rows = learners.iter().zip(&losses).map(row).collect();
    Some(TrainingTable { loss, accuracy, steps, rows })
}

/// The last number of a curve.
fn end_of(curve: &Curve) -> Option<f64> {
    curve.last().and_then(|(_, value)| *value)
}

/// The layer of a cell's network with most dead units, the first of several, once it has learned.
fn dead(cell: &CellRecord) -> Option<Dead> {
    let seen = || sites::hidden(cell, "activation");
    let last = seen().map(|site| site.step).max().filter(|step| *step > 0)?;
    let dead =
        |site: &Site| Some(Dead { layer: site.layer, share: dead_share(site)?, verdict: site.verdict });
    let all = seen().filter(|site| site.step == last).filter_map(dead);
    all.reduce(|most, dead| if dead.share > most.share { dead } else { most })
}

/// The layers that have a `loss` of their own; `None` for the whole network's.
fn layers(cell: &CellRecord, loss: Metric) -> Vec<Option<usize>> {
    if !loss.is_by_layer() {
        return vec![None];
    }
    let points = cell.curves.iter().filter(|point| point.metric == loss);
    let mut layers: Vec<Option<usize>> = points.map(|point| point.layer).collect();
    layers.dedup();
    layers
}

/// The labels of a cell, with the layer where it has several of which each learns.
fn labels_of(record: &Record, cell: &CellRecord, layer: Option<usize>) -> Vec<String> {
    let mut labels = labels(record, cell);
    if let Some(last) = labels.last_mut() {
        *last += &layer_of(cell, layer);
    }
    labels
}

/// As [`labels_of`], in a table in groups.
fn name_of(record: &Record, cell: &CellRecord, layer: Option<usize>) -> Name {
    let mut name = Name::of(record, cell);
    name.line += &layer_of(cell, layer);
    name
}

/// Which machine of several.
fn layer_of(cell: &CellRecord, layer: Option<usize>) -> String {
    let layer = layer.filter(|_| cell.settings.depth() > 1);
    layer.map_or_else(String::new, |layer| format!(", layer {layer}"))
}

/// The minibatch's loss, or `losses` where there is none, up to step `last`: the mean of each stretch of steps, or the last value
/// before where a stretch has none; no bar after a divergence.
fn sparkline(cell: &CellRecord, losses: &Curve, (diverged, last): (Option<u64>, u64)) -> String {
    let curve = progress::curve(cell, Metric::Loss, None);
    let curve = if curve.is_empty() { losses } else { &curve };
    let stretch = (last as f64 + 1.0) / SPARKS as f64;
    let height = |index: usize| {
        let (from, to) = (stretch * index as f64, stretch * (index + 1) as f64);
        let inside = curve.iter().filter(|(step, _)| (from..to).contains(&(*step as f64)));
        let values: Vec<f64> = inside.filter_map(|(_, value)| *value).collect();
        let ended = diverged.is_some_and(|end| (end as f64) < to);
        match values.len() {
            0 if ended => 0.0,
            0 => {
                let before = curve.iter().rev().find(|(step, _)| (*step as f64) < from);
                before.and_then(|(_, value)| *value).unwrap_or(0.0)
            }
            count => values.iter().map(|value| value / count as f64).sum(),
        }
    };
    bars(std::array::from_fn(height))
}

impl TrainedRow {
    /// How training ended, where it diverged or units died, and what a machine's error is held against.
    pub(crate) fn end(&self, step_word: &str) -> String {
        let diverged = self.diverged.map(|step| format!("diverged at {step_word} {step}"));
        let dead = self.dead.map(|Dead { layer, share, verdict }| {
            let share = format!("{} dead", percent(share));
            match verdict {
                Some(Verdict::Dead) => format!("layer {layer}: dead"),
                Some(Verdict::Dying) => format!("layer {layer}: dying, {share}"),
                _ => format!("layer {layer}: {share}"),
            }
        });
        let baseline = self.baseline.map(|error| format!("the mean alone: {}", brief(Some(error))));
        diverged.into_iter().chain(dead).chain(baseline).collect::<Vec<_>>().join("; ")
    }
}

impl TrainingTable {
    /// What the losses are of.
    pub(crate) fn loss_words(&self) -> &'static str {
        words::metric(self.loss)
    }

    /// What losses are counted by.
    pub(crate) fn step_word(&self) -> &'static str {
        if self.loss == Metric::ReconstructionError { "epoch" } else { "step" }
    }

    /// What the accuracies are of, where there are any.
    pub(crate) fn accuracy_words(&self) -> Option<&'static str> {
        self.accuracy.map(words::metric)
    }
}
