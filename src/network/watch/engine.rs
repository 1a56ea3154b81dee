//! One site after another: products, activations and statistics, tile by tile.

use ndarray::s;

use super::tiling::{Cut, block_length, draw_in_blocks};
use crate::init::Fans;
use crate::kernel::Real;
use crate::network::layer::dense::{add, matrix};
use crate::network::layer::norm::{Norm, Normalised};
use crate::network::layer::slopes::Slopes;
use crate::network::layer::stage::{Output, Stage};
use crate::network::layer::tiles;
use crate::network::layer::tiles::Interior;
use crate::network::{Corner, Observation, Quantity, Watch};
use crate::stats::{Histogram, SATURATED_SLOPE, Shape, SiteStats, Summary, TileStats, median};

/// Roundings by which a product's equal columns may differ: those at its edge are summed another way.
const ROUNDINGS: f64 = 16.0;

/// Multiplications that take as long as the statistics of one value.
const LOOK: usize = 128;

/// Statistics of tiles, whose memory serves one site after another.
pub(crate) struct Engine<'a, T> {
    watch: &'a Watch,
    pre: Vec<TileStats>,
    post: Vec<TileStats>,
    slopes: Vec<Slopes<T>>,
}

impl<'a, T: Real> Engine<'a, T> {
    pub(crate) fn new(watch: &'a Watch) -> Self {
        Self { watch, pre: Vec::new(), post: Vec::new(), slopes: Vec::new() }
    }

    /// Watches the input.
    pub(crate) fn input(&mut self, values: &mut [T], units: usize) -> Observation {
        self.samples(Quantity::Input, 0, values, units)
    }

    /// Watches the weights of a layer, or their gradient.
    pub(crate) fn weights(
        &mut self,
        quantity: Quantity,
        layer: usize,
        fans: Fans,
        values: &mut [T],
    ) -> Observation {
        let (cut, site) = self.plain_site(values, fans.fan_out, None);
        self.weights_of((quantity, layer), &cut, &site, values)
    }

    /// Watches the weights of a layer while `draw` makes them, run by run of the noise's [`CHUNK`](crate::noise::CHUNK).
    pub(crate) fn drawn_weights(
        &mut self,
        layer: usize,
        fans: Fans,
        values: &mut [T],
        draw: impl Fn(u64, &mut [T]) + Sync,
    ) -> Observation {
        let units = fans.fan_out;
        let cut = self.cut(values.len(), units, values.len() * LOOK);
        cut.interior.for_each(values, cut.length, &mut self.pre, |index, rows, tile| {
            tile.start(units, ROUNDINGS);
            let blocks = (index * cut.length, block_length(units));
            draw_in_blocks(blocks, rows, &draw, |block| tile.push_values(block));
        });
        let site = cut.first_pass_done(values, &mut self.pre, None);
        self.weights_of((Quantity::Weight, layer), &cut, &site, values)
    }

    /// The second pass over weights.
    fn weights_of(
        &mut self,
        (quantity, layer): (Quantity, usize),
        cut: &Cut,
        site: &SiteStats,
        values: &mut [T],
    ) -> Observation {
        let shape = site.shape();
        // Weights are no samples: their directions would say nothing.
        if !self.watch.counted().is_empty() {
            cut.interior.for_each(values, cut.length, &mut self.pre, |_, rows, tile| {
                tile.start_shape(shape);
                tile.push_bins(rows, shape);
            });
        }
        observation(quantity, layer, site, site.values_summary(), &self.pre)
    }

    /// Watches singular values or moduli of eigenvalues, which are sorted.
    pub(crate) fn spectrum(&mut self, quantity: Quantity, layer: usize, values: &mut [f64]) -> Observation {
        let mut spectrum = Engine::<f64>::new(self.watch);
        values.sort_by(f64::total_cmp);
        let (cut, site) = spectrum.plain_site(values, 1, None);
        cut.second_pass(values, &mut spectrum.pre, &site);
        let finite = values.iter().all(|value| value.is_finite());
        let summary = Summary { median: median(values).filter(|_| finite), ..site.values_summary() };
        let bins = self.watch.bins;
        let decades = (bins > 0).then(|| Histogram::of_decades(values, bins));
        Observation { decades, ..observation(quantity, layer, &site, summary, &spectrum.pre) }
    }

