//! Every unit copies one input.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing, OnKernel};
use crate::init::{Ensemble, Gain, InitError, Layer, Structure};
use crate::spec::{Spec, SpecError, SpecWriter};

/// `W[i, i] = gain`, all other weights 0; a rectangular layer copies as many inputs as it can.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identity {
    /// The weights on the diagonal.
    pub gain: Gain,
}

impl Entry for Identity {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "identity",
        kind: Kind::LinearAlgebra,
        keys: "gain=1|forward|centred|backward|torch|critical,sigma_b=0",
        about: "unit i is gain times input i; further units are 0, further inputs unseen",
        source: "Le et al. 2015, section 3",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { gain: Gain::read(spec, 1.0)? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "identity").value("gain", self.gain, Gain::Number(1.0)).finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let gain = self.gain.resolve(layer.activation)?;
        Ok(Ensemble { fans: layer.fans, structure: Structure::Diagonal { gain } })
    }

    fn gain(&self) -> Option<Gain> {
        Some(self.gain)
    }

    fn on_kernel(&self) -> OnKernel {
        OnKernel::DenseOnly { instead: "dirac, which copies channels by the middle tap" }
    }
}
