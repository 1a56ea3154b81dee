//! How many layers a deviation lasts.

use super::Stability;

/// Layers in which a deviation from a fixed point shrinks by a factor of e, for a map of this slope there:
/// `-1 / ln |slope|`; infinite where the slope is 1, `None` where it is more, as the deviation grows.
///
/// With the slope of the variance map it is `xi_q`, of the correlation map `xi_c` (Schoenholz et al. 2017,
/// equations 8 and 9): signals pass through some `6 xi_c` layers.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::{CorrelationMap, VarianceMap, Variances, depth_scale};
///
/// // Tanh with sigma_b² = 0.05 and sigma_w² = 2.5.
/// let (tanh, variances) = (VarianceMap::new(Activation::Tanh), Variances { weights: 2.5, biases: 0.05 });
/// let q = tanh.settles(variances, 1.0).unwrap().variance;
/// let xi_q = depth_scale(tanh.slope(variances, q)).unwrap();
/// let xi_c = depth_scale(CorrelationMap::new(&tanh, variances, q).fixed_point().slope).unwrap();
/// assert!(xi_q < 2.0 && (xi_c - 11.8).abs() < 0.05);
/// ```
pub fn depth_scale(slope: f64) -> Option<f64> {
    match Stability::of_slope(slope) {
        // A slope of 0 forgets at once: -1 / -inf is 0.
        Stability::Attracts => Some((-slope.abs().ln()).recip()),
        Stability::Neutral => Some(f64::INFINITY),
        Stability::Repels => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deviation_shrinks_by_e_in_that_many_layers() {
        let scale = depth_scale(0.9).unwrap();
        assert!((0.9f64.powf(scale) * std::f64::consts::E - 1.0).abs() < 1e-12);
        assert_eq!(depth_scale(-0.9), Some(scale));
    }

    #[test]
    fn it_is_nothing_infinite_or_unknown_at_the_ends() {
        assert_eq!(depth_scale(0.0), Some(0.0));
        assert_eq!(depth_scale(1.0), Some(f64::INFINITY));
        assert_eq!(depth_scale(1.1), None);
        assert_eq!(depth_scale(f64::NAN), None);
    }
}
