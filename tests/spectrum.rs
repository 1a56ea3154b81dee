//! The singular values of the input-output Jacobian.

use initscope::activation::Activation;
use initscope::data;
use initscope::init::{Drive, Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::network::{Corner, Network, Noise, Norm, Observation, Quantity, Watch};
use initscope::noise::Stream;
use ndarray::{Array2, array};

fn spectra(seen: &[Observation]) -> Vec<&Observation> {
    seen.iter().filter(|site| site.quantity == Quantity::JacobianSpectrum).collect()
}

fn observe(activation: Activation, init: &str, width: usize, depth: usize) -> Vec<Observation> {
    let network = Network::new(vec![width; depth + 1], activation, init.parse::<Init>().unwrap());
    let x = data::gaussian::<f64>(20, width, 0, 0);
    network.observe(x.view(), Noise::default(), &Watch { jacobians: 3, ..Watch::default() })
}

#[test]
fn orthogonal_weights_keep_every_direction_of_a_linear_net() {
    // Each product with an orthogonal matrix of width n adds a relative rounding of at most
    // n^1.5 eps (Higham 2002, section 19.3), 50 of them 50 * 64^1.5 * 2.2e-16 = 5.7e-12; the QR
    // decomposition as much again.
    let bound = 2.0 * 50.0 * 64f64.powf(1.5) * f64::EPSILON;
    let seen = observe(Activation::Linear, "orthogonal", 64, 50);
    let spectra = spectra(&seen);
    assert_eq!(spectra.len(), 50);
    for (layer, site) in (1..).zip(&spectra) {
        assert_eq!((site.layer, site.summary.count), (layer, 3 * 64));
        let [min, max] = [site.summary.min, site.summary.max].map(Option::unwrap);
        assert!((min - 1.0).abs() < bound && (max - 1.0).abs() < bound, "{layer}: {min} {max}");
    }
    // The control: a Gaussian net of the same scale keeps only its mean square.
    let seen = observe(Activation::Linear, "lecun-normal", 64, 50);
    let last = seen.last().unwrap().summary.clone();
    assert!(last.max.unwrap() > 2.0 && last.median.unwrap() < 1e-3, "{last:?}");
}

#[test]
fn relu_loses_half_of_the_directions_at_once_and_looks_linear_the_half_it_doubled() {
    let zero = |init| {
        let seen = observe(Activation::Relu, init, 64, 4);
        spectra(&seen).iter().map(|site| site.summary.zero_fraction.unwrap()).collect::<Vec<_>>()
    };
    // Three inputs of 64 units: a share of 0.5 within 5 standard errors of sqrt(1/4/192) = 0.036.
    assert!((zero("he-normal")[0] - 0.5).abs() < 0.18);
    // Of each pair exactly one unit is on: 32 of 64 directions, in every layer, each kept whole.
    assert_eq!(zero("looks-linear"), [0.5; 4]);
    let seen = observe(Activation::Relu, "looks-linear", 64, 50);
    assert!((seen.last().unwrap().summary.max.unwrap() - 1.0).abs() < 1e-11);
}

/// Fills every layer with given numbers.
struct Given(Vec<[f64; 4]>);

impl Scheme for Given {
    fn fill<T: Real>(&self, layer: Layer, _: &Stream, weights: &mut [T]) {
        for (weight, &number) in weights.iter_mut().zip(&self.0[layer.index - 1]) {
            *weight = T::from_f64(number);
        }
    }
}

const WEIGHTS: [[f64; 4]; 3] = [[0.9, -0.4, 0.3, 1.1], [-0.7, 0.8, 1.3, 0.2], [0.5, -1.2, 0.6, 0.9]];
const BIASES: [[f64; 4]; 3] = [[0.1, -0.2, 0.0, 0.0], [0.3, 0.1, 0.0, 0.0], [-0.1, 0.2, 0.0, 0.0]];

fn through(activation: Activation, x: &Array2<f64>) -> Vec<Observation> {
    let network = Network {
        widths: vec![2; 4],
        activation,
        init: Given(WEIGHTS.to_vec()),
        bias: Given(BIASES.to_vec()),
        norm: Norm::None,
        residual: false,
        tied: false,
        drive: Drive::NONE,
    };
    let corner = Some(Corner { samples: 8, units: 2, layers: 3 });
    network.observe(x.view(), Noise::default(), &Watch { jacobians: 1, corner, ..Watch::default() })
}

#[test]
fn singular_values_are_those_of_finite_differences() {
    let x = [0.4, -0.7];
    for activation in [Activation::Tanh, Activation::Sigmoid, Activation::Gelu, Activation::Softplus] {
        // Central differences: the error is h² / 6 times third derivatives, some 1e-10 here, and
        // roundings of 1e-16 / h = 1e-11.
        let h = 1e-5;
        let moved =
            array![[x[0], x[1]], [x[0] + h, x[1]], [x[0] - h, x[1]], [x[0], x[1] + h], [x[0], x[1] - h]];
        let seen = through(activation, &moved);
        let outputs = seen.iter().filter(|site| site.quantity == Quantity::Activation);
        for (site, output) in spectra(&seen).into_iter().zip(outputs) {
            let y = output.corner.as_ref().unwrap();
            let slope =
                |input: usize, unit: usize| (y[[1 + 2 * input, unit]] - y[[2 + 2 * input, unit]]) / (2.0 * h);
            let [a, b, c, d] = [slope(0, 0), slope(0, 1), slope(1, 0), slope(1, 1)];
            // Of a 2 x 2 matrix: the sum of the squares is |J|², their product det².
            let (norm, det) = (a * a + b * b + c * c + d * d, a * d - b * c);
            let largest = ((norm + (norm * norm - 4.0 * det * det).sqrt()) / 2.0).sqrt();
            let found = [site.summary.max, site.summary.min].map(Option::unwrap);
            assert!((found[0] - largest).abs() < 1e-8, "{activation} {found:?} {largest}");
            assert!((found[0] * found[1] - det.abs()).abs() < 1e-8, "{activation} {found:?} {det}");
        }
    }
}

#[test]
fn a_signal_that_overflows_has_no_singular_values() {
    let seen = observe(Activation::Linear, "normal:std=1e200", 4, 3);
    let last = &seen.last().unwrap().summary;
    assert_eq!((last.count, last.non_finite, last.median, last.max), (12, 12, None, None));
}
