//! Mean and central moments of pooled values.

/// Count, mean and sums of powers of deviations from the mean, mergeable.
///
/// `m2 = Σ (x - mean)²`, and `m3`, `m4` alike. Merging follows Pébay (2008), "Formulas for
/// robust, one-pass parallel computation of covariances and arbitrary-order statistical
/// moments", equations 2.1 and 3.1.
///
/// ```
/// use initscope::stats::Moments;
///
/// let mut all = Moments::default();
/// for x in [1.0, 2.0, 3.0, 6.0] {
///     all.merge(&Moments::of_value(x));
/// }
/// assert_eq!(all.mean(), Some(3.0));
/// assert_eq!(all.variance(), Some(3.5)); // (4 + 1 + 0 + 9) / 4
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    pub(crate) count: f64,
    pub(crate) mean: f64,
    pub(crate) m2: f64,
    pub(crate) m3: f64,
    pub(crate) m4: f64,
}

impl Moments {
    /// Of one value.
    pub fn of_value(x: f64) -> Self {
        Self { count: 1.0, mean: x, ..Self::default() }
    }

    /// From power sums `s[p-1] = Σ (x - shift)^p` of `count` values.
    pub(crate) fn from_power_sums(count: f64, shift: f64, s: [f64; 4]) -> Self {
        if count == 0.0 {
            return Self::default();
        }
        let d = s[0] / count;
        let d2 = d * d;
        Self {
            count,
            mean: shift + d,
            m2: s[1] - s[0] * d,
            m3: s[2] - 3.0 * d * s[1] + 2.0 * d2 * s[0],
            m4: s[3] - 4.0 * d * s[2] + 6.0 * d2 * s[1] - 3.0 * d2 * d * s[0],
        }
    }

    /// Adds the values that `other` stands for.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0.0 {
            return;
        }
        if self.count == 0.0 {
            *self = *other;
            return;
        }
        let (na, nb) = (self.count, other.count);
        let n = na + nb;
        let delta = other.mean - self.mean;
        let (d2, share_a, share_b) = (delta * delta, na / n, nb / n);
        self.m4 += other.m4
            + d2 * d2 * na * share_b * (share_a * share_a - share_a * share_b + share_b * share_b)
            + 6.0 * d2 * (share_a * share_a * other.m2 + share_b * share_b * self.m2)
            + 4.0 * delta * (share_a * other.m3 - share_b * self.m3);
        self.m3 += other.m3
            + d2 * delta * na * share_b * (share_a - share_b)
            + 3.0 * delta * (share_a * other.m2 - share_b * self.m2);
        self.m2 += other.m2 + d2 * na * share_b;
        self.mean += delta * share_b;
        self.count = n;
    }

    /// Mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0.0).then_some(self.mean)
    }

    /// Variance with ddof 0; `None` of nothing, or where a power leaves f64's range.
    pub fn variance(&self) -> Option<f64> {
        let variance = self.m2 / self.count;
        // A NaN, of powers beyond f64's range, must not pass for 0.
        (self.count > 0.0 && !variance.is_nan()).then(|| variance.max(0.0))
    }

    /// `m4/n / (m2/n)² - 3`; `None` where the variance is 0 or a power leaves f64's range
    /// (values beyond about 1e±77).
    pub fn excess_kurtosis(&self) -> Option<f64> {
        let kurtosis = self.count * self.m4 / (self.m2 * self.m2) - 3.0;
        (self.m2 > 0.0 && kurtosis.is_finite()).then_some(kurtosis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn direct(xs: &[f64]) -> [f64; 4] {
        let n = xs.len() as f64;
        let mean = xs.iter().sum::<f64>() / n;
        let power = |p: i32| xs.iter().map(|x| (x - mean).powi(p)).sum::<f64>();
        [mean, power(2), power(3), power(4)]
    }

    fn assert_close(moments: &Moments, xs: &[f64]) {
        let expected = direct(xs);
        let found = [moments.mean, moments.m2, moments.m3, moments.m4];
        for (found, expected) in found.iter().zip(expected) {
            // 12 values of order 10: sums of fourth powers carry some 20 rounding errors.
            assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} {expected}");
        }
    }

    const XS: [f64; 12] = [3.0, -1.5, 7.25, 0.0, 2.5, 9.0, -4.0, 1.0, 1.0, 6.5, -0.5, 2.0];

    #[test]
    fn merge_of_every_split_matches_the_whole() {
        for split in 0..=XS.len() {
            let of = |xs: &[f64]| {
                let mut all = Moments::default();
                xs.iter().for_each(|x| all.merge(&Moments::of_value(*x)));
                all
            };
            let mut merged = of(&XS[..split]);
            merged.merge(&of(&XS[split..]));
            assert_close(&merged, &XS);
        }
    }

    #[test]
    fn power_sums_about_any_shift_give_the_same_moments() {
        for shift in [0.0, 3.0, -2.0] {
            let sums = std::array::from_fn(|p| XS.iter().map(|x| (x - shift).powi(p as i32 + 1)).sum());
            assert_close(&Moments::from_power_sums(XS.len() as f64, shift, sums), &XS);
        }
    }

    #[test]
    fn of_nothing_there_are_no_moments_and_of_a_constant_no_kurtosis() {
        assert_eq!(Moments::default().mean(), None);
        assert_eq!(Moments::default().variance(), None);
        let mut constant = Moments::of_value(2.0);
        constant.merge(&Moments::of_value(2.0));
        assert_eq!(constant.variance(), Some(0.0));
        assert_eq!(constant.excess_kurtosis(), None);
    }
}
