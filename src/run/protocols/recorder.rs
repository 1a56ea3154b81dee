//! What was seen of a network, as records have it.

use crate::init::{Fans, Layer};
use crate::network::{Norm, Observation, Quantity};
use crate::record::{RangeKind, Site, SiteHistogram, Stripes};
use crate::stats::Range;
use crate::study::Cell;
use crate::verdict::{Scale, Verdict};

/// Makes a record's sites of what was observed in a cell's network, with a verdict where there is one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recorder<'a> {
    scale: Scale,
    cell: &'a Cell,
    ranges: &'a [Range],
    /// The last layer with an activation, and the std of the gradient there.
    top: (usize, Option<f64>),
}

impl<'a> Recorder<'a> {
    /// Of a cell with this input.
    pub(crate) fn new(cell: &'a Cell, input: &Observation, ranges: &'a [Range]) -> Self {
        let Cell { activation, init, norm, drive, ref layers, .. } = *cell;
        // What enters at every layer is input as well.
        let fans = Fans { fan_in: layers[0], fan_out: layers[1] };
        let drive = drive.std(Layer { index: 1, fans, activation });
        let input = input.summary.std.map(|std| std.hypot(drive));
        let scale = Scale::new(activation, input, norm != Norm::None || init.sets_scale());
        Self { scale, cell, ranges, top: (layers.len() - 1, None) }
    }

    /// Judges what was seen, where it is of layers with an activation.
    fn judge(&mut self, Observation { quantity, layer, summary, .. }: &Observation) -> Option<Verdict> {
        let Cell { activation, residual, ref layers, .. } = *self.cell;
        match quantity {
            Quantity::PreActivation => Some(Verdict::of(summary, self.scale.of_pre_activations(), false)),
            Quantity::Activation => {
                let adds_input = residual && layers[layer - 1] == layers[*layer];
                let carries_input = residual && layers[..=*layer].iter().all(|width| *width == layers[0]);
                let bounded = activation.range().is_some() && !adds_input;
                Some(Verdict::of(summary, self.scale.of_activations(carries_input), bounded))
            }
            Quantity::ActivationGradient => {
                if *layer == self.top.0 {
                    self.top.1 = summary.std;
                }
                Some(Verdict::of_gradient(summary, self.top.1))
            }
            _ => None,
        }
    }

    /// What was seen after so many training steps.
    pub(crate) fn site(&mut self, observation: Observation, step: u64) -> Site {
        let verdict = self.judge(&observation);
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
            summary: observation.summary.defined(),
            theory_mean: None,
            theory_std: None,
            verdict,
            histograms: histograms.collect(),
            stripes: observation.corner.and_then(|corner| Stripes::encode(corner.view())),
            eigenvalues: observation.eigenvalues,
        }
    }
}
