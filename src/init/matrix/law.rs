//! The distribution that independent weights are drawn from.

use rayon::prelude::*;

use super::truncated::StandardTruncated;
use crate::kernel::gaussian::normal_cdf;
use crate::kernel::{Real, vectorize};
use crate::noise::{CHUNK, Stream};

/// Weights from which on one matrix is filled by several threads.
const PARALLEL_WEIGHTS: usize = 1 << 18;

/// A distribution with every parameter resolved: what a scheme comes to for given fans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// Every weight is this number.
    Constant(f64),
    /// Uniform on `[low, high)`.
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// `N(mean, std²)`.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        std: f64,
    },
    /// `mean + sigma · Z` with `Z` standard normal cut to an interval.
    TruncatedNormal {
        /// Mean of the normal law that is cut.
        mean: f64,
        /// Standard deviation of the normal law that is cut.
        sigma: f64,
        /// The cut, in units of sigma from the mean.
        cut: StandardTruncated,
    },
}

impl Law {
    /// Expected weight.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform { low, high } => 0.5 * low + 0.5 * high,
            Self::Normal { mean, .. } => *mean,
            Self::TruncatedNormal { mean, sigma, cut } => mean + sigma * cut.mean(),
        }
    }

    /// Standard deviation of the weights.
    pub fn std(&self) -> f64 {
        match self {
            Self::Constant(_) => 0.0,
            Self::Uniform { low, high } => (high - low) / 12f64.sqrt(),
            Self::Normal { std, .. } => *std,
            Self::TruncatedNormal { sigma, cut, .. } => sigma * cut.std(),
        }
    }

    /// Fills chunk by chunk, each from its own noise.
    pub(crate) fn fill<T: Real>(&self, stream: &Stream, weights: &mut [T]) {
        let fill = |(chunk, weights): (usize, &mut [T])| self.fill_chunk(stream, chunk as u64, weights);
        if weights.len() < PARALLEL_WEIGHTS {
            weights.chunks_mut(CHUNK).enumerate().for_each(fill);
        } else {
            weights.par_chunks_mut(CHUNK).enumerate().for_each(fill);
        }
    }

    /// Distribution function: the probability of a weight of at most `x`.
    ///
    /// ```
    /// use initscope::init::{Init, Layer};
    ///
    /// let he: Init = "he-normal".parse().unwrap();
    /// let law = he.ensemble(Layer::linear(50, 10)).unwrap().law().unwrap();
    /// // Its standard deviation is 0.2: Phi(-1) = 0.1586...
    /// assert!((law.cumulative(-0.2) / 0.158655253931457 - 1.0).abs() < 1e-14);
    /// ```
    pub fn cumulative(&self, x: f64) -> f64 {
        let step_at = |value: f64| f64::from(u8::from(x >= value));
        match *self {
            Self::Constant(value) => step_at(value),
            Self::Uniform { low, high } if low == high => step_at(low),
            Self::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Self::Normal { mean, std: 0.0 } | Self::TruncatedNormal { mean, sigma: 0.0, .. } => step_at(mean),
            Self::Normal { mean, std } => normal_cdf((x - mean) / std),
            Self::TruncatedNormal { mean, sigma, cut } => cut.cumulative((x - mean) / sigma),
        }
    }

    /// The probability of a weight above `x`, without the cancellation of `1 - cumulative(x)`.
    ///
    /// ```
    /// use initscope::init::Law;
    ///
    /// // scipy.stats.norm.sf(10)
    /// let tail = Law::Normal { mean: 0.0, std: 1.0 }.survival(10.0);
    /// assert!((tail / 7.619853024160527e-24 - 1.0).abs() < 1e-14);
    /// ```
    pub fn survival(&self, x: f64) -> f64 {
        match *self {
            Self::Normal { mean, std } if std > 0.0 => normal_cdf((mean - x) / std),
            Self::TruncatedNormal { mean, sigma, cut } if sigma > 0.0 => {
                cut.mirrored().cumulative((mean - x) / sigma)
            }
            _ => 1.0 - self.cumulative(x),
        }
    }

    /// The ends that no weight leaves; infinite for the normal law.
    pub fn bounds(&self) -> (f64, f64) {
        match *self {
            Self::Constant(value) => (value, value),
            Self::Uniform { low, high } => (low, high),
            Self::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Self::TruncatedNormal { mean, sigma, cut } => {
                (mean + sigma * cut.low(), mean + sigma * cut.high())
            }
        }
    }

    /// `E((w - mean)^order) / std^order` of a weight w, for even orders; NaN for constants. The one of
    /// order 4 is the kurtosis.
    ///
    /// ```
    /// use initscope::init::Law;
    ///
    /// assert_eq!(Law::Normal { mean: 5.0, std: 0.1 }.standardised_moment(4), 3.0);
    /// assert!((Law::Uniform { low: 0.0, high: 9.0 }.standardised_moment(4) - 1.8).abs() < 1e-14);
    /// ```
    pub fn standardised_moment(&self, order: u32) -> f64 {
        match self {
            Self::Constant(_) => f64::NAN,
            Self::Uniform { .. } => 3f64.powi(order.cast_signed() / 2) / f64::from(order + 1),
            // (order - 1) (order - 3) ... 3 · 1.
            Self::Normal { .. } => (1..order).step_by(2).map(f64::from).product(),
            Self::TruncatedNormal { cut, .. } => cut.standardised_moment(order),
        }
    }

    /// Fills `out`, the `chunk`-th run of [`CHUNK`] weights (or a part of it from its start).
    ///
    /// Noise is the stream's, in single precision, scaled in double precision and rounded once:
    /// `f32` weights are the `f64` weights rounded.
    ///
    /// # Panics
    ///
    /// If `out` is longer than [`CHUNK`].
    pub fn fill_chunk<T: Real>(&self, stream: &Stream, chunk: u64, out: &mut [T]) {
        let mut noise = [0.0f32; CHUNK];
        let noise = &mut noise[..out.len()];
        match *self {
            Self::Constant(value) => out.fill(T::from_f64(value)),
            Self::Uniform { low, high } => {
                stream.uniform_chunk(chunk, noise);
                shift_and_scale(noise, low, high - low, out);
            }
            Self::Normal { mean, std } => {
                stream.normal_chunk(chunk, noise);
                shift_and_scale(noise, mean, std, out);
            }
            Self::TruncatedNormal { mean, sigma, cut } => {
                let mut rng = stream.rng(chunk);
                for weight in out {
                    *weight = T::from_f64(mean + sigma * cut.sample(&mut rng));
                }
            }
        }
    }
}

fn shift_and_scale<T: Real>(noise: &[f32], shift: f64, scale: f64, out: &mut [T]) {
    vectorize(
        #[inline(always)]
        || {
            for (weight, &z) in out.iter_mut().zip(noise) {
                *weight = T::from_f64(shift + scale * f64::from(z));
            }
        },
    );
}
