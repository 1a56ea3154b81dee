//! Gains for narrow layers.

use std::fmt;

use crate::activation::Activation;
use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Ensemble, InitError, Law, Layer};
use crate::spec::{Spec, SpecError};

/// `N(0, g² / fan_in)` with a gain that makes the logarithm of a signal's length, which walks at
/// random from layer to layer, stay on average: in narrow layers it would sink.
///
/// `g = sqrt 2 · exp(1.2 / (max(n, 6) - 2.4))` for ReLU, `g = exp(1 / 2n)` for linear layers, and for
/// any other activation the latter too, for want of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RandomWalk;

impl Entry for RandomWalk {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "random-walk",
        kind: Kind::Distribution,
        keys: "",
        about: "normal, with a gain that keeps log lengths on average in narrow layers too",
        source: "Sussillo & Abbott 2014, equations 14 and 16",
    }];

    fn read(_: &'static str, _: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("random-walk")
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let n = layer.fans.fan_in as f64;
        let gain = match layer.activation {
            Activation::Relu => 2f64.sqrt() * (1.2 / (n.max(6.0) - 2.4)).exp(),
            _ => (0.5 / n).exp(),
        };
        Ok(Ensemble::of(layer, Law::Normal { mean: 0.0, std: gain / n.sqrt() }))
    }

    fn asks_for_activation(&self) -> bool {
        true
    }
}
