//! What `[train]` and `[backward]` say.

use std::sync::Arc;

use crate::named::UnknownName;
use crate::network::{Loss, Optimizer, Training};
use crate::record::Schedule;
use crate::study::StudyError;
use crate::study::document::node::{Node, Value};
use crate::study::document::reader::{Section, expected, integer, list, number};

/// Losses that a study records of a cell unless it says otherwise: more cannot be told apart.
const MOST_RECORDED: u64 = 2000;

/// Samples that layers are looked at with, unless a study says otherwise: as in Glorot & Bengio 2010.
const WATCHED: u64 = 300;

/// Updates that a network may have.
const MOST_STEPS: u64 = 10_000_000;

/// Training as a study has it: the optimizer is an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingPlan {
    /// Everything but the optimizer, which is that of each cell.
    pub training: Training,
    /// Samples that layers are looked at with.
    pub watched: usize,
    /// The loss over training samples that is to be reached, if there is one.
    pub target: Option<f64>,
}

impl TrainingPlan {
    /// The same with an optimizer.
    pub(crate) fn with(&self, optimizer: Optimizer) -> Arc<Self> {
        Arc::new(Self { training: Training { optimizer, ..self.training.clone() }, ..self.clone() })
    }

    /// As records have it.
    pub(crate) fn schedule(&self) -> Schedule {
        let Training { loss, optimizer, batch, sampling, steps, record, evaluate, symmetry, snapshots } =
            &self.training;
        Schedule {
            loss: loss.to_string(),
            optimizer: optimizer.to_string(),
            batch: *batch,
            sampling: sampling.to_string(),
            steps: *steps,
            record: *record,
            evaluate: *evaluate,
            symmetry: *symmetry,
            target: self.target,
            snapshots: snapshots.clone(),
            watched: self.watched,
        }
    }
}

/// Reads `[train]`.
pub(crate) fn training(mut section: Section) -> Result<TrainingPlan, StudyError> {
    let Some(steps) = section.integer("steps", 1)? else { return Err(section.missing("steps")) };
    if steps > MOST_STEPS {
        let problem = format!("`train.steps` is {steps}; it must be at most {MOST_STEPS}");
        return Err(StudyError::new(section.origin(), problem));
    }
    let snapshots = match section.take("snapshots") {
        None => vec![0, steps],
        Some(node) => snapshots(node, steps)?,
    };
    let training = Training {
        loss: word(&mut section, "loss")?.unwrap_or_default(),
        optimizer: Optimizer::default(),
        batch: section.integer("batch", 1)?.unwrap_or(128) as usize,
        sampling: word(&mut section, "sampling")?.unwrap_or_default(),
        steps,
        record: section.integer("record", 1)?.unwrap_or_else(|| steps.div_ceil(MOST_RECORDED)),
        evaluate: section.integer("evaluate", 0)?.unwrap_or_else(|| (steps / 20).max(1)),
        symmetry: section.integer("symmetry", 0)?.unwrap_or(0),
        snapshots,
    };
    let target = target(&mut section, training.evaluate)?;
    let watched = section.integer("watched", 1)?.unwrap_or(WATCHED) as usize;
    section.finish()?;
    Ok(TrainingPlan { training, watched, target })
}

/// The loss to be reached, which is looked for when networks are judged.
fn target(section: &mut Section, evaluate: u64) -> Result<Option<f64>, StudyError> {
    let Some(node) = section.take("target") else { return Ok(None) };
    let target = number(&node, "train.target")?;
    let problem = match target {
        target if target <= 0.0 => format!("`train.target` is {target}; it must be a loss above 0"),
        _ if evaluate == 0 => "`train.target` asks for `train.evaluate` above 0".to_owned(),
        target => return Ok(Some(target)),
    };
    Err(StudyError::new(&node.origin, problem))
}

/// Reads `[backward]`: where the gradient comes from, standard normal numbers or a loss.
pub(crate) fn top(mut section: Section) -> Result<Option<Loss>, StudyError> {
    let node = section.take("top");
    section.finish()?;
    let Some(node) = node else { return Ok(None) };
    let (text, origin) = crate::study::document::reader::text(node, "backward.top")?;
    match text.as_str() {
        "normal" => Ok(None),
        text => text.parse().map(Some).map_err(|_: UnknownName| {
            let losses = Loss::ALL.map(Loss::name).join(", ");
            StudyError::new(&origin, format!("`backward.top` is `{text}`; allowed: normal, {losses}"))
        }),
    }
}

/// Steps in rising order; the last stands for those beyond it.
fn snapshots(node: Node, steps: u64) -> Result<Vec<u64>, StudyError> {
    let mut snapshots = Vec::new();
    for node in list(node) {
        let step = match &node.value {
            Value::Text(word) if word == "last" => steps,
            Value::Integer(_) => integer(&node, "train.snapshots", 0)?,
            other => return Err(expected(&node.origin, "train.snapshots", "a list of steps", other)),
        };
        // Of a training that was made shorter, the end is looked at in place of what lies beyond.
        snapshots.push(step.min(steps));
    }
    snapshots.sort_unstable();
    snapshots.dedup();
    Ok(snapshots)
}

fn word<T: std::str::FromStr<Err = UnknownName>>(
    section: &mut Section,
    key: &'static str,
) -> Result<Option<T>, StudyError> {
    let path = section.path(key);
    let Some(node) = section.take(key) else { return Ok(None) };
    let (text, origin) = crate::study::document::reader::text(node, &path)?;
    text.parse().map(Some).map_err(|error: UnknownName| StudyError::new(&origin, error.to_string()))
}
