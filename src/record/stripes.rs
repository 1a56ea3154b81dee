//! A corner of a layer's output, as grey levels.

use std::fmt::Write;

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
    /// Two hex digits a value, row by row.
    pub levels: String,
}

impl Stripes {
    /// Of values, samples by units; `None` where none is finite.
    pub fn encode(values: ArrayView2<f64>) -> Option<Self> {
        let finite = || values.iter().copied().filter(|x| x.is_finite());
        let (low, high) = (finite().reduce(f64::min)?, finite().reduce(f64::max)?);
        // Halves, so that the width stays finite.
        let scale = 127.5 / (high / 2.0 - low / 2.0);
        let mut levels = String::with_capacity(2 * values.len());
        for &x in values {
            // A constant layer has scale inf and level 0 everywhere; NaN casts to 0 too.
            let level = ((x / 2.0 - low / 2.0) * scale * 2.0).round() as u8;
            let _ = write!(levels, "{level:02x}");
        }
        Some(Self { samples: values.nrows(), units: values.ncols(), low, high, levels })
    }

    /// Level 0 to 255 of each value, row by row; `None` where the record is damaged.
    pub fn decode(&self) -> Option<Vec<u8>> {
        let values = self.samples.checked_mul(self.units)?;
        if self.levels.len() != values.checked_mul(2)? {
            return None;
        }
        let level = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        self.levels.as_bytes().chunks(2).map(level).collect()
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
        assert_eq!(stripes.decode().unwrap(), [0, 128, 255, 64]);
    }

    #[test]
    fn constant_extreme_and_non_finite_values_have_levels_too() {
        let constant = Stripes::encode(array![[5.0, 5.0]].view()).unwrap();
        assert_eq!(constant.decode().unwrap(), [0, 0]);
        let extreme = Stripes::encode(array![[f64::MIN, f64::MAX, f64::NAN]].view()).unwrap();
        assert_eq!(extreme.decode().unwrap(), [0, 255, 0]);
        assert_eq!(Stripes::encode(array![[f64::NAN]].view()), None);
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
