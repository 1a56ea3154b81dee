//! Laws that do not look at the fans.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Ensemble, InitError, Law, Layer};
use crate::spec::{Spec, SpecError, SpecWriter};

/// Uniform on `[low, high)`, whatever the fans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// `N(mean, std²)`, whatever the fans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    /// Mean.
    pub mean: f64,
    /// Standard deviation.
    pub std: f64,
}

impl Entry for Uniform {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "uniform",
        kind: Kind::Distribution,
        keys: "low=-1,high=1",
        about: "uniform on [low, high), whatever the fans",
        source: "",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        let (low, high) = (spec.number("low", -1.0)?, spec.number("high", 1.0)?);
        if low < high && (high - low).is_finite() {
            Ok(Self { low, high })
        } else if low < high {
            Err(spec.error("`high` - `low` is beyond the range of numbers"))
        } else {
            Err(spec.error(format!("`low` is {low} and `high` is {high}; `low` must be below `high`")))
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "uniform").number("low", self.low, -1.0).number("high", self.high, 1.0).finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble::of(layer, Law::Uniform { low: self.low, high: self.high }))
    }
}

impl Entry for Normal {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "normal",
        kind: Kind::Distribution,
        keys: "mean=0,std=1",
        about: "normal, whatever the fans",
        source: "",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { mean: spec.number("mean", 0.0)?, std: spec.scale("std", 1.0)? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "normal").number("mean", self.mean, 0.0).number("std", self.std, 1.0).finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble::of(layer, Law::Normal { mean: self.mean, std: self.std }))
    }
}
