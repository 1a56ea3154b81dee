//! Pairs of units of opposite sign.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing, OnKernel};
use crate::init::matrix::mirrored::Mirrored;
use crate::init::{Ensemble, Gain, InitError, Layer, Structure};
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
        keys: "gain=1|forward|centred|backward|torch|critical,sigma_b=0",
        about: "[[A, -A], [-A, A]], A orthogonal: a ReLU net that starts as an isometry",
        source: "Balduzzi et al. 2017, section 4; Burkholz & Dubatovka 2019, section 3",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { gain: Gain::read(spec, 1.0)? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "looks-linear").value("gain", self.gain, Gain::Number(1.0)).finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let gain = self.gain.resolve(layer.activation)?;
        let mirrored = Mirrored { gain, first: layer.index == 1 };
        Ok(Ensemble { fans: layer.fans, structure: Structure::Mirrored(mirrored) })
    }

    fn gain(&self) -> Option<Gain> {
        Some(self.gain)
    }

    fn on_kernel(&self) -> OnKernel {
        OnKernel::DenseOnly { instead: "orthogonal, delta-orthogonal or dirac" }
    }
}
