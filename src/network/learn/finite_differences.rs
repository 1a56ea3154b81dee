//! Gradients against finite differences of the loss.

use ndarray::Array2;

use super::examples::{Batch, Examples};
use super::learner::Learner;
use crate::activation::Activation;
use crate::init::Init;
use crate::network::{Loss, Network, Noise, Norm};

const SAMPLES: usize = 7;

/// Mean loss of all examples.
fn loss(learner: &mut Learner<'_, f64, Init, Init>, batch: &Batch<f64>, kind: Loss) -> f64 {
    learner.forward(batch, kind)
}

/// The parameter at `place` of tensor `tensor` of a layer: weights, bias, scale, shift, slope.
fn parameter<'a>(
    learner: &'a mut Learner<'_, f64, Init, Init>,
    layer: usize,
    tensor: usize,
    place: usize,
) -> Option<&'a mut f64> {
    let parameters = &mut learner.parameters[layer];
    match tensor {
        0 => parameters.weights.get_mut(place),
        1 => parameters.bias.get_mut(place),
        2 => parameters.scale.get_mut(place),
        3 => parameters.shift.get_mut(place),
        _ => match &mut parameters.activation {
            Activation::Prelu { slope } if place == 0 => Some(slope),
            _ => None,
        },
    }
}

/// The largest distance of a gradient from the finite difference, relative to the largest gradient of
/// its tensor; and how many there were.
fn worst(network: &Network, kind: Loss, sparse: bool, break_it: bool) -> (f64, usize) {
    let numbers = |i: usize| {
        let x = ((i * 7919 + 13) % 1009) as f32 / 504.5 - 1.0;
        if sparse && !i.is_multiple_of(4) { 0.0 } else { x }
    };
    let width = network.widths[0];
    let x = Array2::from_shape_fn((SAMPLES, width), |(i, j)| numbers(i * width + j));
    let classes: Vec<u8> = (0..SAMPLES).map(|i| (i * 5 % 3) as u8).collect();
    let examples = Examples::new(x.view(), &classes);
    let noise = Noise { seed: 5, trial: 0 };
    let mut learner = Learner::new(network, noise, 3, &examples);
    // Scales of 1 and shifts of 0 would hide a mistake.
    for parameters in &mut learner.parameters {
        for (place, scale) in parameters.scale.iter_mut().enumerate() {
            *scale += 0.1 * place as f64;
        }
        for (place, shift) in parameters.shift.iter_mut().enumerate() {
            *shift += 0.2 - 0.1 * place as f64;
        }
    }
    let mut batch = Batch::of(&examples, learner.needs_dense());
    batch.gather(0..SAMPLES, true);
    assert_eq!(batch.rows.is_empty(), sparse && !learner.needs_dense());
    loss(&mut learner, &batch, kind);
    learner.back(&batch);
    let gradients = learner.gradients.clone();
    let (mut largest, mut count) = (0.0_f64, 0);
    for (layer, gradients) in gradients.iter().enumerate() {
        let slope = vec![gradients.slope];
        let tensors = [&gradients.weights, &gradients.bias, &gradients.scale, &gradients.shift, &slope];
        for (tensor, gradients) in tensors.into_iter().enumerate() {
            let mut differences = Vec::new();
            for place in 0.. {
                let Some(at) = parameter(&mut learner, layer, tensor, place).map(|w| *w) else { break };
                // The truncation of the fourth-order formula is h^4 of a fifth derivative: next to
                // nothing. Its rounding is some 1e-16 / h, or 1e-8 of the smallest scale.
                const H: f64 = 1e-5;
                let mut at_distance = |steps: f64| {
                    *parameter(&mut learner, layer, tensor, place).unwrap() = at + steps * H;
                    loss(&mut learner, &batch, kind)
                };
                let near = at_distance(1.0) - at_distance(-1.0);
                let far = at_distance(2.0) - at_distance(-2.0);
                at_distance(0.0);
                differences.push((8.0 * near - far) / (12.0 * H));
            }
            let scale = differences.iter().fold(1e-3, |scale: f64, d| scale.max(d.abs()));
            for (difference, gradient) in differences.iter().zip(gradients) {
                let gradient = if break_it { gradient * 1.00001 } else { *gradient };
                largest = largest.max((difference - gradient).abs() / scale);
                count += 1;
            }
        }
    }
    (largest, count)
}

fn network(activation: Activation, norm: Norm, residual: bool) -> Network {
    let init: Init = "normal:std=0.6".parse().unwrap();
    let bias: Init = "normal:std=0.3".parse().unwrap();
    Network { bias, norm, residual, ..Network::new([5, 4, 4, 4], activation, init) }
}

const NORMS: [Norm; 3] = [Norm::None, Norm::Batch { eps: 1e-5 }, Norm::Layer { eps: 1e-5 }];

/// Whether all derivatives exist everywhere.
fn is_smooth(activation: &Activation) -> bool {
    use Activation::*;
    !matches!(
        activation,
        Relu | LeakyRelu { .. }
            | Prelu { .. }
            | HardSwish
            | HardTanh
            | HardSigmoid
            | Relu6
            | Selu
            | Elu { .. }
            | Celu { .. }
            | Softsign
    )
}

fn formulas<const N: usize>(all: [&str; N]) -> [Activation; N] {
    all.map(|formula| format!("expr:{formula}").parse().unwrap())
}

#[test]
fn gradients_of_smooth_networks_are_finite_differences_of_the_loss() {
    let written = formulas(["x*sigmoid(1.702*x)", "exp(-x^2/3)*sin(x)-x/(2+x^2)"]);
    for activation in Activation::ALL.into_iter().filter(is_smooth).chain(written) {
        for norm in NORMS {
            for residual in [false, true] {
                let kind = if residual { Loss::SquaredError } else { Loss::CrossEntropy };
                let (distance, count) = worst(&network(activation, norm, residual), kind, residual, false);
                assert!(distance < 1e-6, "{activation}, {norm}, residual {residual}: {distance}");
                assert!(count >= 79, "{count}");
            }
        }
    }
}

// No step of 2e-5 crosses a kink at any of the 84 pre-activations here, where there is no derivative.
#[test]
fn gradients_of_networks_with_kinks_are_finite_differences_of_the_loss() {
    let written = formulas(["max(0,x)^2", "clip(x,-0.7,0.9)-abs(x)/5"]);
    let named = Activation::ALL.into_iter().filter(|activation| !is_smooth(activation));
    for activation in named.chain(written) {
        for norm in NORMS {
            for residual in [false, true] {
                let kind = if residual { Loss::CrossEntropy } else { Loss::SquaredError };
                let (distance, _) = worst(&network(activation, norm, residual), kind, !residual, false);
                assert!(distance < 1e-6, "{activation}, {norm}, residual {residual}: {distance}");
            }
        }
    }
}

#[test]
fn a_gradient_off_by_ten_millionths_is_noticed() {
    let (distance, _) = worst(&network(Activation::Tanh, NORMS[1], true), Loss::CrossEntropy, false, true);
    assert!(distance > 5e-6, "{distance}");
}
