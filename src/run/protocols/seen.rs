//! What was seen of a network, as records have it.

use crate::network::{Observation, Quantity};
use crate::record::{RangeKind, Site, SiteHistogram, Stripes, Verdict};
use crate::stats::Range;
use crate::study::Cell;

/// What a cell's sites are judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    input_std: f64,
    cell: &'a Cell,
    ranges: &'a [Range],
    /// The last layer with an activation, and the std of the gradient there.
    top: (usize, f64),
}

impl<'a> Seen<'a> {
    /// Of a cell with this input.
    pub(crate) fn new(cell: &'a Cell, input: &Observation, ranges: &'a [Range]) -> Self {
        let input_std = input.summary.std.unwrap_or(0.0);
        Self { input_std, cell, ranges, top: (cell.layers.len() - 1, 0.0) }
    }

    /// Whether the outputs of a layer are bounded: not where its input is added to them.
    fn is_bounded(self, layer: usize) -> bool {
        let Cell { activation, residual, ref layers, .. } = *self.cell;
        activation.range().is_some() && !(residual && layers[layer - 1] == layers[layer])
    }

    /// What was seen after so many training steps.
    pub(crate) fn site(&mut self, observation: Observation, step: u64) -> Site {
        let Observation { quantity, layer, ref summary, .. } = observation;
        if quantity == Quantity::ActivationGradient && layer == self.top.0 {
            self.top.1 = summary.std.unwrap_or(0.0);
        }
        let verdict = match quantity {
            Quantity::Activation => Some(Verdict::of(summary, self.input_std, self.is_bounded(layer))),
            Quantity::ActivationGradient => Some(Verdict::of_gradient(summary, self.top.1)),
            _ => None,
        };
        let kinds = self.ranges.iter().map(|range| match range {
            Range::Natural => RangeKind::Natural,
            Range::Fixed(..) => RangeKind::Fixed,
        });
        let decades = observation.decades.map(|histogram| (RangeKind::Decades, histogram));
        let histograms = kinds.zip(observation.histograms).chain(decades);
        let histograms = histograms.map(|(range, histogram)| SiteHistogram { range, histogram });
        Site {
            quantity: observation.quantity.to_string(),
            layer: observation.layer,
            step,
            summary: observation.summary,
            theory_mean: None,
            theory_std: None,
            verdict,
            histograms: histograms.collect(),
            stripes: observation.corner.and_then(|corner| Stripes::encode(corner.view())),
            eigenvalues: observation.eigenvalues,
        }
    }
}
