//! Uniform (Haar) random matrices with orthonormal rows or columns.

use super::fan::Fans;
use super::law::Law;
use crate::kernel::{Real, orthonormalise};
use crate::noise::Stream;

/// Fills `weights`, row-major `[fan_in, fan_out]`, with `gain · Q`.
///
/// The QR decomposition of a tall Gaussian matrix, with the signs of R's diagonal moved into Q: only
/// then is Q uniform among such matrices (Mezzadri 2007, section 4). A wide matrix is the transpose
/// of a tall one.
pub(crate) fn fill<T: Real>(fans: Fans, gain: f64, stream: &Stream, weights: &mut [T]) {
    let Fans { fan_in, fan_out } = fans;
    let (tall, thin) = (fan_in.max(fan_out), fan_in.min(fan_out));
    Law::Normal { mean: 0.0, std: 1.0 }.fill(stream, weights);
    let mut q = vec![T::ZERO; weights.len()];
    let signs = orthonormalise(weights, &mut q, tall);
    // Column-major tall is row-major wide.
    if fan_in <= fan_out {
        for ((weights, column), sign) in weights.chunks_mut(tall).zip(q.chunks(tall)).zip(signs) {
            let factor = T::from_f64(gain) * sign;
            for (weight, &entry) in weights.iter_mut().zip(column) {
                *weight = factor * entry;
            }
        }
    } else {
        let factors: Vec<T> = signs.into_iter().map(|sign| T::from_f64(gain) * sign).collect();
        for (row, weights) in weights.chunks_mut(thin).enumerate() {
            for ((weight, column), &factor) in weights.iter_mut().zip(q.chunks(tall)).zip(&factors) {
                *weight = factor * column[row];
            }
        }
    }
}
