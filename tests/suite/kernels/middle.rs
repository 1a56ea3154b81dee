//! Schemes that fill the middle tap.

use initscope::init::{Kernel, KernelLayout};

use crate::kernels::{LAYOUTS, at, filled, kernel, taps};

/// Whether the weights are `expected(unit, channel)` at the tap and 0 elsewhere.
fn only_at(
    kernel: &Kernel,
    weights: &[f64],
    middle: &[usize],
    expected: impl Fn(usize, usize) -> f64,
) -> bool {
    let channels = kernel.fan_in / kernel.groups;
    (0..kernel.fan_out).all(|unit| {
        (0..channels).all(|channel| {
            taps(&kernel.spatial).iter().all(|tap| {
                let expected = if tap == middle { expected(unit, channel) } else { 0.0 };
                at(kernel, weights, unit, channel, tap) == expected
            })
        })
    })
}

#[test]
fn dirac_is_torchs_loop() {
    // torch.nn.init.dirac_: for g in range(groups), for d in range(min(out / groups, size(1))):
    // tensor[g * out / groups + d, d, size(2) // 2, ...] = 1.
    let cases: [(_, &[usize], usize, usize); 7] = [
        ((4, 4), &[3], 1, 1),
        ((4, 4), &[4], 1, 1),
        ((3, 6), &[2, 5], 1, 2),
        ((6, 6), &[3, 4, 2], 3, 3),
        ((6, 6), &[3, 3], 3, 1),
        ((2, 9), &[1, 1], 1, 3),
        ((8, 4), &[6], 1, 1),
    ];
    for (channels, spatial, kernel_groups, groups) in cases {
        for layout in LAYOUTS {
            let kernel = kernel(channels, spatial, kernel_groups, layout);
            let weights = filled(&format!("dirac:groups={groups}"), &kernel).unwrap();
            let size = channels.1 / groups;
            let ones: Vec<(usize, usize)> = (0..groups)
                .flat_map(|group| {
                    (0..size.min(channels.0 / kernel_groups)).map(move |d| (group * size + d, d))
                })
                .collect();
            let middle: Vec<usize> = spatial.iter().map(|taps| taps / 2).collect();
            let one = |unit, channel| f64::from(ones.contains(&(unit, channel)));
            assert!(only_at(&kernel, &weights, &middle, one), "{kernel:?}");
            assert_eq!(weights.iter().sum::<f64>(), ones.len() as f64);
            assert!(!only_at(&kernel, &weights, &middle, |unit, channel| 1.0 - one(unit, channel)));
        }
    }
}

#[test]
fn of_an_even_number_of_taps_the_later_middle_one_counts() {
    for (spatial, middle, earlier) in [
        (&[4][..], &[2][..], &[1][..]),
        (&[2, 6], &[1, 3], &[0, 2]),
        (&[4, 3, 2], &[2, 1, 1], &[1, 1, 0]),
        (&[5, 3], &[2, 1], &[1, 0]),
    ] {
        for scheme in ["dirac", "delta-orthogonal", "zero-hadamard"] {
            let kernel = kernel((2, 3), spatial, 1, KernelLayout::InOut);
            let place = taps(spatial).iter().position(|tap| tap == middle).unwrap();
            assert_eq!(kernel.middle_tap(), place);
            let weights = filled(scheme, &kernel).unwrap();
            let passing =
                |tap: &[usize]| (0..3).any(|unit| (0..2).any(|c| at(&kernel, &weights, unit, c, tap) != 0.0));
            let all: Vec<Vec<usize>> = taps(spatial).into_iter().filter(|tap| passing(tap)).collect();
            assert_eq!(all, [middle], "{scheme}");
            // JAX's choice for an even number, (k - 1) / 2.
            assert!(!passing(earlier));
        }
    }
}

#[test]
fn delta_orthogonal_keeps_the_length_of_what_it_passes_on() {
    for layout in LAYOUTS {
        let kernel = kernel((3, 5), &[3, 3], 1, layout);
        let weights = filled("delta-orthogonal:gain=3", &kernel).unwrap();
        let product = |a: usize, b: usize| -> f64 {
            (0..5)
                .map(|unit| at(&kernel, &weights, unit, a, &[1, 1]) * at(&kernel, &weights, unit, b, &[1, 1]))
                .sum()
        };
        for (a, b) in (0..3).flat_map(|a| (0..3).map(move |b| (a, b))) {
            let expected = if a == b { 9.0 } else { 0.0 };
            // Five products of numbers below 3: a dozen roundings of 9.
            assert!((product(a, b) - expected).abs() < 1e-13, "{a} {b}");
        }
    }
}

#[test]
fn zero_hadamard_puts_the_dense_matrix_into_the_middle_tap() {
    // Two channels to four units: rows of Sylvester's matrix of order 4, 1 / sqrt 4 each.
    let signs = [[1.0, 1.0, 1.0, 1.0], [1.0, -1.0, 1.0, -1.0]];
    let widening = kernel((2, 4), &[3], 1, KernelLayout::OutIn);
    let weights = filled("zero-hadamard", &widening).unwrap();
    assert!(only_at(&widening, &weights, &[1], |unit, channel| 0.5 * signs[channel][unit]));
    let narrowing = kernel((4, 2), &[2, 3], 1, KernelLayout::InOut);
    let weights = filled("zero-hadamard", &narrowing).unwrap();
    assert!(only_at(&narrowing, &weights, &[1, 1], |unit, channel| f64::from(unit == channel)));
    assert!(!only_at(&narrowing, &weights, &[0, 1], |unit, channel| f64::from(unit == channel)));
}
