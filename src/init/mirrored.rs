//! Pairs of units of opposite sign.

use std::fmt;

use super::entry::{Entry, Kind, Listing, OnKernel};
use super::{Ensemble, Fans, Gain, InitError, Layer, Structure, haar};
use crate::kernel::Real;
use crate::noise::Stream;
use crate::spec::{Spec, SpecError, SpecWriter};

/// Looks linear: `W = [[A, -A], [-A, A]]` with `A` orthogonal, `[A, -A]` in the first layer.
///
/// Of two units with opposite pre-activations u and -u, ReLU keeps u's positive part in one and its
/// negative part in the other, and the next layer takes their difference, which is u: the net is a
/// product of orthogonal matrices, and from the first layer's output on an exact isometry. A unit of an
/// odd layer that has no partner has weights 0, and nobody listens to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LooksLinear {
    /// Every singular value of `A`.
    pub gain: Gain,
}

impl Entry for LooksLinear {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "looks-linear",
        kind: Kind::LinearAlgebra,
        keys: "gain=1|forward|centred|backward|torch",
        about: "[[A, -A], [-A, A]], A orthogonal: a ReLU net that starts as an isometry",
        source: "Balduzzi et al. 2017, section 4; Burkholz & Dubatovka 2019, section 3",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { gain: Gain::read(spec, 1.0)? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "looks-linear")
            .word_unless(self.gain == Gain::Number(1.0), "gain", self.gain)
            .finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let gain = self.gain.resolve(layer.activation)?;
        let mirrored = Mirrored { gain, first: layer.index == 1 };
        Ok(Ensemble { fans: layer.fans, structure: Structure::Mirrored(mirrored) })
    }

    fn asks_for_activation(&self) -> bool {
        self.gain.is_rule()
    }

    fn on_kernel(&self) -> OnKernel {
        OnKernel::DenseOnly { instead: "orthogonal, delta-orthogonal or dirac" }
    }
}

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
    pub(super) fn second_moment(&self, fans: Fans) -> f64 {
        let Fans { fan_in, fan_out } = self.block(fans);
        let blocks = if self.first { 2.0 } else { 4.0 };
        let sum = blocks * fan_in.min(fan_out) as f64 * self.gain * self.gain;
        sum / (fans.fan_in * fans.fan_out).max(1) as f64
    }

    pub(super) fn fill<T: Real>(&self, fans: Fans, stream: &Stream, weights: &mut [T]) {
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
