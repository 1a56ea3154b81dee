//! Every weight the same number.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Ensemble, InitError, Law, Layer};
use crate::spec::{Spec, SpecError, SpecWriter};

/// Every weight is `value`: `zeros`, `ones`, `constant`. All units of a layer stay alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant {
    /// The weight.
    pub value: f64,
}

const VALUE: f64 = 0.5;

impl Entry for Constant {
    const LISTINGS: &'static [Listing] = &[
        Listing {
            name: "zeros",
            kind: Kind::Constant,
            keys: "",
            about: "every weight is 0: nothing passes",
            source: "Goodfellow et al. 2016, section 8.4",
        },
        Listing {
            name: "ones",
            kind: Kind::Constant,
            keys: "",
            about: "every weight is 1: all units of a layer are one unit",
            source: "Goodfellow et al. 2016, section 8.4",
        },
        Listing {
            name: "constant",
            kind: Kind::Constant,
            keys: "value=0.5",
            about: "every weight is `value`: all units of a layer are one unit",
            source: "Goodfellow et al. 2016, section 8.4",
        },
    ];

    fn read(name: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        let value = match name {
            "zeros" => 0.0,
            "ones" => 1.0,
            _ => spec.number("value", VALUE)?,
        };
        Ok(Self { value })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            0.0 => f.write_str("zeros"),
            1.0 => f.write_str("ones"),
            value => SpecWriter::new(f, "constant").number("value", value, VALUE).finish(),
        }
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble::of(layer, Law::Constant(self.value)))
    }
}
