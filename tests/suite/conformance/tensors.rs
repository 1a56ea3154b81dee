//! Kernels and biases, as files have them.

use initscope::activation::Activation;
use initscope::conform::{Report, Tensor, TensorError, Verdict};
use initscope::init::{Init, Kernel, KernelLayout, Law};
use initscope::noise::{Role, Stream};

use crate::conformance::init;

/// What each library would store: the scheme's weights in the order of the layout.
fn filled(spec: &str, shape: &[usize], layout: KernelLayout) -> Vec<f32> {
    let kernel = Kernel::of_shape(shape, layout).unwrap();
    let mut weights = vec![0.0f32; kernel.count().unwrap()];
    let noise = Stream::new(5, 0, Role::Weight, 1);
    init(spec).fill_kernel(&kernel, Activation::Linear, &noise, &mut weights).unwrap();
    weights
}

fn report(spec: &str, shape: &[usize], layout: KernelLayout, numbers: &[f32]) -> Report {
    Tensor::weights(shape, layout, numbers).unwrap().check(&init(spec)).unwrap()
}

const SHAPES: [(&[usize], KernelLayout); 6] = [
    (&[3, 3, 32, 64], KernelLayout::InOut),
    (&[64, 32, 3, 3], KernelLayout::OutIn),
    (&[5, 32, 64], KernelLayout::InOut),
    (&[64, 32, 5], KernelLayout::OutIn),
    (&[3, 3, 3, 16, 32], KernelLayout::InOut),
    (&[32, 16, 3, 3, 3], KernelLayout::OutIn),
];

#[test]
fn kernels_of_every_rank_and_layout_conform_to_their_scheme_and_to_no_other_scale() {
    for (shape, layout) in SHAPES {
        for spec in ["xavier-uniform", "he-normal", "torch-linear", "orthogonal", "delta-orthogonal", "dirac"]
        {
            let numbers = filled(spec, shape, layout);
            let report = report(spec, shape, layout, &numbers);
            assert!(report.conforms(), "{spec} {shape:?}: {report:#?}");
            let wider: Vec<f32> = numbers.iter().map(|number| 1.1 * number).collect();
            assert!(!self::report(spec, shape, layout, &wider).conforms(), "{spec} {shape:?}");
        }
    }
}

#[test]
fn receptive_fields_count_in_the_fans() {
    // tf.keras.initializers.GlorotUniform on (3, 3, 64, 128): sqrt(6 / (576 + 1152)) = 0.0589255650988789
    let tensor = Tensor::weights(&[3, 3, 64, 128], KernelLayout::InOut, &vec![0.0f32; 73_728]).unwrap();
    let law = tensor.ensemble(&init("xavier-uniform")).unwrap().law().unwrap();
    let Law::Uniform { high, .. } = law else { panic!("{law:?}") };
    assert!((high - 0.058_925_565_098_878_96).abs() < 1e-16, "{high}");
    // torch.nn.init._calculate_fan_in_and_fan_out(torch.empty(128, 64, 3, 3)): (576, 1152)
    let torch = Tensor::weights(&[128, 64, 3, 3], KernelLayout::OutIn, &vec![0.0f32; 73_728]).unwrap();
    assert_eq!(torch.fans(), tensor.fans());
}

#[test]
fn a_kernel_in_the_other_layout_is_of_another_scale() {
    let numbers = filled("xavier-uniform", &[3, 3, 64, 16], KernelLayout::InOut);
    assert!(report("xavier-uniform", &[3, 3, 64, 16], KernelLayout::InOut, &numbers).conforms());
    let other = report("xavier-uniform", &[3, 3, 64, 16], KernelLayout::OutIn, &numbers);
    assert!(matches!(other.verdict(), Verdict::Differs(_)));
}

#[test]
fn schemes_of_the_middle_tap_leave_the_others_alone() {
    let shape = [32, 16, 3, 3];
    let mut numbers = filled("delta-orthogonal", &shape, KernelLayout::OutIn);
    numbers[0] = 0.5;
    let report = report("delta-orthogonal", &shape, KernelLayout::OutIn, &numbers);
    assert_eq!(report.rejected().collect::<Vec<_>>(), ["other taps"]);
}

#[test]
fn biases_follow_the_law_of_their_layer() {
    let drawn = |spec: &str, count: usize| {
        let mut numbers = vec![0.0f32; count];
        let bias = init(spec);
        let ensemble = bias.ensemble(initscope::init::Layer::linear(400, count)).unwrap();
        ensemble.fill(&Stream::new(9, 0, Role::Bias, 1), &mut numbers);
        numbers
    };
    let check = |numbers: &[f32], fan_in, spec: &str| Tensor::biases(numbers, fan_in).check(&init(spec));
    let torch = drawn("torch-linear", 300);
    assert!(check(&torch, Some(400), "torch-linear").unwrap().conforms());
    assert!(!check(&torch, Some(800), "torch-linear").unwrap().conforms());
    assert_eq!(check(&torch, None, "torch-linear"), Err(TensorError::FanIn("torch-linear".to_owned())));
    for spec in ["zeros", "constant:value=0.5", "normal:std=0.5", "uniform:low=-0.1,high=0.1"] {
        let numbers = drawn(spec, 300);
        assert!(check(&numbers, None, spec).unwrap().conforms(), "{spec}");
        assert!(!check(&torch, None, spec).unwrap().conforms(), "{spec}");
    }
    assert_eq!(check(&torch, Some(400), "orthogonal"), Err(TensorError::Matrices("orthogonal".to_owned())));
}

#[test]
fn arrays_that_are_no_weights_are_refused() {
    let refused = |shape: &[usize]| {
        let numbers = vec![0.0f32; shape.iter().product()];
        Tensor::weights(shape, KernelLayout::InOut, &numbers).unwrap_err().to_string()
    };
    assert_eq!(refused(&[4]), "1 axes are too few: a dense layer's weights have 2, kernels 3 to 5");
    assert!(refused(&[2, 2, 2, 2, 2, 2]).starts_with("the kernel has 4 `spatial` dimensions"));
    assert!(refused(&[3, 0, 2]).starts_with("the kernel's `fan_in` is 0"));
}

#[test]
fn every_scheme_has_an_answer_for_every_rank() {
    for listing in Init::catalogue() {
        for (shape, layout) in SHAPES {
            let zeros = vec![0.0f32; shape.iter().product()];
            let tensor = Tensor::weights(shape, layout, &zeros).unwrap();
            match tensor.check(&init(listing.name)) {
                Ok(report) => assert_eq!(report.conforms(), listing.name == "zeros", "{}", listing.name),
                Err(error) => assert!(matches!(error, TensorError::Kernel(_)), "{error}"),
            }
        }
    }
}
