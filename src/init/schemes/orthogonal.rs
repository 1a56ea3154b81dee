//! Orthogonal weights.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing, OnKernel};
use crate::init::{Ensemble, Gain, InitError, Layer, Structure};
use crate::spec::{Spec, SpecError, SpecWriter};

/// `gain · Q`, `Q` uniform (Haar) among matrices whose rows or columns, whichever are fewer, are
/// orthonormal: a linear layer that keeps lengths where it does not narrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orthogonal {
    /// Every singular value.
    pub gain: Gain,
    /// `delta-orthogonal`: the middle tap of a convolution kernel, which may not narrow. A dense layer
    /// is one tap, and there it is `orthogonal`.
    pub delta: bool,
}

const KEYS: &str = "gain=1|forward|centred|backward|torch|critical,sigma_b=0";

impl Entry for Orthogonal {
    const LISTINGS: &'static [Listing] = &[
        Listing {
            name: "orthogonal",
            kind: Kind::LinearAlgebra,
            keys: KEYS,
            about: "gain times a Haar matrix: rows or columns, whichever are fewer, orthonormal",
            source: "Saxe et al. 2014, section 3; Mezzadri 2007, section 4",
        },
        Listing {
            name: "delta-orthogonal",
            kind: Kind::LinearAlgebra,
            keys: KEYS,
            about: "orthogonal in the middle tap of a kernel, zero elsewhere; must not narrow",
            source: "Xiao et al. 2018, algorithm 1",
        },
    ];

    fn read(name: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { gain: Gain::read(spec, 1.0)?, delta: name == "delta-orthogonal" })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.delta { "delta-orthogonal" } else { "orthogonal" };
        SpecWriter::new(f, name).value("gain", self.gain, Gain::Number(1.0)).finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let gain = self.gain.resolve(layer.activation)?;
        Ok(Ensemble { fans: layer.fans, structure: Structure::Haar { gain } })
    }

    fn gain(&self) -> Option<Gain> {
        Some(self.gain)
    }

    fn on_kernel(&self) -> OnKernel {
        if self.delta { OnKernel::MiddleTapThatKeepsLengths } else { OnKernel::Flattened }
    }
}
