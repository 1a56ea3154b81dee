//! How likely chance makes a statistic as large as was found.

use crate::kernel::gaussian::normal_cdf;

/// Two-sided p-value of a standard normal statistic.
pub(super) fn normal(z: f64) -> f64 {
    if z.is_nan() { 1.0 } else { 2.0 * normal_cdf(-z.abs()) }
}

/// p-value of Kolmogorov and Smirnov's distance of `n` independent draws from their law:
/// `2 e^(-2 n D²)`, which bounds it for every n (Massart 1990, corollary 1) and in the tail, where it
/// matters, is its limit for large n.
pub(super) fn distance(n: usize, distance: f64) -> f64 {
    (2.0 * (-2.0 * n as f64 * distance * distance).exp()).min(1.0)
}

/// Two-sided p-value of a sum of squares that is 1 on average with variance `variance`: taken as
/// chi-square over its degrees of freedom `2 / variance` (Satterthwaite 1946), whose cube root is
/// nearly normal (Wilson & Hilferty 1931).
pub(super) fn spread(ratio: f64, variance: f64) -> f64 {
    let ninth = variance / 9.0;
    normal((ratio.cbrt() - (1.0 - ninth)) / ninth.sqrt())
}

/// Probability of `count` events or more of which `expected` are expected, each rare (Chernoff's bound
/// for Poisson's law, `e^-m (e m / k)^k`).
pub(super) fn at_least(count: usize, expected: f64) -> f64 {
    let count = count as f64;
    if count <= expected {
        return 1.0;
    }
    (count - expected - count * (count / expected).ln()).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_values_agree_with_scipy() {
        // 2 * scipy.stats.norm.sf(3)
        assert!((normal(-3.0) / 0.002699796063260191 - 1.0).abs() < 1e-12);
        // scipy.stats.kstwo.sf(0.02, 10000) = 0.00066168; the bound is 1.4 % above.
        assert!((distance(10_000, 0.02) / 0.000_670_925 - 1.0).abs() < 1e-5);
        // 2 * scipy.stats.chi2.sf(60 * 1.6, 60), 2 * scipy.stats.chi2.cdf(60 * 0.5, 60)
        for (ratio, p) in [(1.6, 0.004356410361741023), (0.5, 0.0008368993366553802)] {
            let found = spread(ratio, 2.0 / 60.0);
            assert!((found / p - 1.0).abs() < 0.05, "{found}");
        }
        // scipy.stats.poisson.sf(2, 0.01) = 1.65e-7
        assert!((1.6e-7..5e-6).contains(&at_least(3, 0.01)));
        assert_eq!(at_least(0, 0.0), 1.0);
    }
}
