//! Every unit standardised on data.

use std::fmt;

use crate::init::entry::{Entry, Kind, Listing};
use crate::init::{Distribution, Ensemble, InitError, Layer, Sight};
use crate::kernel::Real;
use crate::spec::{Spec, SpecError, SpecWriter};

/// Normal weights, then, layer after layer, each unit's weights divided by the standard deviation of
/// its pre-activations on data, and its bias set so that their mean is 0: the within-layer step of
/// Krähenbühl et al. It takes the place of the biases that were asked for.
///
/// A unit whose pre-activation is the same for all samples keeps its weights and is centred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataNormalised {
    /// Samples looked at; all if there are fewer, or if it is not given.
    pub batch: Option<usize>,
}

/// Roundings of a mean that its unit's spread must pass to be one.
const ROUNDINGS: f64 = 16.0;

impl Entry for DataNormalised {
    const LISTINGS: &'static [Listing] = &[Listing {
        name: "data-normalised",
        kind: Kind::Data,
        keys: "batch=all",
        about: "normal, then each unit scaled and shifted to mean 0, variance 1 on the data",
        source: "Krähenbühl et al. 2016, algorithm 1",
    }];

    fn read(_: &'static str, spec: &mut Spec) -> Result<Self, SpecError> {
        Ok(Self { batch: spec.count_or_all("batch")? })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        SpecWriter::new(f, "data-normalised").count_or_all("batch", self.batch).finish()
    }

    fn ensemble(&self, layer: Layer) -> Result<Ensemble, InitError> {
        // Any scale would do; this one keeps products of wide layers within the range of numbers.
        let std = (layer.fans.fan_in as f64).sqrt().recip();
        Ok(Ensemble::of(layer, Distribution::Normal.law(std)))
    }

    fn sets_bias(&self) -> bool {
        true
    }

    fn sets_scale(&self) -> bool {
        true
    }

    fn batch(&self) -> usize {
        self.batch.unwrap_or(usize::MAX)
    }

    fn adapt<T: Real>(&self, _: Layer, Sight { products, weights, bias, .. }: Sight<'_, T>) {
        let units = bias.len();
        let samples = (products.len() / units) as f64;
        let mut means = vec![0.0; units];
        for row in products.chunks(units) {
            for (mean, product) in means.iter_mut().zip(row) {
                *mean += product.to_f64() / samples;
            }
        }
        let mut variances = vec![0.0; units];
        for row in products.chunks(units) {
            for ((variance, mean), product) in variances.iter_mut().zip(&means).zip(row) {
                *variance += (product.to_f64() - mean).powi(2) / samples;
            }
        }
        // What is left of equal numbers is rounding.
        let rounding = ROUNDINGS * T::EPSILON.to_f64();
        let factor = |(variance, mean): (f64, &f64)| {
            let std = variance.sqrt();
            if std > rounding * mean.abs() && std.is_finite() { 1.0 / std } else { 1.0 }
        };
        let factors: Vec<f64> = variances.into_iter().zip(&means).map(factor).collect();
        for row in weights.chunks_mut(units) {
            for (weight, factor) in row.iter_mut().zip(&factors) {
                *weight = T::from_f64(weight.to_f64() * factor);
            }
        }
        for ((bias, mean), factor) in bias.iter_mut().zip(means).zip(factors) {
            *bias = T::from_f64(-mean * factor);
        }
    }
}
