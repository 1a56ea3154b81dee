//! Singular values.

use faer::MatRef;

/// The singular values of the row-major `rows` x `columns` matrix `a`, the largest first; `None` where
/// an entry is not finite or the iteration does not converge.
///
/// Values at most `max(rows, columns) · epsilon` of the largest are rounding, `epsilon` being the
/// relative rounding of the entries: they are 0 (the numerical rank; Golub & Van Loan 2013, section
/// 5.4.1).
///
/// ```
/// use initscope::kernel::singular_values;
///
/// // A rotation times diag(2, 5), beside a row that repeats another.
/// let values = singular_values(&[0.0, -5.0, 2.0, 0.0], 2, f64::EPSILON).unwrap();
/// assert!((values[0] - 5.0).abs() < 1e-14 && (values[1] - 2.0).abs() < 1e-14);
/// assert_eq!(singular_values(&[1.0, 1.0, 1.0, 1.0], 2, f64::EPSILON).unwrap()[1], 0.0);
/// ```
///
/// # Panics
///
/// If `columns` is 0 or does not divide the number of entries.
pub fn singular_values(a: &[f64], columns: usize, epsilon: f64) -> Option<Vec<f64>> {
    let rows = a.len() / columns;
    assert_eq!(a.len(), rows * columns, "whole rows");
    let (scaled, largest) = scaled(a)?;
    if largest == 0.0 {
        return Some(vec![0.0; rows.min(columns)]);
    }
    let mut values = MatRef::from_row_major_slice(&scaled, rows, columns).singular_values().ok()?;
    let least = rows.max(columns) as f64 * epsilon * values.first().copied().unwrap_or(0.0);
    for value in &mut values {
        *value = if *value > least { *value * largest } else { 0.0 };
    }
    Some(values)
}

/// The entries over the largest of them, so that their squares stay within f64's range, and that; `None`
/// where an entry is not finite.
pub(super) fn scaled(a: &[f64]) -> Option<(Vec<f64>, f64)> {
    let largest = a.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
    a.iter().all(|x| x.is_finite()).then(|| (a.iter().map(|x| x / largest).collect(), largest))
}
