//! Gaussian integrals and mean-field maps against numbers computed elsewhere (NumPy quadrature).

use initscope::activation::Activation;
use initscope::init::GainRule;
use initscope::theory::{
    CorrelationMap, GaussianMoments, Stability, VarianceMap, Variances, depth_scale, mean_field,
};
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

#[test]
fn unit_gains_agree_with_the_second_source() {
    for (name, gains) in golden()["unit_gain"].as_object().unwrap() {
        for (rule, key) in [(GainRule::Forward, "second_moment_gain"), (GainRule::Centred, "variance_gain")] {
            let found = rule.gain(activation(name)).unwrap();
            assert_close(found, gains[key].as_f64().unwrap(), name);
        }
    }
}

#[test]
fn critical_lines_agree_with_the_second_source() {
    for (name, line) in golden()["critical"].as_object().unwrap() {
        let map = VarianceMap::new(activation(name));
        for (biases, expected) in line.as_object().unwrap() {
            let mut found = map.critical(biases.parse().unwrap());
            // The reference leaves out the limit of small signals.
            found.retain(|point| point.fixed_point.variance > 0.0);
            let expected = expected.as_array().unwrap();
            assert_eq!(found.len(), expected.len(), "{name} {biases}: {found:?} {expected:?}");
            for (found, expected) in found.iter().zip(expected) {
                let what = format!("{name} {biases}");
                assert_close(found.weights, expected["sw2"].as_f64().unwrap(), &what);
                // Where weights vary little along the line, an error of theirs is a larger one of q.
                let q = expected["q"].as_f64().unwrap();
                assert!((found.fixed_point.variance / q - 1.0).abs() < 1e-5, "{what}: {found:?}");
            }
        }
    }
}

#[test]
fn tanh_is_critical_where_schoenholz_and_poole_say() {
    let tanh = VarianceMap::new(Activation::Tanh);
    for (biases, weights) in [
        (1e-4, 1.0860),
        (1e-3, 1.1892),
        (0.01, 1.4242),
        (0.05, 1.7610),
        (0.1, 1.9861),
        (0.2, 2.2852),
        (0.5, 2.8432),
        (1.0, 3.4432),
    ] {
        let [point] = tanh.critical(biases)[..] else { panic!() };
        assert!((point.weights - weights).abs() < 5.1e-5, "{biases} {point:?}");
        assert_eq!(point.fixed_point.stability(), Stability::Attracts);
    }
}

#[test]
fn tanh_settles_where_poole_says() {
    // Poole et al. (2016), sigma_b = 0.3.
    let tanh = VarianceMap::new(Activation::Tanh);
    for (sigma_w, q, c) in [(1.3, 0.607, 1.0), (2.5, 4.079, 0.122), (4.0, 12.604, 0.030)] {
        let variances = Variances { weights: sigma_w * sigma_w, biases: 0.09 };
        let point = tanh.settles(variances, 1.0).unwrap();
        let fixed = CorrelationMap::new(&tanh, variances, point.variance).fixed_point();
        assert!((point.variance - q).abs() < 5.1e-4, "{sigma_w} {point:?}");
        assert!((fixed.correlation - c).abs() < 5.1e-4, "{sigma_w} {fixed:?}");
    }
}

#[test]
fn correlations_of_tanh_last_as_long_as_schoenholz_says() {
    // sigma_b² = 0.05; iterating both maps elsewhere (NumPy, Gauss-Hermite, 180 nodes either way), but for 1.0, 1.25,
    // 1.5, 1.76, 2.5, 3 and 4 to two or three digits. The scale diverges at sigma_w² = 1.7610.
    let tanh = VarianceMap::new(Activation::Tanh);
    for (weights, expected, digit) in [
        (1.0, 3.63, 0.01),
        (1.25, 6.80, 0.01),
        (1.5, 15.8, 0.1),
        (1.7, 74.918_27, 1e-5),
        (1.76, 4900.0, 100.0),
        (1.85, 58.309_243, 1e-6),
        (2.0, 25.213_415, 1e-6),
        (2.5, 11.8, 0.1),
        (3.0, 9.05, 0.01),
        (4.0, 6.98, 0.01),
    ] {
        let variances = Variances { weights, biases: 0.05 };
        let q = tanh.settles(variances, 1.0).unwrap().variance;
        let fixed = CorrelationMap::new(&tanh, variances, q).fixed_point();
        let scale = depth_scale(fixed.slope).unwrap();
        assert!((scale - expected).abs() < 0.51 * digit, "{weights}: {scale} {expected}");
    }
}

#[test]
fn every_fixed_correlation_is_one_by_the_integral_of_two_inputs() {
    for activation in [Activation::Tanh, Activation::HardTanh, Activation::Gelu, Activation::Relu6] {
        let map = VarianceMap::new(activation);
        for (weights, biases) in [(1.8, 0.05), (2.5, 0.05), (3.0, 0.5), (4.0, 0.0)] {
            let variances = Variances { weights, biases };
            for point in map.fixed_points(variances).into_iter().filter(|point| point.variance > 0.0) {
                let correlations = CorrelationMap::new(&map, variances, point.variance);
                let fixed = correlations.fixed_point();
                let c = fixed.correlation;
                let what = format!("{activation} {variances:?} {point:?} {fixed:?}");
                assert!((correlations.next(c) - c).abs() < 1e-11, "{what}");
                assert!((correlations.slope(c) - fixed.slope).abs() < 1e-9, "{what}");
                assert_eq!(c < 1.0, correlations.chi() > 1.0 + 1e-9, "{what}");
            }
        }
    }
}

#[test]
fn a_bias_keeps_a_relu_net_at_one_variance_or_at_none() {
    let relu = VarianceMap::new(Activation::Relu);
    // q* = sigma_b² / (1 - sigma_w² / 2), even beyond the range that is scanned.
    for (weights, biases) in [(1.0, 0.05), (1.9, 2.0), (0.0, 3.0), (1.9, 1e5)] {
        let [point] = relu.fixed_points(Variances { weights, biases })[..] else { panic!("{weights}") };
        let expected = biases / (1.0 - weights / 2.0);
        assert!((point.variance / expected - 1.0).abs() < 1e-9, "{point:?} {expected}");
    }
    for weights in [2.0, 2.5] {
        assert!(relu.fixed_points(Variances { weights, biases: 0.05 }).is_empty());
    }
}

#[test]
fn fixed_points_near_zero_are_told_from_zero() {
    // tanh² = x² - 2/3 x⁴ ...: q = w (q - 2 q²) makes q* = (w - 1) / 2w to first order.
    let tanh = VarianceMap::new(Activation::Tanh);
    for excess in [1e-3, 1e-6, 1e-8] {
        let points = tanh.fixed_points(Variances { weights: 1.0 + excess, biases: 0.0 });
        let [zero, point] = points[..] else { panic!("{excess}: {points:?}") };
        assert_eq!((zero.variance, zero.stability()), (0.0, Stability::Repels));
        assert_eq!(point.stability(), Stability::Attracts);
        assert!((point.variance / (excess / 2.0) - 1.0).abs() < 0.01, "{point:?}");
    }
    assert_eq!(tanh.fixed_points(Variances { weights: 1.0 - 1e-6, biases: 0.0 }).len(), 1);
}
