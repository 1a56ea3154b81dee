//! One cell: input, network, what was seen.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::data;
use crate::kernel::Real;
use crate::network::{Network, Noise, Observation, Quantity, Watch, WatchedInput};
use crate::record::{CellRecord, RangeKind, Site, SiteHistogram, Stripes, Verdict};
use crate::stats::Range;
use crate::study::{Cell, Input, Precision, Protocol};

/// The inputs that a batch of cells shares, each drawn and looked at once.
#[derive(Default)]
pub(super) struct Inputs {
    single: HashMap<InputKey, WatchedInput<f32>>,
    double: HashMap<InputKey, WatchedInput<f64>>,
}

/// What an input depends on, beside the seed: kind, samples, width, trial.
type InputKey = (Input, usize, usize, u64);

fn key(cell: &Cell) -> InputKey {
    (cell.input, cell.samples, cell.layers[0], cell.trial)
}

impl Inputs {
    /// The inputs of some cells, in parallel.
    pub(super) fn of(cells: &[Cell], seed: u64, watch: &Watch) -> Self {
        let wanted = |precision| {
            let of_it = cells.iter().filter(move |cell| cell.precision == precision);
            of_it.map(key).collect::<HashSet<_>>()
        };
        Self {
            single: draw(wanted(Precision::F32), seed, watch),
            double: draw(wanted(Precision::F64), seed, watch),
        }
    }
}

fn draw<T: Real>(keys: HashSet<InputKey>, seed: u64, watch: &Watch) -> HashMap<InputKey, WatchedInput<T>> {
    keys.into_par_iter().map(|key| (key, input(key, seed, watch))).collect()
}

fn input<T: Real>((kind, samples, width, trial): InputKey, seed: u64, watch: &Watch) -> WatchedInput<T> {
    let values = match kind {
        Input::Gaussian => data::gaussian::<T>(samples, width, seed, trial),
    };
    WatchedInput::new(values, watch)
}

/// Runs a cell. The result depends on the cell, the seed and what is watched, on nothing else.
pub fn run_cell(cell: &Cell, seed: u64, watch: &Watch) -> CellRecord {
    run_with(cell, seed, watch, &Inputs::of(std::slice::from_ref(cell), seed, watch))
}

/// Runs a cell whose input is among `inputs`.
pub(super) fn run_with(cell: &Cell, seed: u64, watch: &Watch, inputs: &Inputs) -> CellRecord {
    let key = key(cell);
    let sites = match (cell.protocol, cell.precision) {
        (Protocol::Forward, Precision::F32) => forward(cell, seed, watch, &inputs.single[&key]),
        (Protocol::Forward, Precision::F64) => forward(cell, seed, watch, &inputs.double[&key]),
    };
    CellRecord { cell: cell.id(), settings: cell.settings(), trial: cell.trial, sites, curves: Vec::new() }
}

fn forward<T: Real>(cell: &Cell, seed: u64, watch: &Watch, input: &WatchedInput<T>) -> Vec<Site> {
    let Cell { activation, init, bias, trial, .. } = *cell;
    let network = Network { widths: cell.layers.to_vec(), activation, init, bias };
    // Pictures show the first trial; the corners of the others would never be looked at.
    let watch = Watch { corner: watch.corner.filter(|_| trial == 0), ..watch.clone() };
    let input_std = input.seen().summary.std.unwrap_or(0.0);
    let bounded = activation.range().is_some();
    let mut sites = Vec::new();
    network.forward_from(input, Noise { seed, trial }, &watch, |observation| {
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
