//! Schemes compared under one seed see the same noise.

use std::f64::consts::SQRT_2;

use initscope::init::Fans;
use initscope::noise::{Role, Stream};

use crate::conformance::{FANS, SEED, init, weights, weights_at};

fn numbers(spec: &str, fans: Fans) -> Vec<f64> {
    weights(&init(spec), fans)
}

/// Whether `a` is `factor` times `b` up to some roundings of the largest: uniform weights are the
/// lower end of their law plus a share of its width, so that small ones have cancelled.
fn proportional(a: &[f64], b: &[f64], factor: f64) -> bool {
    let largest = a.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
    a.iter().zip(b).all(|(a, b)| (a - factor * b).abs() <= 8.0 * f64::EPSILON * largest)
}

#[test]
fn twice_the_std_is_exactly_twice_every_weight() {
    for fans in FANS {
        let (one, two) = (numbers("normal", fans), numbers("normal:std=2", fans));
        assert!(one.iter().zip(&two).all(|(one, two)| 2.0 * one == *two));
    }
}

#[test]
fn schemes_of_one_shape_differ_by_a_factor() {
    for fans in FANS {
        let (fan_in, fan_out) = (fans.fan_in as f64, fans.fan_out as f64);
        let xavier = (2.0 / (fan_in + fan_out)).sqrt() * fan_in.sqrt();
        for shape in ["normal", "uniform", "truncated-normal"] {
            let lecun = numbers(&format!("lecun-{shape}"), fans);
            assert!(proportional(&numbers(&format!("he-{shape}"), fans), &lecun, SQRT_2));
            assert!(proportional(&numbers(&format!("xavier-{shape}"), fans), &lecun, xavier));
            let scaling = format!("variance-scaling:scale=4,distribution={shape}");
            assert!(proportional(&numbers(&scaling, fans), &lecun, 2.0));
            // The control: another factor, and another layer.
            assert!(!proportional(&numbers(&format!("he-{shape}"), fans), &lecun, 1.414));
            let other: Vec<f64> = weights_at(&init(&format!("he-{shape}")), fans, 0, 2);
            assert!(!proportional(&other, &lecun, SQRT_2));
        }
    }
}

#[test]
fn normal_weights_are_the_streams_numbers_scaled() {
    let fans = FANS[0];
    let mut noise = vec![0.0f32; fans.fan_in * fans.fan_out];
    let stream = Stream::new(SEED, 0, Role::Weight, 1);
    stream.fill_normal(&mut noise);
    let expected: Vec<f64> = noise.iter().map(|&z| f64::from(z)).collect();
    assert_eq!(numbers("normal", fans), expected);
    stream.fill_uniform(&mut noise);
    let expected: Vec<f64> = noise.iter().map(|&u| -1.0 + 2.0 * f64::from(u)).collect();
    assert_eq!(numbers("uniform", fans), expected);
}

#[test]
fn layers_and_trials_and_seeds_have_noise_of_their_own() {
    let fans = Fans { fan_in: 30, fan_out: 20 };
    for spec in ["normal", "uniform", "truncated-normal", "truncated-normal:low=4,high=40"] {
        let at = |trial, layer| -> Vec<f64> { weights_at(&init(spec), fans, trial, layer) };
        let here = at(0, 1);
        assert_eq!(here, at(0, 1));
        for other in [at(0, 2), at(1, 1), at(1, 2)] {
            // Uniform numbers have 2^24 values: 600 pairs have a coincidence in one of 28,000 runs.
            let alike = here.iter().zip(&other).filter(|(a, b)| a == b).count();
            assert_eq!(alike, 0, "{spec}");
        }
    }
}
