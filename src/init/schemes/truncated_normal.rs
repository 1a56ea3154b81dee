//! The truncated normal scheme, in every convention that frameworks use.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::matrix::truncated::StandardTruncated;
use crate::init::{Ensemble, InitError, Law, Layer};
use crate::spec::{Spec, SpecError, SpecWriter};

/// Unit of a truncated normal's bounds: frameworks differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// In standard deviations from the mean, before truncation (Keras, JAX).
    Sigma,
    /// Plain numbers (PyTorch).
    Absolute,
}

/// Which standard deviation a truncated normal is given by: frameworks differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StdIs {
    /// That of the law before it is cut; the weights' own is smaller.
    Before,
    /// That of the weights.
    After,
}

/// Parameters as a user gives them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncation {
    /// Mean before truncation.
    pub mean: f64,
    /// Standard deviation, before or after truncation as `std_is` says.
    pub std: f64,
    /// Lower bound, in the unit that `bounds` says.
    pub low: f64,
    /// Upper bound, alike.
    pub high: f64,
    /// Unit of the bounds.
    pub bounds: Bounds,
    /// Which standard deviation `std` is.
    pub std_is: StdIs,
}

impl Default for Truncation {
    fn default() -> Self {
        Self { mean: 0.0, std: 1.0, low: -2.0, high: 2.0, bounds: Bounds::Sigma, std_is: StdIs::Before }
    }
}

/// A normal law cut to an interval, whatever the fans.
///
/// ```
/// use initscope::init::{StdIs, TruncatedNormal, Truncation};
///
/// let cut = TruncatedNormal::new(Truncation { std: 0.1, ..Truncation::default() }).unwrap();
/// assert!((cut.law().std() - 0.087_962_566_103_423_98).abs() < 1e-12);
///
/// let kept = Truncation { std: 0.1, std_is: StdIs::After, ..Truncation::default() };
/// assert!((TruncatedNormal::new(kept).unwrap().law().std() - 0.1).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TruncatedNormal {
    asked: Truncation,
    sigma: f64,
    cut: StandardTruncated,
}

/// Why a truncation is impossible.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TruncationError {
    /// Nothing lies between the bounds.
    #[error("`low` is {low} and `high` is {high}; `low` must be below `high`")]
    Crossed {
        /// Lower bound.
        low: f64,
        /// Upper bound.
        high: f64,
    },
    /// The bounds cannot be told apart, or are not finite, as multiples of sigma.
    #[error("`low` and `high` are {low} and {high} sigmas from `mean`; both must be finite and differ")]
    Beyond {
        /// Lower bound, in sigmas from the mean.
        low: f64,
        /// Upper bound, alike.
        high: f64,
    },
    /// The law before truncation has no width.
    #[error("`std` is {0}; it must be above 0")]
    Std(f64),
    /// The bounds are too tight for this standard deviation after truncation.
    #[error("`std` after truncation is {std}; between these bounds it stays under {limit}")]
    Unreachable {
        /// Asked for.
        std: f64,
        /// That of the uniform law between the bounds.
        limit: f64,
    },
}

impl TruncatedNormal {
    /// Resolves the parameters to the normal law that is cut.
    ///
    /// # Errors
    ///
    /// If `std` is not above 0, `low` not below `high`, the bounds too far away to be counted in
    /// sigmas, or too near for `std` after truncation.
    pub fn new(asked: Truncation) -> Result<Self, TruncationError> {
        let Truncation { mean, std, low, high, .. } = asked;
        if std.is_nan() || std <= 0.0 {
            return Err(TruncationError::Std(std));
        }
        if low.is_nan() || high.is_nan() || low >= high {
            return Err(TruncationError::Crossed { low, high });
        }
        let cut_at = |sigma: f64| {
            let (low, high) = match asked.bounds {
                Bounds::Sigma => (low, high),
                Bounds::Absolute => ((low - mean) / sigma, (high - mean) / sigma),
            };
            StandardTruncated::new(low, high).ok_or(TruncationError::Beyond { low, high })
        };
        let sigma = match (asked.std_is, asked.bounds) {
            (StdIs::Before, _) => std,
            (StdIs::After, Bounds::Sigma) => std / cut_at(1.0)?.std(),
            (StdIs::After, Bounds::Absolute) => {
                let limit = (high - low) / 12f64.sqrt();
                if std >= limit {
                    return Err(TruncationError::Unreachable { std, limit });
                }
                sigma_for(std, |sigma| cut_at(sigma).map_or(0.0, |cut| sigma * cut.std()))
            }
        };
        Ok(Self { asked, sigma, cut: cut_at(sigma)? })
    }

