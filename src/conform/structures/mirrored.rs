//! Pairs of units of opposite sign.

use super::haar;
use crate::conform::finding::{Effect, Finding};
use crate::conform::matrix::Matrix;
use crate::init::{Fans, Mirrored};

/// Tests `[[A, -A], [-A, A]]`, or `[A, -A]` in a first layer, bit by bit, zeros where an odd layer has no
/// partner, and `A` as a Haar matrix.
pub(crate) fn check(matrix: &Matrix, mirrored: &Mirrored) -> Vec<Finding> {
    let Fans { fan_out, .. } = matrix.fans();
    let block = mirrored.block(matrix.fans());
    let weights = matrix.weights();
    let entry = |row: usize, column: usize| weights[row * fan_out + column];
    let rows = if mirrored.first { block.fan_in } else { 2 * block.fan_in };
    let wrong = matrix.places().filter(|&([row, column], weight)| {
        if row >= rows || column >= 2 * block.fan_out {
            // Who has no partner is left out.
            return weight != 0.0;
        }
        let opposite = (row >= block.fan_in) != (column >= block.fan_out);
        let source = entry(row % block.fan_in, column % block.fan_out);
        weight != if opposite { -source } else { source }
    });
    let wrong = wrong.count();
    let words = format!("{wrong} entries are not the mirror image of the first block's");
    let share = wrong as f64 / weights.len().max(1) as f64;
    let mut findings = vec![
        Finding::exact("not mirrored", [wrong as f64, 0.0], wrong == 0)
            .with(Effect::percent("share", share), words),
    ];
    let first: Vec<f64> =
        (0..block.fan_in).flat_map(|row| (0..block.fan_out).map(move |column| entry(row, column))).collect();
    findings.extend(haar::check(&Matrix::new(block, &first), mirrored.gain));
    findings
}
