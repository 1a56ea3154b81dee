//! What weights are instead: the simplest law first.

use initscope::conform::{FitKind, Tensor, fits, scaled};
use initscope::init::{Kernel, KernelLayout};
use initscope::noise::{Role, Stream};

use crate::conformance::init;

fn tensor(spec: &str, shape: &[usize]) -> Tensor {
    let layout = KernelLayout::InOut;
    let kernel = Kernel::of_shape(shape, layout).unwrap();
    let mut weights = vec![0.0f32; kernel.count().unwrap()];
    let noise = Stream::new(12, 0, Role::Weight, 1);
    init(spec).fill_kernel(&kernel, initscope::activation::Activation::Linear, &noise, &mut weights).unwrap();
    Tensor::weights(shape, layout, &weights).unwrap()
}

/// First names and kinds.
fn found(tensor: &Tensor) -> Vec<(String, FitKind)> {
    fits(tensor).into_iter().map(|fit| (fit.names[0].clone(), fit.kind)).collect()
}

fn plain(spec: &str) -> (String, FitKind) {
    (spec.to_owned(), FitKind::Plain)
}

#[test]
fn a_plain_law_is_named_with_its_parameters_and_no_exotic_scheme_for_its_shape() {
    for spec in [
        "normal:std=0.02",
        "normal:std=0.01",
        "normal:mean=0.3,std=0.02",
        "uniform:low=-0.05,high=0.05",
        "uniform:low=0",
        "truncated-normal:std=0.02",
    ] {
        assert_eq!(found(&tensor(spec, &[300, 200])), [plain(spec)]);
    }
}

#[test]
fn numbers_that_are_all_alike_are_a_constant() {
    for spec in ["zeros", "ones", "constant:value=0.25"] {
        assert_eq!(found(&tensor(spec, &[30, 20])), [(spec.to_owned(), FitKind::Constant)]);
    }
}

#[test]
fn a_scaling_that_fits_by_the_fans_alone_comes_first_and_the_plain_law_with_it() {
    // sqrt(2 / 300) = 0.0816: of 60000 normal weights the std is known to 0.3 %.
    let he = found(&tensor("he-normal", &[300, 200]));
    assert_eq!(he[0], ("he-normal".to_owned(), FitKind::Standard));
    let [(name, FitKind::Plain)] = &he[1..] else { panic!("{he:?}") };
    let std: f64 = name.strip_prefix("normal:std=").unwrap().parse().unwrap();
    assert!((std / (2f64 / 300.0).sqrt() - 1.0).abs() < 0.015, "{name}");
    let names = &fits(&tensor("he-normal", &[300, 200]))[0].names;
    assert_eq!(*names, ["he-normal", "candle-linear"]);
    // A kernel's fans have its taps in them.
    let kernel = found(&tensor("xavier-uniform", &[3, 3, 32, 64]));
    assert_eq!(kernel[0], ("xavier-uniform".to_owned(), FitKind::Standard));
}

#[test]
fn structured_matrices_are_named_where_no_law_of_numbers_fits() {
    assert_eq!(found(&tensor("orthogonal", &[120, 80])), [("orthogonal".to_owned(), FitKind::Other)]);
    let scaled = |spec: &str| scaled(&tensor(spec, &[120, 80])).map(|(name, by)| (name, format!("{by:.3}")));
    assert!(found(&tensor("orthogonal:gain=3", &[120, 80])).is_empty());
    assert_eq!(scaled("orthogonal:gain=3"), Some(("orthogonal", "3.000".to_owned())));
    assert_eq!(scaled("uniform:low=0,high=1"), None);
}

#[test]
fn biases_without_known_inputs_fit_plain_laws_alone() {
    let numbers: Vec<f32> =
        tensor("normal:std=0.02", &[100, 20]).matrix().weights().iter().map(|x| *x as f32).collect();
    assert_eq!(found(&Tensor::biases(&numbers, None)), [plain("normal:std=0.02")]);
}

#[test]
fn a_law_is_found_behind_a_few_outliers() {
    let mut numbers: Vec<f64> = tensor("normal:std=0.02", &[120, 80]).matrix().weights().to_vec();
    (numbers[3], numbers[4]) = (5.0, -7.0);
    let tensor = Tensor::weights(&[120, 80], KernelLayout::InOut, &numbers).unwrap();
    assert_eq!(found(&tensor), [plain("normal:std=0.02")]);
    assert!(fits(&tensor)[0].report.only_outliers());
}
