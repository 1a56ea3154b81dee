//! Kernels that pass their input on.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing, OnKernel};
use crate::init::{Ensemble, InitError, Layer, Structure};
use crate::spec::{Spec, SpecError, SpecWriter};

/// The middle tap of a convolution kernel copies channels, each group of units from the first one on;
/// a dense layer is a kernel of one tap. The rule of `torch.nn.init.dirac_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dirac {
    /// Number of groups, which must divide the units.
    pub groups: usize,
}

impl Entry for Dirac {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "dirac",
        kind: Kind::LinearAlgebra,
        keys: "groups=1",
        about: "each group of units copies the first inputs: in a kernel, by its middle tap",
        source: "Zagoruyko & Komodakis 2017, section 3; PyTorch: dirac_",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { groups: spec.count("groups", 1)? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "dirac").value("groups", self.groups, 1).finish()
    }

    fn ensemble(&self, Layer { fans, .. }: Layer) -> Result<Ensemble, InitError> {
        let Self { groups } = *self;
        if !fans.fan_out.is_multiple_of(groups) {
            return Err(InitError::Groups { groups, width: fans.fan_out, side: "units" });
        }
        Ok(Ensemble { fans, structure: Structure::Dirac { groups } })
    }

    fn on_kernel(&self) -> OnKernel {
        OnKernel::MiddleTap
    }
}
