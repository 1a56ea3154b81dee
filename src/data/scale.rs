//! What is done to the numbers of samples before a network sees them.

use std::fmt;
use std::str::FromStr;

use crate::number::Exact;

/// How the numbers of samples are scaled: `none`, a number such as `255`, or `standard`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    /// They stay as they are.
    None,
    /// They are divided by a number.
    Divided(Divisor),
    /// Column by column the mean is taken away and the rest divided by the standard deviation (over all rows,
    /// ddof 0), both of the rows that are learned from, or of all where nothing is held out. Of a column that
    /// has one value there the mean alone is taken away: it becomes 0.
    Standard,
}

/// A finite number above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Divisor(
    // Of finite numbers above 0 the bits are equal where the numbers are.
    u64,
);

impl Divisor {
    /// What the largest byte is divided by to become 1.
    pub const BYTE: Self = Self(255f64.to_bits());

    /// `None` if the number is not finite or not above 0.
    pub fn new(number: f64) -> Option<Self> {
        (number.is_finite() && number > 0.0).then(|| Self(number.to_bits()))
    }

    /// The number.
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Divided(divisor) => Exact(divisor.get()).fmt(f),
            Self::Standard => f.write_str("standard"),
        }
    }
}

impl FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "standard" => Ok(Self::Standard),
            _ => text.parse().ok().and_then(Divisor::new).map(Self::Divided).ok_or_else(|| {
                format!(
                    "`scale` is `{text}`; it must be none, standard, or a number above 0 to divide by, such as 255"
                )
            }),
        }
    }
}

/// Where the columns of rows lie and how far they spread.
pub(super) struct Columns {
    mean: Vec<f64>,
    std: Vec<f64>,
}

impl Columns {
    /// Of some rows, `width` numbers each, that `number` gives by row and column.
    pub(super) fn of(width: usize, rows: &[usize], number: impl Fn(usize, usize) -> f64) -> Self {
        let count = rows.len().max(1) as f64;
        // Two passes: with one, what a large mean shares with every number is lost to rounding.
        let over = |value: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
            let mut sums = vec![0.0; width];
            for row in rows {
                for (column, sum) in sums.iter_mut().enumerate() {
                    *sum += value(*row, column);
                }
            }
            sums.into_iter().map(|sum| sum / count).collect()
        };
        let mean = over(&number);
        let variance = over(&|row, column| (number(row, column) - mean[column]).powi(2));
        let std = variance.into_iter().map(f64::sqrt).collect();
        // The mean of equal numbers may be off by a rounding, which must not be taken for their spread.
        let constant = |column: usize| rows.iter().all(|row| number(*row, column) == number(rows[0], column));
        let mut columns = Self { mean, std };
        for column in (0..width).filter(|column| constant(*column)) {
            columns.mean[column] = rows.first().map_or(0.0, |row| number(*row, column));
            columns.std[column] = 0.0;
        }
        columns
    }

    /// How many have one value.
    pub(super) fn constant(&self) -> usize {
        self.std.iter().filter(|std| **std == 0.0).count()
    }

    /// A number of a column, standardised.
    pub(super) fn standard(&self, column: usize, number: f64) -> f64 {
        let centred = number - self.mean[column];
        if self.std[column] == 0.0 { centred } else { centred / self.std[column] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_mean_0_and_std_1_and_constant_ones_0() {
        // A third of 0.1 + 0.1 + 0.1 is not 0.1.
        let rows = [[1e9, 0.1, 5.0], [1e9 + 1.0, 0.1, 5.0], [1e9 + 2.0, 0.1, 7.0]];
        let columns = Columns::of(3, &[0, 1, 2], |row, column| rows[row][column]);
        assert_eq!(columns.constant(), 1);
        let of = |column| [0, 1, 2].map(|row: usize| columns.standard(column, rows[row][column]));
        let (deviation, third) = (1.5f64.sqrt(), 0.5f64.sqrt());
        for (found, expected) in
            [(of(0), [-deviation, 0.0, deviation]), (of(1), [0.0; 3]), (of(2), [-third, -third, 2.0 * third])]
        {
            for (found, expected) in found.into_iter().zip(expected) {
                assert!((found - expected).abs() < 1e-14, "{found} {expected}");
            }
        }
        // What is held out is measured by the others.
        let others = Columns::of(3, &[0, 1], |row, column| rows[row][column]);
        assert_eq!([others.standard(0, rows[2][0]), others.standard(2, 7.0)], [3.0, 2.0]);
    }
}
