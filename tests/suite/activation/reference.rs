//! Accuracy against tests/data/activation_reference.csv, made by tests/data/reference.py with
//! 60 digits.

use initscope::activation::Activation;
use initscope::kernel::Real;

const TABLE: &str = include_str!("../../data/activation_reference.csv");

/// What one error is measured against: the expected number itself, except for the slopes of
/// x * gate(x), which are gate + x * gate' and cross zero: there, the gate if it is larger.
fn slope_scale(activation: Activation, x: f64, value: f64, slope: f64) -> f64 {
    match activation {
        Activation::Gelu
        | Activation::GeluTanh
        | Activation::QuickGelu
        | Activation::Silu
        | Activation::Mish
            if x != 0.0 =>
        {
            slope.abs().max((value / x).abs())
        }
        _ => slope.abs(),
    }
}

/// The error in units of epsilon times the scale. Below 1024 times the smallest normal number
/// the scale stops shrinking, since a subnormal factor has fewer digits.
fn error<T: Real>(got: T, expected: f64, scale: f64) -> f64 {
    let floor = T::MIN_POSITIVE.to_f64() * 1024.0;
    (got.to_f64() - expected).abs() / (scale.max(floor) * T::EPSILON.to_f64())
}

fn worst_errors<T: Real>() -> Vec<(Activation, f64, f64)> {
    let mut worst: Vec<(Activation, f64, f64)> = Vec::new();
    for line in TABLE.lines().skip(1) {
        let (spec, numbers) = line.split_once(',').unwrap();
        let activation: Activation = spec.parse().unwrap();
        let numbers: Vec<f64> = numbers.split(',').map(|word| word.parse().unwrap()).collect();
        let [x, value, slope] = numbers[..] else {
            panic!("three numbers in {line}");
        };
        if T::from_f64(x).to_f64() != x {
            continue;
        }
        if worst.last().is_none_or(|(last, ..)| *last != activation) {
            worst.push((activation, 0.0, 0.0));
        }
        let (_, value_error, slope_error) = worst.last_mut().unwrap();
        let of_value = error(activation.value(T::from_f64(x)), value, value.abs());
        let scale = slope_scale(activation, x, value, slope);
        let of_slope = error(activation.slope(T::from_f64(x)), slope, scale);
        assert!(of_value.is_finite() && of_slope.is_finite(), "{activation} at {x}");
        *value_error = of_value.max(*value_error);
        *slope_error = of_slope.max(*slope_error);
    }
    worst
}

fn every_error_is_below<T: Real>(value_limit: f64, slope_limit: f64) {
    let worst = worst_errors::<T>();
    assert!(worst.len() > Activation::ALL.len());
    for (activation, value, slope) in worst {
        println!("{} {activation}: value {value:.2}, slope {slope:.2} epsilons", T::NAME);
        assert!(value <= value_limit, "{activation}: value {value} epsilons");
        assert!(slope <= slope_limit, "{activation}: slope {slope} epsilons");
    }
}

#[test]
fn f64_values_and_slopes_are_within_a_few_epsilons_of_the_reference() {
    every_error_is_below::<f64>(4.0, 6.0);
}

#[test]
fn f32_values_and_slopes_are_within_a_few_epsilons_of_the_reference() {
    every_error_is_below::<f32>(4.0, 6.0);
}
