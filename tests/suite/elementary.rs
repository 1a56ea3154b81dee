//! Accuracy of the elementary functions against tests/data/elementary_reference.csv, made by
//! tests/data/reference.py with 60 digits.

use initscope::kernel::Real;
use initscope::kernel::elementary::{exp, exp_m1, ln, ln_1p, ln_1p_unit, sigmoid, tanh};
use initscope::kernel::gaussian::{erf, normal_cdf};
use initscope::kernel::trigonometric::{atan, sin_cos};

const TABLE: &str = include_str!("../data/elementary_reference.csv");

fn function<T: Real>(name: &str) -> fn(T) -> T {
    match name {
        "exp" => exp,
        "exp_m1" => exp_m1,
        "ln_1p_unit" => ln_1p_unit,
        "sigmoid" => sigmoid,
        "tanh" => tanh,
        "normal_cdf" => normal_cdf,
        "atan" => atan,
        "ln" => ln,
        "ln_1p" => ln_1p,
        "erf" => erf,
        "sin" => |x| sin_cos(x).0,
        "cos" => |x| sin_cos(x).1,
        other => panic!("no function is called {other}"),
    }
}

/// Relative errors in epsilons; numbers beyond the normal range of `T` are left to other tests.
fn every_error_is_below<T: Real>(limit: f64) {
    let mut worst: Vec<(&str, f64)> = Vec::new();
    for line in TABLE.lines().skip(1) {
        let words: Vec<&str> = line.split(',').collect();
        let [name, x, expected] = words[..] else {
            panic!("three words in {line}");
        };
        let (x, expected): (f64, f64) = (x.parse().unwrap(), expected.parse().unwrap());
        let normal = T::MIN_POSITIVE.to_f64()..T::MAX.to_f64();
        if !normal.contains(&expected.abs()) {
            continue;
        }
        let got = function::<T>(name)(T::from_f64(x)).to_f64();
        let error = ((got - expected) / expected).abs() / T::EPSILON.to_f64();
        assert!(error <= limit, "{name}({x}) is off by {error} epsilons");
        match worst.last_mut() {
            Some((last, most)) if *last == name => *most = error.max(*most),
            _ => worst.push((name, error)),
        }
    }
    assert_eq!(worst.len(), 12);
    for (name, error) in worst {
        println!("{} {name}: {error:.2} epsilons", T::NAME);
    }
}

#[test]
fn f64_functions_are_within_a_few_epsilons() {
    every_error_is_below::<f64>(3.0);
}

#[test]
fn f32_functions_are_within_a_few_epsilons() {
    every_error_is_below::<f32>(3.0);
}

/// Straight from the definition of exp: nothing is lost before the last representable number.
fn exp_ends_where_the_number_type_does<T: Real>() {
    let [low, high] = [-T::INFINITY, T::INFINITY];
    assert_eq!((exp(low), exp(high)), (T::ZERO, T::INFINITY));
    assert_eq!((exp_m1(low), exp_m1(high)), (-T::ONE, T::INFINITY));
    let last = T::from_f64(T::MAX.to_f64().ln() * (1.0 - T::EPSILON.to_f64()));
    assert!(exp(last).is_finite() && exp(last) > T::MAX / T::from_f32(2.0));
    let smallest = T::from_f64((T::MIN_POSITIVE.to_f64() * T::EPSILON.to_f64()).ln());
    assert_eq!(exp(smallest), T::MIN_POSITIVE * T::EPSILON);
    assert_eq!(exp(smallest - T::ONE), T::ZERO);
}

#[test]
fn exp_reaches_the_smallest_and_the_largest_number() {
    exp_ends_where_the_number_type_does::<f32>();
    exp_ends_where_the_number_type_does::<f64>();
}

#[test]
fn sine_and_cosine_never_leave_their_range() {
    for exponent in -40..300 {
        let x = 1.7 * 10_f64.powi(exponent);
        for result in <[f64; 2]>::from(sin_cos(x)) {
            assert!((-1.0..=1.0).contains(&result), "{result} at {x}");
        }
        for result in <[f32; 2]>::from(sin_cos(x as f32)) {
            assert!(result.is_nan() != (-1.0..=1.0).contains(&result), "{result} at {x}");
        }
    }
}

#[test]
fn logarithms_hold_at_the_ends_of_the_range_of_numbers() {
    for (x, expected) in
        [(5e-324, -744.440_071_921_381_2), (1e-310, -713.801_378_828_154_3), (f64::MAX, 709.782_712_893_384)]
    {
        assert!((ln(x) / expected - 1.0).abs() < 4.0 * f64::EPSILON, "{x}: {}", ln(x));
    }
    assert!((ln(1e-45_f32) / -103.278_93 - 1.0).abs() < 4.0 * f32::EPSILON);
    assert!(ln(f64::NAN).is_nan() && ln_1p(-2.0_f32).is_nan() && erf(f64::NAN).is_nan());
}
