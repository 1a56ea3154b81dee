//! Normalization between the weighted sums of a layer and its activation.

use std::fmt;
use std::str::FromStr;

use crate::kernel::{Real, vectorize};
use crate::spec::{Spec, SpecError, SpecWriter};

/// What is added to a variance before its root is taken, unless a study says otherwise.
const EPS: f64 = 1e-5;

/// How the weighted sums `z = x · W + b` of a layer are normalised before its activation.
///
/// `z` becomes `γ (z - μ) / sqrt(σ² + eps) + β` with mean `μ` and variance `σ²` (ddof 0) of the group
/// that `z` belongs to; the scale `γ` of each unit starts at 1 and its shift `β` at 0, and both are
/// learned. `eps` is 1e-5 by default, as in PyTorch; the textbook's script has 1e-6.
///
/// ```
/// use initscope::network::Norm;
///
/// assert_eq!("batch".parse(), Ok(Norm::Batch { eps: 1e-5 }));
/// assert_eq!(Norm::Batch { eps: 1e-6 }.to_string(), "batch:eps=1e-6");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Norm {
    /// Sums are left as they are.
    #[default]
    None,
    /// Of each unit over the samples of a batch (Ioffe & Szegedy 2015, algorithm 1).
    Batch {
        /// Added to the variance.
        eps: f64,
    },
    /// Of each sample over the units of the layer (Ba, Kiros & Hinton 2016, equation 4).
    Layer {
        /// Added to the variance.
        eps: f64,
    },
}

/// What a normalization leaves behind for the way back.
#[derive(Clone, Debug)]
pub(crate) struct Normalised<T> {
    /// `(z - μ) / sqrt(σ² + eps)`, samples by units.
    values: Vec<T>,
    /// `1 / sqrt(σ² + eps)` of each group.
    inverse: Vec<T>,
    /// `μ` and `σ²` of each group.
    pub(crate) mean: Vec<f64>,
    pub(crate) variance: Vec<f64>,
}

impl<T> Default for Normalised<T> {
    fn default() -> Self {
        Self { values: Vec::new(), inverse: Vec::new(), mean: Vec::new(), variance: Vec::new() }
    }
}

impl Norm {
    /// Normalises whole rows of as many units as `scale` and `shift` have.
    pub(crate) fn apply<T: Real>(self, rows: &mut [T], scale: &[T], shift: &[T], kept: &mut Normalised<T>) {
        let units = scale.len();
        let eps = match self {
            Self::None => return,
            Self::Batch { eps } | Self::Layer { eps } => eps,
        };
        self.moments(rows, units, kept);
        kept.inverse.clear();
        kept.inverse.extend(kept.variance.iter().map(|variance| T::from_f64(1.0 / (variance + eps).sqrt())));
        kept.values.resize(rows.len(), T::ZERO);
        let Normalised { values, inverse, mean, .. } = kept;
        let mean: Vec<T> = mean.iter().map(|mean| T::from_f64(*mean)).collect();
        let by_unit = matches!(self, Self::Batch { .. });
        vectorize(
            #[inline(always)]
            || {
                let pairs = rows.chunks_exact_mut(units).zip(values.chunks_exact_mut(units));
                for (sample, (row, values)) in pairs.enumerate() {
                    for unit in 0..units {
                        let group = if by_unit { unit } else { sample };
                        values[unit] = (row[unit] - mean[group]) * inverse[group];
                        row[unit] = values[unit].mul_add(scale[unit], shift[unit]);
                    }
                }
            },
        );
    }

    /// Means and variances of the groups, in `f64`.
    fn moments<T: Real>(self, rows: &[T], units: usize, kept: &mut Normalised<T>) {
        let samples = rows.len() / units;
        let (groups, members) = match self {
            Self::Batch { .. } => (units, samples),
            _ => (samples, units),
        };
        let Normalised { mean, variance, .. } = kept;
        for sums in [&mut *mean, &mut *variance] {
            sums.clear();
            sums.resize(groups, 0.0);
        }
        let by_unit = matches!(self, Self::Batch { .. });
        let share = 1.0 / members as f64;
        vectorize(
            #[inline(always)]
            || {
                for (sample, row) in rows.chunks_exact(units).enumerate() {
                    for (unit, z) in row.iter().enumerate() {
                        mean[if by_unit { unit } else { sample }] += z.to_f64();
                    }
                }
                for mean in mean.iter_mut() {
                    *mean *= share;
                }
                for (sample, row) in rows.chunks_exact(units).enumerate() {
                    for (unit, z) in row.iter().enumerate() {
                        let group = if by_unit { unit } else { sample };
                        let distance = z.to_f64() - mean[group];
                        variance[group] += distance * distance;
                    }
                }
                for variance in variance.iter_mut() {
                    *variance *= share;
                }
            },
        );
    }

