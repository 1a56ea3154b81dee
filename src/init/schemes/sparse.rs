//! Weights of which most are zero.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing, OnKernel};
use crate::init::matrix::sparsity::{Per, Sparsity};
use crate::init::{Ensemble, InitError, Layer, Structure};
use crate::spec::{Spec, SpecError, SpecWriter};

/// Normal weights with an exact number of zeros at random places of each line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sparse {
    /// How many weights stay.
    pub density: Density,
    /// Standard deviation of those that stay.
    pub std: f64,
}

/// How many weights of a sparse layer stay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Density {
    /// A share of each line is zero.
    Sparsity {
        /// The share, at least 0 and below 1.
        share: f64,
        /// What a line is.
        per: Per,
    },
    /// Each unit has so many incoming weights, or all where there are fewer (Martens 2010, section 5).
    Connections(usize),
}

const PER: [(&str, Per); 2] = [("input", Per::Input), ("unit", Per::Unit)];
const SHARE: f64 = 0.9;
const STD: f64 = 0.01;
/// Martens (2010), section 5, draws the few weights with standard deviation 1.
const CONNECTED_STD: f64 = 1.0;

impl Entry for Sparse {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "sparse",
        kind: Kind::Distribution,
        keys: "sparsity=0.9,std=0.01,per=input|unit",
        about: "normal, an exact share of each input's or unit's weights 0; or connections=15 a unit, std 1",
        source: "Martens 2010, section 5; PyTorch: sparse_",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        if spec.has("connections") {
            if spec.has("sparsity") || spec.has("per") {
                let problem =
                    "`connections` says how many weights each unit has; leave out `sparsity` and `per`";
                return Err(spec.error(problem));
            }
            let connections = spec.count("connections", 15)?;
            return Ok(Self {
                density: Density::Connections(connections),
                std: spec.scale("std", CONNECTED_STD)?,
            });
        }
        let share = spec.number("sparsity", SHARE)?;
        if !(0.0..1.0).contains(&share) {
            return Err(spec.error(format!("`sparsity` is {share}; it must be at least 0 and below 1")));
        }
        let density = Density::Sparsity { share, per: spec.choice("per", Per::Input, &PER)? };
        let sparse = Self { density, std: spec.scale("std", STD)? };
        spec.knows("connections");
        Ok(sparse)
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let writer = SpecWriter::new(f, "sparse");
        match self.density {
            Density::Connections(count) => {
                writer.word("connections", &count.to_string()).number("std", self.std, CONNECTED_STD)
            }
            Density::Sparsity { share, per } => writer
                .number("sparsity", share, SHARE)
                .number("std", self.std, STD)
                .choice("per", per, Per::Input, &PER),
        }
        .finish()
    }

    fn ensemble(&self, Layer { fans, .. }: Layer) -> Result<Ensemble, InitError> {
        let (per, zeros) = match self.density {
            Density::Connections(connections) => (Per::Unit, fans.fan_in.saturating_sub(connections)),
            Density::Sparsity { share, per } => (per, zeros(share, Sparsity::length(per, fans))),
        };
        Ok(Ensemble { fans, structure: Structure::Sparse(Sparsity { per, zeros, std: self.std }) })
    }

    fn on_kernel(&self) -> OnKernel {
        OnKernel::DenseOnly { instead: "normal:std=... or he-normal, and set weights to 0 after it" }
    }
}

/// `ceil(share · length)` as meant in decimal: 55 of 100 for 0.55, whose product is a rounding above
/// 55. A share below 1 leaves a weight.
fn zeros(share: f64, length: usize) -> usize {
    let exact = share * length as f64;
    let zeros = (exact * (1.0 - 4.0 * f64::EPSILON)).ceil() as usize;
    zeros.min(length.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_counted_as_written() {
        for (share, length, expected) in
            [(0.55, 100, 55), (0.9, 100, 90), (0.9, 7, 7 - 1), (0.5, 5, 3), (0.999, 100, 99), (0.0, 9, 0)]
        {
            assert_eq!(zeros(share, length), expected, "{share} of {length}");
        }
        assert_eq!((0.55f64 * 100.0).ceil(), 56.0);
    }
}
