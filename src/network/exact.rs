//! Gradients of given networks against those that NumPy computed.

use serde_json::Value;

use super::layer::parameters::Parameters;
use super::layer::trace::{Gradients, Trace};
use super::{Network, Norm};
use crate::init::{Fans, Init};
use crate::kernel::Real;

/// All numbers of a vector or matrix, row by row.
fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

/// The largest distance of a gradient from the file's, relative to the root mean square of its kind;
/// and how many gradients there were. `wrong` is added to one of the weights.
fn worst<T: Real>(wrong: f64) -> (f64, usize) {
    let file: Value = serde_json::from_str(include_str!("../../tests/data/golden_exact.json")).unwrap();
    let widths: Vec<usize> = numbers(&file["layers"]).iter().map(|width| *width as usize).collect();
    let samples = file["samples"].as_u64().unwrap() as usize;
    let given = |value: &Value| -> Vec<T> { numbers(value).into_iter().map(T::from_f64).collect() };
    let (mut worst, mut count) = (0.0_f64, 0);
    let mut compare = |found: &[T], expected: &Value| {
        let expected = numbers(expected);
        assert_eq!(found.len(), expected.len());
        let rms = (expected.iter().map(|x| x * x).sum::<f64>() / expected.len() as f64).sqrt();
        for (found, expected) in found.iter().zip(&expected) {
            worst = worst.max((found.to_f64() - expected).abs() / rms.max(f64::MIN_POSITIVE));
            count += 1;
        }
    };
    for expected in file["networks"].as_array().unwrap() {
        let activation = expected["activation"].as_str().unwrap().parse().unwrap();
        let network: Network = Network::new(widths.clone(), activation, Init::ZEROS);
        let layers: Vec<(usize, Fans)> = (1..).zip(network.fans()).collect();
        let mut all: Vec<Parameters<T>> = (0..layers.len())
            .map(|place| Parameters {
                weights: given(&file["weights"][place]),
                bias: given(&file["biases"][place]),
                activation,
                ..Parameters::new()
            })
            .collect();
        all[1].weights[3] += T::from_f64(wrong);
        let input = given(&file["x"]);
        let mut traces: Vec<Trace<T>> = Vec::new();
        for (place, parameters) in layers.iter().zip(&all) {
            let below = traces.last().map_or(&input, |trace| &trace.after);
            let stage = network.stage(*place, parameters, below);
            assert_eq!(stage.norm, Norm::None);
            let mut trace = Trace::default();
            stage.sums(samples, &mut trace);
            stage.finish(&mut trace, None);
            traces.push(trace);
        }
        let mut gradient = given(&file["top_gradient"]);
        let mut next = Vec::new();
        for (place, parameters) in layers.iter().zip(&all).rev() {
            let index = place.0 - 1;
            let below = if index == 0 { &input } else { &traces[index - 1].after };
            let stage = network.stage(*place, parameters, below);
            let mut gradients = Gradients::default();
            compare(&gradient, &expected["layers"][index]["activation_gradient"]);
            stage.back_to_before(&traces[index], &mut gradient, &mut Vec::new(), &mut gradients);
            compare(&gradient, &expected["layers"][index]["pre_activation_gradient"]);
            stage.back_to_sums(&traces[index], &mut gradient, &mut gradients);
            stage.weight_gradient(&gradient, &mut gradients);
            compare(&gradients.weights, &expected["layers"][index]["weight_gradient_sum"]);
            compare(&gradients.bias, &expected["layers"][index]["bias_gradient_sum"]);
            stage.back_to_input(&gradient, &[], &mut next);
            std::mem::swap(&mut gradient, &mut next);
        }
        compare(&gradient, &expected["input_gradient"]);
    }
    (worst, count)
}

// Of three layers of 7-5-4-3 units, 6 samples: 12 units of two gradients each, 67 weights, 12 biases;
// and the input's 42. For each of 25 activations.
const COUNT: usize = 25 * (2 * 6 * 12 + 67 + 12 + 6 * 7);

#[test]
fn gradients_of_given_networks_agree_to_1e_12_in_f64() {
    let (worst, count) = worst::<f64>(0.0);
    assert_eq!(count, COUNT);
    assert!(worst < 1e-12, "{worst}");
}

#[test]
fn gradients_of_given_networks_agree_to_1e_5_in_f32() {
    let (worst, _) = worst::<f32>(0.0);
    assert!(worst < 1e-5, "{worst}");
}

#[test]
fn a_weight_off_by_a_billionth_shows_in_gradients() {
    assert!(worst::<f64>(1e-9).0 > 1e-11);
}
