//! Saturated values and dead units, from the activation's slopes.

use crate::kernel::{Real, vectorize};

/// Counts of small slopes over samples (rows) by units.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlopeCounts {
    saturated: u64,
    /// Whether the unit had a non-zero slope yet.
    alive: Vec<bool>,
    all_alive: bool,
}

impl SlopeCounts {
    /// Empties the counts for `units` columns, keeping the memory.
    pub(crate) fn reset(&mut self, units: usize) {
        self.saturated = 0;
        self.alive.clear();
        self.alive.resize(units, false);
        self.all_alive = false;
    }

    /// Adds whole rows of slopes; those with |slope| under `threshold` count as saturated.
    pub(crate) fn push<T: Real>(&mut self, slopes: &[T], threshold: f64) {
        let threshold = T::from_f64(threshold);
        self.saturated += vectorize(
            #[inline(always)]
            || slopes.iter().map(|slope| u64::from(slope.abs() < threshold)).sum::<u64>(),
        );
        // A unit that lives once lives for good, so this ends after a few rows of most layers.
        for row in slopes.chunks_exact(self.alive.len()) {
            if self.all_alive {
                break;
            }
            for (alive, slope) in self.alive.iter_mut().zip(row) {
                *alive |= *slope != T::ZERO;
            }
            self.all_alive = self.alive.iter().all(|alive| *alive);
        }
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
        let dead = self.alive.iter().filter(|alive| !**alive).count();
        dead as f64 / self.alive.len() as f64
    }
}
