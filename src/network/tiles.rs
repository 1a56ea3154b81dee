//! Fixed tiles: how a layer's output is cut, whatever the number of threads.

use rayon::prelude::*;

/// Rows of a tile at most.
const ROWS: usize = 256;

/// Multiplications of a layer from which on its tiles are worth several threads.
const PARALLEL_WORK: usize = 1 << 25;

/// Number of tiles that `rows` are cut into.
pub(super) fn count(rows: usize) -> usize {
    rows.div_ceil(ROWS).max(1)
}

/// Rows of every tile but a smaller last one; at least half of [`ROWS`] wherever there are two
/// tiles, since products of single rows take another path.
pub(super) fn rows(rows: usize) -> usize {
    rows.div_ceil(count(rows)).max(1)
}

/// Who works on the tiles of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interior {
    /// The calling thread.
    Serial,
    /// All threads of the pool.
    Parallel,
}

impl Interior {
    /// For a layer of this many multiplications.
    pub(super) fn for_work(multiplications: usize) -> Self {
        if multiplications < PARALLEL_WORK { Self::Serial } else { Self::Parallel }
    }

    /// Runs `work(index, tile, state)` for every run of `length` values and its state.
    pub(super) fn for_each<T: Send, S: Send>(
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
        for total in [1, 63, 64, 256, 257, 1000, 1025, 60_000] {
            let (tiles, height) = (count(total), rows(total));
            assert!(height <= ROWS);
            assert_eq!(total.div_ceil(height), tiles);
            assert!(tiles == 1 || total - height * (tiles - 1) >= 64, "{total}");
        }
    }
}
