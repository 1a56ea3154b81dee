//! Kernels that pass their input on.

use std::fmt;

use super::entry::{Entry, Kind, Listing, OnKernel};
use super::{Ensemble, Fans, InitError, Layer, Structure};
use crate::kernel::Real;
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
        SpecWriter::new(f, "dirac").word_unless(self.groups == 1, "groups", self.groups).finish()
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

/// Units of a group that copy an input.
fn copies(Fans { fan_in, fan_out }: Fans, groups: usize) -> usize {
    (fan_out / groups).min(fan_in)
}

/// Weights that are 1.
pub(super) fn ones(fans: Fans, groups: usize) -> usize {
    groups * copies(fans, groups)
}

/// `W[d, g · fan_out / groups + d] = 1` in each group g.
pub(super) fn fill<T: Real>(fans: Fans, groups: usize, weights: &mut [T]) {
    weights.fill(T::ZERO);
    let size = fans.fan_out / groups;
    for group in 0..groups {
        for copied in 0..copies(fans, groups) {
            weights[copied * fans.fan_out + group * size + copied] = T::ONE;
        }
    }
}