    /// The first pass over values that are there already, whose range is `own` by nature.
    fn plain_site(
        &mut self,
        values: &mut [T],
        units: usize,
        own: Option<(f64, f64)>,
    ) -> (Cut<'a>, SiteStats) {
        let cut = self.cut(values.len(), units, values.len() * LOOK);
        cut.interior.for_each(values, cut.length, &mut self.pre, |_, rows, tile| {
            tile.start(units, ROUNDINGS);
            tile.push_values(rows);
        });
        let site = cut.first_pass_done(values, &mut self.pre, own);
        (cut, site)
    }

    /// Watches samples by units that are there already.
    pub(crate) fn samples(
        &mut self,
        quantity: Quantity,
        layer: usize,
        values: &mut [T],
        units: usize,
    ) -> Observation {
        self.samples_within((quantity, layer), values, units, None)
    }

    /// The same of values whose range is `own` by nature.
    pub(crate) fn samples_within(
        &mut self,
        (quantity, layer): (Quantity, usize),
        values: &mut [T],
        units: usize,
        own: Option<(f64, f64)>,
    ) -> Observation {
        let (cut, site) = self.plain_site(values, units, own);
        cut.second_pass(values, &mut self.pre, &site);
        observation(quantity, layer, &site, site.samples_summary::<T>(&self.pre), &self.pre)
    }

    /// Runs a layer up to its pre-activations, which `out` becomes, and watches them.
    pub(crate) fn before(
        &mut self,
        stage: &Stage<T>,
        normalised: &mut Normalised<T>,
        out: &mut [T],
    ) -> Observation {
        let (cut, site) = self.multiply(stage, normalised, out);
        cut.second_pass(out, &mut self.pre, &site);
        let summary = site.samples_summary::<T>(&self.pre);
        observation(Quantity::PreActivation, stage.index, &site, summary, &self.pre)
    }

    /// Runs a layer from its pre-activations, which have been watched and lie in `source`, else in
    /// `out`, to its output in `out`.
    pub(crate) fn after(
        &mut self,
        (layer, fans): (usize, Fans),
        before: &Summary,
        output: Output<T>,
        source: Option<&[T]>,
        out: &mut [T],
    ) -> Observation {
        let cut = self.cut(out.len(), fans.fan_out, out.len() * fans.fan_in);
        let mut after = self.activate(layer, &cut, None, output, source, out);
        // Units that differ in what is added to them are not equal.
        after.summary.units_equal |= before.units_equal && output.skip.is_none();
        after
    }

    /// Runs a layer, `out` becoming its output, and watches before and after.
    pub(crate) fn layer(
        &mut self,
        stage: &Stage<T>,
        normalised: &mut Normalised<T>,
        out: &mut [T],
    ) -> [Observation; 2] {
        let (cut, site) = self.multiply(stage, normalised, out);
        let output = stage.output();
        let mut after = self.activate(stage.index, &cut, Some(site.shape()), output, None, out);
        let summary = site.samples_summary::<T>(&self.pre);
        after.summary.units_equal |= summary.units_equal && output.skip.is_none();
        [observation(Quantity::PreActivation, stage.index, &site, summary, &self.pre), after]
    }

