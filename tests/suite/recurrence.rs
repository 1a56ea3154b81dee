//! Networks whose layers are steps of time: shared weights, and an input at each step.

use initscope::activation::Activation;
use initscope::data;
use initscope::init::{Drive, Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::network::{Network, Noise, Observation, Quantity, Top, Watch};
use initscope::noise::Stream;
use ndarray::Array2;

const NOISE: Noise = Noise { seed: 5, trial: 2 };
const WIDTH: usize = 24;
const STEPS: usize = 6;

fn init(text: &str) -> Init {
    text.parse().unwrap()
}

/// What a scheme gives the first layer, in all layers.
struct First(Init);

impl Scheme for First {
    fn fill<T: Real>(&self, layer: Layer, stream: &Stream, weights: &mut [T]) {
        let role = if weights.len() == WIDTH {
            initscope::noise::Role::Bias
        } else {
            initscope::noise::Role::Weight
        };
        assert!(stream.layer() >= 1);
        self.0.fill(Layer { index: 1, ..layer }, &Stream::new(NOISE.seed, NOISE.trial, role, 1), weights);
    }
}

fn seen<W: Scheme, B: Scheme>(network: &Network<W, B>) -> Vec<Observation> {
    let x = data::gaussian::<f64>(40, WIDTH, NOISE.seed, NOISE.trial);
    let mut seen = Vec::new();
    network.backward(x.view(), NOISE, Top::Normal, &Watch::default(), |site| seen.push(site));
    seen
}

/// Everything but the weights of layers from the second on, which are seen once where they are shared.
fn but_later_weights(seen: Vec<Observation>) -> Vec<Observation> {
    seen.into_iter().filter(|site| site.quantity != Quantity::Weight || site.layer == 1).collect()
}

#[test]
fn a_tied_network_is_one_whose_layers_are_given_the_same_weights() {
    for scheme in ["orthogonal", "lecun-normal", "sparse:connections=5"] {
        let bias = init("normal:std=0.2");
        let plain = Network::new([WIDTH; STEPS + 1], Activation::Tanh, init(scheme));
        let tied = Network { bias, tied: true, ..plain.clone() };
        let given = Network {
            widths: plain.widths.clone(),
            activation: plain.activation,
            init: First(init(scheme)),
            bias: First(bias),
            norm: plain.norm,
            residual: false,
            tied: false,
            drive: Drive::NONE,
        };
        let [tied_seen, given_seen] = [seen(&tied), seen(&given)];
        assert_eq!(given_seen.len(), tied_seen.len() + STEPS - 1);
        assert_eq!(but_later_weights(given_seen), tied_seen);
        // Layers with weights of their own show that the comparison can fail.
        assert_ne!(but_later_weights(seen(&Network { bias, ..plain })), tied_seen);
    }
}

#[test]
fn what_enters_at_each_step_is_added_to_the_weighted_sums() {
    let plain = Network::new([WIDTH; STEPS + 1], Activation::Gelu, init("lecun-normal"));
    for tied in [false, true] {
        let biased = Network { tied, bias: init("constant:value=0.3"), ..plain.clone() };
        let driven = Network { tied, drive: "constant:value=0.3".parse().unwrap(), ..plain.clone() };
        assert_eq!(seen(&driven), seen(&biased));
        assert_ne!(seen(&driven), seen(&Network { tied, ..plain.clone() }));
    }
}

#[test]
fn a_driven_identity_is_a_random_walk() {
    let (samples, width, steps) = (200, 100, 50);
    let drive = "normal:std=0.1".parse().unwrap();
    let walk = Network {
        tied: true,
        drive,
        ..Network::new(vec![width; steps + 1], Activation::Linear, init("identity"))
    };
    let zeros = Array2::<f64>::zeros((samples, width));
    let seen = walk.observe(zeros.view(), NOISE, &Watch::default());
    let states: Vec<&Observation> =
        seen.iter().filter(|site| site.quantity == Quantity::Activation).collect();
    assert_eq!(states.len(), steps);
    for (step, state) in (1..).zip(states) {
        // The mean square of n normal numbers of variance 0.01 t: its relative standard error is sqrt(2 / n).
        // The n = 20,000 walks are independent, a step's error is not of the last's; five of them.
        let expected = 0.01 * f64::from(step);
        let found = state.summary.rms.unwrap().powi(2);
        let error = (2.0 / (samples * width) as f64).sqrt();
        assert!((found / expected - 1.0).abs() < 5.0 * error, "step {step}: {found}, not {expected}");
    }
}

#[test]
fn what_enters_depends_neither_on_the_scheme_nor_on_the_number_of_samples() {
    let drive = "uniform:low=-1,high=1".parse().unwrap();
    let first = |scheme: &str, samples: usize| {
        let network = Network { drive, ..Network::new([3, 3, 3], Activation::Linear, init(scheme)) };
        let corner = Some(initscope::network::Corner { samples: 4, units: 3, layers: 2 });
        let zeros = Array2::<f64>::zeros((samples, 3));
        let seen = network.observe(zeros.view(), NOISE, &Watch { corner, ..Watch::default() });
        let corners: Vec<Array2<f64>> = seen.into_iter().filter_map(|site| site.corner).collect();
        corners
    };
    // From zeros, the first layer's output is what enters it.
    let [identity, normal, more] = [first("identity", 4), first("normal", 4), first("identity", 900)];
    assert_eq!(identity[0], normal[0]);
    assert_eq!(identity, more);
    assert_ne!(identity[0], &identity[1] - &identity[0]);
}

#[test]
#[should_panic(expected = "layers that share their weights differ in width")]
fn shared_weights_ask_for_equal_widths() {
    let network = Network { tied: true, ..Network::new([3, 3, 4], Activation::Linear, init("ones")) };
    network.observe(Array2::<f64>::zeros((2, 3)).view(), Noise::default(), &Watch::default());
}
