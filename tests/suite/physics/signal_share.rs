//! How much of a layer's spread comes from its input, by theory and in real networks.

use initscope::network::Quantity;
use initscope::theory::{Inputs, Variances, signal_share};

use crate::physics::{Case, mean_and_error};

/// Theory beside the mean of many trials, within 4.5 standard errors (of ten comparisons one in 15,000 runs is
/// farther off) and what a finite width leaves: a share of some 1/n a layer.
fn agrees(activation: &str, weights: &str, gain: f64, bias: &str, bias_std: f64) {
    const WIDTH: usize = 300;
    const TRIALS: u64 = 24;
    let case = Case { bias, ..Case::even(WIDTH, 5, 100, activation, weights) };
    let trials = case.trials::<f64>(Quantity::Activation, TRIALS);
    let variances = Variances { weights: gain * gain, biases: bias_std * bias_std };
    let inputs = Inputs { samples: 100, second: 1.0, cosine: 0.0 };
    let theory = signal_share(activation.parse().unwrap(), variances, inputs, 5);
    for (layer, expected) in theory.into_iter().enumerate() {
        let logs: Vec<f64> = trials.iter().map(|layers| layers[layer].signal_share.unwrap().ln()).collect();
        let (found, error) = mean_and_error(&logs);
        let finite = 2.0 * (layer + 1) as f64 / WIDTH as f64;
        let off = (found - expected.unwrap().ln()).abs();
        assert!(off < 4.5 * error + finite, "{activation} {layer}: {off} {error} {finite}");
    }
}

#[test]
fn real_networks_have_the_signal_share_that_theory_says() {
    agrees("sigmoid", "lecun-normal", 1.0, "zeros", 0.0);
    agrees("tanh", "lecun-normal:gain=1.3", 1.3, "normal:std=0.3", 0.3);
    agrees("relu", "he-normal", 2f64.sqrt(), "zeros", 0.0);
}

#[test]
fn the_textbooks_sigmoid_net_loses_its_input_as_theory_says() {
    // Five layers of a hundred units, a thousand samples: 0.999, 0.148, 0.0090, 5e-4, 2.8e-5.
    let case = Case::even(100, 5, 1000, "sigmoid", "lecun-normal");
    let trials = case.trials::<f64>(Quantity::Activation, 8);
    let inputs = Inputs { samples: 1000, second: 1.0, cosine: 0.0 };
    let variances = Variances { weights: 1.0, biases: 0.0 };
    let theory = signal_share("sigmoid".parse().unwrap(), variances, inputs, 5);
    for (layer, expected) in theory.into_iter().enumerate() {
        let shares: Vec<f64> = trials.iter().map(|layers| layers[layer].signal_share.unwrap()).collect();
        let (found, _) = mean_and_error(&shares);
        // A hundred units, five layers, eight trials: some √(5 / 100 / 8), at a few of which this is.
        assert!((found / expected.unwrap() - 1.0).abs() < 0.3, "{layer}: {found} {expected:?}");
    }
}
