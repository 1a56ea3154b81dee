//! Kinks, ±1e3, ±inf and NaN, as literal numbers.

use std::f64::consts::FRAC_PI_2;

use initscope::activation::Activation;
use initscope::kernel::Real;

const INF: f64 = f64::INFINITY;

/// Value and slope where x is -inf, -1e3, 1e3 and inf.
fn limits(activation: Activation) -> [(f64, f64); 4] {
    let right = [(1e3, 1.0), (INF, 1.0)];
    let join = |[a, b]: [(f64, f64); 2], [c, d]: [(f64, f64); 2]| [a, b, c, d];
    let step = |low: f64, high: f64| [(low, 0.0), (low, 0.0), (high, 0.0), (high, 0.0)];
    let slow =
        |value: f64, slope: f64, limit: f64| [(-limit, 0.0), (-value, slope), (value, slope), (limit, 0.0)];
    match activation {
        Activation::Linear => join([(-INF, 1.0), (-1e3, 1.0)], right),
        Activation::LeakyRelu { slope: 0.0 } => join([(0.0, 0.0); 2], right),
        Activation::LeakyRelu { slope } | Activation::Prelu { slope } => {
            join([(-INF * slope, slope), (-1e3 * slope, slope)], right)
        }
        Activation::Celu { alpha: 3.0 } => join([(-3.0, 0.0), (-3.0, 1.7185916560562314e-145)], right),
        Activation::Elu { alpha } | Activation::Celu { alpha } => join([(-alpha, 0.0); 2], right),
        Activation::Selu => {
            let (scale, limit) = (1.0507009873554805, 1.7580993408473768);
            join([(-limit, 0.0); 2], [(1e3 * scale, scale), (INF, scale)])
        }
        Activation::Relu
        | Activation::Gelu
        | Activation::GeluTanh
        | Activation::QuickGelu
        | Activation::Silu
        | Activation::HardSwish
        | Activation::Mish
        | Activation::Softplus => join([(0.0, 0.0); 2], right),
        Activation::Sigmoid | Activation::HardSigmoid => step(0.0, 1.0),
        Activation::Tanh | Activation::HardTanh => step(-1.0, 1.0),
        Activation::Relu6 => step(0.0, 6.0),
        Activation::LecunTanh => step(-1.7159, 1.7159),
        Activation::Softsign => slow(1e3 / 1001.0, 1.0 / (1001.0 * 1001.0), 1.0),
        Activation::Arctan => slow(1.5697963271282298, 9.99999000001e-7, FRAC_PI_2),
        Activation::Sin => [
            (f64::NAN, f64::NAN),
            (-0.8268795405320026, 0.5623790762907029),
            (0.8268795405320026, 0.5623790762907029),
            (f64::NAN, f64::NAN),
        ],
        Activation::Expression(_) => panic!("a formula is as it is written"),
    }
}

fn same<T: Real>(got: T, expected: f64) -> bool {
    let expected = T::from_f64(expected);
    let close = (got - expected).abs() <= T::from_f32(2.0) * T::EPSILON * expected.abs();
    got == expected || close || (got.is_nan() && expected.is_nan())
}

fn values_and_slopes_reach_their_limits<T: Real>() {
    for activation in super::all() {
        for (x, (value, slope)) in [-INF, -1e3, 1e3, INF].into_iter().zip(limits(activation)) {
            let got = activation.value(T::from_f64(x));
            assert!(same(got, value), "{activation}({x}): {got}, not {value}");
            let got = activation.slope(T::from_f64(x));
            assert!(same(got, slope), "{activation}'({x}): {got}, not {slope}");
        }
        let nan = T::from_f64(f64::NAN);
        assert!(activation.value(nan).is_nan(), "{activation}(NaN)");
        assert!(activation.slope(nan).is_nan(), "{activation}'(NaN)");
    }
}

#[test]
fn far_out_every_activation_takes_its_limit_and_nan_stays_nan() {
    values_and_slopes_reach_their_limits::<f32>();
    values_and_slopes_reach_their_limits::<f64>();
}

#[test]
fn the_largest_finite_numbers_do_not_produce_nan() {
    for activation in super::all() {
        for x in [f64::MAX, -f64::MAX, 1e200, -1e200] {
            assert!(!activation.value(x).is_nan(), "{activation}({x})");
            assert!(!activation.slope(x).is_nan(), "{activation}'({x})");
        }
        for x in [f32::MAX, -f32::MAX, 1e25, -1e25] {
            assert!(!activation.value(x).is_nan(), "{activation}({x})");
            assert!(!activation.slope(x).is_nan(), "{activation}'({x})");
        }
    }
}

#[test]
fn extreme_parameters_do_not_produce_nan() {
    for parameter in [1e-300, 1e-30, 1e30, 1e300] {
        for activation in [
            Activation::LeakyRelu { slope: parameter },
            Activation::Prelu { slope: -parameter },
            Activation::Elu { alpha: parameter },
            Activation::Celu { alpha: parameter },
        ] {
            for x in [-INF, -1e3, -1.0, -1e-30, 0.0, 1.0, INF] {
                assert!(!activation.value(x).is_nan(), "{activation}({x})");
                assert!(!activation.slope(x).is_nan(), "{activation}'({x})");
                assert!(!activation.value(x as f32).is_nan(), "{activation}({x}) in f32");
                assert!(!activation.slope(x as f32).is_nan(), "{activation}'({x}) in f32");
            }
        }
    }
}

#[test]
fn at_a_kink_the_slope_is_the_documented_one() {
    let cases = [
        (Activation::Relu, 0.0, 0.0, 0.0),
        (Activation::LeakyRelu { slope: 0.2 }, 0.0, 0.0, 0.2),
        (Activation::Prelu { slope: 0.25 }, 0.0, 0.0, 0.25),
        (Activation::Elu { alpha: 0.5 }, 0.0, 0.0, 0.5),
        (Activation::Selu, 0.0, 0.0, 1.7580993408473768),
        (Activation::Celu { alpha: 2.0 }, 0.0, 0.0, 1.0),
        (Activation::HardSwish, -3.0, 0.0, 0.0),
        (Activation::HardSwish, 3.0, 3.0, 1.0),
        (Activation::HardTanh, -1.0, -1.0, 0.0),
        (Activation::HardTanh, 1.0, 1.0, 0.0),
        (Activation::HardSigmoid, -3.0, 0.0, 0.0),
        (Activation::HardSigmoid, 3.0, 1.0, 0.0),
        (Activation::Relu6, 0.0, 0.0, 0.0),
        (Activation::Relu6, 6.0, 6.0, 0.0),
    ];
    for (activation, x, value, slope) in cases {
        assert_eq!(activation.value(x), value, "{activation}({x})");
        assert_eq!(activation.slope(x), slope, "{activation}'({x})");
        assert_eq!(activation.value(x as f32), value as f32, "{activation}({x}) in f32");
        assert_eq!(activation.slope(x as f32), slope as f32, "{activation}'({x}) in f32");
    }
}
