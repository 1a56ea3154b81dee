//! Normal weights with an exact number of zeros in each line.

use rand::{Rng, RngExt};

use super::fan::Fans;
use super::law::Law;
use crate::kernel::Real;
use crate::noise::Stream;

/// Lines of a weight matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Weights that leave one input: what PyTorch's `sparse_` thins out.
    Input,
    /// Weights that arrive at one unit: what Martens meant.
    Unit,
}

/// A sparse layer with its numbers resolved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sparsity {
    /// What a line is.
    pub per: Per,
    /// Zeros of each line.
    pub zeros: usize,
    /// Standard deviation of the other weights.
    pub std: f64,
}

impl Sparsity {
    /// Weights of a line.
    pub fn length(per: Per, Fans { fan_in, fan_out }: Fans) -> usize {
        match per {
            Per::Input => fan_out,
            Per::Unit => fan_in,
        }
    }

    /// Number of weights that stay.
    pub fn kept(&self, fans: Fans) -> usize {
        fans.fan_in * fans.fan_out - self.zeros * Self::lines(self.per, fans)
    }

    /// Number of lines.
    fn lines(per: Per, Fans { fan_in, fan_out }: Fans) -> usize {
        match per {
            Per::Input => fan_in,
            Per::Unit => fan_out,
        }
    }

    /// The weights that stay are those of `normal:std=...`.
    pub(crate) fn fill<T: Real>(&self, fans: Fans, stream: &Stream, weights: &mut [T]) {
        Law::Normal { mean: 0.0, std: self.std }.fill(stream, weights);
        let length = Self::length(self.per, fans);
        let (line, step) = match self.per {
            Per::Input => (fans.fan_out, 1),
            Per::Unit => (1, fans.fan_out),
        };
        let mut places: Vec<usize> = Vec::with_capacity(length);
        for index in 0..Self::lines(self.per, fans) {
            // Each line has places of its own, so that it does not matter who fills which.
            let mut rng = stream.rng(index as u64);
            places.clear();
            places.extend(0..length);
            for &place in choose(&mut places, self.zeros, &mut rng) {
                weights[index * line + place * step] = T::ZERO;
            }
        }
    }
}

/// The first steps of Fisher and Yates's shuffle: `count` of the places, all choices equally likely.
fn choose<'a>(places: &'a mut [usize], count: usize, rng: &mut impl Rng) -> &'a [usize] {
    for chosen in 0..count {
        let other = rng.random_range(chosen..places.len());
        places.swap(chosen, other);
    }
    &places[..count]
}
