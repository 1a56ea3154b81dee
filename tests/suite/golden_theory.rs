//! Gaussian integrals and mean-field maps against numbers computed elsewhere (NumPy quadrature).

use initscope::activation::Activation;
use initscope::theory::{GaussianMoments, mean_field};
use serde_json::Value;

const GOLDEN: &str = include_str!("../data/golden_theory.json");

fn golden() -> Value {
    serde_json::from_str(GOLDEN).unwrap()
}

fn activation(name: &str) -> Activation {
    match name {
        "identity" => Activation::Linear,
        "leaky_relu_0.01" => Activation::LeakyRelu { slope: 0.01 },
        name => name.parse().unwrap(),
    }
}

/// The reference integrates on 24,001 even nodes: exact to rounding for smooth integrands, with
/// an error of some 1e-8 where the slope jumps. Means near 0 are compared absolutely.
fn assert_close(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= 1e-7 * expected.abs().max(1e-3),
        "{what}: {found}, golden {expected}"
    );
}

#[test]
fn gaussian_moments_agree_with_the_second_source() {
    let mut compared = 0;
    for (name, cases) in golden()["moments"].as_object().unwrap() {
        for case in cases.as_array().unwrap() {
            let number = |key: &str| case[key].as_f64().unwrap();
            let found = GaussianMoments::new(activation(name), number("q"));
            assert_close(found.second, number("second"), name);
            assert_close(found.mean, number("mean"), name);
            assert_close(found.slope_second, number("dsquare"), name);
            compared += 3;
        }
    }
    assert_eq!(compared, 11 * 7 * 3);
    let wrong = GaussianMoments::new(Activation::Tanh, 1.1).second;
    assert!((wrong - GaussianMoments::new(Activation::Tanh, 1.0).second).abs() > 1e-3);
}

#[test]
fn mean_field_trajectories_agree_with_the_second_source() {
    for (case, variances) in golden()["trajectory"].as_object().unwrap() {
        let (name, sigma_w2) = case.split_once(" sw2=").unwrap();
        let sigma_w2: f64 = sigma_w2.parse().unwrap();
        // The reference starts from a pre-activation variance of sigma_w².
        let layers = mean_field(activation(name), 1.0, sigma_w2.sqrt(), 0.0, 10);
        for (layer, variance) in layers.iter().zip(variances.as_array().unwrap()) {
            let (found, expected) = (layer.pre_activation_variance, variance.as_f64().unwrap());
            // Ten layers add up the reference's error; tiny variances keep their digits.
            assert!((found - expected).abs() <= 1e-6 * expected, "{case}: {found}, golden {expected}");
        }
    }
}
