//! Hadamard matrices, cut to shape.

use super::fan::Fans;
use crate::kernel::Real;

/// Entry of Sylvester's Hadamard matrix: +1 or -1.
fn sign(row: usize, column: usize) -> f64 {
    if (row & column).count_ones().is_multiple_of(2) { 1.0 } else { -1.0 }
}

/// Absolute value of every weight.
fn factor(fans: Fans) -> f64 {
    1.0 / (fans.fan_out.next_power_of_two() as f64).sqrt()
}

/// Mean and mean square of the weights.
pub(crate) fn moments(fans: Fans) -> (f64, f64) {
    let Fans { fan_in, fan_out } = fans;
    let factor = factor(fans);
    let signs: f64 = (0..fan_in).map(|row| sum(row, fan_out)).sum();
    (factor * signs / (fan_in * fan_out) as f64, factor * factor)
}

/// Sum of the first signs of a row, in blocks of powers of two: in an aligned one they cancel, unless
/// the row has none of the block's bits.
fn sum(row: usize, columns: usize) -> f64 {
    let (mut sum, mut start) = (0.0, 0);
    for size in (0..usize::BITS).rev().map(|bit| 1 << bit).filter(|size| columns & size != 0) {
        if row & (size - 1) == 0 {
            sum += sign(row, start) * size as f64;
        }
        start += size;
    }
    sum
}

/// Fills with the first rows and columns.
pub(crate) fn fill<T: Real>(fans: Fans, weights: &mut [T]) {
    let factor = factor(fans);
    for (row, weights) in weights.chunks_mut(fans.fan_out).enumerate() {
        for (column, weight) in weights.iter_mut().enumerate() {
            *weight = T::from_f64(factor * sign(row, column));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_signs_are_those_of_a_loop() {
        for (row, columns) in (0..40).flat_map(|row| (0..70).map(move |columns| (row, columns))) {
            let expected: f64 = (0..columns).map(|column| sign(row, column)).sum();
            assert_eq!(sum(row, columns), expected, "{row} {columns}");
        }
    }
}
