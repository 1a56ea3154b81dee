//! The mean cosine of different samples.

use crate::kernel::{Real, vectorize_narrow};

const LANES: usize = 8;

/// Rows that one pass adds together, to load and store the sum once for all.
const ROWS: usize = 8;

/// Rows whose lanes are summed in one pass, several rows at a time.
const SUMMED: usize = 64;

/// Squared lengths, relative to the largest value, from which on no square that was lost to f64's range counts.
const EXACT: f64 = 1e-280;

/// Sum of the samples' unit vectors.
///
/// The mean cosine over pairs of different samples follows from it without looking at pairs:
/// `(|Σ u|² - N) / (N (N - 1))` for `N` unit vectors `u`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directions {
    sum: Vec<f64>,
    vectors: u64,
    zero_vectors: u64,
    /// Squared lengths in lanes, of as many samples as are summed at once.
    lanes: Vec<[f64; LANES]>,
    /// Squared lengths, and factors to length 1, of the samples being added.
    squares: Vec<f64>,
    factors: Vec<f64>,
}

impl Directions {
    /// Empties the sum for samples of `units` numbers, keeping the memory.
    pub(crate) fn reset(&mut self, units: usize) {
        self.sum.clear();
        self.sum.resize(units, 0.0);
        (self.vectors, self.zero_vectors) = (0, 0);
    }

    /// Adds whole samples. `largest` is the largest |x| of all: squares are taken relative to
    /// it, since those of 1e200 or 1e-200 leave f64's range. Samples that are zero or not
    /// finite have no direction and are left out.
    pub(crate) fn push<T: Real>(&mut self, rows: &[T], largest: f64) {
        let units = self.sum.len();
        let scale = if largest > 0.0 && largest.is_finite() { 1.0 / largest } else { 1.0 };
        let scale = if scale.is_finite() { scale } else { 1.0 };
        let samples = rows.len() / units;
        self.lanes.resize(samples.min(SUMMED), [0.0; LANES]);
        self.squares.resize(samples, 0.0);
        self.factors.resize(samples, 0.0);
        let Self { sum, lanes, squares, factors, .. } = self;
        // Pass after pass over all rows, so that no row waits for its square root; what is counted is
        // the closure's own, since the compiler must think that counters elsewhere overlap the factors. In
        // narrow vectors, since what is left of a row that fills no wide one would take its time alone.
        let [directed, small] = vectorize_narrow(
            #[inline(always)]
            || {
                for (rows, squares) in rows.chunks(SUMMED * units).zip(squares.chunks_mut(SUMMED)) {
                    for (row, lanes) in rows.chunks_exact(units).zip(lanes.iter_mut()) {
                        *lanes = squares_in_lanes(row, scale);
                    }
                    for (lanes, square) in lanes.iter().zip(squares) {
                        let mut total = 0.0;
                        for lane in lanes {
                            total += lane;
                        }
                        *square = total;
                    }
                }
                let [mut directed, mut small] = [0; 2];
                for (factor, square) in factors.iter_mut().zip(squares.iter()) {
                    let length = square.sqrt();
                    // Divided in any case, for the loop to have no branch.
                    let inverse = scale / length;
                    let is_directed = (*square >= EXACT) & (length < f64::INFINITY);
                    *factor = if is_directed { inverse } else { 0.0 };
                    directed += u64::from(is_directed);
                    small += u64::from(*square < EXACT);
                }
                let groups = rows.chunks_exact(ROWS * units);
                let rest = groups.remainder();
                let (group_factors, rest_factors) = factors.as_chunks::<ROWS>();
                for (group, factors) in groups.zip(group_factors) {
                    if factors.contains(&0.0) {
                        for (row, factor) in group.chunks_exact(units).zip(factors) {
                            add_scaled(sum, [row], [*factor]);
                        }
                    } else {
                        let mut rows = [&group[..units]; ROWS];
                        for row in 1..ROWS {
                            rows[row] = &group[row * units..][..units];
                        }
                        add_scaled(sum, rows, *factors);
                    }
                }
                for (row, factor) in rest.chunks_exact(units).zip(rest_factors) {
                    add_scaled(sum, [row], [*factor]);
                }
                [directed, small]
            },
        );
        self.vectors += directed;
        if small > 0 {
            self.push_small(rows);
        }
    }

    /// Adds the samples whose squares were too small to be exact, if anything of them was left: those relative to
    /// their own largest value are not.
    fn push_small<T: Real>(&mut self, rows: &[T]) {
        let Self { sum, squares, vectors, zero_vectors, .. } = self;
        let small = rows.chunks_exact(sum.len()).zip(squares.iter()).filter(|(_, square)| **square < EXACT);
        for (row, _) in small {
            let largest = row.iter().fold(0.0f64, |largest, x| largest.max(x.to_f64().abs()));
            if largest == 0.0 {
                *zero_vectors += 1;
                continue;
            }
            let length = row.iter().map(|x| (x.to_f64() / largest).powi(2)).sum::<f64>().sqrt();
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x.to_f64() / largest / length);
            *vectors += 1;
        }
    }

    /// Adds the samples of another tile.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (sum, added) in self.sum.iter_mut().zip(&other.sum) {
            *sum += added;
        }
        self.vectors += other.vectors;
        self.zero_vectors += other.zero_vectors;
    }

    /// Mean cosine over pairs; `None` for fewer than two directions.
    pub(crate) fn mean_cosine(&self) -> Option<f64> {
        let n = self.vectors as f64;
        let square: f64 = self.sum.iter().map(|x| x * x).sum();
        (self.vectors > 1).then(|| ((square - n) / (n * (n - 1.0))).clamp(-1.0, 1.0))
    }

    /// Samples whose output is the zero vector.
    pub(crate) fn zero_vectors(&self) -> u64 {
        self.zero_vectors
    }
}

