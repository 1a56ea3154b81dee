//! Saturated values and dead units, from the activation's slopes.

use crate::kernel::{Real, vectorize};

/// Counts of small slopes over samples (rows) by units.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlopeCounts {
    saturated: u64,
    /// 1 for every unit that had a non-zero slope yet, else 0.
    alive: Vec<u8>,
    all_alive: bool,
}

impl SlopeCounts {
    /// Empties the counts for `units` columns, keeping the memory.
    pub(crate) fn reset(&mut self, units: usize) {
        self.saturated = 0;
        self.alive.clear();
        self.alive.resize(units, 0);
        self.all_alive = false;
    }

    /// Adds whole rows of slopes; those with |slope| under `threshold` count as saturated.
    pub(crate) fn push<T: Real>(&mut self, slopes: &[T], threshold: f64) {
        let threshold = T::from_f64(threshold);
        let Self { saturated, alive, all_alive } = self;
        let units = alive.len();
        vectorize(
            #[inline(always)]
            || {
                for slope in slopes {
                    *saturated += u64::from(slope.abs() < threshold);
                }
                for row in slopes.chunks_exact(units) {
                    for (alive, slope) in alive.iter_mut().zip(row) {
                        *alive |= u8::from(*slope != T::ZERO);
                    }
                }
                let mut least = 1;
                for alive in alive.iter() {
                    least &= *alive;
                }
                *all_alive = least == 1;
            },
        );
    }

    /// Number of columns.
    pub(crate) fn units(&self) -> usize {
        self.alive.len()
    }

    /// Whether every unit had a non-zero slope: more slopes change nothing but the number of
    /// saturated values.
    pub(crate) fn all_alive(&self) -> bool {
        self.all_alive
    }

    /// Adds so many saturated values, of units that are all alive.
    pub(crate) fn add_saturated(&mut self, values: u64) {
        self.saturated += values;
    }

    /// Adds another tile.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.saturated += other.saturated;
        for (alive, other) in self.alive.iter_mut().zip(&other.alive) {
            *alive |= other;
        }
    }

    /// Number of values with a slope under the threshold.
    pub(crate) fn saturated(&self) -> u64 {
        self.saturated
    }

    /// Share of units whose slope was 0 in every row.
    pub(crate) fn dead_fraction(&self) -> f64 {
        let dead = self.alive.iter().filter(|alive| **alive == 0).count();
        dead as f64 / self.alive.len() as f64
    }
}
