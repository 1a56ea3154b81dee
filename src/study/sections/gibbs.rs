//! What `[gibbs]` says.

use crate::record::Epochs;
use crate::study::StudyError;
use crate::study::document::node::{Node, Value};
use crate::study::document::reader::{Section, expected, integer, list};

/// Samples that machines are looked at with, unless a study says otherwise.
const WATCHED: u64 = 300;
/// Samples and units whose numbers are kept for pictures, unless a study says otherwise.
const SAMPLES: u64 = 7;
const UNITS: u64 = 50;

/// How restricted Boltzmann machines are looked at while they learn; how they learn stands in the
/// initialization, which they are.
#[derive(Clone, Debug, PartialEq)]
pub struct GibbsPlan {
    /// Epochs after which machines are looked at; `None` is the last.
    snapshots: Vec<Option<u64>>,
    /// Samples that they are looked at with.
    pub watched: usize,
    /// Samples, the first ones, whose way to the hidden units and back is kept.
    pub samples: usize,
    /// Units, the first ones, whose weights are kept.
    pub units: usize,
}

impl GibbsPlan {
    /// As records have it, of machines that learn for so many `epochs`.
    pub(crate) fn epochs(&self, epochs: u64) -> Epochs {
        // Of learning that was made shorter, the end is looked at in place of what lies beyond.
        let mut snapshots: Vec<u64> =
            self.snapshots.iter().map(|epoch| epoch.map_or(epochs, |epoch| epoch.min(epochs))).collect();
        snapshots.sort_unstable();
        snapshots.dedup();
        Epochs { epochs, snapshots, watched: self.watched }
    }
}

/// Reads `[gibbs]`.
pub(crate) fn gibbs(mut section: Section) -> Result<GibbsPlan, StudyError> {
    let snapshots = match section.take("snapshots") {
        None => vec![Some(0), Some(1), None],
        Some(node) => list(node).iter().map(epoch).collect::<Result<_, _>>()?,
    };
    let plan = GibbsPlan {
        snapshots,
        watched: section.integer("watched", 1)?.unwrap_or(WATCHED) as usize,
        samples: section.integer("samples", 0)?.unwrap_or(SAMPLES) as usize,
        units: section.integer("units", 0)?.unwrap_or(UNITS) as usize,
    };
    section.finish()?;
    Ok(plan)
}

fn epoch(node: &Node) -> Result<Option<u64>, StudyError> {
    match &node.value {
        Value::Text(word) if word == "last" => Ok(None),
        Value::Integer(_) => integer(node, "gibbs.snapshots", 0).map(Some),
        other => Err(expected(&node.origin, "gibbs.snapshots", "a list of epochs", other)),
    }
}
