//! How much memory a cell takes while it runs, and its record afterwards.
//!
//! In floating point, as sizes from a study may exceed any integer.

use crate::init::{Drive, Fans, Init, Layer, Scheme, Structure};
use crate::network::{Norm, Rule, Spectra, Watch};
use crate::record::{CurvePoint, Site, SiteHistogram};
use crate::study::{Cell, Precision, Protocol};

/// Bytes from which on a cell runs alone, its interior in parallel: memory stays bounded, and one huge network uses
/// every core.
const LARGE: f64 = 32e6;

/// The same for a cell that learns: its minibatches seldom have work for many threads.
const LARGE_LEARNING: f64 = 256e6;

/// Whether a cell of so many bytes runs alone.
pub(crate) fn runs_alone(bytes: f64, cell: &Cell) -> bool {
    bytes > if cell.training.is_some() { LARGE_LEARNING } else { LARGE }
}

/// Samples that statistics take together as a tile.
const TILE_ROWS: f64 = 256.0;

/// Power sums, extremes and counts of a column of values: nine numbers.
const SUMS: f64 = 9.0 * 8.0;

/// Columns of a narrow layer lie side by side up to so many times.
const SIDE_BY_SIDE: f64 = 8.0;
const NARROW: f64 = 512.0;

/// What directions and slopes add for each unit of a tile.
const DIRECTIONS: f64 = 8.0 + 1.0;

/// Moments of each unit, merged from the tiles.
const MERGED: f64 = 3.0 * 8.0 + DIRECTIONS;

/// Values that statistics take at once, and scratch for their bins and for each sample of them.
const BLOCK: f64 = 4096.0;
const BLOCK_BINS: f64 = 4.0 * 1024.0;
const BLOCK_ROW: f64 = 2.0 * 8.0;

/// Samples whose squares are summed at once, and scratch for each.
const SUMMED_ROWS: f64 = 64.0;
const SUMMED_ROW: f64 = 8.0 * 8.0;

/// Rows whose slopes are stored at once, and values where rows are short.
const STORED_ROWS: f64 = 8.0;
const STORED_VALUES: f64 = 512.0;

/// What the heap adds to everything on it.
const HEAP: f64 = 16.0;

/// Bytes that a cell holds at once while it runs: input, two buffers of a layer's output, the
/// largest weights, and the statistics of the site that has most.
pub(crate) fn network(cell: &Cell, watch: &Watch, outputs: usize) -> f64 {
    let size = match cell.precision {
        Precision::F32 => 4.0,
        Precision::F64 => 8.0,
    };
    let samples = looked_at(cell) as f64;
    let input = cell.layers[0] as f64;
    let widest = cell.layers[1..].iter().copied().max().unwrap_or(0) as f64;
    let fans = || cell.layers.windows(2).map(|fans| (fans[0] as f64, fans[1] as f64));
    let weights = fans().map(|(fan_in, fan_out)| (fan_in + 1.0) * fan_out).fold(0.0, f64::max);
    let site = |rows: f64, units: f64| tiles(rows) * tile(units, watch) + MERGED * units;
    let of_layer = |(layer, (fan_in, units)): (usize, (f64, f64))| {
        let before = site(fan_in.max(samples), units);
        let after = site(samples, units)
            + tiles(samples) * size * units * block_rows(units).min(STORED_ROWS.max(STORED_VALUES / units));
        // The first layer runs up to its activation apart.
        if layer == 0 { before.max(after) } else { before + after }
    };
    let statistics = fans().enumerate().map(of_layer).fold(site(samples, input), f64::max);
    let buffers = if cell.layers.len() > 2 { 2.0 } else { 1.0 };
    let buffers = if cell.drive == Drive::NONE { buffers } else { buffers + 1.0 };
    // The input is copied once, before there is anything else.
    let values = size * samples * (input + input.max(buffers * widest));
    let widest = widest.max(input);
    // Jacobians and the product of the weights before and after a layer, each with what its singular
    // values are taken of; those of the weights are taken alone.
    let spectra = &watch.spectra;
    let followed = samples.min(watch.jacobians as f64) + if spectra.products { 1.0 } else { 0.0 };
    let alone = if spectra.any() { 4.0 * 8.0 * weights } else { 0.0 };
    let followed = followed * input * widest * (2.0 * size + 4.0 * 8.0) + alone;
    // Those of a prefix are copied before they serve all layers.
    let copies = if cell.tied { 2.0 } else { 1.0 };
    let forward = values
        + (copies + factors(cell)) * size * weights
        + statistics
        + followed
        + 8.0 * corner(cell, watch);
    forward + size * (backward(cell, outputs) + machine(cell, weights))
}

