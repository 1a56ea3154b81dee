//! Power sums of every unit over a tile of samples.

use crate::kernel::{Real, vectorize};

/// Rows to lay side by side so that they fill whole vectors of eight; one where rows are long
/// enough not to mind.
fn rows_side_by_side(units: usize) -> usize {
    const LANES: usize = 8;
    const LONG: usize = 512;
    let common = 1 << units.trailing_zeros().min(LANES.trailing_zeros());
    if units >= LONG { 1 } else { LANES / common }
}

/// Rows that one pass takes together, to load and store each unit's sums once for all.
const ROWS: usize = 4;

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
    /// Shift of each unit.
    pub(super) shift: Vec<f64>,
    /// Finite values of each unit.
    pub(super) count: Vec<f64>,
    /// `Σ (x - shift)^p` of each unit, `p` from 1 to 4.
    pub(super) sums: [Vec<f64>; 4],
    /// Smallest value, largest value and zeros of each unit.
    pub(super) min: Vec<f64>,
    pub(super) max: Vec<f64>,
    pub(super) zeros: Vec<f64>,
    pub(super) values: u64,
    pub(super) units_equal: bool,
}

impl UnitSums {
    /// Empties the sums for a tile of `units` columns, keeping the memory.
    pub(crate) fn reset(&mut self, units: usize, pass: Pass) {
        self.units = units;
        self.width = units * rows_side_by_side(units);
        self.pass = pass;
        self.shift.clear();
        let width = self.width;
        let fill = |column: &mut Vec<f64>, value: f64| {
            column.clear();
            column.resize(width, value);
        };
        self.sums.iter_mut().chain([&mut self.count, &mut self.zeros]).for_each(|column| fill(column, 0.0));
        fill(&mut self.min, f64::INFINITY);
        fill(&mut self.max, f64::NEG_INFINITY);
        self.values = 0;
        self.units_equal = true;
    }

    /// Adds whole rows.
    pub(crate) fn push<T: Real>(&mut self, rows: &[T]) {
        let units = self.units;
        if rows.is_empty() {
            return;
        }
        if self.shift.is_empty() {
            let first = rows[..units].iter().cycle().take(self.width);
            let scale = self.pass.scale();
            self.shift.extend(first.map(|x| if x.is_finite() { x.to_f64() * scale } else { 0.0 }));
        }
        self.values += rows.len() as u64;
        self.units_equal = self.units_equal && rows.chunks_exact(units).all(is_constant);
        vectorize(
            #[inline(always)]
            || match self.pass {
                Pass::Plain => self.push_all::<T, false>(rows),
                Pass::Careful { .. } => self.push_all::<T, true>(rows),
            },
        );
    }

    #[inline(always)]
    fn push_all<T: Real, const CHECKED: bool>(&mut self, rows: &[T]) {
        let (units, width) = (self.units, self.width);
        let fours = rows.chunks_exact(ROWS * width);
        let wides = fours.remainder().chunks_exact(width);
        let singles = wides.remainder();
        for four in fours {
            let mut rows = [&four[..width]; ROWS];
            for row in 1..ROWS {
                rows[row] = &four[row * width..][..width];
            }
            self.push_rows::<T, CHECKED, ROWS>(width, rows);
        }
        for wide in wides {
            self.push_rows::<T, CHECKED, 1>(width, [wide]);
        }
        for row in singles.chunks_exact(units) {
            self.push_rows::<T, CHECKED, 1>(units, [row]);
        }
        if !CHECKED {
            let whole = (rows.len() - singles.len()) / width;
            self.count.iter_mut().for_each(|count| *count += whole as f64);
            self.count[..units].iter_mut().for_each(|count| *count += (singles.len() / units) as f64);
        }
    }

    #[inline(always)]
    fn push_rows<T: Real, const CHECKED: bool, const N: usize>(&mut self, width: usize, rows: [&[T]; N]) {
        let Self { pass, shift, count, sums: [s1, s2, s3, s4], min, max, zeros, .. } = self;
        add_sums::<T, CHECKED, N>(rows, pass.scale(), &shift[..width], s1, s2, s3, s4);
        add_extremes::<T, CHECKED, N>(width, rows, min, max, zeros);
        if CHECKED {
            for row in rows {
                for (count, x) in count.iter_mut().zip(row) {
                    *count += if x.is_finite() { 1.0 } else { 0.0 };
                }
            }
        }
    }
}

// The columns come as arguments of their own, which lets the compiler know that they do not
// overlap: without that it does not vectorise.
#[inline(always)]
fn add_sums<T: Real, const CHECKED: bool, const N: usize>(
    rows: [&[T]; N],
    scale: f64,
    shift: &[f64],
    s1: &mut [f64],
    s2: &mut [f64],
    s3: &mut [f64],
    s4: &mut [f64],
) {
    let units = shift.len();
    let rows = rows.map(|row| &row[..units]);
    let (shift, s1, s2, s3, s4) =
        (&shift[..units], &mut s1[..units], &mut s2[..units], &mut s3[..units], &mut s4[..units]);
    for unit in 0..units {
        let [mut p1, mut p2, mut p3, mut p4] = [s1[unit], s2[unit], s3[unit], s4[unit]];
        for row in rows {
            let keep = !CHECKED || row[unit].is_finite();
            let x = row[unit].to_f64();
            // Scaled only where the caller knows that values leave the usual range.
            let x = if CHECKED { x * scale } else { x };
            let d = if keep { x - shift[unit] } else { 0.0 };
            let d2 = d * d;
            p1 += d;
            p2 += d2;
            p3 = d2.mul_add(d, p3);
            p4 = d2.mul_add(d2, p4);
        }
        (s1[unit], s2[unit], s3[unit], s4[unit]) = (p1, p2, p3, p4);
    }
}

#[inline(always)]
fn add_extremes<T: Real, const CHECKED: bool, const N: usize>(
    units: usize,
    rows: [&[T]; N],
    min: &mut [f64],
    max: &mut [f64],
    zeros: &mut [f64],
) {
    let rows = rows.map(|row| &row[..units]);
    let (min, max, zeros) = (&mut min[..units], &mut max[..units], &mut zeros[..units]);
    for unit in 0..units {
        let (mut low, mut high, mut zero) = (min[unit], max[unit], zeros[unit]);
        for row in rows {
            let x = row[unit].to_f64();
            let keep = !CHECKED || x.is_finite();
            low = if keep && x < low { x } else { low };
            high = if keep && x > high { x } else { high };
            zero += if x == 0.0 { 1.0 } else { 0.0 };
        }
        (min[unit], max[unit], zeros[unit]) = (low, high, zero);
    }
}

/// Whether all units answer a sample alike, up to the rounding of a product's edge columns.
fn is_constant<T: Real>(row: &[T]) -> bool {
    let slack = T::from_f64(16.0) * T::EPSILON * row[0].abs();
    row.iter().all(|&x| (x - row[0]).abs() <= slack)
}
