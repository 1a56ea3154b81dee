//! Expectations of an activation of two Gaussian pre-activations at once.

use crate::activation::Activation;
use crate::kernel::elementary::exp;
use crate::kernel::{SIXTEEN_NODES, abscissae, vectorize};

/// Expectations over Gaussian `u`, `v` of mean 0, to 1e-10 or better, kinks or not.
///
/// `v` given `u` is Gaussian, so the inner integral is one from kink to kink; what it leaves is smooth in `u`, on a
/// scale of `√(1 - c²)` beside a kink, and the outer panels are as narrow there.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::TwoInputs;
///
/// // The arc-cosine kernels (Cho & Saul 2009, equation 6) at an angle of 60 degrees.
/// let found = TwoInputs::new(Activation::Relu, [1.0, 1.0], 0.5);
/// let (pi, angle) = (std::f64::consts::PI, std::f64::consts::FRAC_PI_3);
/// assert!((found.product - (angle.sin() + (pi - angle) * 0.5) / (2.0 * pi)).abs() < 1e-13);
/// assert!((found.slope_product - (pi - angle) / (2.0 * pi)).abs() < 1e-13);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoInputs {
    /// `E[φ(u) φ(v)]`.
    pub product: f64,
    /// `E[φ'(u) φ'(v)]`: times `√(q_u q_v)` the derivative of `product` by the correlation (Price 1958).
    pub slope_product: f64,
    /// `E[(φ(u) - φ(v))²] / 2`, which is not lost in rounding where both are nearly the same.
    pub half_square: f64,
}

/// Beyond this many standard deviations less than 1e-22 of the mass is left.
const REACH: f64 = 10.0;

/// Panels for a stretch of one standard deviation, and of 1 of the activation's argument.
const PANELS: [f64; 2] = [0.5, 0.75];

/// Standard deviations from a kink after which it has been smoothed away.
const SMOOTHED: f64 = 9.0;

/// Panels from there to the kink.
const GRADES: i32 = 6;

impl TwoInputs {
    /// For pre-activations of these variances and this correlation, which is taken to lie in \[-1, 1\].
    pub fn new(activation: Activation, variances: [f64; 2], correlation: f64) -> Self {
        let correlation = correlation.clamp(-1.0, 1.0);
        Self::apart(activation, variances, correlation, (1.0 - correlation) * (1.0 + correlation))
    }

    /// As [`TwoInputs::new`], with what `1 - c²` is where `c` is too near to 1 to say.
    pub(super) fn apart(activation: Activation, variances: [f64; 2], correlation: f64, rest: f64) -> Self {
        let inner = Inner { activation, sigma: variances[1].sqrt(), correlation, spread: rest.sqrt() };
        let kinks = activation.kinks();
        let sigma = variances[0].sqrt();
        let mut outer = vec![-REACH, REACH];
        outer.extend(kinks.iter().map(|kink| kink / sigma));
        let width = inner.spread / correlation.abs();
        for kink in kinks.iter().map(|kink| kink / (inner.sigma * correlation)) {
            let grades = (-GRADES..=GRADES).map(|grade| f64::from(grade) * SMOOTHED / f64::from(GRADES));
            outer.extend(grades.map(|grade| kink + grade * width));
        }
        let mut points: Vec<[f64; 2]> = Vec::new();
        cut(&mut outer, sigma.max(inner.sigma), &mut points);
        let mut values: Vec<f64> = points.iter().map(|[x, _]| sigma * x).collect();
        let mut slopes = vec![0.0; values.len()];
        activation.apply_with_slopes(&mut values, &mut slopes);
        let mut scratch = Scratch::default();
        let mut sums = [0.0; 3];
        for (&[x, mass], (value, slope)) in points.iter().zip(values.into_iter().zip(slopes)) {
            let terms = inner.over(x, [value, slope], &kinks, &mut scratch);
            for (sum, term) in sums.iter_mut().zip(terms) {
                *sum += mass * term;
            }
        }
        let [product, slope_product, half_square] = sums;
        Self { product, slope_product, half_square }
    }
}

