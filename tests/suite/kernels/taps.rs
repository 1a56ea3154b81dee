//! Schemes that fill every tap.

use initscope::activation::Activation;
use initscope::init::{Fans, Init, KernelLayout, Layer, Scheme};

use crate::kernels::{LAYOUTS, at, filled, kernel, stream, taps};

const CHANNELS: (usize, usize) = (6, 8);
const SPATIAL: [&[usize]; 4] = [&[5], &[2, 3], &[3, 2, 2], &[]];

fn dense(spec: &str, fan_in: usize, fan_out: usize) -> Vec<f64> {
    let init: Init = spec.parse().unwrap();
    let mut weights = vec![0.0; fan_in * fan_out];
    let layer = Layer { index: 1, fans: Fans { fan_in, fan_out }, activation: Activation::Relu };
    init.fill(layer, &stream(), &mut weights);
    weights
}

#[test]
fn layouts_hold_the_same_weights_in_other_places() {
    for spec in ["normal", "he-uniform", "truncated-normal", "orthogonal", "torch-linear"] {
        for (spatial, groups) in SPATIAL.into_iter().flat_map(|spatial| [(spatial, 1), (spatial, 2)]) {
            let [out_in, in_out] = LAYOUTS.map(|layout| kernel(CHANNELS, spatial, groups, layout));
            let [torch, keras] = [&out_in, &in_out].map(|kernel| filled(spec, kernel).unwrap());
            for unit in 0..8 {
                for channel in 0..6 / groups {
                    for tap in taps(spatial) {
                        let both = [(&out_in, &torch), (&in_out, &keras)]
                            .map(|(k, w)| at(k, w, unit, channel, &tap));
                        assert_eq!(both[0], both[1], "{spec} {spatial:?} {groups}");
                    }
                }
            }
            assert_ne!(torch, keras);
        }
    }
}

#[test]
fn weights_are_those_of_a_dense_layer_with_a_row_for_each_tap_of_each_channel() {
    for spatial in SPATIAL {
        let taps = taps(spatial);
        let kernel = kernel(CHANNELS, spatial, 2, KernelLayout::OutIn);
        let weights = filled("normal", &kernel).unwrap();
        let matrix = dense("normal", 3 * taps.len(), 8);
        for (channel, unit) in (0..3).flat_map(|channel| (0..8).map(move |unit| (channel, unit))) {
            for (index, tap) in taps.iter().enumerate() {
                let row = channel * taps.len() + index;
                assert_eq!(at(&kernel, &weights, unit, channel, tap), matrix[row * 8 + unit]);
            }
        }
    }
}

#[test]
fn without_taps_every_scheme_fills_as_it_fills_a_dense_layer() {
    for spec in ["identity", "sparse", "looks-linear", "dirac", "zero-hadamard", "orthogonal", "he-normal"] {
        let kernel = kernel(CHANNELS, &[], 1, KernelLayout::InOut);
        assert_eq!(kernel.shape().unwrap(), [6, 8]);
        assert_eq!(filled(spec, &kernel).unwrap(), dense(spec, 6, 8), "{spec}");
    }
}

#[test]
fn fans_are_torchs() {
    for layout in LAYOUTS {
        // torch.nn.Conv2d(6, 8, (2, 3)): weight [8, 6, 2, 3], fans 36 and 48.
        let fans = kernel(CHANNELS, &[2, 3], 1, layout).fans().unwrap();
        assert_eq!((fans.fan_in, fans.fan_out), (36, 48));
        // With groups=2: weight [8, 3, 2, 3], fans 18 and, undivided, 48.
        let fans = kernel(CHANNELS, &[2, 3], 2, layout).fans().unwrap();
        assert_eq!((fans.fan_in, fans.fan_out), (18, 48));
        // Depthwise, Conv1d(8, 8, 5, groups=8): weight [8, 1, 5].
        let fans = kernel((8, 8), &[5], 8, layout).fans().unwrap();
        assert_eq!((fans.fan_in, fans.fan_out), (5, 40));
    }
    assert_eq!(kernel(CHANNELS, &[2, 3], 2, KernelLayout::OutIn).shape().unwrap(), [8, 3, 2, 3]);
    assert_eq!(kernel(CHANNELS, &[2, 3], 2, KernelLayout::InOut).shape().unwrap(), [2, 3, 3, 8]);
}

#[test]
fn scaled_schemes_divide_by_the_fans_of_the_kernel() {
    let kernel = kernel(CHANNELS, &[2, 3], 2, KernelLayout::OutIn);
    let normal = filled("normal", &kernel).unwrap();
    for (spec, std) in [
        ("he-normal", (2.0 / 18f64).sqrt()),
        ("lecun-normal", 18f64.sqrt().recip()),
        ("he-normal:mode=fan_out", (2.0 / 48f64).sqrt()),
        ("xavier-normal", (2.0 / 66f64).sqrt()),
    ] {
        let weights = filled(spec, &kernel).unwrap();
        // One product each: a rounding apart from the factor's own two.
        let close = |(weight, z): (&f64, &f64)| (weight - std * z).abs() <= 4.0 * f64::EPSILON * weight.abs();
        assert!(weights.iter().zip(&normal).all(close), "{spec}");
        assert!(!weights.iter().zip(&normal).all(|(weight, z)| close((&(1.001 * weight), z))), "{spec}");
    }
}

/// Largest departure of the products of the units' weight vectors from 0, and of their squares from
/// `square`.
fn departure(weights: &[f64], units: usize, square: f64) -> f64 {
    let rows: Vec<&[f64]> = weights.chunks(weights.len() / units).collect();
    let products = rows.iter().enumerate().flat_map(|(i, a)| {
        rows.iter().enumerate().map(move |(j, b)| {
            let product: f64 = a.iter().zip(*b).map(|(a, b)| a * b).sum();
            (product - if i == j { square } else { 0.0 }).abs()
        })
    });
    products.fold(0.0, f64::max)
}

#[test]
fn orthogonal_makes_the_units_weights_over_all_taps_orthonormal() {
    for (channels, spatial) in [((6, 8), &[3, 3][..]), ((2, 4), &[2]), ((3, 5), &[2, 2, 2])] {
        let kernel = kernel(channels, spatial, 1, KernelLayout::OutIn);
        // In this layout the vectors lie one after another. Householder QR of so few columns departs by
        // a few dozen roundings at most; 1e-13 is 450.
        let weights = filled("orthogonal:gain=2", &kernel).unwrap();
        assert!(departure(&weights, channels.1, 4.0) < 1e-13, "{spatial:?}");
        let control = filled("lecun-normal:gain=2", &kernel).unwrap();
        assert!(departure(&control, channels.1, 4.0) > 1e-3);
    }
    // More units than weights of a unit: then the columns are orthonormal. [8, 1, 3] transposed.
    let narrow = kernel((1, 8), &[3], 1, KernelLayout::InOut);
    let weights = filled("orthogonal", &narrow).unwrap();
    assert!(departure(&weights, 3, 1.0) < 1e-13);
}
