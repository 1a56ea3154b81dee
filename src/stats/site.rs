//! All statistics of one matrix of samples by units, collected tile by tile in two passes.

use super::directions::Directions;
use super::slopes::SlopeCounts;
use super::unit_moments::UnitMoments;
use super::units::{Pass, UnitSums};
use super::{Bins, Histogram, Range, Summary};
use crate::kernel::Real;

/// Share of the largest |slope| under which a value counts as saturated.
pub(crate) const SATURATED_SLOPE: f64 = 0.05;

/// Rounding errors of a layer's output, in units of its precision, that can pass for a signal.
const ROUNDINGS: f64 = 4.0;

/// What one tile of rows adds; reused from layer to layer.
#[derive(Debug, Default)]
pub(crate) struct TileStats {
    sums: UnitSums,
    directions: Directions,
    slopes: SlopeCounts,
    bins: Vec<Bins>,
    /// Finite values of a block that also has others.
    finite: Vec<f64>,
}

impl TileStats {
    /// Makes ready for the first pass over a tile of `units` columns, which count as equal where they
    /// differ by so many `roundings` at most.
    pub(crate) fn start(&mut self, units: usize, roundings: f64) {
        self.sums.reset(units, Pass::Plain);
        self.sums.roundings = roundings;
        self.slopes.reset(units);
    }

    /// Makes ready for the first pass over the values once more, taken another way.
    pub(crate) fn start_again(&mut self, units: usize, pass: Pass) {
        self.sums.reset(units, pass);
    }

    /// First pass: power sums and extremes of whole rows.
    pub(crate) fn push_values<T: Real>(&mut self, rows: &[T]) {
        self.sums.push(rows);
    }

    /// First pass: the slopes at values of whole rows, before [`push_values`](Self::push_values).
    pub(crate) fn slopes(&mut self) -> &mut SlopeCounts {
        &mut self.slopes
    }

    /// Makes ready for the second pass, with what the first one found.
    pub(crate) fn start_shape(&mut self, shape: &Shape) {
        self.directions.reset(shape.units);
        let distinct = shape.distinct();
        self.bins.truncate(distinct.len());
        for (index, &(low, high)) in distinct.iter().enumerate() {
            if self.bins.len() == index {
                self.bins.push(Bins::new(shape.bins, low, high));
            }
            self.bins[index].reset(shape.bins, (low, high), shape.data);
        }
    }

    /// Second pass: bins of any values.
    pub(crate) fn push_bins<T: Real>(&mut self, values: &[T], shape: &Shape) {
        if shape.all_finite || self.bins.is_empty() {
            self.bins.iter_mut().for_each(|bins| bins.push(values));
            return;
        }
        self.finite.clear();
        self.finite.extend(values.iter().map(|x| x.to_f64()).filter(|x| x.is_finite()));
        for bins in &mut self.bins {
            bins.push(&self.finite);
        }
    }

    /// Second pass: directions of whole rows.
    pub(crate) fn push_directions<T: Real>(&mut self, rows: &[T], shape: &Shape) {
        self.directions.push(rows, shape.data.0.abs().max(shape.data.1.abs()));
    }
}

/// What the second pass needs of the first: extremes, and the ranges they resolve to.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    units: usize,
    bins: usize,
    ranges: Vec<(f64, f64)>,
    data: (f64, f64),
    all_finite: bool,
}

impl Shape {
    /// Ranges without repetition: equal ones are counted once.
    fn distinct(&self) -> Vec<(f64, f64)> {
        let mut distinct = Vec::with_capacity(self.ranges.len());
        for range in &self.ranges {
            if !distinct.contains(range) {
                distinct.push(*range);
            }
        }
        distinct
    }
}

/// What was summed in each tile with any values: there may be memory for more tiles than a site has.
fn sums(tiles: &[TileStats]) -> Vec<&UnitSums> {
    tiles.iter().map(|tile| &tile.sums).filter(|sums| !sums.is_empty()).collect()
}

/// Statistics of a whole matrix, merged from its tiles in their order.
#[derive(Debug)]
pub(crate) struct SiteStats {
    moments: UnitMoments,
    shape: Shape,
}

impl SiteStats {
    /// Merges the first pass of all tiles. `own` is the range that the values have by nature.
    pub(crate) fn new(
        tiles: &[TileStats],
        units: usize,
        bins: usize,
        ranges: &[Range],
        own: Option<(f64, f64)>,
    ) -> Self {
        let moments = UnitMoments::of(units, &sums(tiles));
        let data = (moments.min, moments.max);
        let shape = Shape {
            units,
            bins,
            ranges: ranges.iter().map(|range| range.resolve(own, data)).collect(),
            data,
            all_finite: moments.non_finite() == 0,
        };
        Self { moments, shape }
    }

    /// How to take the values once more, where the first pass was not careful enough.
    pub(crate) fn pass_needed(&self) -> Option<Pass> {
        self.moments.pass_needed()
    }

    /// What the second pass needs.
    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Statistics of the values alone.
    pub(crate) fn values_summary(&self) -> Summary {
        self.moments.values_summary()
    }

    /// Statistics of samples by units, after both passes.
    pub(crate) fn samples_summary<T: Real>(&self, tiles: &[TileStats]) -> Summary {
        let mut summary = self.moments.values_summary();
        self.moments.add_units(&sums(tiles), &mut summary, ROUNDINGS * T::EPSILON.to_f64());
        let mut directions = Directions::default();
        directions.reset(self.shape.units);
        tiles.iter().for_each(|tile| directions.merge(&tile.directions));
        summary.mean_cosine = directions.mean_cosine();
        summary.zero_vectors = Some(directions.zero_vectors());
        summary
    }

    /// Adds saturation and dead units to the summary of an activation.
    pub(crate) fn add_slopes(&self, summary: &mut Summary, tiles: &[TileStats]) {
        let mut slopes = SlopeCounts::default();
        slopes.reset(self.shape.units);
        tiles.iter().for_each(|tile| slopes.merge(&tile.slopes));
        let finite = (summary.count - summary.non_finite) as f64;
        summary.saturated_fraction = (finite > 0.0).then(|| slopes.saturated() as f64 / finite);
        summary.dead_unit_fraction = Some(slopes.dead_fraction());
    }

    /// One histogram per range, after the second pass.
    pub(crate) fn histograms(&self, tiles: &[TileStats]) -> Vec<Histogram> {
        let distinct = self.shape.distinct();
        let merge = |index: usize| {
            let parts: Vec<&Bins> = tiles.iter().map(|tile| &tile.bins[index]).collect();
            Bins::merged(&parts, self.moments.non_finite())
        };
        let merged: Vec<Histogram> = (0..distinct.len()).map(merge).collect();
        let of_range = |range| distinct.iter().position(|other| other == range);
        self.shape.ranges.iter().filter_map(of_range).map(|index| merged[index].clone()).collect()
    }
}
