//! Kernels that cannot be: an error, never a panic.

use initscope::activation::Activation;
use initscope::init::{Init, Kernel, KernelError, KernelLayout};
use proptest::prelude::*;

use crate::kernels::{LAYOUTS, filled, kernel, stream};

fn refusal(spec: &str, channels: (usize, usize), spatial: &[usize], groups: usize) -> String {
    let said = LAYOUTS
        .map(|layout| filled(spec, &kernel(channels, spatial, groups, layout)).unwrap_err().to_string());
    assert_eq!(said[0], said[1]);
    said[0].clone()
}

#[test]
fn impossible_kernels_say_what_is_wrong_and_what_to_do() {
    let cases: [(_, &[usize], _, _); 8] = [
        ((0, 4), &[3], 1, "the kernel's `fan_in` is 0; it must have a channel at least"),
        ((4, 0), &[3], 1, "the kernel's `fan_out` is 0; it must have a channel at least"),
        ((6, 4), &[3], 4, "the kernel's `groups` is 4, which does not divide its `fan_in`, 6"),
        ((6, 4), &[3], 3, "the kernel's `groups` is 3, which does not divide its `fan_out`, 4"),
        ((6, 4), &[3], 0, "the kernel's `groups` is 0, which does not divide its `fan_in`, 6"),
        (
            (6, 4),
            &[3, 0],
            1,
            "the kernel's `spatial` dimension 1, counted from 0, has no taps; give it 1 at least",
        ),
        (
            (6, 4),
            &[1, 1, 1, 1],
            1,
            "the kernel has 4 `spatial` dimensions; there are kernels of 1 to 3, and none is a dense layer",
        ),
        ((usize::MAX, 4), &[3], 1, "the kernel has more weights than a machine can address; check its sizes"),
    ];
    for (channels, spatial, groups, message) in cases {
        assert_eq!(refusal("he-normal", channels, spatial, groups), message);
    }
}

#[test]
fn a_buffer_of_another_length_is_refused_and_left_alone() {
    let kernel = kernel((2, 3), &[3], 1, KernelLayout::OutIn);
    for length in [0, 17, 19] {
        let mut weights = vec![7.0f32; length];
        let error =
            Init::normal(1.0).fill_kernel(&kernel, Activation::Linear, &stream(), &mut weights).unwrap_err();
        assert_eq!(error, KernelError::Length { expected: 18, found: length });
        assert!(weights.iter().all(|&weight| weight == 7.0));
    }
}

#[test]
fn schemes_of_dense_layers_name_what_to_take_instead() {
    for (spec, instead) in [
        ("identity:gain=2", "dirac, which copies channels by the middle tap"),
        ("looks-linear", "orthogonal, delta-orthogonal or dirac"),
        ("sparse", "normal:std=... or he-normal, and set weights to 0 after it"),
    ] {
        let expected =
            format!("`{spec}` is a scheme of dense layers, and the kernel has taps; take {instead}");
        assert_eq!(refusal(spec, (4, 4), &[3], 1), expected);
    }
    for spec in ["lsuv", "data-normalised:batch=9", "rbm:epochs=1"] {
        let expected = format!(
            "`{spec}` answers to the data that a layer sees, and a kernel alone sees none; let a `Network` fill it"
        );
        assert_eq!(refusal(spec, (4, 4), &[3], 1), expected);
        assert_eq!(refusal(spec, (4, 4), &[], 1), expected);
    }
    let narrows = refusal("delta-orthogonal", (4, 3), &[3], 1);
    assert_eq!(narrows, "delta-orthogonal keeps lengths and cannot narrow: 4 inputs to 3 units");
    let groups = refusal("dirac:groups=3", (4, 4), &[3], 1);
    assert_eq!(groups, "`groups` is 3, which does not divide the 4 units; take a divisor of 4");
}

#[test]
fn every_scheme_fills_a_kernel_or_says_why_not() {
    for listing in Init::catalogue() {
        let found = filled(listing.name, &kernel((4, 8), &[3, 2], 2, KernelLayout::OutIn));
        let refused =
            ["sparse", "identity", "looks-linear", "lsuv", "data-normalised", "rbm"].contains(&listing.name);
        assert_eq!(found.is_err(), refused, "{}", listing.name);
    }
}

fn size() -> impl Strategy<Value = usize> {
    prop_oneof![4 => 0usize..7, 1 => Just(1 << 40), 1 => Just(usize::MAX)]
}

proptest! {
    #[test]
    fn no_kernel_makes_it_panic(
        fan_in in size(),
        fan_out in size(),
        spatial in prop::collection::vec(size(), 0..5),
        groups in size(),
        torch in any::<bool>(),
        which in 0..Init::catalogue().count(),
        spare in 0usize..3,
    ) {
        let layout = if torch { KernelLayout::OutIn } else { KernelLayout::InOut };
        let kernel = Kernel { fan_in, fan_out, spatial, groups, layout };
        let listing = Init::catalogue().nth(which).unwrap();
        let init: Init = listing.name.parse().unwrap();
        let count = kernel.count();
        prop_assert_eq!(count.is_ok(), kernel.fans().is_ok() && kernel.shape().is_ok());
        kernel.middle_tap();
        let length = count.clone().unwrap_or(0).min(10_000) + spare / 2;
        let mut weights = vec![0.0f64; length];
        let result = init.fill_kernel(&kernel, Activation::Gelu, &stream(), &mut weights);
        prop_assert!(result.is_err() || count == Ok(length));
    }
}
