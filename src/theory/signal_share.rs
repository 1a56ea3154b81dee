//! How much of a layer's spread comes from its input.

use super::{TwoInputs, Variances};
use crate::activation::{Activation, GaussianMoments};

/// What theory knows of the samples that enter a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// How many there are.
    pub samples: usize,
    /// Mean square of their numbers, alike for all.
    pub second: f64,
    /// Mean cosine of two of them: 0 for noise, nearly 1 for images that have a background in common.
    pub cosine: f64,
}

/// The signal share of each layer's activations: the variance over samples, averaged over units, as a share of the
/// variance of all values, `(1 - 1/N) (V - C) / (V - m²)`. `V` and `m` are the activations' mean square and
/// mean, `C` the mean product of a unit's values for two samples (Poole et al. 2016, equation 5); of a unit's
/// `N` values, the variance (divided by `N`) is on average `V - C` less an `N`-th of it. `None` where the values do not vary.
///
/// Exact for infinitely wide layers, and while the samples are alike in size and in their angles to one another; the
/// distance of samples is propagated by itself, so shares far below rounding keep their digits.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::{Inputs, Variances, signal_share};
///
/// // Why sigmoid with "Xavier" (1/√n) looks healthy: each unit keeps its value, whatever the input.
/// let xavier = Variances { weights: 1.0, biases: 0.0 };
/// let inputs = Inputs { samples: 1000, second: 1.0, cosine: 0.0 };
/// let shares = signal_share(Activation::Sigmoid, xavier, inputs, 5);
/// for (share, expected) in shares.into_iter().zip([0.999, 0.148, 0.0090, 5e-4, 2.8e-5]) {
///     assert!((share.unwrap() / expected - 1.0).abs() < 0.05);
/// }
/// ```
pub fn signal_share(
    activation: Activation,
    variances: Variances,
    inputs: Inputs,
    depth: usize,
) -> Vec<Option<f64>> {
    let finite = 1.0 - (inputs.samples as f64).recip();
    let mut second = inputs.second;
    // Half the mean square of the difference of two samples' values in a unit: V - C.
    let mut apart = inputs.second * (1.0 - inputs.cosine);
    let layer = |_| {
        let q = variances.after(second);
        // 1 - c: biases are the same for both.
        let gap = if variances.weights == 0.0 { 0.0 } else { variances.weights * apart / q };
        let moments = GaussianMoments::new(activation, q);
        second = moments.second;
        apart = half_square(activation, q, gap, &moments);
        let share = finite * apart / moments.variance();
        share.is_finite().then_some(share)
    };
    (0..depth).map(layer).collect()
}

/// Distance of two inputs below which it only shrinks or grows in proportion: what a kink adds is less than a
/// share of its root.
const LINEAR: f64 = 1e-12;

/// `E[(φ(u) - φ(v))²] / 2` for pre-activations of variance `q` and correlation `1 - gap`.
fn half_square(activation: Activation, q: f64, gap: f64, moments: &GaussianMoments) -> f64 {
    if gap < LINEAR {
        return gap * q * moments.slope_second;
    }
    TwoInputs::apart(activation, [q; 2], 1.0 - gap, gap * (2.0 - gap)).half_square
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOISE: Inputs = Inputs { samples: 1000, second: 1.0, cosine: 0.0 };

    #[test]
    fn a_linear_net_without_biases_keeps_all_of_the_signal_but_an_nth() {
        let shares = signal_share(Activation::Linear, Variances { weights: 1.0, biases: 0.0 }, NOISE, 20);
        assert!(shares.iter().all(|share| (share.unwrap() - 0.999).abs() < 1e-12), "{shares:?}");
    }

    #[test]
    fn biases_take_their_part_of_a_linear_layer() {
        // Variance 1 of the input's and 3 of the biases'.
        let shares = signal_share(Activation::Linear, Variances { weights: 1.0, biases: 3.0 }, NOISE, 1);
        assert!((shares[0].unwrap() - 0.999 / 4.0).abs() < 1e-12, "{shares:?}");
    }

    #[test]
    fn shares_shrink_by_chi_a_layer_far_below_rounding() {
        let variances = Variances { weights: 1.0, biases: 0.0 };
        let shares = signal_share(Activation::Sigmoid, variances, NOISE, 40);
        let chi = GaussianMoments::new(Activation::Sigmoid, 0.264_686_87).slope_second;
        for pair in shares[15..].windows(2) {
            let ratio = pair[1].unwrap() / pair[0].unwrap();
            assert!((ratio / chi - 1.0).abs() < 1e-6, "{ratio} {chi}");
        }
        assert!(shares[39].unwrap() < 1e-40);
    }

    #[test]
    fn dead_layers_have_no_share() {
        let variances = Variances { weights: 0.0, biases: 0.0 };
        assert_eq!(signal_share(Activation::Tanh, variances, NOISE, 2), [None, None]);
    }
}