    /// `out` becomes pre-activations, after the first pass over them.
    fn multiply(
        &mut self,
        stage: &Stage<T>,
        normalised: &mut Normalised<T>,
        out: &mut [T],
    ) -> (Cut<'a>, SiteStats) {
        let Fans { fan_in, fan_out: units } = stage.fans;
        let cut = self.cut(out.len(), units, out.len() * fan_in);
        let dense = stage.dense();
        // All at once where tiles leave threads without work, or are for none: each packs the weights anew.
        let whole = dense.is_wide() || cut.interior == Interior::Serial;
        if dense.is_wide() {
            dense.multiply_wide(out);
        } else if whole {
            dense.multiply_rows(0, out);
        }
        let plain = stage.norm == Norm::None;
        let first_pass = |rows: &[T], tile: &mut TileStats| {
            tile.start(units, ROUNDINGS);
            tile.push_values(rows);
        };
        cut.interior.for_each(out, cut.length, &mut self.pre, |index, rows, tile| {
            if !whole {
                dense.multiply_rows(index * cut.length / units, rows);
            }
            dense.add_rest(index * cut.length, rows);
            if plain {
                first_pass(rows, tile);
            }
        });
        if !plain {
            stage.normalise(out, normalised);
            cut.interior.for_each(out, cut.length, &mut self.pre, |_, rows, tile| first_pass(rows, tile));
        }
        let site = cut.first_pass_done(out, &mut self.pre, None);
        (cut, site)
    }

    /// Pre-activations in `source`, else in `out`, become the layer's output in `out`; the second pass
    /// over those in `out` is done on the way if their shape is given.
    fn activate(
        &mut self,
        layer: usize,
        cut: &Cut,
        before: Option<&Shape>,
        Output { activation, skip }: Output<T>,
        source: Option<&[T]>,
        out: &mut [T],
    ) -> Observation {
        let units = cut.units;
        let saturation = SATURATED_SLOPE * activation.max_slope();
        let tiles = self.pre.iter_mut().zip(&mut self.post).zip(&mut self.slopes);
        let mut tiles: Vec<_> = tiles.map(|((pre, post), slopes)| (pre, post, slopes)).collect();
        cut.interior.for_each(out, cut.length, &mut tiles, |index, rows, (pre, post, slopes)| {
            if let Some(shape) = before {
                pre.start_shape(shape);
            }
            // Equal sums have equal activations, and what is left of unequal ones is compared exactly.
            post.start(units, 0.0);
            let length = block_length(units);
            for (block, at) in rows.chunks_mut(length).zip((index * cut.length..).step_by(length)) {
                if let Some(shape) = before {
                    pre.push_bins(block, shape);
                    pre.push_directions(block, shape);
                }
                let source = source.map(|source| &source[at..][..block.len()]);
                slopes.activate(activation, source, block, post.slopes(), saturation);
                if let Some(skip) = skip {
                    add(block, &skip[at..]);
                }
                post.push_values(block);
            }
        });
        let own = activation.range().filter(|_| skip.is_none());
        let site = cut.first_pass_done(out, &mut self.post, own);
        cut.second_pass(out, &mut self.post, &site);
        let mut summary = site.samples_summary::<T>(&self.post);
        site.add_slopes(&mut summary, &self.post);
        if !saturation.is_finite() {
            // No slope is small against one without bound.
            summary.saturated_fraction = None;
        }
        observation(Quantity::Activation, layer, &site, summary, &self.post)
    }

    /// Provides for the tiles of so many values, for so many multiplications.
    fn cut(&mut self, values: usize, units: usize, work: usize) -> Cut<'a> {
        let rows = values / units;
        let tiles = tiles::count(rows, units);
        self.pre.resize_with(tiles, TileStats::default);
        self.post.resize_with(tiles, TileStats::default);
        self.slopes.resize_with(tiles, Slopes::default);
        Cut {
            watch: self.watch,
            units,
            length: tiles::rows(rows, units) * units,
            interior: Interior::for_work(work),
        }
    }
}

fn observation(
    quantity: Quantity,
    layer: usize,
    site: &SiteStats,
    summary: Summary,
    tiles: &[TileStats],
) -> Observation {
    let histograms = site.histograms(tiles);
    Observation { quantity, layer, summary, histograms, corner: None, decades: None, eigenvalues: Vec::new() }
}

/// The corner of a layer's output, samples by units.
pub(crate) fn corner_of<T: Real>(values: &[T], units: usize, corner: Corner) -> ndarray::Array2<f64> {
    let all = matrix(values, units);
    let (rows, columns) = (corner.samples.min(all.nrows()), corner.units.min(units));
    all.slice(s![..rows, ..columns]).map(|x| x.to_f64())
}
