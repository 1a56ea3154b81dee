//! How large gradients and updates are beside the weights.

use crate::kernel::Real;

/// `log10(std(numbers) / std(weights))`, standard deviations over all numbers of a layer, ddof 0;
/// `None` where either is 0 or not finite.
pub(super) fn log_ratio<T: Real>(numbers: &[T], weights: &[T]) -> Option<f64> {
    let ratio = (std(numbers) / std(weights)).log10();
    ratio.is_finite().then_some(ratio)
}

fn std<T: Real>(numbers: &[T]) -> f64 {
    let count = numbers.len() as f64;
    let mean = numbers.iter().map(|x| x.to_f64()).sum::<f64>() / count;
    let square = |x: &T| (x.to_f64() - mean) * (x.to_f64() - mean);
    (numbers.iter().map(square).sum::<f64>() / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ratio_is_of_standard_deviations_in_decades() {
        assert_eq!(log_ratio(&[1.0, 3.0], &[0.0, 200.0]), Some(-2.0));
        assert_eq!(log_ratio(&[1.0, 1.0], &[0.0, 200.0]), None);
        assert_eq!(log_ratio(&[1.0, 2.0], &[5.0, 5.0]), None);
    }
}