    /// Normalises whole rows by means and variances of the units that were collected before.
    pub(crate) fn apply_collected<T: Real>(
        self,
        rows: &mut [T],
        [scale, shift]: [&[T]; 2],
        [mean, variance]: [&[f64]; 2],
    ) {
        let Self::Batch { eps } = self else { return };
        let units = scale.len();
        let inverse: Vec<T> =
            variance.iter().map(|variance| T::from_f64(1.0 / (variance + eps).sqrt())).collect();
        let mean: Vec<T> = mean.iter().map(|mean| T::from_f64(*mean)).collect();
        for row in rows.chunks_exact_mut(units) {
            for unit in 0..units {
                row[unit] = ((row[unit] - mean[unit]) * inverse[unit]).mul_add(scale[unit], shift[unit]);
            }
        }
    }

    /// Gradients by normalised rows become those by the rows before; those by scale and shift are
    /// stored in `scale_gradient` and `shift_gradient`.
    ///
    /// With `d = γ g`: `(d - mean(d) - x̂ mean(d x̂)) / sqrt(σ² + eps)`, means over the group.
    pub(crate) fn back<T: Real>(
        self,
        gradient: &mut [T],
        scale: &[T],
        kept: &Normalised<T>,
        scale_gradient: &mut [T],
        shift_gradient: &mut [T],
    ) {
        if self == Self::None {
            return;
        }
        let units = scale.len();
        let by_unit = matches!(self, Self::Batch { .. });
        let groups = kept.inverse.len();
        let share = T::from_f64(1.0 / (gradient.len() / groups) as f64);
        let (mut mean, mut mean_along) = (vec![T::ZERO; groups], vec![T::ZERO; groups]);
        scale_gradient.fill(T::ZERO);
        shift_gradient.fill(T::ZERO);
        vectorize(
            #[inline(always)]
            || {
                let pairs = gradient.chunks_exact_mut(units).zip(kept.values.chunks_exact(units));
                for (sample, (row, values)) in pairs.enumerate() {
                    for unit in 0..units {
                        let group = if by_unit { unit } else { sample };
                        shift_gradient[unit] += row[unit];
                        scale_gradient[unit] += row[unit] * values[unit];
                        row[unit] *= scale[unit];
                        mean[group] += row[unit];
                        mean_along[group] += row[unit] * values[unit];
                    }
                }
                for (mean, along) in mean.iter_mut().zip(&mut mean_along) {
                    *mean *= share;
                    *along *= share;
                }
                let pairs = gradient.chunks_exact_mut(units).zip(kept.values.chunks_exact(units));
                for (sample, (row, values)) in pairs.enumerate() {
                    for unit in 0..units {
                        let group = if by_unit { unit } else { sample };
                        row[unit] = (row[unit] - mean[group] - values[unit] * mean_along[group])
                            * kept.inverse[group];
                    }
                }
            },
        );
    }
}

/// Reads `none`, `batch`, `layer:eps=1e-6`.
impl FromStr for Norm {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut spec = Spec::parse("norm", text)?;
        let norm = match spec.name() {
            "none" => Self::None,
            "batch" => Self::Batch { eps: spec.positive("eps", EPS)? },
            "layer" => Self::Layer { eps: spec.positive("eps", EPS)? },
            _ => return Err(spec.unknown_name(["none", "batch", "layer"])),
        };
        spec.finish()?;
        Ok(norm)
    }
}

/// Prints the canonical form; reading it gives the same normalization.
impl fmt::Display for Norm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::None => f.write_str("none"),
            Self::Batch { eps } => SpecWriter::new(f, "batch").number("eps", eps, EPS).finish(),
            Self::Layer { eps } => SpecWriter::new(f, "layer").number("eps", eps, EPS).finish(),
        }
    }
}
