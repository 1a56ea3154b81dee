//! Known mistakes are told by the factor that they leave.

use initscope::conform::{Tensor, Verdict, causes};
use initscope::init::{Kernel, KernelLayout};
use initscope::noise::{Role, Stream};

use crate::conformance::init;

const SHAPE: [usize; 2] = [300, 200];

fn drawn(spec: &str, shape: &[usize]) -> Tensor {
    let layout = KernelLayout::InOut;
    let kernel = Kernel::of_shape(shape, layout).unwrap();
    let mut weights = vec![0.0f32; kernel.count().unwrap()];
    let noise = Stream::new(21, 0, Role::Weight, 1);
    init(spec).fill_kernel(&kernel, initscope::activation::Activation::Linear, &noise, &mut weights).unwrap();
    Tensor::weights(shape, layout, &weights).unwrap()
}

/// What is said of weights `drawn_from` a scheme that should be `claimed`.
fn said(claimed: &str, drawn_from: &str) -> Vec<String> {
    causes(&drawn(drawn_from, &SHAPE), &init(claimed))
}

#[test]
fn each_known_mistake_is_put_into_words() {
    // sqrt(2 / 300) = 0.08164965809277260; the variance 2 / 300 = 0.00667.
    for (claimed, is, words) in [
        ("he-normal", "truncated-normal:std=0.0816496580927726", "a normal law was cut at two sigmas"),
        ("he-truncated-normal", "truncated-normal:std=0.0816496580927726", "sigma was not enlarged"),
        ("truncated-normal:std=0.02", "truncated-normal:std=0.02,std_is=after", "sigma was enlarged"),
        ("he-normal", "he-normal:mode=fan_out", "fan_in (300) and fan_out (200) are swapped"),
        ("xavier-uniform", "xavier-uniform:mode=fan_in", "it is scaled by fan_in (300) alone"),
        ("xavier-normal", "xavier-normal:mode=fan_out", "it is scaled by fan_out (200) alone"),
        ("he-normal", "he-normal:mode=fan_avg", "it is scaled by the mean of both fans (250)"),
        ("he-uniform", "torch-linear", "it is PyTorch's default, kaiming_uniform_(a=sqrt(5))"),
        ("he-normal", "torch-linear", "it is PyTorch's default"),
        ("he-normal", "lecun-normal", "a gain of sqrt(2), ReLU's, is left out"),
        ("lecun-uniform", "lecun-uniform:gain=1.4142135623730951", "a gain of sqrt(2), ReLU's, is in it"),
        (
            "xavier-normal:gain=1.6666666666666667",
            "xavier-normal",
            "a gain of 5/3, PyTorch's for tanh, is left out",
        ),
        (
            "he-uniform",
            "uniform:low=-0.0816496580927726,high=0.0816496580927726",
            "the std was taken for the bound",
        ),
        (
            "he-normal",
            "he-normal:gain=2.449489742783178",
            "the bound of a uniform law, sqrt(3) times the std",
        ),
        ("he-normal", "normal:std=0.006666666666666667", "the variance, 0.00667, was taken for the std"),
        ("normal:std=0.02", "normal:std=0.1414213562373095", "the std, 0.0200, was taken for the variance"),
    ] {
        let all = said(claimed, is);
        assert!(all.iter().any(|cause| cause.contains(words)), "{claimed}, {is}: {all:?}");
    }
}

#[test]
fn nothing_is_said_of_right_weights_or_of_factors_and_shapes_that_no_mistake_leaves() {
    for spec in ["he-normal", "xavier-uniform", "he-truncated-normal", "normal:std=0.02", "orthogonal"] {
        assert_eq!(said(spec, spec), [""; 0], "{spec}");
    }
    // 1.2 is none of the factors, by at least 5 %, sixteen standard errors.
    assert_eq!(said("lecun-normal", "lecun-normal:gain=1.3"), [""; 0]);
    // 0.8796 times as wide, but not cut.
    assert_eq!(said("normal:std=0.02", "normal:std=0.0175925"), [""; 0]);
    // PyTorch's scale, but normal.
    let normal = said("he-normal", "lecun-normal:gain=0.5773502691896258");
    assert!(!normal.iter().any(|cause| cause.contains("PyTorch's default")), "{normal:?}");
}

#[test]
fn a_receptive_field_that_was_left_out_is_told_from_its_taps() {
    let shape = [3, 3, 32, 64];
    // 288 inputs without 3 x 3 taps are 32.
    let short = drawn("lecun-normal:gain=3", &shape);
    let all = causes(&short, &init("lecun-normal"));
    assert_eq!(all, ["the receptive field of 9 taps is left out of the fans"]);
    // Keras's fans with a fan_out of units alone: 2 / (288 + 64), not 2 / (288 + 576).
    let gain = (864.0f64 / 352.0).sqrt();
    let all = causes(&drawn(&format!("xavier-normal:gain={gain}"), &shape), &init("xavier-normal"));
    assert!(all.contains(&"the receptive field of 9 taps is left out of fan_out".to_owned()), "{all:?}");
}

#[test]
fn a_gain_of_orthogonal_matrices_is_exact() {
    assert_eq!(said("orthogonal", "orthogonal:gain=1.4142135623730951").len(), 1);
    assert_eq!(
        said("orthogonal:gain=1.4142135623730951", "orthogonal"),
        ["a gain of sqrt(2), ReLU's, is left out"]
    );
    assert_eq!(said("orthogonal", "orthogonal:gain=1.41"), [""; 0]);
}

#[test]
fn a_qr_decomposition_without_its_signs_is_told() {
    let n = 100;
    let mut noise = vec![0.0f32; n * n];
    Stream::new(3, 0, Role::Weight, 1).fill_normal(&mut noise);
    let (mut gaussian, mut q) = (noise.iter().map(|x| f64::from(*x)).collect::<Vec<f64>>(), vec![0.0; n * n]);
    initscope::kernel::orthonormalise(&mut gaussian, &mut q, n);
    let tensor = Tensor::weights(&[n, n], KernelLayout::InOut, &q).unwrap();
    let Verdict::Differs(words) = tensor.check(&init("orthogonal")).unwrap().verdict() else { panic!() };
    assert!(words[0].contains("the signs of R's diagonal were left as they came"), "{words:?}");
}