    /// The parameters as given.
    pub fn asked(&self) -> &Truncation {
        &self.asked
    }

    /// The law of the weights.
    pub fn law(&self) -> Law {
        Law::TruncatedNormal { mean: self.asked.mean, sigma: self.sigma, cut: self.cut }
    }
}

const BOUNDS: [(&str, Bounds); 2] = [("sigma", Bounds::Sigma), ("absolute", Bounds::Absolute)];
const STD_IS: [(&str, StdIs); 2] = [("before", StdIs::Before), ("after", StdIs::After)];

impl Entry for TruncatedNormal {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "truncated-normal",
        kind: Kind::Distribution,
        keys: "mean=0,std=1,low=-2,high=2,bounds=sigma|absolute,std_is=before|after",
        about: "normal cut to [low, high], in sigmas or plain numbers",
        source: "PyTorch: trunc_normal_; Keras, JAX: truncated_normal",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        let default = Truncation::default();
        let asked = Truncation {
            mean: spec.number("mean", default.mean)?,
            std: spec.scale("std", default.std)?,
            low: spec.number("low", default.low)?,
            high: spec.number("high", default.high)?,
            bounds: spec.choice("bounds", default.bounds, &BOUNDS)?,
            std_is: spec.choice("std_is", default.std_is, &STD_IS)?,
        };
        Self::new(asked).map_err(|error| spec.error(error.to_string()))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (asked, default) = (self.asked, Truncation::default());
        SpecWriter::new(f, "truncated-normal")
            .number("mean", asked.mean, default.mean)
            .number("std", asked.std, default.std)
            .number("low", asked.low, default.low)
            .number("high", asked.high, default.high)
            .choice("bounds", asked.bounds, default.bounds, &BOUNDS)
            .choice("std_is", asked.std_is, default.std_is, &STD_IS)
            .finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        Ok(Ensemble::of(layer, self.law()))
    }
}

/// The sigma whose truncated law has standard deviation `std`, by bisection: truncation never
/// widens a normal law, so the answer lies above `std`, and a large enough sigma reaches any
/// standard deviation below the uniform law's.
fn sigma_for(std: f64, truncated_std: impl Fn(f64) -> f64) -> f64 {
    const HALVINGS: usize = 60;
    let (mut low, mut high) = (std, 2.0 * std);
    while truncated_std(high) < std && high < 1e9 * std {
        high *= 2.0;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if truncated_std(middle) < std {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law_std(asked: Truncation) -> f64 {
        TruncatedNormal::new(asked).unwrap().law().std()
    }

    #[test]
    fn std_after_truncation_is_the_weights_own_in_both_units() {
        for (bounds, low, high) in
            [(Bounds::Sigma, -1.0, 3.0), (Bounds::Absolute, -0.02, 0.05), (Bounds::Absolute, 0.01, 0.06)]
        {
            let asked = Truncation { std: 0.01, low, high, bounds, std_is: StdIs::After, mean: 0.0 };
            assert!((law_std(asked) / 0.01 - 1.0).abs() < 1e-10, "{asked:?}");
        }
    }

    #[test]
    fn absolute_bounds_are_not_in_sigmas() {
        // PyTorch's default bounds of +-2 hardly cut a law of std 0.02.
        let asked = Truncation { std: 0.02, bounds: Bounds::Absolute, ..Truncation::default() };
        assert!((law_std(asked) - 0.02).abs() < 1e-12);
        let sigma = Truncation { bounds: Bounds::Sigma, ..asked };
        assert!((law_std(sigma) - 0.02 * 0.879_625_661_034_239_8).abs() < 1e-12);
    }

    #[test]
    fn impossible_truncations_are_refused() {
        let refused = |asked| TruncatedNormal::new(asked).unwrap_err().to_string();
        let default = Truncation::default();
        assert_eq!(
            refused(Truncation { low: 2.0, high: -2.0, ..default }),
            "`low` is 2 and `high` is -2; `low` must be below `high`"
        );
        assert_eq!(refused(Truncation { std: 0.0, ..default }), "`std` is 0; it must be above 0");
        let narrow = Truncation { std: 1e-320, low: 1.0, high: 2.0, bounds: Bounds::Absolute, ..default };
        assert_eq!(
            refused(narrow),
            "`low` and `high` are inf and inf sigmas from `mean`; both must be finite and differ"
        );
        let tight =
            Truncation { std_is: StdIs::After, bounds: Bounds::Absolute, low: 0.0, high: 1.0, ..default };
        assert!(
            refused(tight)
                .starts_with("`std` after truncation is 1; between these bounds it stays under 0.288")
        );
    }
}
