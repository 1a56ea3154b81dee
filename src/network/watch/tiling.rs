//! How a site's values are cut into tiles, and the passes over them.

use crate::kernel::Real;
use crate::network::Watch;
use crate::network::layer::tiles::Interior;
use crate::noise::CHUNK;
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

/// Draws a tile's numbers, of which the first is number `first` of all, run after run, and hands them over in blocks of
/// `length` while they are in cache.
pub(super) fn draw_in_blocks<T: Real>(
    (first, length): (usize, usize),
    tile: &mut [T],
    draw: &impl Fn(u64, &mut [T]),
    mut push: impl FnMut(&[T]),
) {
    let mut drawn = 0;
    // Of a run that began in the tile before, the end is kept.
    let before = first % CHUNK;
    if before > 0 {
        let mut run = [T::ZERO; CHUNK];
        drawn = (CHUNK - before).min(tile.len());
        draw((first / CHUNK) as u64, &mut run[..before + drawn]);
        tile[..drawn].copy_from_slice(&run[before..before + drawn]);
    }
    for start in (0..tile.len()).step_by(length) {
        let end = (start + length).min(tile.len());
        while drawn < end {
            let run = (tile.len() - drawn).min(CHUNK);
            draw(((first + drawn) / CHUNK) as u64, &mut tile[drawn..drawn + run]);
            drawn += run;
        }
        push(&tile[start..end]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_that_begin_and_end_within_runs_are_drawn_as_the_whole_is() {
        let number = |index: usize| index as f64;
        let draw = |chunk: u64, run: &mut [f64]| {
            let first = chunk as usize * CHUNK;
            run.iter_mut().enumerate().for_each(|(place, x)| *x = number(first + place));
        };
        for tile in [1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7] {
            for length in [1, 50, CHUNK, 5000] {
                let mut all = vec![f64::NAN; 4 * CHUNK + 3];
                let mut seen = Vec::new();
                for (index, tiles) in all.chunks_mut(tile).enumerate().take(40) {
                    draw_in_blocks((index * tile, length), tiles, &draw, |block| {
                        seen.extend_from_slice(block)
                    });
                }
                assert!(!seen.is_empty());
                assert!(seen.iter().enumerate().all(|(index, x)| *x == number(index)), "{tile} {length}");
            }
        }
    }
}
