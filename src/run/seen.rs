//! What was seen of a network, as records have it.

use crate::network::{Observation, Quantity};
use crate::record::{RangeKind, Site, SiteHistogram, Stripes, Verdict};
use crate::stats::Range;

/// What a cell's sites are judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    input_std: f64,
    bounded: bool,
    ranges: &'a [Range],
}

impl<'a> Seen<'a> {
    /// Of a network with this input, whose activations are `bounded` or not.
    pub(super) fn new(input: &Observation, bounded: bool, ranges: &'a [Range]) -> Self {
        Self { input_std: input.summary.std.unwrap_or(0.0), bounded, ranges }
    }

    /// What was seen after so many training steps.
    pub(super) fn site(self, observation: Observation, step: u64) -> Site {
        let judged = observation.quantity == Quantity::Activation;
        let verdict = judged.then(|| Verdict::of(&observation.summary, self.input_std, self.bounded));
        let histograms =
            self.ranges.iter().zip(observation.histograms).map(|(range, histogram)| SiteHistogram {
                range: match range {
                    Range::Natural => RangeKind::Natural,
                    Range::Fixed(..) => RangeKind::Fixed,
                },
                histogram,
            });
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
        }
    }
}
