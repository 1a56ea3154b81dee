//! Weights without any chance in them.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing, OnKernel};
use crate::init::{Ensemble, InitError, Layer, Structure};
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
