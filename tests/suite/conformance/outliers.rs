//! A few weights far out: named by place, and kept out of what the other tests say.

use initscope::conform::{Report, Tensor, Verdict};
use initscope::init::{KernelLayout, Layer, Scheme};
use initscope::noise::{Role, Stream};

use crate::conformance::init;

const SHAPE: [usize; 2] = [256, 128];

fn drawn(spec: &str) -> Vec<f64> {
    let mut weights = vec![0.0; SHAPE[0] * SHAPE[1]];
    init(spec).fill(Layer::linear(SHAPE[0], SHAPE[1]), &Stream::new(31, 0, Role::Weight, 1), &mut weights);
    weights
}

fn of(spec: &str, weights: &[f64]) -> Report {
    Tensor::weights(&SHAPE, KernelLayout::InOut, weights).unwrap().check(&init(spec)).unwrap()
}

fn said(report: &Report) -> Vec<String> {
    let Verdict::Differs(words) = report.verdict() else { panic!("{report:#?}") };
    words
}

#[test]
fn one_weight_at_ten_sigmas_is_named_by_its_place_and_chance() {
    let mut weights = drawn("normal:std=0.002");
    assert!(of("normal:std=0.002", &weights).conforms());
    weights[3 * 128 + 5] = 0.02;
    let report = of("normal:std=0.002", &weights);
    assert_eq!(report.rejected().collect::<Vec<_>>(), ["outlier"]);
    // 1 - (1 - 2 scipy.stats.norm.sf(10))^32768 = 32768 * 1.523970604832e-23 = 4.993747e-19
    let p_value = report.finding("outlier").unwrap().p_value().unwrap();
    assert!((p_value / 4.993_747e-19 - 1.0).abs() < 1e-6, "{p_value}");
    assert_eq!(
        said(&report),
        ["it has an outlier: [3, 5] = 0.0200, 10.0 sigmas from the mean (p = 5.0e-19)"]
    );
}

#[test]
fn a_few_weights_far_out_are_no_wrong_std() {
    let mut weights = drawn("normal:std=0.002");
    (weights[0], weights[1000]) = (-0.1, -0.1);
    let report = of("normal:std=0.002", &weights);
    assert_eq!(report.rejected().collect::<Vec<_>>(), ["outlier"]);
    assert_eq!(
        said(&report),
        [
            "it has 2 outliers: [0, 0] = -0.100, 50.0 sigmas from the mean (p < 1e-300), [7, 104] = -0.100, 50.0 sigmas from the mean (p < 1e-300)"
        ]
    );
    // Many more are counted.
    (0..100).for_each(|place| weights[place * 300] = if place % 2 == 0 { 0.1 } else { -0.1 });
    let words = said(&of("normal:std=0.002", &weights)).join("; ");
    assert!(words.starts_with("it has 101 outliers: ") && words.ends_with(", and 96 more"), "{words}");
}

#[test]
fn weights_beyond_a_bound_are_named_and_the_other_tests_still_run() {
    for spec in ["xavier-uniform", "he-truncated-normal"] {
        let mut weights = drawn(spec);
        let tests = of(spec, &weights).findings.len();
        weights[2 * 128 + 9] = 1.0;
        let report = of(spec, &weights);
        assert_eq!(report.findings.len(), tests, "{spec}");
        assert_eq!(report.rejected().collect::<Vec<_>>(), ["outlier", "beyond bounds"], "{spec}");
        let words = said(&report);
        let starts = words[0].starts_with("it has an outlier: [2, 9] = 1.00, beyond the bound 0.");
        assert!(starts && words[0].ends_with(" sigmas from the mean (p < 1e-300)"), "{words:?}");
        // What else is wrong is said as well.
        weights.iter_mut().for_each(|weight| *weight += 0.1);
        let words = said(&of(spec, &weights)).join("; ");
        assert!(words.contains("its mean is ") && words.contains("[2, 9] = 1.10"), "{spec}: {words}");
    }
}

#[test]
fn a_bound_far_out_switches_no_test_off() {
    // PyTorch's trunc_normal_(std=0.02) cuts at ±2, a hundred sigmas away.
    let spec = "truncated-normal:std=0.02,low=-2,high=2,bounds=absolute";
    let mut weights = drawn(spec);
    assert!(of(spec, &weights).conforms());
    weights[77] = -0.3;
    let report = of(spec, &weights);
    assert_eq!(report.rejected().collect::<Vec<_>>(), ["outlier"]);
    assert!(said(&report)[0].starts_with("it has an outlier: [0, 77] = -0.300, 15.0 sigmas"), "{report:?}");
}

#[test]
fn an_outlier_is_seen_at_another_scale_too() {
    let mut weights: Vec<f64> = drawn("normal:std=0.01").iter().map(|weight| 3.0 * weight).collect();
    weights[5] = 1.0;
    let words = said(&of("normal:std=0.01", &weights)).join("; ");
    assert!(words.contains("its std is 3.0"), "{words}");
    // Of its own scale of 0.03.
    assert!(words.contains("[0, 5] = 1.00, 33."), "{words}");
}

#[test]
fn another_law_has_no_outliers_but_another_shape() {
    // A third of the weights ten times as wide: a mixture.
    let mut weights = drawn("normal:std=0.01");
    weights.iter_mut().step_by(3).for_each(|weight| *weight *= 10.0);
    let words = said(&of("normal:std=0.01", &weights)).join("; ");
    assert!(words.contains("its law has another shape") && !words.contains("outlier"), "{words}");
}

#[test]
fn outliers_of_kernels_and_biases_are_named_in_the_files_own_shape() {
    let place = |shape: &[usize], layout, at: usize| {
        let count: usize = shape.iter().product();
        let mut numbers = drawn("normal:std=0.002")[..count].to_vec();
        numbers[at] = 0.05;
        let tensor = match shape {
            [_] => Tensor::biases(&numbers, None),
            shape => Tensor::weights(shape, layout, &numbers).unwrap(),
        };
        said(&tensor.check(&init("normal:std=0.002")).unwrap()).join("; ")
    };
    // numpy.unravel_index(1234, shape)
    for (shape, layout, index) in [
        (&[3, 3, 16, 32][..], KernelLayout::InOut, "[0, 2, 6, 18]"),
        (&[32, 16, 3, 3], KernelLayout::OutIn, "[8, 9, 0, 1]"),
        (&[64, 16, 4], KernelLayout::OutIn, "[19, 4, 2]"),
        (&[2, 3, 4, 8, 16], KernelLayout::InOut, "[0, 2, 1, 5, 2]"),
        (&[2000], KernelLayout::InOut, "[1234]"),
    ] {
        let words = place(shape, layout, 1234);
        assert!(words.contains(&format!("it has an outlier: {index} = 0.0500, 25.0 sigmas")), "{words}");
    }
}

#[test]
fn a_bound_that_half_precision_rounds_outwards_leaves_no_outlier() {
    // To the eight bits of bfloat16, in which 0.1199 is 0.12012.
    let rounded = |weight: f64| f32::from_bits((weight as f32).to_bits().wrapping_add(0x7fff) & 0xffff_0000);
    let spec = "uniform:low=-0.1199,high=0.1199";
    let weights: Vec<f64> = drawn(spec).into_iter().map(|weight| f64::from(rounded(weight))).collect();
    let report = of(spec, &weights);
    assert!(report.finding("beyond bounds").unwrap().rejected);
    assert!(matches!(report.verdict(), Verdict::Nearly(_)), "{report:#?}");
}
