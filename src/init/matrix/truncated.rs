//! The normal law cut to an interval.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, Exp1, StandardNormal};

use crate::kernel::gaussian::{normal_cdf, tail_ratio};
use crate::kernel::integrate;

/// The standard normal law cut to `[low, high]`: exact draws and moments however far in a tail.
///
/// Draws: Robert (1995), "Simulation of truncated normal variables", Statistics and Computing
/// 5, 121-125: rejection from the normal, the uniform or the shifted exponential law,
/// whichever accepts most. Moments: quadrature of the density relative to its largest value,
/// as the usual formula with `Φ(high) - Φ(low)` cancels in the tails.
///
/// ```
/// use initscope::init::StandardTruncated;
///
/// // Cutting at two sigmas leaves a standard deviation of 0.8796.
/// let cut = StandardTruncated::new(-2.0, 2.0).unwrap();
/// assert!((cut.std() - 0.879_625_661_034_239_8).abs() < 1e-12);
/// assert!(cut.mean().abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StandardTruncated {
    low: f64,
    high: f64,
}

impl StandardTruncated {
    /// The cut of Keras and JAX.
    pub const TWO_SIGMAS: Self = Self { low: -2.0, high: 2.0 };

    /// Standard deviation of [`Self::TWO_SIGMAS`].
    pub const TWO_SIGMAS_STD: f64 = 0.879_625_661_034_239_8;

    /// `None` unless `low < high` and both are finite.
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low < high && low.is_finite() && high.is_finite()).then_some(Self { low, high })
    }

    /// The law of the negative number.
    pub(crate) fn mirrored(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }

    /// Lower end.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Upper end.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Mean.
    pub fn mean(&self) -> f64 {
        self.moments().0
    }

    /// Standard deviation.
    pub fn std(&self) -> f64 {
        self.moments().1
    }

    /// The point of `[low, high]` where the density is largest.
    fn mode(&self) -> f64 {
        0.0f64.clamp(self.low, self.high)
    }

    /// Mean and standard deviation.
    fn moments(&self) -> (f64, f64) {
        let [mass, moment] = self.integrate(|y| [1.0, y]);
        let mean = moment / mass;
        let [square] = self.integrate(|y| [(y - mean) * (y - mean)]);
        (self.mode() + mean, (square / mass).sqrt())
    }

    /// `E((Z - mean)^order) / std^order`.
    pub fn standardised_moment(&self, order: u32) -> f64 {
        let (mean, std) = self.moments();
        let apart = mean - self.mode();
        let [mass, moment] = self.integrate(|y| [1.0, ((y - apart) / std).powi(order.cast_signed())]);
        moment / mass
    }

    /// Integrals against the density relative to the mode's, by distance from the mode.
    fn integrate<const N: usize>(&self, f: impl Fn(f64) -> [f64; N]) -> [f64; N] {
        let mode = self.mode();
        // The density relative to the mode's is e^(-y (y + 2 mode) / 2) at distance y.
        let weight = |y: f64| (-0.5 * y * (y + 2.0 * mode)).exp();
        // Beyond this distance less than e^-40 of the mass is left.
        let reach = 80.0 / (mode.abs() + mode.hypot(80f64.sqrt()));
        let ends = ((self.low - mode).max(-reach), (self.high - mode).min(reach));
        integrate(ends, PANELS, |y| f(y).map(|value| value * weight(y)))
    }

    /// Distribution function: exact at both ends, with full relative accuracy on the left of the
    /// normal law's middle, however far in a tail the cut lies.
    pub fn cumulative(&self, z: f64) -> f64 {
        let Self { low, high } = *self;
        let z = z.clamp(low, high);
        if low > 0.0 {
            (1.0 - tail_ratio(low, z)) / (1.0 - tail_ratio(low, high))
        } else if high < 0.0 {
            let all = tail_ratio(-high, -low);
            (tail_ratio(-high, -z) - all) / (1.0 - all)
        } else {
            let below = normal_cdf(low);
            (normal_cdf(z) - below) / (normal_cdf(high) - below)
        }
    }

    /// Draws one number.
    pub fn sample<R: Rng>(&self, rng: &mut R) -> f64 {
        if self.high <= 0.0 {
            return -self.mirrored().sample(rng);
        }
        let width = self.high - self.low;
        if self.low > 0.0 {
            // sqrt(low² + 4) and low² - low · root, without overflow or cancellation far out.
            let root = self.low.hypot(2.0);
            // Robert (1995), section 2.2: from this width on the exponential accepts more.
            let wide = 2.0 / (self.low + root) * (0.5 - self.low / (self.low + root)).exp();
            if width > wide {
                return self.sample_tail((self.low + root) / 2.0, rng);
            }
        } else if width > (2.0 * std::f64::consts::PI).sqrt() {
            return self.sample_from_normal(rng);
        }
        self.sample_from_uniform(rng)
    }

    fn sample_from_normal<R: Rng>(&self, rng: &mut R) -> f64 {
        loop {
            let x: f64 = StandardNormal.sample(rng);
            if self.low <= x && x <= self.high {
                return x;
            }
        }
    }

    fn sample_from_uniform<R: Rng>(&self, rng: &mut R) -> f64 {
        let mode = self.mode();
        loop {
            let x = self.low + (self.high - self.low) * rng.random::<f64>();
            if rng.random::<f64>() <= (0.5 * (mode - x) * (mode + x)).exp() {
                return x;
            }
        }
    }

    fn sample_tail<R: Rng>(&self, rate: f64, rng: &mut R) -> f64 {
        loop {
            let step: f64 = Exp1.sample(rng);
            let x = self.low + step / rate;
            let miss = x - rate;
            if x <= self.high && rng.random::<f64>() <= (-0.5 * miss * miss).exp() {
                return x;
            }
        }
    }
}

