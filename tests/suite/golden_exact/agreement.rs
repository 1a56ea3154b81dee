//! When two numbers are the same up to the rounding of two implementations.
//!
//! Let no value of a layer be off by more than `t` times the layer's root mean square. Values
//! have that floor because sums of products cancel; it also covers the far left tail of gelu and
//! gelu-tanh, where the file's 1 + erf and 1 + tanh keep no digit. Then by the triangle
//! inequality mean, standard deviations and the root mean squares within and between units are
//! off by at most `t rms`. The signal share is a quotient of two squares of them and at most 1:
//! it is off by `4 t rms / std` at first order. Kurtosis is (|d|₄ / |d|₂)⁴ of deviations d with
//! |d|₄ ≥ |d|₂ (means of powers): each norm is off by `2 t rms / std` of itself, by an error of
//! the values and one of their mean, the quotient by twice and its power by eight times that.
//! A cosine has two unit vectors, each off by `2 t rms / |z|` with |z| the root mean square of
//! its sample: `4 t rms / |z|` of the smallest sample in all.

use initscope::activation::Activation;
use initscope::kernel::Real;
use initscope::network::{Observation, Quantity};

use crate::golden_exact::file::{Expected, Layer};

/// Two numbers and how far they may be apart.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub what: String,
    pub found: f64,
    pub expected: f64,
    pub bound: f64,
}

impl Comparison {
    /// Whether the numbers agree.
    pub(crate) fn holds(&self) -> bool {
        (self.found - self.expected).abs() <= self.bound
    }
}

/// Root mean square.
fn rms(values: &[f64]) -> f64 {
    (values.iter().map(|x| x * x).sum::<f64>() / values.len() as f64).sqrt()
}

/// Compares every layer of a network.
pub(crate) fn compare<T: Real>(network: &Expected, seen: &[Observation], tolerance: f64) -> Vec<Comparison> {
    let of = |quantity| seen.iter().filter(move |observation| observation.quantity == quantity);
    let layers = network.layers.iter().zip(of(Quantity::PreActivation)).zip(of(Quantity::Activation));
    let mut comparisons = Vec::new();
    for ((layer, pre), post) in layers {
        let name = |what: &str| format!("{} layer {}: {what}", network.activation, post.layer);
        let values = post.corner.as_ref().expect("all layers show their values");
        let samples = values.nrows();
        for (what, found, bound) in statistics(layer, samples, pre, post, tolerance) {
            let found = found.unwrap_or_else(|| panic!("{} is undefined", name(what)));
            let zeros = underflowing::<T>(network.activation, &layer.pre_activation);
            let expected = zeros.filter(|_| what == "zero_fraction").unwrap_or_else(|| layer.stat(what));
            comparisons.push(Comparison { what: name(what), found, expected, bound });
        }
        assert_eq!(values.len(), layer.activation.len());
        for (&found, &expected) in values.iter().zip(&layer.activation) {
            let bound = tolerance * expected.abs().max(rms(&layer.activation));
            comparisons.push(Comparison { what: name("value"), found, expected, bound });
        }
    }
    comparisons
}

/// Each statistic of the file with ours and the bound on their distance.
fn statistics(
    layer: &Layer,
    samples: usize,
    pre: &Observation,
    post: &Observation,
    tolerance: f64,
) -> [(&'static str, Option<f64>, f64); 11] {
    let (before, after) = (&pre.summary, &post.summary);
    let (pre_bound, bound) = (tolerance * rms(&layer.pre_activation), tolerance * rms(&layer.activation));
    let units = layer.activation.len() / samples;
    let smallest = layer.activation.chunks(units).map(rms).fold(f64::INFINITY, f64::min);
    let kurtosis = layer.stat("pre_excess_kurtosis") + 3.0;
    // Shares are counted, exactly up to the rounding of one division.
    let counted = 2.0 * f64::EPSILON;
    [
        ("mean", after.mean, bound),
        ("std", after.std, bound),
        ("pre_std", before.std, pre_bound),
        ("zero_fraction", after.zero_fraction, counted),
        ("saturated_fraction", after.saturated_fraction, counted),
        ("dead_unit_fraction", after.dead_unit_fraction, counted),
        ("signal_share", after.signal_share, 4.0 * bound / layer.stat("std")),
        ("mean_cosine", after.mean_cosine, 4.0 * bound / smallest),
        ("unit_mean_std", after.unit_mean_std, bound),
        ("within_unit_std", after.within_unit_std, bound),
        ("pre_excess_kurtosis", before.excess_kurtosis, 16.0 * kurtosis * pre_bound / layer.stat("pre_std")),
    ]
}

/// Share of values that the precision cannot tell from 0, for gelu and gelu-tanh: the zeros in
/// the file are those of its 1 + erf and 1 + tanh. Far to the left gelu is x Phi(x), and
/// gelu-tanh is x e^(2u) with its tanh's argument u.
fn underflowing<T: Real>(activation: Activation, xs: &[f64]) -> Option<f64> {
    let value = |x: f64| match activation {
        Activation::Gelu => Some(x * 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)),
        Activation::GeluTanh => {
            let u = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x * x * x);
            Some(x * (2.0 * u.min(0.0)).exp())
        }
        _ => None,
    };
    let values: Vec<f64> = xs.iter().map(|&x| value(x)).collect::<Option<_>>()?;
    let zeros = values.iter().filter(|&&value| T::from_f64(value) == T::ZERO).count();
    Some(zeros as f64 / xs.len() as f64)
}
