//! How a site's values are cut into tiles, and the passes over them.

use crate::kernel::Real;
use crate::network::Watch;
use crate::network::layer::tiles::Interior;
use crate::stats::{SiteStats, TileStats};

/// Values that pass through activation and statistics while they stay in the first cache.
const BLOCK_VALUES: usize = 4096;

/// Rows of a block at least: what is summed for each unit is loaded and stored once for all of them.
const BLOCK_ROWS: usize = 8;

/// Whole rows of about [`BLOCK_VALUES`] values.
pub(crate) fn block_length(units: usize) -> usize {
    (BLOCK_VALUES / units).max(BLOCK_ROWS) * units
}

/// How a site's values are cut into tiles, and who works on them.
pub(crate) struct Cut<'a> {
    pub(crate) watch: &'a Watch,
    pub(crate) units: usize,
    /// Values of a tile.
    pub(crate) length: usize,
    pub(crate) interior: Interior,
}

impl Cut<'_> {
    /// Merges the first pass over values that have the range `own` by nature, after taking them
    /// again with care where some are not finite or their powers leave f64's range.
    pub(crate) fn first_pass_done<T: Real>(
        &self,
        values: &mut [T],
        tiles: &mut [TileStats],
        own: Option<(f64, f64)>,
    ) -> SiteStats {
        let Self { watch, units, length, interior } = *self;
        let merge = |tiles: &[TileStats]| SiteStats::new(tiles, units, watch.bins, watch.counted(), own);
        let mut site = merge(tiles);
        while let Some(pass) = site.pass_needed() {
            interior.for_each(values, length, tiles, |_, rows, tile| {
                tile.start_again(units, pass);
                tile.push_values(rows);
            });
            site = merge(tiles);
        }
        site
    }

    /// Histograms and directions.
    pub(crate) fn second_pass<T: Real>(&self, values: &mut [T], tiles: &mut [TileStats], site: &SiteStats) {
        let shape = site.shape();
        self.interior.for_each(values, self.length, tiles, |_, rows, tile| {
            tile.start_shape(shape);
            for block in rows.chunks(block_length(self.units)) {
                tile.push_bins(block, shape);
                tile.push_directions(block, shape);
            }
        });
    }
}
