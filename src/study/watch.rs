//! What a study looks at in its networks.

use super::StudyError;
use super::axis::size;
use super::node::{Node, Value};
use super::reader::{Section, integer, number};
use crate::network::{Corner, Watch};
use crate::stats::Range;

/// Reads `[histogram]`, `[stripes]` and `[jacobian]`.
pub(super) fn watch(
    mut histogram: Section,
    mut stripes: Section,
    mut jacobian: Section,
) -> Result<Watch, StudyError> {
    const MOST_BINS: u64 = 10_000;
    let bins = match histogram.take("bins") {
        None => 30,
        Some(node) => size(&node, "histogram.bins", MOST_BINS)?,
    };
    let ranges = match histogram.take("ranges") {
        None => vec![Range::Natural],
        Some(node) => ranges(node)?,
    };
    let corner = Corner {
        samples: stripes.integer("samples", 0)?.unwrap_or(50) as usize,
        units: stripes.integer("units", 0)?.unwrap_or(100) as usize,
        layers: stripes.integer("layers", 0)?.unwrap_or(6) as usize,
    };
    let jacobians = match jacobian.take("inputs") {
        None => 0,
        Some(node) => integer(&node, "jacobian.inputs", 0)? as usize,
    };
    histogram.finish()?;
    stripes.finish()?;
    jacobian.finish()?;
    let any = corner.samples > 0 && corner.units > 0 && corner.layers > 0;
    Ok(Watch { bins, ranges, corner: any.then_some(corner), jacobians })
}

/// Ranges of the histograms.
fn ranges(node: Node) -> Result<Vec<Range>, StudyError> {
    let origin = node.origin.clone();
    let form =
        "`histogram.ranges` must be a list of \"natural\" and [low, high] with low < high and a finite width";
    let Value::List(nodes) = node.value else {
        return Err(StudyError::new(&origin, form));
    };
    let ranges: Vec<Range> = nodes
        .iter()
        .map(|node| match &node.value {
            Value::Text(text) if text == "natural" => Ok(Range::Natural),
            Value::List(ends) if ends.len() == 2 => {
                let end = |index: usize| number(&ends[index], "histogram.ranges");
                match (end(0), end(1)) {
                    (Ok(low), Ok(high)) if low < high && (high - low).is_finite() => {
                        Ok(Range::Fixed(low, high))
                    }
                    _ => Err(StudyError::new(&node.origin, form)),
                }
            }
            _ => Err(StudyError::new(&node.origin, form)),
        })
        .collect::<Result<_, _>>()?;
    if ranges.is_empty() { Err(StudyError::new(&origin, form)) } else { Ok(ranges) }
}
