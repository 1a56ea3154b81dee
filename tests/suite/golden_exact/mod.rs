//! Networks of given weights against a second implementation in NumPy, without any noise.
//!
//! All 25 networks of the file share input, weights and biases and differ in their activation.

mod agreement;
mod file;

use self::agreement::{Comparison, compare};
use self::file::File;
use initscope::activation::Activation;
use initscope::init::{Drive, Layer, Scheme};
use initscope::kernel::Real;
use initscope::network::{Corner, Network, Noise, Norm, Observation, Watch};
use initscope::noise::Stream;
use ndarray::Array2;

/// Fills every layer with given numbers.
struct Given(Vec<Vec<f64>>);

impl Scheme for Given {
    fn fill<T: Real>(&self, layer: Layer, _: &Stream, weights: &mut [T]) {
        let given = &self.0[layer.index - 1];
        assert!(given.len() == weights.len() && given.len().is_multiple_of(layer.fans.fan_out));
        for (weight, &number) in weights.iter_mut().zip(given) {
            *weight = T::from_f64(number);
        }
    }
}

/// Everything the library sees in the file's network with this activation.
fn observe<T: Real>(file: &File, activation: Activation) -> Vec<Observation> {
    let network = Network {
        widths: file.widths.clone(),
        activation,
        init: Given(file.weights.clone()),
        bias: Given(file.biases.clone()),
        norm: Norm::None,
        residual: false,
        tied: false,
        drive: Drive::NONE,
    };
    let input: Vec<T> = file.x.iter().map(|&x| T::from_f64(x)).collect();
    let input = Array2::from_shape_vec((file.samples, file.widths[0]), input).unwrap();
    let corner = Some(Corner { samples: 6, units: 5, layers: 3 });
    network.observe(input.view(), Noise::default(), &Watch { corner, ..Watch::default() })
}

/// Every comparison of every network of the file, run with the weights in `changed`.
fn comparisons<T: Real>(changed: &File, tolerance: f64) -> Vec<Vec<Comparison>> {
    let networks = changed.networks.iter();
    networks
        .map(|network| compare::<T>(network, &observe::<T>(changed, network.activation), tolerance))
        .collect()
}

fn failures(comparisons: &[Comparison]) -> Vec<&Comparison> {
    comparisons.iter().filter(|comparison| !comparison.holds()).collect()
}

/// All comparisons hold with the weights as they are, and some of every network fails once the
/// first weight is off by `change`.
fn agrees<T: Real>(tolerance: f64, change: f64) {
    let mut file = File::read();
    let found = comparisons::<T>(&file, tolerance).concat();
    // 25 networks of 3 layers: 11 statistics each, and 6 samples of 5 + 4 + 3 units.
    assert_eq!(found.len(), 25 * (3 * 11 + 6 * 12));
    let failed = failures(&found);
    assert!(failed.is_empty(), "{} of {}: {:#?}", failed.len(), found.len(), &failed[..failed.len().min(5)]);

    file.weights[0][0] *= 1.0 + change;
    for (found, network) in comparisons::<T>(&file, tolerance).iter().zip(&file.networks) {
        assert!(!failures(found).is_empty(), "{} hides a changed weight", network.activation);
    }
}

// Tolerances are shares of a layer's size, see `agreement`. A value is a sum of at most 7
// products after at most 3 layers. Its relative rounding errors are some 10 of the input's,
// weights', products' and sums' and 4 of the activation's a layer; a layer passes an error on
// with a factor of sqrt(Σ w²) < 4 at most on average and adds its own: 14 (1 + 4 + 16) = 294
// epsilons if all had one sign, some sqrt(294) = 17 as they have not. 84 f32 epsilons are 1e-5,
// and 1e-12 is 4500 f64 epsilons.

#[test]
fn networks_of_given_weights_agree_to_1e_12_in_f64() {
    agrees::<f64>(1e-12, 1e-9);
}

#[test]
fn networks_of_given_weights_agree_to_1e_5_in_f32() {
    agrees::<f32>(1e-5, 1e-2);
}

#[test]
fn shares_of_counted_values_are_exact_in_both_precisions() {
    let file = File::read();
    for shares in [comparisons::<f64>(&file, 0.0).concat(), comparisons::<f32>(&file, 0.0).concat()] {
        let counted = |comparison: &&Comparison| comparison.what.ends_with("_fraction");
        let shares: Vec<&Comparison> = shares.iter().filter(counted).collect();
        assert_eq!(shares.len(), 25 * 3 * 3);
        for share in shares {
            assert!((share.found - share.expected).abs() < 1e-12, "{share:?}");
        }
    }
}
