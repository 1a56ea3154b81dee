//! Matrices without chance.

use crate::conform::finding::{Effect, Finding};
use crate::conform::matrix::{Matrix, rms};
use crate::number::three_digits;

/// Tests every weight against the one that `expected` has at its row and column.
pub(crate) fn check(matrix: &Matrix, expected: impl Fn(usize, usize) -> f64) -> Vec<Finding> {
    let mut first = None;
    let mut wrong = 0usize;
    let mut apart = Vec::new();
    let mut whole = Vec::new();
    for ([row, column], weight) in matrix.places() {
        let expected = expected(row, column);
        apart.push(weight - expected);
        whole.push(expected);
        if (weight - expected).abs() > matrix.rounding(expected) {
            wrong += 1;
            first.get_or_insert((row, column, weight, expected));
        }
    }
    let words = first.map_or_else(String::new, |(row, column, weight, expected)| {
        let index = matrix.index_words(row, column);
        let (weight, expected) = (three_digits(weight), three_digits(expected));
        format!("{wrong} entries differ; the first, {index}, is {weight} and should be {expected}")
    });
    let size = rms(&whole);
    let share = if wrong == 0 { 0.0 } else { rms(&apart) / size };
    let effect = Effect::percent("norm of the difference", share);
    vec![Finding::exact("other entries", [wrong as f64, 0.0], wrong == 0).with(effect, words)]
}

/// Entry of the identity, times `gain`.
pub(crate) fn diagonal(gain: f64) -> impl Fn(usize, usize) -> f64 {
    move |row, column| if row == column { gain } else { 0.0 }
}

/// Each of the groups of units copies the first inputs.
pub(crate) fn dirac(fan_out: usize, groups: usize) -> impl Fn(usize, usize) -> f64 {
    let size = fan_out / groups.max(1);
    move |row, column| if column.checked_rem(size) == Some(row) { 1.0 } else { 0.0 }
}

/// Sylvester's Hadamard matrix of the least size that holds `fan_out` columns, made orthogonal: built from
/// quarters of which the last has its sign changed.
pub(crate) fn hadamard(fan_out: usize) -> impl Fn(usize, usize) -> f64 {
    let size = fan_out.next_power_of_two();
    let entry = 1.0 / (size as f64).sqrt();
    move |row, column| {
        let (mut half, mut sign) = (size / 2, 1.0);
        while half > 0 {
            if row & half != 0 && column & half != 0 {
                sign = -sign;
            }
            half /= 2;
        }
        sign * entry
    }
}