/// Numbers of a Boltzmann machine that learns a layer of so many weights: those, their gradient and last change, both
/// phases of a minibatch, and what it hands to the machine above.
fn machine(cell: &Cell, weights: f64) -> f64 {
    let Init::RbmStack(stack) = &cell.init else { return 0.0 };
    let samples = cell.samples as f64;
    let widest = cell.layers[1..].iter().copied().max().unwrap_or(0) as f64;
    let units = widest + widest.max(cell.layers[0] as f64);
    3.0 * weights + 2.0 * samples.min(stack.rule.batch as f64) * units + samples * widest
}

/// Samples that pass through the network together and are looked at.
fn looked_at(cell: &Cell) -> usize {
    // Of those held out, of which there are usually fewer than to learn from.
    const SOME: usize = 1000;
    let watched = cell.training.as_ref().map(|plan| plan.watched);
    let watched = watched.or(cell.gibbs.as_ref().map(|plan| plan.watched));
    watched.map_or(cell.samples, |watched| watched.min(cell.samples.max(SOME)))
}

/// Numbers that a cell holds beyond those of a forward pass, for the way back.
fn backward(cell: &Cell, outputs: usize) -> f64 {
    /// Samples that are judged at once.
    const JUDGED: usize = 500;
    let top = (cell.layers.last().copied().unwrap_or(0) as f64 + 1.0) * outputs as f64;
    let units = cell.layers[1..].iter().map(|width| *width as f64).sum::<f64>();
    let (input, widest) = (cell.layers[0] as f64, cell.layers[1..].iter().copied().max().unwrap_or(0) as f64);
    let all: f64 = cell.layers.windows(2).map(|fans| (fans[0] as f64 + 1.0) * fans[1] as f64).sum();
    let all = all + if cell.has_readout() { top } else { 0.0 };
    // Of each layer before and after the activation, normalised where it is; of gradients two.
    let matrices = if cell.norm == Norm::None { 2.0 } else { 3.0 };
    let way = |samples: f64| samples * (matrices * units + 2.0 * widest + input);
    match (&cell.training, cell.protocol) {
        (Some(plan), _) => {
            let memories = match plan.training.optimizer.rule {
                Rule::Sgd => 0.0,
                Rule::Momentum { .. } => 1.0,
                Rule::Adam { .. } => 2.0,
            };
            // A scheme that answers to data sees them pass layer by layer.
            let together = plan.training.batch.max(JUDGED).max(Scheme::batch(&cell.init).min(cell.samples));
            // Weights, gradients, and what they were before an update that is measured.
            way(together as f64) + way(looked_at(cell) as f64) + (4.0 + memories) * all
        }
        (None, Protocol::Backward) => {
            let kept = if Scheme::batch(&cell.init) > 0 { all } else { 0.0 };
            way(cell.samples as f64) + kept + all / (cell.layers.len() as f64 - 1.0)
        }
        // Samples at the visible units.
        (None, Protocol::Gibbs) => cell.samples as f64 * widest.max(input),
        (None, Protocol::Forward | Protocol::Train) => 0.0,
    }
}

/// Matrices beside the weights while they are drawn: the factors of those that are orthogonal.
fn factors(cell: &Cell) -> f64 {
    let fans = Fans { fan_in: cell.layers[0], fan_out: cell.layers.get(1).copied().unwrap_or(0) };
    let layer = Layer { index: 1, fans, activation: cell.activation };
    match cell.init.ensemble(layer).map(|ensemble| ensemble.structure) {
        Ok(Structure::Haar { .. } | Structure::Mirrored(_)) => 1.0,
        _ => 0.0,
    }
}

