//! How likely a difference is by chance.

use statrs::distribution::{ContinuousCDF, StudentsT};

/// Mean and sample variance (ddof 1) of some numbers.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    // Shifted by the first, so that equal numbers have variance 0 to the bit.
    let shift = values.first().copied().unwrap_or(0.0);
    let mean = values.iter().map(|value| value - shift).sum::<f64>() / n;
    let squares = values.iter().map(|value| (value - shift - mean).powi(2)).sum::<f64>();
    (shift + mean, squares / (n - 1.0))
}

/// Mean and its standard error; the error is NaN for one number.
pub(super) fn estimate(values: &[f64]) -> (f64, f64) {
    let (mean, variance) = moments(values);
    (mean, (variance / values.len() as f64).sqrt())
}

/// Two-sided p-value that both samples have the same mean: Welch (1947), with Satterthwaite's
/// degrees of freedom.
pub(super) fn welch(a: &[f64], b: &[f64]) -> f64 {
    let ((mean_a, error_a), (mean_b, error_b)) = (estimate(a), estimate(b));
    let (share_a, share_b) = (error_a * error_a, error_b * error_b);
    let variance = share_a + share_b;
    let freedom = variance * variance
        / (share_a * share_a / (a.len() as f64 - 1.0) + share_b * share_b / (b.len() as f64 - 1.0));
    two_sided(mean_a - mean_b, variance.sqrt(), freedom)
}

/// Two-sided p-value that pairs differ by 0 on average: Student's t of the differences.
pub(super) fn paired(a: &[f64], b: &[f64]) -> f64 {
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let (mean, error) = estimate(&differences);
    two_sided(mean, error, differences.len() as f64 - 1.0)
}

fn two_sided(difference: f64, error: f64, freedom: f64) -> f64 {
    if difference == 0.0 {
        return 1.0;
    }
    if error == 0.0 {
        // Every trial differs by the same: chance has no part in it.
        return 0.0;
    }
    let t = (difference / error).abs();
    if t.is_nan() || freedom.is_nan() {
        // Numbers whose squares leave f64's range.
        return 1.0;
    }
    StudentsT::new(0.0, 1.0, freedom).map_or(1.0, |law| 2.0 * law.sf(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_values_agree_with_scipy() {
        let (a, b) = ([1.0, 2.0, 3.5, 4.0], [2.5, 3.0, 5.0, 4.5, 6.0]);
        // scipy.stats.ttest_ind(a, b, equal_var=False), ttest_rel(a, b[:4])
        assert!((welch(&a, &b) - 0.1406640882104093).abs() < 1e-12, "{}", welch(&a, &b));
        assert!((paired(&a, &b[..4]) - 0.01821985474322239).abs() < 1e-12, "{}", paired(&a, &b[..4]));
    }

    #[test]
    fn numbers_without_spread_differ_or_not() {
        assert_eq!(welch(&[1.0; 3], &[1.0; 3]), 1.0);
        assert_eq!(welch(&[1.0; 3], &[2.0; 3]), 0.0);
        assert_eq!(paired(&[1.0, 5.0, 2.0], &[2.0, 6.0, 3.0]), 0.0);
    }
}
