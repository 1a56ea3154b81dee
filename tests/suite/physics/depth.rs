//! How the size of a signal and its share of the variance go on with depth.

use initscope::network::Quantity;

use crate::physics::{Case, mean_and_error, second_moment};

const WIDTH: usize = 512;
const DEPTH: usize = 50;

/// Second moments of the activations of every layer, trial by trial.
fn relu_moments(init: &str, trials: u64) -> Vec<Vec<f64>> {
    let case = Case::even(WIDTH, DEPTH, 8, "relu", init);
    let runs = case.trials::<f32>(Quantity::Activation, trials);
    runs.iter().map(|layers| layers.iter().map(second_moment).collect()).collect()
}

/// Largest distance over layers of the mean over trials from `expected(layer)`, in standard errors.
///
/// Given the input of a layer n wide, a unit's pre-activations z of one sample are independent
/// normal numbers with E[z²] = g² |x|² / n, so E[relu(z)²] is half of that, exactly: means over
/// trials are unbiased. The mean over units varies by E[relu⁴] / E[relu²]² - 1 = 5 over n of its
/// square, and L layers multiply to (1 + 5 / n)^L - 1. Samples share weights, so that several may
/// vary like one; the input adds 2 / n for one sample. The error of 40 trials is 0.13 at layer 50.
fn worst(runs: &[Vec<f64>], expected: impl Fn(usize) -> f64) -> f64 {
    let error = |layer: usize| {
        let variance = (1.0 + 5.0 / WIDTH as f64).powi(layer as i32) - 1.0 + 2.0 / WIDTH as f64;
        (variance / runs.len() as f64).sqrt()
    };
    let distances = (1..=DEPTH).map(|layer| {
        let mean = runs.iter().map(|run| run[layer - 1]).sum::<f64>() / runs.len() as f64;
        (mean / expected(layer) - 1.0).abs() / error(layer)
    });
    distances.fold(0.0, f64::max)
}

// Fifty layers are compared: any of them is off by 5 errors with probability 50 · 5.7e-7 = 3e-5 at
// most, were means normal.

#[test]
fn he_keeps_relu_variance_over_fifty_layers() {
    let runs = relu_moments("he-normal", 40);
    let worst_he = worst(&runs, |_| 1.0);
    assert!(worst_he < 5.0, "{worst_he}");
    // The control: a gain 3 % larger is 1.03^100 = 19 times as much after fifty layers.
    let wrong = worst(&relu_moments("he-normal:gain=1.4567", 10), |_| 1.0);
    assert!(wrong > 5.0, "{wrong}");
}

#[test]
fn lecun_shrinks_relu_by_the_root_of_two_a_layer() {
    let runs = relu_moments("lecun-normal", 40);
    let worst_lecun = worst(&runs, |layer| 0.5f64.powi(layer as i32));
    assert!(worst_lecun < 5.0, "{worst_lecun}");
    assert!(worst(&runs, |_| 1.0) > 5.0);
    assert!(worst(&runs, |layer| 0.55f64.powi(layer as i32)) > 5.0);
}

#[test]
fn sigmoid_layers_of_lecun_weights_settle_at_the_mean_field_limit() {
    // q = E[sigmoid(√q z)²] has its fixed point at q = 0.2647, where sigmoid(√q z) has the std 0.1212.
    // Samples hardly differ in layer 6, so that its std is one of n = 1000 nearly normal units: its
    // relative error is 1 / √(2n) = 0.022, over 12 trials 0.0065. The last q is off by as little as
    // 0.1 % and finite width by some 1 / n.
    let stds = |init: &str| -> Vec<f64> {
        let case = Case::even(1000, 6, 4, "sigmoid", init);
        let runs = case.trials::<f32>(Quantity::Activation, 12);
        runs.iter().map(|layers| layers[5].std.unwrap()).collect()
    };
    let z = |init: &str| {
        let (mean, _) = mean_and_error(&stds(init));
        (mean / 0.1212 - 1.0).abs() / (1.0 / (2.0 * 1000.0 * 12.0f64).sqrt())
    };
    assert!(z("lecun-normal") < 5.0, "{}", z("lecun-normal"));
    assert!(z("lecun-normal:gain=1.1") > 5.0, "{}", z("lecun-normal:gain=1.1"));
}

/// Means over trials of the signal share of every layer.
fn shares(activation: &str, init: &str) -> Vec<(f64, f64)> {
    let runs = Case::even(100, 5, 1000, activation, init).trials::<f64>(Quantity::Activation, 20);
    let layer =
        |layer: usize| -> Vec<f64> { runs.iter().map(|run| run[layer].signal_share.unwrap()).collect() };
    (0..5).map(|index| mean_and_error(&layer(index))).collect()
}

#[test]
fn sigmoid_layers_lose_the_signal() {
    // Mean field: the variance between samples is E[sigmoid²] - 1/4 = 0.0434 after layer 1 and is
    // multiplied by E[sigmoid'(√q z)²] in each layer, 0.0551 and 0.0557 ever after, while the variance
    // of all goes from 0.0161 to 0.0147. Layers 100 wide differ from that by some 3 / n; each mean
    // has its error from the spread of 20 trials, of which 5 are allowed (5e-4 with 19 degrees of
    // freedom for 4 layers).
    let expected = [0.148_600, 9.024_50e-3, 5.051_00e-4, 2.815_07e-5];
    let apart = |init: &str| -> Vec<bool> {
        let layers = shares("sigmoid", init).into_iter().skip(1).zip(expected);
        layers
            .map(|((share, error), expected)| (share - expected).abs() > 0.03 * expected + 5.0 * error)
            .collect()
    };
    assert_eq!(apart("lecun-normal"), [false; 4]);
    // A gain of 1.2 multiplies the share by 1.44 a layer, less what larger q take from the slopes.
    assert_eq!(apart("lecun-normal:gain=1.2"), [true; 4]);
}

#[test]
fn small_tanh_layers_keep_the_signal() {
    // Tanh is linear at weights of 0.01: a unit's mean over N = 1000 samples is w · m with the samples'
    // mean m, and E[|m|²] is 1 / N of E[|x|²]. So the share is 1 - 1 / N, up to 6 errors of its mean
    // over 20 trials. Relu layers have means of their own.
    let keeps = |(share, error): &(f64, f64)| (share - 0.999).abs() < 6.0 * error;
    let (tanh, relu) = (shares("tanh", "normal:std=0.01"), shares("relu", "he-normal"));
    assert!(tanh.iter().all(keeps), "{tanh:?}");
    assert!(!relu[1..].iter().any(keeps), "{relu:?}");
}
