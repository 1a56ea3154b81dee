//! Weights without any chance in them.

use std::fmt;

use super::entry::{Entry, Kind, Listing, OnKernel};
use super::{Ensemble, Fans, InitError, Layer, Structure};
use crate::kernel::Real;
use crate::spec::{Spec, SpecError};

/// ZerO: the identity where a layer does not widen, rows of a Hadamard matrix where it does, so that
/// new units are not all zero. Without any random number; a linear layer keeps lengths but for what
/// the cut to the layer's shape takes.
///
/// The factor is the authors' code's, `2^(-m/2)` for `m = ceil(log2 fan_out)`, which makes the whole
/// Hadamard matrix orthogonal; algorithm 1 of the paper prints `2^(-(m-1)/2)`, sqrt 2 more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ZeroHadamard;

impl Entry for ZeroHadamard {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "zero-hadamard",
        kind: Kind::LinearAlgebra,
        keys: "",
        about: "ZerO: identity, or a Hadamard matrix where the layer widens; nothing random",
        source: "Zhao et al. 2022, algorithm 1",
    }];

    fn read(_: &'static str, _: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("zero-hadamard")
    }

    fn ensemble(&self, Layer { fans, .. }: Layer) -> Result<Ensemble, InitError> {
        let widens = fans.fan_out > fans.fan_in;
        let structure = if widens { Structure::Hadamard } else { Structure::Diagonal { gain: 1.0 } };
        Ok(Ensemble { fans, structure })
    }

    fn on_kernel(&self) -> OnKernel {
        OnKernel::MiddleTap
    }
}

/// Entry of Sylvester's Hadamard matrix: +1 or -1.
fn sign(row: usize, column: usize) -> f64 {
    if (row & column).count_ones().is_multiple_of(2) { 1.0 } else { -1.0 }
}

/// Absolute value of every weight.
fn factor(fans: Fans) -> f64 {
    1.0 / (fans.fan_out.next_power_of_two() as f64).sqrt()
}

/// Mean and mean square of the weights.
pub(super) fn moments(fans: Fans) -> (f64, f64) {
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
pub(super) fn fill<T: Real>(fans: Fans, weights: &mut [T]) {
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