/// Adds the rows times their factors, row after row; a single row without a direction, whose
/// factor is 0, is left out even if it is not finite.
#[inline(always)]
fn add_scaled<T: Real, const N: usize>(sum: &mut [f64], rows: [&[T]; N], factors: [f64; N]) {
    if N == 1 && factors[0] == 0.0 {
        return;
    }
    let units = sum.len();
    for unit in 0..units {
        let mut total = sum[unit];
        for row in 0..N {
            total = rows[row][..units][unit].to_f64().mul_add(factors[row], total);
        }
        sum[unit] = total;
    }
}

/// Sums, in lanes, of the squares of a row's values times `scale`.
#[inline(always)]
fn squares_in_lanes<T: Real>(row: &[T], scale: f64) -> [f64; LANES] {
    let mut lanes = [0.0; LANES];
    let (wide, rest) = row.as_chunks::<LANES>();
    for values in wide {
        add_squares(&mut lanes, values, scale);
    }
    // A row's end is copied to fill a vector, except for half a vector: reading back at once
    // what was just written in parts is slow.
    match rest.split_first_chunk::<{ LANES / 2 }>() {
        Some((half, [])) => {
            for lane in 0..LANES / 2 {
                let x = half[lane].to_f64() * scale;
                lanes[lane] = x.mul_add(x, lanes[lane]);
            }
        }
        _ if rest.is_empty() => {}
        _ => {
            let mut last = [T::ZERO; LANES];
            last[..rest.len()].copy_from_slice(rest);
            add_squares(&mut lanes, &last, scale);
        }
    }
    lanes
}

#[inline(always)]
fn add_squares<T: Real>(lanes: &mut [f64; LANES], values: &[T; LANES], scale: f64) {
    for lane in 0..LANES {
        let x = values[lane].to_f64() * scale;
        lanes[lane] = x.mul_add(x, lanes[lane]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_cosine(rows: &[f64], units: usize, largest: f64) -> Directions {
        let mut directions = Directions::default();
        directions.reset(units);
        directions.push(rows, largest);
        directions
    }

    #[test]
    fn mean_cosine_equals_the_mean_over_pairs() {
        let units = 21;
        let rows: Vec<f64> = (0..5 * units).map(|i| ((i * 37) % 23) as f64 - 9.0).collect();
        let unit_vectors: Vec<Vec<f64>> = rows
            .chunks(units)
            .map(|row| {
                let norm = row.iter().map(|x| x * x).sum::<f64>().sqrt();
                row.iter().map(|x| x / norm).collect()
            })
            .collect();
        let mut cosines = Vec::new();
        for (i, a) in unit_vectors.iter().enumerate() {
            for b in &unit_vectors[..i] {
                cosines.push(a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>());
            }
        }
        let expected = cosines.iter().sum::<f64>() / cosines.len() as f64;
        let found = mean_cosine(&rows, units, 13.0).mean_cosine().unwrap();
        assert!((found - expected).abs() < 1e-14, "{found} {expected}");
    }

    #[test]
    fn zero_vectors_are_left_out_and_counted() {
        let directions = mean_cosine(&[1.0, 1.0, 0.0, 0.0, 2.0, 2.0], 2, 2.0);
        assert_eq!(directions.zero_vectors(), 1);
        assert!((directions.mean_cosine().unwrap() - 1.0).abs() < 1e-15);
        assert_eq!(mean_cosine(&[0.0; 4], 2, 0.0).mean_cosine(), None);
    }

    #[test]
    fn samples_far_smaller_than_others_keep_their_direction() {
        for small in [5e-324, 1e-310, 1e-200, 1e-155, 1e-130] {
            let rows = [1.0, 0.0, small, small, 0.0, small, 0.0, 0.0];
            let found = mean_cosine(&rows, 2, 1.0);
            let expected = (0.5f64.sqrt() * 2.0) / 3.0;
            assert!((found.mean_cosine().unwrap() - expected).abs() < 1e-15, "{small}");
            assert_eq!(found.zero_vectors(), 1);
        }
        assert_eq!(mean_cosine(&[5e-324, 0.0, 5e-324, 0.0], 2, 5e-324).mean_cosine(), Some(1.0));
    }

    #[test]
    fn huge_and_tiny_values_keep_their_direction() {
        for size in [1e-300, 1e300] {
            let found = mean_cosine(&[size, 0.0, 0.0, size, size, size], 2, size).mean_cosine();
            let expected = (0.5f64.sqrt() * 2.0) / 3.0;
            assert!((found.unwrap() - expected).abs() < 1e-15);
        }
    }
}