/// The second pre-activation, `σ (c x + s y)`.
struct Inner {
    activation: Activation,
    sigma: f64,
    correlation: f64,
    /// `√(1 - c²)`.
    spread: f64,
}

#[derive(Default)]
struct Scratch {
    ends: Vec<f64>,
    points: Vec<[f64; 2]>,
    values: Vec<f64>,
    slopes: Vec<f64>,
}

impl Inner {
    /// The expectations for a first input of place `x`, with this value and slope there.
    fn over(&self, x: f64, [value, slope]: [f64; 2], kinks: &[f64], scratch: &mut Scratch) -> [f64; 3] {
        let Scratch { ends, points, values, slopes } = scratch;
        let (mean, sigma) = (self.sigma * self.correlation * x, self.sigma * self.spread);
        if sigma == 0.0 {
            // Nothing is left to chance.
            *points = vec![[0.0, 1.0]];
        } else if points.is_empty() || !kinks.is_empty() {
            points.clear();
            ends.clear();
            ends.extend([-REACH, REACH]);
            ends.extend(kinks.iter().map(|kink| (kink - mean) / sigma));
            cut(ends, sigma, points);
        }
        values.clear();
        values.extend(points.iter().map(|[y, _]| sigma.mul_add(*y, mean)));
        slopes.resize(values.len(), 0.0);
        self.activation.apply_with_slopes(values, slopes);
        let mut sums = [0.0; 3];
        for ([_, mass], (other, other_slope)) in points.iter().zip(values.iter().zip(&*slopes)) {
            let apart = value - other;
            let terms = [value * other, slope * other_slope, 0.5 * apart * apart];
            for (sum, term) in sums.iter_mut().zip(terms) {
                *sum += mass * term;
            }
        }
        sums
    }
}