/// Bytes of a cell's record: what was seen at every site.
pub(crate) fn record(cell: &Cell, watch: &Watch) -> f64 {
    let depth = cell.layers.len() as f64 - 1.0;
    let histogram = match watch.bins {
        0 => 0.0,
        bins => size_of::<SiteHistogram>() as f64 + 8.0 * bins as f64 + HEAP,
    };
    let site = size_of::<Site>() as f64 + 2.0 * HEAP + watch.counted().len() as f64 * histogram;
    let corners = watch.corner.filter(|_| cell.trial == 0).map_or(0.0, |corner| corner.layers as f64);
    let sites = if cell.protocol.has_gradients() { 6.0 } else { 3.0 };
    let training = cell.training.as_ref().map(|plan| &plan.training);
    let snapshots = training.map_or(1.0, |training| training.snapshots.len() as f64);
    let points = training.map_or(0.0, |training| {
        let judged = training.steps.checked_div(training.evaluate).map_or(0, |times| times + 2) as f64;
        (training.steps / training.record) as f64 + judged * (4.0 + 2.0 * (depth + 1.0))
    });
    // Two hex digits a value.
    let stripes = corners.min(depth) * 2.0 * corner(cell, watch);
    if let (Some(plan), Some(rule)) = (&cell.gibbs, cell.machine()) {
        let looks = plan.epochs(rule.epochs as u64).snapshots.len() as f64 * depth;
        let widest = cell.layers.iter().copied().max().unwrap_or(0) as f64;
        let pictures = 2.0 * widest * (2 * plan.samples + plan.units) as f64;
        // Five numbers an epoch.
        let points = 5.0 * depth * (rule.epochs as f64 + 1.0);
        return (1.0 + 3.0 * looks) * site + looks * pictures + points * size_of::<CurvePoint>() as f64;
    }
    let layers = depth + f64::from(u8::from(cell.has_readout()));
    let seen = snapshots * (1.0 + sites * layers) * site + spectra(cell, watch, site + histogram);
    seen + points * size_of::<CurvePoint>() as f64 + stripes
}

/// Bytes of the spectra of a cell that are looked at, each a `site`, and of the eigenvalues themselves.
fn spectra(cell: &Cell, watch: &Watch, site: f64) -> f64 {
    let Spectra { weights, products, eigenvalues, ref layers } = watch.spectra;
    let depth = cell.layers.len() - 1;
    let layers = if layers.is_empty() { depth } else { layers.len().min(depth) };
    let widest = cell.layers[1..].iter().copied().max().unwrap_or(0);
    let kinds = [watch.jacobians > 0, weights, products, eigenvalues];
    let kinds = kinds.into_iter().filter(|asked| *asked).count() as f64;
    let points = if eigenvalues { 2.0 * 8.0 * widest as f64 } else { 0.0 };
    layers as f64 * (kinds * site + points)
}

fn tiles(rows: f64) -> f64 {
    (rows / TILE_ROWS).ceil()
}

/// Statistics of a tile.
fn tile(units: f64, watch: &Watch) -> f64 {
    let columns = if units < NARROW { SIDE_BY_SIDE * units } else { units };
    let histograms = watch.counted().len() as f64 * (bins(watch) + BLOCK_BINS);
    let rows = block_rows(units);
    let scratch = BLOCK_ROW * rows + SUMMED_ROW * rows.min(SUMMED_ROWS);
    SUMS * columns + DIRECTIONS * units + scratch + histograms
}

/// Samples that statistics take at once.
fn block_rows(units: f64) -> f64 {
    (BLOCK / units).clamp(1.0, TILE_ROWS)
}

/// The counters of one histogram: of single values and, where bins are few, of pairs.
fn bins(watch: &Watch) -> f64 {
    const PAIRED: f64 = 64.0;
    let slots = (watch.bins + 2).next_power_of_two() as f64;
    let pairs = if slots <= PAIRED { 2.0 * 4.0 * slots * slots } else { 0.0 };
    8.0 * slots + pairs
}

/// Values of the largest corner of a layer's output that is kept.
fn corner(cell: &Cell, watch: &Watch) -> f64 {
    let widest = cell.layers[1..].iter().copied().max().unwrap_or(0);
    watch
        .corner
        .map_or(0.0, |corner| corner.samples.min(looked_at(cell)) as f64 * corner.units.min(widest) as f64)
}
