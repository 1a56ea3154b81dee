//! One cell: input, network, what was seen.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::thread::LocalKey;

use rayon::prelude::*;

use super::batch::Family;
use crate::data;
use crate::kernel::Real;
use crate::network::{Network, Noise, Observation, Opening, Quantity, Watch, WatchedInput, Workspace};
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
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Cell> + Clone, seed: u64, watch: &Watch) -> Self {
        let wanted = |precision| {
            let of_it = cells.clone().filter(move |cell| cell.precision == precision);
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

/// A thread's workspace between cells. A thread that waits for others within a cell may take up
/// another cell: it then finds an empty one.
type Kept<T> = LocalKey<std::cell::Cell<Workspace<T>>>;

thread_local! {
    static SINGLE: std::cell::Cell<Workspace<f32>> = std::cell::Cell::default();
    static DOUBLE: std::cell::Cell<Workspace<f64>> = std::cell::Cell::default();
}

/// Bytes of a workspace that is kept: those of small cells, of which there are many.
const MOST_KEPT: usize = 32_000_000;

/// What a family shares beside the input, if it has several cells.
#[derive(Default)]
pub(super) struct Shared {
    single: Option<Opening<f32>>,
    double: Option<Opening<f64>>,
}

impl Shared {
    /// What the cells of a family, whose input is among `inputs`, share.
    pub(super) fn of(family: &Family, seed: u64, watch: &Watch, inputs: &Inputs) -> Self {
        match family[..] {
            [(_, first), _, ..] => match first.precision {
                Precision::F32 => {
                    Self { single: Some(open(first, seed, watch, &inputs.single)), double: None }
                }
                Precision::F64 => {
                    Self { single: None, double: Some(open(first, seed, watch, &inputs.double)) }
                }
            },
            _ => Self::default(),
        }
    }
}

fn open<T: Real>(
    cell: &Cell,
    seed: u64,
    watch: &Watch,
    inputs: &HashMap<InputKey, WatchedInput<T>>,
) -> Opening<T> {
    network(cell).open(&inputs[&key(cell)], Noise { seed, trial: cell.trial }, watch)
}

fn network(cell: &Cell) -> Network {
    let Cell { activation, init, bias, .. } = *cell;
    Network { bias, ..Network::new(cell.layers.to_vec(), activation, init) }
}

/// Runs a cell. The result depends on the cell, the seed and what is watched, on nothing else.
///
/// # Panics
///
/// As [`Network::forward`](crate::network::Network::forward) does, which no cell of a
/// [`Plan`](crate::study::Plan) makes it do.
pub fn run_cell(cell: &Cell, seed: u64, watch: &Watch) -> CellRecord {
    let inputs = Inputs::of(std::iter::once(cell), seed, watch);
    let on = || ControlFlow::<Infallible>::Continue(());
    let ControlFlow::Continue(record) = run_with(cell, seed, watch, &inputs, &Shared::default(), on);
    record
}

/// Runs a cell whose input is among `inputs`, with what its family shares, asking at every site
/// whether to go `on`.
pub(super) fn run_with<Stop>(
    cell: &Cell,
    seed: u64,
    watch: &Watch,
    inputs: &Inputs,
    shared: &Shared,
    on: impl Fn() -> ControlFlow<Stop>,
) -> ControlFlow<Stop, CellRecord> {
    let key = key(cell);
    let sites = match (cell.protocol, cell.precision) {
        (Protocol::Forward, Precision::F32) => {
            forward(cell, seed, watch, &inputs.single[&key], shared.single.as_ref(), &SINGLE, on)?
        }
        (Protocol::Forward, Precision::F64) => {
            forward(cell, seed, watch, &inputs.double[&key], shared.double.as_ref(), &DOUBLE, on)?
        }
    };
    let (settings, trial) = (cell.settings(), cell.trial);
    ControlFlow::Continue(CellRecord {
        cell: cell.id(),
        settings,
        trial,
        sites,
        curves: Vec::new(),
        diverged: None,
    })
}

fn forward<T: Real, Stop>(
    cell: &Cell,
    seed: u64,
    watch: &Watch,
    input: &WatchedInput<T>,
    opening: Option<&Opening<T>>,
    kept: &'static Kept<T>,
    on: impl Fn() -> ControlFlow<Stop>,
) -> ControlFlow<Stop, Vec<Site>> {
    let Cell { activation, trial, .. } = *cell;
    let (network, noise) = (network(cell), Noise { seed, trial });
    // Pictures show the first trial; the corners of the others would never be looked at.
    let watch = Watch { corner: watch.corner.filter(|_| trial == 0), ..watch.clone() };
    let input_std = input.seen().summary.std.unwrap_or(0.0);
    let bounded = activation.range().is_some();
    let mut sites = Vec::new();
    let see = |observation: Observation| {
        let judged = observation.quantity == Quantity::Activation;
        let verdict = judged.then(|| Verdict::of(&observation.summary, input_std, bounded));
        sites.push(site(observation, verdict, &watch.ranges));
        on()
    };
    let mut workspace = kept.take();
    match opening {
        Some(opening) => network.forward_after(opening, noise, &watch, &mut workspace, see)?,
        None => network.forward_from(input, noise, &watch, &mut workspace, see)?,
    }
    if workspace.bytes() <= MOST_KEPT {
        kept.set(workspace);
    }
    ControlFlow::Continue(sites)
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
