//! The general form of Keras and JAX.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Distribution, Ensemble, InitError, Layer, Mode};
use crate::spec::{Spec, SpecError, SpecWriter};

/// The general form of Keras and JAX, scaled to the fans: `std = sqrt(scale / fan)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceScaling {
    /// Factor of the variance.
    pub scale: f64,
    /// Which fan.
    pub mode: Mode,
    /// Shape of the law.
    pub distribution: Distribution,
}

impl Entry for VarianceScaling {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "variance-scaling",
        kind: Kind::Distribution,
        keys: "scale=1,mode=fan_in|fan_out|fan_avg,distribution=truncated-normal|normal|uniform",
        about: "std = sqrt(scale / fan): what Keras and JAX build Glorot, He and LeCun from",
        source: "Keras, JAX: VarianceScaling",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self {
            scale: spec.scale("scale", 1.0)?,
            mode: spec.choice("mode", Mode::FanIn, &Mode::CHOICES)?,
            distribution: spec.choice(
                "distribution",
                Distribution::TruncatedNormal,
                &Distribution::CHOICES,
            )?,
        })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scale, mode, distribution } = *self;
        SpecWriter::new(f, "variance-scaling")
            .number("scale", scale, 1.0)
            .choice("mode", mode, Mode::FanIn, &Mode::CHOICES)
            .choice("distribution", distribution, Distribution::TruncatedNormal, &Distribution::CHOICES)
            .finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        let std = (self.scale / self.mode.fan(layer.fans)).sqrt();
        Ok(Ensemble::of(layer, self.distribution.law(std)))
    }
}