/// Nodes and masses of a standard normal number from end to end, in panels that suit an activation of so many
/// times it.
fn cut(ends: &mut Vec<f64>, sigma: f64, points: &mut Vec<[f64; 2]>) {
    ends.retain(|end| end.abs() <= REACH);
    ends.sort_by(f64::total_cmp);
    let panels = PANELS[0].max(PANELS[1] * sigma);
    for pair in ends.windows(2).filter(|pair| pair[0] < pair[1]) {
        let panels = ((pair[1] - pair[0]) * panels).ceil() as usize;
        points.extend(abscissae(&SIXTEEN_NODES, (pair[0], pair[1]), panels).map(|(y, weight)| [y, weight]));
    }
    let scale = std::f64::consts::TAU.sqrt().recip();
    vectorize(
        #[inline(always)]
        || points.iter_mut().for_each(|[y, weight]| *weight *= scale * exp(-0.5 * *y * *y)),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::{GaussianMoments, HermiteSeries};
    use std::f64::consts::PI;

    /// Correlations from one end to the other, and so near to 1 that kinks meet.
    const CORRELATIONS: [f64; 12] =
        [-1.0, -0.999_999, -0.7, 0.0, 1e-3, 0.3, 0.9, 0.99, 0.9999, 1.0 - 1e-7, 1.0 - 1e-10, 1.0];

    fn close(found: f64, expected: f64, what: &str) {
        assert!((found - expected).abs() <= 1e-11 * expected.abs().max(1.0), "{what}: {found} {expected}");
    }

    /// `E[max(0, u) max(0, v)]` for unit variances.
    fn arc_cosine(c: f64) -> f64 {
        let angle = c.acos();
        (((1.0 - c) * (1.0 + c)).sqrt() + (PI - angle) * c) / (2.0 * PI)
    }

    #[test]
    fn rectifiers_equal_the_arc_cosine_kernels() {
        for [u, v] in [[1.0, 1.0], [25.0, 1e-8]] {
            let scale = f64::sqrt(u * v);
            for c in CORRELATIONS {
                let relu = TwoInputs::new(Activation::Relu, [u, v], c);
                close(relu.product / scale, arc_cosine(c), "relu");
                // An angle near 0 has but half of the digits of its cosine, either way.
                let angle = ((1.0 - c) / 2.0).sqrt().asin() * 2.0;
                close(relu.slope_product, (PI - angle) / (2.0 * PI), "slopes of relu");
                // x = a |x| + b x, and E[|u| v] = 0: slope s makes (1 + s²) of ReLU's and -2s of its mirror's.
                let slope = 0.2;
                let leaky = TwoInputs::new(Activation::LeakyRelu { slope }, [u, v], c);
                let expected = (1.0 + slope * slope) * arc_cosine(c) - 2.0 * slope * arc_cosine(-c);
                close(leaky.product / scale, expected, "leaky relu");
            }
        }
    }

    #[test]
    fn sines_equal_their_closed_form() {
        // E[sin u sin v] = e^-(p+q)/2 sinh(c √pq), E[cos u cos v] likewise with cosh.
        for [p, q] in [[1.0, 1.0], [0.3, 4.0], [1e-8, 9.0], [12.0, 12.0]] {
            for c in CORRELATIONS {
                let found = TwoInputs::new(Activation::Sin, [p, q], c);
                let (damped, cross): (f64, f64) = (-(p + q) / 2.0, c * f64::sqrt(p * q));
                let [up, down] = [damped + cross, damped - cross].map(f64::exp);
                close(found.product, (up - down) / 2.0, "sin");
                close(found.slope_product, (up + down) / 2.0, "cos");
            }
        }
    }

    /// Of activations with kinks or without, for two variances, against so many terms of the series.
    fn equal_their_series(are_kinked: bool, variances: [f64; 2], terms: usize, correlations: [f64; 3]) {
        for activation in Activation::ALL.into_iter().filter(|a| a.kinks().is_empty() != are_kinked) {
            for q in variances {
                let series = HermiteSeries::new(activation, q, terms);
                for c in correlations {
                    let found = TwoInputs::new(activation, [q, q], c);
                    close(found.product, series.kernel(c), &format!("{activation} {q} {c}"));
                    let slope = q * found.slope_product;
                    close(slope, series.slope(c), &format!("slope of {activation} {q} {c}"));
                }
            }
        }
    }

    #[test]
    fn smooth_activations_equal_their_hermite_series() {
        equal_their_series(false, [0.01, 2.0], 200, [-0.8, 0.0, 0.9]);
    }

    #[test]
    fn kinked_activations_equal_their_hermite_series_where_it_converges() {
        equal_their_series(true, [0.01, 9.0], 128, [-0.7, 0.0, 0.7]);
    }

    #[test]
    fn equal_inputs_have_the_moments_of_one_and_a_product_and_its_rest_are_the_whole() {
        for activation in Activation::ALL {
            for q in [1e-8, 1.0, 12.0] {
                let one = GaussianMoments::new(activation, q);
                let found = TwoInputs::new(activation, [q, q], 1.0);
                close(found.product, one.second, &format!("{activation} {q}"));
                close(found.slope_product, one.slope_second, &format!("slope of {activation} {q}"));
                assert_eq!(found.half_square, 0.0);
                let found = TwoInputs::new(activation, [q, q], 0.999);
                close(found.product + found.half_square, one.second, &format!("{activation} {q}"));
            }
        }
    }

    #[test]
    fn small_differences_keep_their_digits() {
        // ½ E[(relu u - relu v)²] = ½ - K(c); with c = cos θ it is (θ - sin θ cos θ + π (1 - cos θ) ... ) / 2π.
        for gap in [1e-4f64, 1e-8, 1e-12] {
            let angle = 2.0 * (gap / 2.0).sqrt().asin();
            let found = TwoInputs::apart(Activation::Relu, [1.0, 1.0], 1.0 - gap, gap * (2.0 - gap));
            // ½ - K = (π (1 - c) + θ c - sin θ) / 2π, and θ c - sin θ = -θ³/3 + θ⁵/30 - ...
            let expected =
                (PI * gap - angle.powi(3) / 3.0 + angle.powi(5) / 30.0 - angle.powi(7) / 840.0) / (2.0 * PI);
            assert!((found.half_square / expected - 1.0).abs() < 1e-9, "{gap} {found:?} {expected}");
        }
    }
}
