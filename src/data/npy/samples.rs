//! Arrays whose rows are samples.

use std::path::Path;

use super::{Npy, Numbers};
use crate::data::{DataError, Samples};

/// The samples in a file; `float64` is rounded to `f32`.
pub(in crate::data) fn samples(path: &Path) -> Result<Samples, DataError> {
    let owned = || path.to_owned();
    let array = Npy::read(path).map_err(|wrong| DataError::Npy { path: wrong.path, error: wrong.error })?;
    let Ok([_, width]) = array.matrix() else {
        return Err(DataError::NpyShape { path: owned(), shape: array.shape });
    };
    let (values, doubles) = match array.numbers {
        Numbers::Single(values) => (values, None),
        Numbers::Double(values) => (values.iter().map(|value| *value as f32).collect(), Some(values)),
    };
    if let Some(place) = values.iter().position(|value: &f32| !value.is_finite()) {
        let value = doubles.map_or(f64::from(values[place]), |values| values[place]);
        let (row, column) = (place / width, place % width);
        return Err(DataError::NpyNumber { path: owned(), row, column, value });
    }
    Ok(Samples::new(width, values, None))
}