/// Panels that integrate the smooth densities here to rounding.
const PANELS: usize = 256;

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_xoshiro::Xoshiro256PlusPlus;

    use super::*;

    fn cut(low: f64, high: f64) -> StandardTruncated {
        StandardTruncated::new(low, high).unwrap()
    }

    #[test]
    fn std_of_symmetric_cuts_equals_the_closed_form() {
        // sqrt(1 - 2 c phi(c) / (2 Phi(c) - 1)), evaluated to 16 digits elsewhere.
        let cases = [
            (1.0, 0.539_560_093_754_896_8),
            (1.5, 0.742_646_898_439_326_4),
            (2.0, 0.879_625_661_034_239_8),
            (2.5, 0.954_597_486_345_4),
            (3.0, 0.986_578_392_558_1),
        ];
        for (c, expected) in cases {
            assert!((cut(-c, c).std() - expected).abs() < 1e-12, "{c}");
        }
        assert!((StandardTruncated::TWO_SIGMAS.std() - StandardTruncated::TWO_SIGMAS_STD).abs() < 1e-14);
        assert!((cut(-30.0, 30.0).std() - 1.0).abs() < 1e-13);
    }

    #[test]
    fn moments_in_a_far_tail_follow_the_asymptotic_series() {
        // For a tail beyond a: mean - a = 1/a - 2/a^3 + 10/a^5 - 74/a^7 + O(a^-9).
        let a = 40.0f64;
        let expected = a.recip() - 2.0 * a.powi(-3) + 10.0 * a.powi(-5) - 74.0 * a.powi(-7);
        assert!((cut(a, 2.0 * a).mean() - a - expected).abs() < 1e4 * a.powi(-9));
        assert!((cut(-2.0 * a, -a).mean() + a + expected).abs() < 1e4 * a.powi(-9));
        // A sliver of a tail is nearly uniform.
        assert!((cut(5.0, 5.0 + 1e-6).std() / (1e-6 / 12f64.sqrt()) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn draws_however_far_out_come_at_once_and_stay_inside() {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        for (low, high) in
            [(1e9, 1e9 + 1e-6), (1e10, 2e10), (1e200, 2e200), (-2e300, -1e300), (-1e300, 1e300)]
        {
            let law = cut(low, high);
            let x = law.sample(&mut rng);
            assert!(low <= x && x <= high && law.std().is_finite(), "{low} {high} {x}");
        }
    }

    #[test]
    fn draws_follow_the_law_in_every_branch() {
        // Kolmogorov-Smirnov against the integrated density, alpha = 1e-6 a case: critical
        // value sqrt(-ln(alpha/2)/2)/sqrt(n) = 0.019. The control shifts the draws by a tenth of
        // their standard deviation, a distance of at least 0.1 / sqrt 12 = 0.029.
        let n = 20_000;
        let critical = (-(0.5e-6f64).ln() / 2.0).sqrt() / f64::from(n).sqrt();
        let cases = [
            (-2.0, 2.0),
            (-0.5, 0.7),
            (0.0, 2.0),
            (1.0, 1.2),
            (1.0, 9.0),
            (8.0, 30.0),
            (-30.0, -8.0),
            (-9.0, 0.5),
        ];
        for (seed, (low, high)) in cases.into_iter().enumerate() {
            let law = cut(low, high);
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed as u64);
            let mut draws: Vec<f64> = (0..n).map(|_| law.sample(&mut rng)).collect();
            draws.sort_by(f64::total_cmp);
            assert!(draws[0] >= low && draws[n as usize - 1] <= high);
            assert!(distance(&draws, law) < critical, "{low} {high}");
            let shifted: Vec<f64> = draws.iter().map(|x| (x + 0.1 * law.std()).min(high)).collect();
            assert!(distance(&shifted, law) > critical, "control {low} {high}");
        }
    }

    /// Largest distance of the empirical distribution function from the law's.
    fn distance(sorted: &[f64], law: StandardTruncated) -> f64 {
        let mode = law.mode();
        let density = |x: f64| (0.5 * (mode - x) * (mode + x)).exp();
        let mut cumulated = 0.0;
        let mut previous = law.low;
        let step = |from: f64, to: f64| {
            (to - from) / 6.0 * (density(from) + 4.0 * density((from + to) / 2.0) + density(to))
        };
        let at: Vec<f64> = sorted
            .iter()
            .map(|&x| {
                cumulated += step(previous, x);
                previous = x;
                cumulated
            })
            .collect();
        let [rest] = integrate((previous, law.high.min(previous + 12.0)), PANELS, |x| [density(x)]);
        let total = cumulated + rest;
        let n = sorted.len() as f64;
        at.iter()
            .enumerate()
            .map(|(i, mass)| {
                (mass / total - i as f64 / n).abs().max((mass / total - (i + 1) as f64 / n).abs())
            })
            .fold(0.0, f64::max)
    }
}
