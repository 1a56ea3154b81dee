//! Power sums of every unit over a tile of samples.

use crate::kernel::{Real, vectorize};

/// Columns whose sums are taken together, in vectors.
pub(super) const LANES: usize = 8;

/// Rows to lay side by side so that they fill whole vectors of eight; one where rows are long
/// enough not to mind.
fn rows_side_by_side(units: usize) -> usize {
    const LONG: usize = 512;
    let common = 1 << units.trailing_zeros().min(LANES.trailing_zeros());
    if units >= LONG { 1 } else { LANES / common }
}

/// Values taken together, column by column: few enough to stay in the first cache.
const BLOCK_VALUES: usize = 4096;

/// Rows taken together at least, however long: sums of a column are loaded and stored once for all of them. More
/// rows of a power of two values would drive each other from the first cache.
const BLOCK_ROWS: usize = 8;

/// How values are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Pass {
    /// As they are: right if all are finite and their fourth powers too.
    #[default]
    Plain,
    /// Times a power of two, non-finite ones counted and left out.
    Careful {
        /// The power of two.
        scale: f64,
    },
}

impl Pass {
    /// Non-finite values left out, the others as they are.
    pub(super) const UNSCALED: Self = Self::Careful { scale: 1.0 };

    pub(super) fn scale(self) -> f64 {
        match self {
            Self::Plain => 1.0,
            Self::Careful { scale } => scale,
        }
    }
}

/// Power sums of every unit, extremes and counts, of a tile of samples (rows) by units.
///
/// Sums are taken relative to the unit's value in the tile's first row, so that a unit that
/// hardly moves keeps its digits: the plain `E[x²] - E[x]²` would return rounding alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitSums {
    pub(super) units: usize,
    /// Columns of sums: those of several rows side by side, which fill whole vectors.
    pub(super) width: usize,
    pub(super) pass: Pass,
    /// Roundings by which units may differ and still count as equal.
    pub(super) roundings: f64,
    /// All columns, the last ones without use where the width is no multiple of [`LANES`].
    pub(super) columns: Vec<Columns>,
    pub(super) values: u64,
    pub(super) units_equal: bool,
}

/// Sums of a vector of neighbouring columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) shift: [f64; LANES],
    /// Finite values.
    pub(super) count: [f64; LANES],
    /// `Σ (x - shift)^p`, `p` from 1 to 4.
    pub(super) sums: [[f64; LANES]; 4],
    pub(super) min: [f64; LANES],
    pub(super) max: [f64; LANES],
    /// Whole numbers, which take another unit of the CPU than the busy one that adds.
    pub(super) zeros: [u64; LANES],
}

impl Columns {
    /// Of nothing.
    const EMPTY: Self = Self {
        shift: [0.0; LANES],
        count: [0.0; LANES],
        sums: [[0.0; LANES]; 4],
        min: [f64::INFINITY; LANES],
        max: [f64::NEG_INFINITY; LANES],
        zeros: [0; LANES],
    };

    /// Adds `lanes` values of every row of `width` values, from `first` on. The sums stay in
    /// registers all the while.
    #[inline(always)]
    fn push<T: Real, const CHECKED: bool>(
        &mut self,
        rows: &[T],
        width: usize,
        first: usize,
        lanes: usize,
        scale: f64,
    ) {
        let Self { shift, mut count, sums: [mut s1, mut s2, mut s3, mut s4], mut min, mut max, mut zeros } =
            *self;
        for row in rows.chunks_exact(width) {
            let values = &row[first..first + lanes];
            for lane in 0..lanes {
                let keep = !CHECKED || values[lane].is_finite();
                let x = values[lane].to_f64();
                min[lane] = if keep && x < min[lane] { x } else { min[lane] };
                max[lane] = if keep && x > max[lane] { x } else { max[lane] };
                zeros[lane] += u64::from(x == 0.0);
                if CHECKED {
                    count[lane] = if keep { count[lane] + 1.0 } else { count[lane] };
                }
                // Scaled only where the caller knows that values leave the usual range.
                let x = if CHECKED { x * scale } else { x };
                let d = if keep { x - shift[lane] } else { 0.0 };
                let d2 = d * d;
                s1[lane] += d;
                s2[lane] += d2;
                s3[lane] = d2.mul_add(d, s3[lane]);
                s4[lane] = d2.mul_add(d2, s4[lane]);
            }
        }
        if !CHECKED {
            for count in &mut count[..lanes] {
                *count += (rows.len() / width) as f64;
            }
        }
        *self = Self { shift, count, sums: [s1, s2, s3, s4], min, max, zeros };
    }
}

impl UnitSums {
    /// Empties the sums for a tile of `units` columns, keeping the memory.
    pub(crate) fn reset(&mut self, units: usize, pass: Pass) {
        self.units = units;
        self.width = units * rows_side_by_side(units);
        self.pass = pass;
        self.columns.clear();
        self.columns.resize(self.width.div_ceil(LANES), Columns::EMPTY);
        self.values = 0;
        self.units_equal = true;
    }

    /// Whether there are no values.
    pub(super) fn is_empty(&self) -> bool {
        self.values == 0
    }

    /// Adds whole rows.
    pub(crate) fn push<T: Real>(&mut self, rows: &[T]) {
        let units = self.units;
        if rows.is_empty() {
            return;
        }
        let scale = self.pass.scale();
        if self.values == 0 {
            let first = rows[..units].iter().cycle().take(self.width);
            let shifts = self.columns.iter_mut().flat_map(|columns| &mut columns.shift);
            for (shift, x) in shifts.zip(first) {
                *shift = if x.is_finite() { x.to_f64() * scale } else { 0.0 };
            }
        }
        self.values += rows.len() as u64;
        self.units_equal = self.units_equal && units_equal(rows, units, self.roundings);
        let (wides, singles) = rows.split_at(rows.len() / self.width * self.width);
        vectorize(
            #[inline(always)]
            || {
                for (rows, width) in [(wides, self.width), (singles, units)] {
                    for block in rows.chunks(BLOCK_VALUES.div_ceil(width).max(BLOCK_ROWS) * width) {
                        match self.pass {
                            Pass::Plain => push_rows::<T, false>(&mut self.columns, block, width, scale),
                            Pass::Careful { .. } => {
                                push_rows::<T, true>(&mut self.columns, block, width, scale)
                            }
                        }
                    }
                }
            },
        );
    }
}

/// Adds rows of `width` values, vector of columns by vector of columns.
#[inline(always)]
fn push_rows<T: Real, const CHECKED: bool>(columns: &mut [Columns], rows: &[T], width: usize, scale: f64) {
    for (index, columns) in columns[..width.div_ceil(LANES)].iter_mut().enumerate() {
        let first = index * LANES;
        // Said as a constant, the number of columns gives vector code.
        if width - first >= LANES {
            columns.push::<T, CHECKED>(rows, width, first, LANES, scale);
        } else {
            columns.push::<T, CHECKED>(rows, width, first, width - first, scale);
        }
    }
}

/// Whether all units answer every sample alike, up to so many roundings of the largest value: a sum
/// that nearly cancels is rounded as its terms are.
fn units_equal<T: Real>(rows: &[T], units: usize, roundings: f64) -> bool {
    let larger = |a: T, b: T| if b > a { b } else { a };
    let largest = rows.iter().step_by(units).map(|x| x.abs()).fold(T::ZERO, larger);
    let slack = T::from_f64(roundings) * T::EPSILON * largest;
    rows.chunks_exact(units).all(|row| row.iter().all(|&x| (x - row[0]).abs() <= slack))
}
