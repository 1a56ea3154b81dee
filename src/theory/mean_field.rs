//! The mean-field map, layer by layer.

use crate::activation::{Activation, GaussianMoments};

/// What theory expects of one layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerTheory {
    /// Variance of the pre-activations over samples and draws of the weights.
    pub pre_activation_variance: f64,
    /// Mean of the activations.
    pub mean: f64,
    /// Standard deviation of the activations.
    pub std: f64,
}

/// Layers of infinite width: `input_second` is the input's mean square, `sigma_w` the weights'
/// standard deviation times `sqrt(fan_in)`, `sigma_b` the biases' standard deviation.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::theory::mean_field;
///
/// // He et al. (2015): with sigma_w = sqrt 2 a ReLU net keeps its spread at any depth.
/// let layers = mean_field(Activation::Relu, 1.0, 2f64.sqrt(), 0.0, 50);
/// assert!(layers.iter().all(|layer| (layer.std - 0.825_645).abs() < 1e-5));
/// ```
pub fn mean_field(
    activation: Activation,
    input_second: f64,
    sigma_w: f64,
    sigma_b: f64,
    depth: usize,
) -> Vec<LayerTheory> {
    let mut second = input_second;
    let layer = |_| {
        let pre_activation_variance = sigma_w * sigma_w * second + sigma_b * sigma_b;
        let moments = GaussianMoments::new(activation, pre_activation_variance);
        second = moments.second;
        LayerTheory { pre_activation_variance, mean: moments.mean, std: moments.variance().sqrt() }
    };
    (0..depth).map(layer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sigmoid_with_one_over_sqrt_n_settles_at_its_fixed_point() {
        // Iterating q' = E[sigmoid(sqrt(q) z)²] elsewhere (NumPy, 24001 nodes) gives
        // q = 0.26468687 and a standard deviation of 0.1212.
        let layers = mean_field(Activation::Sigmoid, 1.0, 1.0, 0.0, 20);
        assert!((layers[19].pre_activation_variance - 0.264_686_87).abs() < 1e-7);
        assert!((layers[19].std - 0.1212).abs() < 5e-5);
    }

    #[test]
    fn a_relu_net_shrinks_by_sqrt_2_per_layer_at_gain_1() {
        let layers = mean_field(Activation::Relu, 1.0, 1.0, 0.0, 10);
        for pair in layers.windows(2) {
            assert!((pair[0].std / pair[1].std - 2f64.sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn biases_add_their_variance() {
        let layers = mean_field(Activation::Linear, 1.0, 0.0, 0.3, 1);
        assert!((layers[0].std - 0.3).abs() < 1e-12);
    }
}
