//! The correlation of two inputs from layer to layer.

use super::{HermiteSeries, Stability, TwoInputs, VarianceMap, Variances};
use crate::activation::Activation;

/// The map `q c' = sigma_w² E[φ(√q z) φ(√q z')] + sigma_b²` of the correlation `c` of two inputs' pre-activations,
/// both of the variance `q` of a fixed point (Poole et al. 2016, equations 5 and 6).
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::{CorrelationMap, Stability, VarianceMap, Variances};
///
/// // Poole et al. (2016): tanh with sigma_w = 2.5 and sigma_b = 0.3 pulls equal inputs apart.
/// let (tanh, variances) = (VarianceMap::new(Activation::Tanh), Variances { weights: 6.25, biases: 0.09 });
/// let q = tanh.settles(variances, 1.0).unwrap().variance;
/// let map = CorrelationMap::new(&tanh, variances, q);
/// let point = map.fixed_point();
/// assert!((q - 4.079).abs() < 5e-4 && (point.correlation - 0.122).abs() < 5e-4);
/// assert!(point.stability() == Stability::Attracts && map.chi() > 1.0);
/// assert!((map.next(0.122) - 0.122).abs() < 5e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationMap {
    activation: Activation,
    variances: Variances,
    /// Of the pre-activations.
    variance: f64,
    second: f64,
    slope_second: f64,
}

/// A correlation that layers keep and to which others go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedCorrelation {
    /// `c*`.
    pub correlation: f64,
    /// The map's slope there.
    pub slope: f64,
}

impl FixedCorrelation {
    /// What becomes of a small deviation.
    pub fn stability(&self) -> Stability {
        Stability::of_slope(self.slope)
    }
}

/// By how much the terms of a series that are left out may move a correlation.
const RESOLUTION: f64 = 1e-13;

/// A step of Newton's method that is the last one.
const SETTLED: f64 = 1e-12;

/// Steps of Newton's method at most: at the critical line, where the root is double, each halves the distance.
const STEPS: usize = 100;

/// Terms of the Hermite series, doubled until no more matter; how many at most.
const TERMS: [usize; 2] = [16, 256];

impl CorrelationMap {
    /// For pre-activations of variance `q`, a fixed point of the variance map for these variances.
    pub fn new(map: &VarianceMap, variances: Variances, q: f64) -> Self {
        let moments = map.moments(q);
        Self {
            activation: map.activation(),
            variances,
            variance: q,
            second: moments.second,
            slope_second: moments.slope_second,
        }
    }

    /// Correlation in the next layer.
    pub fn next(&self, correlation: f64) -> f64 {
        self.after(self.two_inputs(correlation).product)
    }

    /// The map's slope.
    pub fn slope(&self, correlation: f64) -> f64 {
        self.variances.weights * self.two_inputs(correlation).slope_product
    }

    /// `chi_1`, the slope at 1: above it equal inputs are pulled apart, below they stay together.
    pub fn chi(&self) -> f64 {
        self.variances.weights * self.slope_second
    }

    fn two_inputs(&self, correlation: f64) -> TwoInputs {
        TwoInputs::new(self.activation, [self.variance; 2], correlation)
    }

    fn after(&self, kernel: f64) -> f64 {
        self.variances.after(kernel) / self.variances.after(self.second)
    }

    /// The correlation `c*` to which all others from 0 to 1 go: 1 where `chi_1` is at most 1, else less. There is
    /// no other but 1 itself, as the map is a power series without negative coefficients and so bends upwards.
    pub fn fixed_point(&self) -> FixedCorrelation {
        let chi = self.chi();
        if Stability::of_slope(chi) != Stability::Repels || self.variance == 0.0 {
            return FixedCorrelation { correlation: 1.0, slope: chi };
        }
        // From the left, Newton's method on a function that bends upwards goes to its first root and not beyond.
        let [first, most] = TERMS;
        let mut series = HermiteSeries::new(self.activation, self.variance, first);
        let scale = self.variances.weights / self.variances.after(self.second);
        let mut fixed = FixedCorrelation { correlation: 0.0, slope: chi };
        let mut terms = first;
        loop {
            fixed = newton(fixed.correlation, |c| [self.after(series.kernel(c)), scale * series.slope(c)]);
            if scale * series.rest(fixed.correlation) <= RESOLUTION * (1.0 - fixed.slope) {
                return fixed;
            }
            if terms == most {
                break;
            }
            terms *= 2;
            series.extend(terms);
        }
        newton(fixed.correlation, |c| {
            let TwoInputs { product, slope_product, .. } = self.two_inputs(c);
            [self.after(product), self.variances.weights * slope_product]
        })
    }
}

/// The first fixed point from `from` on, left of all, of a map given with its slope.
fn newton(from: f64, map: impl Fn(f64) -> [f64; 2]) -> FixedCorrelation {
    let mut correlation = from;
    for _ in 0..STEPS {
        let [next, slope] = map(correlation);
        let step = (next - correlation) / (1.0 - slope);
        // At the root, rounding points anywhere.
        if step.is_nan() || slope >= 1.0 || step <= SETTLED {
            return FixedCorrelation { correlation, slope };
        }
        correlation = (correlation + step).min(1.0);
    }
    FixedCorrelation { correlation, slope: map(correlation)[1] }
}
