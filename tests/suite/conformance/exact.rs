//! What holds without any tolerance.

use initscope::init::{Fans, Init};
use initscope::kernel::Real;

use crate::conformance::{FANS, init, weights};

fn all_are<T: Real>(spec: &str, value: f64) {
    for fans in FANS {
        let weights: Vec<T> = weights(&init(spec), fans);
        assert!(weights.iter().all(|&x| x == T::from_f64(value)), "{spec}");
    }
}

#[test]
fn constant_weights_are_the_constant_in_both_precisions() {
    for (spec, value) in [
        ("zeros", 0.0),
        ("ones", 1.0),
        ("constant", 0.5),
        ("constant:value=0.1", 0.1),
        ("constant:value=-3e20", -3e20),
        ("normal:mean=2,std=0", 2.0),
        ("he-normal:gain=0", 0.0),
    ] {
        all_are::<f32>(spec, value);
        all_are::<f64>(spec, value);
    }
}

#[test]
fn zero_stays_positive_zero() {
    let zeros: Vec<f64> = weights(&Init::ZEROS, Fans { fan_in: 3, fan_out: 3 });
    assert!(zeros.iter().all(|x| x.to_bits() == 0));
}
