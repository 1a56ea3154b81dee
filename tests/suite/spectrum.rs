//! Singular values of Jacobians, weights and their products, and eigenvalues of weights.

use initscope::activation::Activation;
use initscope::data;
use initscope::init::{Drive, Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::network::{Corner, Network, Noise, Norm, Observation, Quantity, Spectra, Top, Watch};
use initscope::noise::Stream;
use ndarray::{Array2, array};

fn spectra(seen: &[Observation]) -> Vec<&Observation> {
    of(Quantity::JacobianSpectrum, seen)
}

fn of(quantity: Quantity, seen: &[Observation]) -> Vec<&Observation> {
    seen.iter().filter(|site| site.quantity == quantity).collect()
}

/// All spectra, at some layers.
fn all(layers: &[usize]) -> Watch {
    let spectra = Spectra { weights: true, products: true, eigenvalues: true, layers: layers.to_vec() };
    Watch { jacobians: 2, spectra, ..Watch::default() }
}

const SPECTRAL: [Quantity; 4] =
    [Quantity::JacobianSpectrum, Quantity::WeightSpectrum, Quantity::ProductSpectrum, Quantity::Eigenvalue];

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

/// Three layers of two units.
fn given(activation: Activation) -> Network<Given, Given> {
    Network {
        widths: vec![2; 4],
        activation,
        init: Given(WEIGHTS.to_vec()),
        bias: Given(BIASES.to_vec()),
        norm: Norm::None,
        residual: false,
        tied: false,
        drive: Drive::NONE,
    }
}

fn through(activation: Activation, x: &Array2<f64>) -> Vec<Observation> {
    let corner = Some(Corner { samples: 8, units: 2, layers: 3 });
    given(activation).observe(x.view(), Noise::default(), &Watch { jacobians: 1, corner, ..Watch::default() })
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

#[test]
fn spectra_of_weights_are_those_of_plain_arithmetic() {
    let seen = given(Activation::Tanh).observe(array![[0.4, -0.7]].view(), Noise::default(), &all(&[]));
    // Two-by-two matrices of entries about 1: a few dozen roundings.
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-14, "{a} {b}");
    // The squares of the two singular values sum up to |A|² and multiply to det².
    let check = |site: &Observation, [a, b, c, d]: [f64; 4]| {
        let [large, small] = [site.summary.max, site.summary.min].map(Option::unwrap);
        close(large * large + small * small, a * a + b * b + c * c + d * d);
        close(large * small, (a * d - b * c).abs());
    };
    let mut product = [1.0, 0.0, 0.0, 1.0];
    for (index, w) in WEIGHTS.iter().enumerate() {
        let [a, b, c, d] = product;
        product = [a * w[0] + b * w[2], a * w[1] + b * w[3], c * w[0] + d * w[2], c * w[1] + d * w[3]];
        check(of(Quantity::WeightSpectrum, &seen)[index], *w);
        check(of(Quantity::ProductSpectrum, &seen)[index], product);
        // Eigenvalues sum up to the trace and multiply to the determinant.
        let [[re, im], [re2, im2]] = of(Quantity::Eigenvalue, &seen)[index].eigenvalues[..] else { panic!() };
        close(re + re2, w[0] + w[3]);
        close(im + im2, 0.0);
        close(re * re2 - im * im2, w[0] * w[3] - w[1] * w[2]);
    }
}

#[test]
fn in_a_linear_net_the_product_of_the_weights_is_the_jacobian() {
    let network = Network::new(vec![16; 6], Activation::Linear, "lecun-normal".parse::<Init>().unwrap());
    let x = data::gaussian::<f64>(5, 16, 0, 0);
    let seen = network.observe(x.view(), Noise::default(), &all(&[5]));
    let [jacobian, product] = [SPECTRAL[0], SPECTRAL[2]].map(|quantity| of(quantity, &seen)[0].clone());
    // Multiplied in the same order; slopes of 1 change no bit.
    assert_eq!(jacobian.summary.max, product.summary.max);
    assert_eq!(jacobian.summary.count, 2 * product.summary.count);
    let weights = of(Quantity::WeightSpectrum, &seen)[0].summary.max;
    assert_ne!(product.summary.max, weights, "not those of the last layer");
}

#[test]
fn spectra_are_looked_at_in_the_layers_named_and_on_the_way_back_too() {
    let network = Network::new(vec![12; 9], Activation::Tanh, "orthogonal".parse::<Init>().unwrap());
    let x = data::gaussian::<f64>(5, 12, 0, 0);
    // The eighth stands for those beyond it, once.
    let watch = all(&[1, 3, 20, 30]);
    let seen = network.observe(x.view(), Noise::default(), &watch);
    let mut back = Vec::new();
    network.backward(x.view(), Noise::default(), Top::Normal, &watch, |site| back.push(site));
    for quantity in SPECTRAL {
        let found = of(quantity, &seen);
        assert_eq!(found.iter().map(|site| site.layer).collect::<Vec<_>>(), [1, 3, 8], "{quantity}");
        assert_eq!(found, of(quantity, &back), "{quantity}");
    }
    // A rounding of 12^2.5 eps for each of the eight, at most.
    let bound = 8.0 * 12f64.powf(2.5) * f64::EPSILON;
    for quantity in &SPECTRAL[1..] {
        for site in of(*quantity, &seen) {
            let ends = [site.summary.min, site.summary.max].map(Option::unwrap);
            assert!(ends.iter().all(|end| (end - 1.0).abs() < bound), "{quantity} {ends:?}");
        }
    }
    let jacobian = of(Quantity::JacobianSpectrum, &seen)[0].summary.min.unwrap();
    assert!(jacobian < 0.9, "tanh shrinks some direction: {jacobian}");
}

#[test]
fn eigenvalues_are_of_square_layers_alone_and_each_site_has_its_decades() {
    let network = Network::new(vec![6, 8, 8, 5], Activation::Relu, "he-normal".parse::<Init>().unwrap());
    let x = data::gaussian::<f64>(5, 6, 0, 0);
    let seen = network.observe(x.view(), Noise::default(), &all(&[]));
    assert_eq!(of(Quantity::Eigenvalue, &seen).iter().map(|site| site.layer).collect::<Vec<_>>(), [2]);
    assert_eq!(of(Quantity::ProductSpectrum, &seen).last().unwrap().summary.count, 5);
    for site in &seen {
        let Some(decades) = &site.decades else {
            assert!(!SPECTRAL.contains(&site.quantity));
            continue;
        };
        let summary = &site.summary;
        assert_eq!(decades.total(), summary.count);
        let zeros = summary.zero_fraction.unwrap() * summary.count as f64;
        assert_eq!(decades.below, zeros.round() as u64);
        assert!((decades.high - summary.max.unwrap().log10()).abs() < 1e-12);
    }
}

#[test]
fn weights_that_are_not_finite_have_no_spectra() {
    let network = Network::new(vec![4; 4], Activation::Linear, "normal:std=1e200".parse::<Init>().unwrap());
    let x = data::gaussian::<f64>(3, 4, 0, 0);
    let seen = network.observe(x.view(), Noise::default(), &all(&[]));
    let last = |quantity| of(quantity, &seen).last().unwrap().summary.clone();
    assert_eq!(
        (last(Quantity::ProductSpectrum).non_finite, last(Quantity::ProductSpectrum).median),
        (4, None)
    );
    assert_eq!(last(Quantity::Eigenvalue).non_finite, 0);
}

#[test]
fn the_product_of_shared_weights_is_their_power_and_their_own_spectrum_is_seen_once() {
    let x = array![[0.4, -0.7]];
    let observe = |tied| {
        let network = Network { tied, ..given(Activation::Tanh) };
        network.observe(x.view(), Noise::default(), &all(&[2, 3]))
    };
    let (tied, own) = (observe(true), observe(false));
    let layers = |quantity, seen| of(quantity, seen).iter().map(|site| site.layer).collect::<Vec<_>>();
    for quantity in [Quantity::WeightSpectrum, Quantity::Eigenvalue] {
        assert_eq!((layers(quantity, &tied), layers(quantity, &own)), (vec![1], vec![2, 3]));
    }
    // The determinant of a power is the power of the determinant, the product of the singular values its
    // modulus; entries of about 1, a few dozen roundings.
    let [a, b, c, d] = WEIGHTS[0];
    let determinant = (a * d - b * c).abs();
    let products = |seen| {
        let of_site = |site: &&Observation| site.summary.max.unwrap() * site.summary.min.unwrap();
        of(Quantity::ProductSpectrum, seen).iter().map(of_site).collect::<Vec<f64>>()
    };
    for (power, (shared, other)) in [2, 3].into_iter().zip(products(&tied).into_iter().zip(products(&own))) {
        assert!((shared - determinant.powi(power)).abs() < 1e-14, "{power}: {shared} {determinant}");
        assert!((other - determinant.powi(power)).abs() > 1e-2, "weights of their own have other products");
    }
}
