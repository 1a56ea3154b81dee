//! Orthogonal blocks beside their negatives.

use super::fan::Fans;
use super::haar;
use crate::kernel::Real;
use crate::noise::Stream;

/// A looks-linear layer with its numbers resolved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mirrored {
    /// Every singular value of the block.
    pub gain: f64,
    /// Whether inputs do not come in pairs.
    pub first: bool,
}

impl Mirrored {
    /// Shape of the block `A`.
    pub fn block(&self, Fans { fan_in, fan_out }: Fans) -> Fans {
        Fans { fan_in: if self.first { fan_in } else { fan_in / 2 }, fan_out: fan_out / 2 }
    }

    /// Mean square of a weight.
    pub(crate) fn second_moment(&self, fans: Fans) -> f64 {
        let Fans { fan_in, fan_out } = self.block(fans);
        let blocks = if self.first { 2.0 } else { 4.0 };
        let sum = blocks * fan_in.min(fan_out) as f64 * self.gain * self.gain;
        sum / (fans.fan_in * fans.fan_out).max(1) as f64
    }

    pub(crate) fn fill<T: Real>(&self, fans: Fans, stream: &Stream, weights: &mut [T]) {
        weights.fill(T::ZERO);
        let block = self.block(fans);
        if block.fan_in == 0 || block.fan_out == 0 {
            return;
        }
        let mut a = vec![T::ZERO; block.fan_in * block.fan_out];
        haar::fill(block, self.gain, stream, &mut a);
        let mirrored = if self.first { 1 } else { 2 };
        let rows = (0..mirrored).flat_map(|_| a.chunks(block.fan_out));
        for (index, (weights, row)) in weights.chunks_mut(fans.fan_out).zip(rows).enumerate() {
            let (left, right) = weights[..2 * block.fan_out].split_at_mut(block.fan_out);
            let (same, opposite) = if index < block.fan_in { (left, right) } else { (right, left) };
            same.copy_from_slice(row);
            for (weight, &entry) in opposite.iter_mut().zip(row) {
                *weight = -entry;
            }
        }
    }
}
