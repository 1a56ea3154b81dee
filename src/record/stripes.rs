//! A corner of a layer's output, as grey levels.

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// The first samples (rows) and units (columns) of a layer's output in 256 grey levels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stripes {
    /// Samples shown.
    pub samples: usize,
    /// Units shown.
    pub units: usize,
    /// Value of level 0.
    pub low: f64,
    /// Value of level 255.
    pub high: f64,
    /// Two hex digits a value, `--` for one that is not finite, row by row.
    pub levels: String,
}

/// What stands for a value without a level.
const NON_FINITE: &str = "--";
/// Hexadecimal digits. Formatting each level took as long as a tenth of the whole program.
const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl Stripes {
    /// Of values, samples by units; `None` where there are none. Where none is finite, `low` and
    /// `high` are 0.
    pub fn encode(values: ArrayView2<f64>) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let finite = || values.iter().copied().filter(|x| x.is_finite());
        let low = finite().reduce(f64::min).unwrap_or(0.0);
        let high = finite().reduce(f64::max).unwrap_or(0.0);
        // Halves, so that the width stays finite.
        let scale = 127.5 / (high / 2.0 - low / 2.0);
        let mut levels = String::with_capacity(2 * values.len());
        for &x in values {
            if !x.is_finite() {
                levels.push_str(NON_FINITE);
                continue;
            }
            // A constant layer has scale inf and level 0 everywhere, as NaN casts to 0.
            let level = ((x / 2.0 - low / 2.0) * scale * 2.0).round() as u8;
            for digit in [level >> 4, level & 15] {
                levels.push(char::from(DIGITS[usize::from(digit)]));
            }
        }
        Some(Self { samples: values.nrows(), units: values.ncols(), low, high, levels })
    }

    /// Level 0 to 255 of each value, 0 for one that is not finite, row by row; `None` where the
    /// record is damaged.
    pub fn decode(&self) -> Option<Vec<u8>> {
        let values = self.samples.checked_mul(self.units)?;
        if self.levels.len() != values.checked_mul(2)? {
            return None;
        }
        let level = |pair: &[u8]| match std::str::from_utf8(pair).ok()? {
            NON_FINITE => Some(0),
            digits => u8::from_str_radix(digits, 16).ok(),
        };
        self.levels.as_bytes().chunks(2).map(level).collect()
    }

    /// Whether each value is finite, row by row.
    pub(crate) fn finite(&self) -> impl Iterator<Item = bool> {
        self.levels.as_bytes().chunks(2).map(|pair| pair != NON_FINITE.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn levels_run_from_the_smallest_value_to_the_largest() {
        let stripes = Stripes::encode(array![[1.0, 2.0], [3.0, 1.5]].view()).unwrap();
        assert_eq!((stripes.low, stripes.high), (1.0, 3.0));
        assert_eq!(stripes.levels, "0080ff40");
        assert_eq!(stripes.decode().unwrap(), [0, 128, 255, 64]);
    }

    #[test]
    fn constant_and_extreme_values_have_levels_too() {
        let constant = Stripes::encode(array![[5.0, 5.0]].view()).unwrap();
        assert_eq!(constant.decode().unwrap(), [0, 0]);
        let extreme = Stripes::encode(array![[f64::MIN, f64::MAX]].view()).unwrap();
        assert_eq!(extreme.decode().unwrap(), [0, 255]);
    }

    #[test]
    fn non_finite_values_are_no_levels() {
        let mixed = Stripes::encode(array![[1.0, f64::INFINITY, f64::NAN, 2.0]].view()).unwrap();
        assert_eq!((mixed.low, mixed.high), (1.0, 2.0));
        assert_eq!(mixed.decode().unwrap(), [0, 0, 0, 255]);
        assert_eq!(mixed.finite().collect::<Vec<_>>(), [true, false, false, true]);
        let none = Stripes::encode(array![[f64::NAN, f64::NEG_INFINITY]].view()).unwrap();
        assert_eq!((none.low, none.high), (0.0, 0.0));
        assert_eq!(none.finite().collect::<Vec<_>>(), [false, false]);
    }

    #[test]
    fn damaged_levels_are_noticed() {
        let mut stripes = Stripes::encode(array![[1.0, 2.0]].view()).unwrap();
        stripes.levels.pop();
        assert_eq!(stripes.decode(), None);
        stripes.levels = "zz00".to_owned();
        assert_eq!(stripes.decode(), None);
    }
}
