//! One cell: input, network, what was seen.

use crate::data;
use crate::kernel::Real;
use crate::network::{Network, Noise, Observation, Quantity, Watch};
use crate::record::{CellRecord, RangeKind, Site, SiteHistogram, Stripes, Verdict};
use crate::stats::Range;
use crate::study::{Cell, Input, Precision, Protocol};

/// Runs a cell. The result depends on the cell, the seed and what is watched, on nothing else.
pub fn run_cell(cell: &Cell, seed: u64, watch: &Watch) -> CellRecord {
    let sites = match (cell.protocol, cell.precision) {
        (Protocol::Forward, Precision::F32) => forward::<f32>(cell, seed, watch),
        (Protocol::Forward, Precision::F64) => forward::<f64>(cell, seed, watch),
    };
    CellRecord { cell: cell.id(), settings: cell.settings(), trial: cell.trial, sites, curves: Vec::new() }
}

fn forward<T: Real>(cell: &Cell, seed: u64, watch: &Watch) -> Vec<Site> {
    let Cell { activation, init, bias, trial, samples, .. } = *cell;
    let input = match cell.input {
        Input::Gaussian => data::gaussian::<T>(samples, cell.layers[0], seed, trial),
    };
    let network = Network { widths: cell.layers.to_vec(), activation, init, bias };
    // Pictures show the first trial; the corners of the others would never be looked at.
    let watch = Watch { corner: watch.corner.filter(|_| trial == 0), ..watch.clone() };
    let mut sites = Vec::new();
    let mut input_std = 0.0;
    network.forward(input.view(), Noise { seed, trial }, &watch, |observation| {
        if observation.quantity == Quantity::Input {
            input_std = observation.summary.std.unwrap_or(0.0);
        }
        let bounded = activation.range().is_some();
        let judged = observation.quantity == Quantity::Activation;
        let verdict = judged.then(|| Verdict::of(&observation.summary, input_std, bounded));
        sites.push(site(observation, verdict, &watch.ranges));
    });
    sites
}

fn site(observation: Observation, verdict: Option<Verdict>, ranges: &[Range]) -> Site {
    let histograms = ranges.iter().zip(observation.histograms).map(|(range, histogram)| SiteHistogram {
        range: match range {
            Range::Natural => RangeKind::Natural,
            Range::Fixed(..) => RangeKind::Fixed,
        },
        histogram,
    });
    Site {
        quantity: observation.quantity.to_string(),
        layer: observation.layer,
        step: 0,
        summary: observation.summary,
        theory_mean: None,
        theory_std: None,
        verdict,
        histograms: histograms.collect(),
        stripes: observation.corner.and_then(|corner| Stripes::encode(corner.view())),
    }
}
