//! Fixed tiles: how a layer's output is cut, whatever the number of threads.

use rayon::prelude::*;

/// Rows of a wide layer's tile at most, so that there are tiles for many threads.
const WIDE_ROWS: usize = 256;

/// Rows of a narrow layer's tile at most: what is done once for each tile is done less often.
const NARROW_ROWS: usize = 512;

/// Values of a tile of more than [`WIDE_ROWS`] rows at most: they stay in the second cache.
const CACHED_VALUES: usize = 1 << 16;

/// Multiplications of a layer from which on its tiles are worth several threads.
const PARALLEL_WORK: usize = 1 << 25;

/// Number of tiles that `rows` of `units` values are cut into.
pub(crate) fn count(rows: usize, units: usize) -> usize {
    rows.div_ceil(most(units)).max(1)
}

/// Rows of every tile but a smaller last one; at least half of the most wherever there are two
/// tiles, since products of single rows take another path.
pub(crate) fn rows(rows: usize, units: usize) -> usize {
    rows.div_ceil(count(rows, units)).max(1)
}

/// Rows of a tile at most.
fn most(units: usize) -> usize {
    (CACHED_VALUES / units).clamp(WIDE_ROWS, NARROW_ROWS)
}

/// Who works on the tiles of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interior {
    /// The calling thread.
    Serial,
    /// All threads of the pool.
    Parallel,
}

impl Interior {
    /// For a layer of this many multiplications.
    pub(crate) fn for_work(multiplications: usize) -> Self {
        if multiplications < PARALLEL_WORK { Self::Serial } else { Self::Parallel }
    }

    /// Runs `work(index, tile, state)` for every run of `length` values and its state.
    pub(crate) fn for_each<T: Send, S: Send>(
        self,
        values: &mut [T],
        length: usize,
        states: &mut [S],
        work: impl Fn(usize, &mut [T], &mut S) + Sync,
    ) {
        match self {
            Self::Serial => {
                for (index, (tile, state)) in values.chunks_mut(length).zip(states).enumerate() {
                    work(index, tile, state);
                }
            }
            Self::Parallel => values
                .par_chunks_mut(length)
                .zip(states)
                .enumerate()
                .for_each(|(index, (tile, state))| work(index, tile, state)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_even_and_cover_all_rows() {
        for units in [1, 100, 200, 256, 10_000] {
            for total in [1, 63, 64, 256, 257, 513, 1000, 1025, 60_000] {
                let (tiles, height) = (count(total, units), rows(total, units));
                assert!(height <= most(units));
                assert_eq!(total.div_ceil(height), tiles);
                assert!(tiles == 1 || total - height * (tiles - 1) >= 64, "{total}");
            }
        }
    }
}
