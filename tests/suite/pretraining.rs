//! Networks whose layers are pre-trained as Boltzmann machines.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;

use initscope::activation::Activation;
use initscope::data::{Dataset, Split};
use initscope::init::{Fans, Init, Layer, Scheme, Sight};
use initscope::network::{
    Examples, Lesson, Loss, Material, Network, Noise, Norm, Observation, Quantity, Sampling, Top, Training,
    Watch, WatchedInput,
};
use initscope::noise::{Role, Stream};
use initscope::rbm::{ContrastiveDivergence, Rbm, Visible};
use initscope::record::Metric;
use initscope::run::{Data, run_cell};
use initscope::study::{Plan, Study};
use ndarray::Array2;

const WIDTHS: [usize; 4] = [12, 9, 9, 7];
const SAMPLES: usize = 60;
const NOISE: Noise = Noise { seed: 8, trial: 2 };

/// Half of the units are on in every second sample, the others in those between.
fn samples() -> Array2<f64> {
    let x = |(i, j): (usize, usize)| {
        if (i + j / 6) % 2 == 0 { 0.75 } else { ((i * 7 + j * 3) % 5) as f64 / 16.0 }
    };
    Array2::from_shape_fn((SAMPLES, WIDTHS[0]), x)
}

fn init(spec: &str) -> Init {
    spec.parse().unwrap()
}

fn drawn(layer: u64, fans: Fans) -> Vec<f64> {
    let mut weights = vec![0.0; fans.fan_in * fans.fan_out];
    let stream = Stream::new(NOISE.seed, NOISE.trial, Role::Weight, layer);
    Init::normal(0.01).fill(Layer::linear(fans.fan_in, fans.fan_out), &stream, &mut weights);
    weights
}

/// The machines one upon the other.
fn machines() -> Vec<Rbm<f64>> {
    let mut data = samples().into_raw_vec_and_offset().0;
    let mut machines = Vec::new();
    for (layer, widths) in (1..).zip(WIDTHS.windows(2)) {
        let fans = Fans { fan_in: widths[0], fan_out: widths[1] };
        let mut rbm = Rbm::new(Visible::Bernoulli, fans.fan_in, fans.fan_out, drawn(layer, fans));
        rbm.set_visible_bias(&data);
        let stream = Stream::new(NOISE.seed, NOISE.trial, Role::Gibbs, layer);
        let rule = ContrastiveDivergence { epochs: 8, lr: 0.2, ..Default::default() };
        let ControlFlow::Continue(()) =
            rbm.learn(&data, &rule, stream, |_, _| ControlFlow::<Infallible>::Continue(()));
        let mut hidden = vec![0.0; SAMPLES * fans.fan_out];
        rbm.hidden(&data, &mut hidden);
        data = hidden;
        machines.push(rbm);
    }
    machines
}

const SPEC: &str = "rbm:epochs=8,lr=0.2";

/// Least, mean and largest weight of a layer: of 60 numbers and more no others have the same.
fn ends(seen: &[Observation], layer: usize) -> [f64; 3] {
    let found = seen.iter().find(|site| site.quantity == Quantity::Weight && site.layer == layer).unwrap();
    let summary = &found.summary;
    [summary.min, summary.mean, summary.max].map(Option::unwrap)
}

fn ends_of(weights: &[f64]) -> [f64; 3] {
    let [least, largest] =
        [f64::min as fn(f64, f64) -> f64, f64::max].map(|pick| weights.iter().copied().reduce(pick).unwrap());
    [least, weights.iter().sum::<f64>() / weights.len() as f64, largest]
}

/// A mean is the same up to the rounding of some hundred additions.
fn same(a: [f64; 3], b: [f64; 3]) -> bool {
    a[0] == b[0] && a[2] == b[2] && (a[1] - b[1]).abs() < 1e-13
}

fn network(activation: Activation) -> Network {
    // Biases that pre-training takes the place of.
    Network { bias: init("constant:value=5"), ..Network::new(WIDTHS, activation, init(SPEC)) }
}

fn classes() -> Vec<u8> {
    (0..SAMPLES).map(|i| (i % 2) as u8).collect()
}

fn forward(network: &Network) -> Vec<Observation> {
    network.observe(samples().view(), NOISE, &Watch::default())
}

fn backward(network: &Network) -> Vec<Observation> {
    let mut seen = Vec::new();
    let top = Top::Loss { loss: Loss::CrossEntropy, classes: &classes(), outputs: 2 };
    network.backward(samples().view(), NOISE, top, &Watch::default(), |site| seen.push(site));
    seen
}

fn trained(network: &Network) -> Vec<Observation> {
    let single = samples().mapv(|x| x as f32);
    let material = Material {
        train: Examples::<f64>::new(single.view(), &classes()),
        held_out: Examples::new(single.view(), &classes()),
        outputs: 2,
        watched: WatchedInput::new(samples(), &Watch::default()),
        watched_classes: classes(),
    };
    let training = Training {
        loss: Loss::CrossEntropy,
        optimizer: "sgd".parse().unwrap(),
        batch: 5,
        sampling: Sampling::Epochs,
        steps: 0,
        record: 1,
        evaluate: 0,
        symmetry: 0,
        snapshots: vec![0],
    };
    let mut seen = Vec::new();
    let _ = network.train(&material, NOISE, &training, &Watch::default(), |lesson| {
        if let Lesson::Seen { seen: site, .. } = lesson {
            seen.push(*site);
        }
        ControlFlow::<Infallible>::Continue(())
    });
    seen
}

#[test]
fn every_layer_is_the_hidden_layer_of_a_machine_that_learned_the_one_below() {
    let machines = machines();
    let before: Vec<Vec<f64>> = (1..)
        .zip(WIDTHS.windows(2))
        .map(|(layer, widths)| drawn(layer, Fans { fan_in: widths[0], fan_out: widths[1] }))
        .collect();
    for run in [forward, backward, trained] {
        for activation in [Activation::Sigmoid, Activation::Relu] {
            let seen = run(&network(activation));
            for (place, machine) in machines.iter().enumerate() {
                let found = ends(&seen, place + 1);
                assert!(same(found, ends_of(machine.weights())), "{activation} {place}");
                assert!(!same(found, ends_of(&before[place])));
            }
        }
    }
}

#[test]
fn hidden_biases_take_the_place_of_those_asked_for() {
    let machine = &machines()[0];
    let seen = forward(&network(Activation::Sigmoid));
    let activation =
        seen.iter().find(|site| site.quantity == Quantity::Activation && site.layer == 1).unwrap();
    // A sigmoid layer is the machine's hidden layer.
    let mut hidden = vec![0.0; SAMPLES * WIDTHS[1]];
    machine.hidden(&samples().into_raw_vec_and_offset().0, &mut hidden);
    let mean = hidden.iter().sum::<f64>() / hidden.len() as f64;
    assert!((activation.summary.mean.unwrap() - mean).abs() < 1e-13);
}

#[test]
fn a_readout_keeps_the_weights_it_was_drawn_with() {
    let fans = Fans { fan_in: WIDTHS[3], fan_out: 2 };
    for run in [backward, trained] {
        assert!(same(ends(&run(&network(Activation::Sigmoid)), 4), ends_of(&drawn(4, fans))));
    }
}

#[test]
fn machines_do_not_know_normalization_or_residual_connections() {
    let plain = forward(&network(Activation::Tanh));
    let norm = Norm::Layer { eps: 1e-5 };
    let other = forward(&Network { norm, residual: true, ..network(Activation::Tanh) });
    for layer in 1..WIDTHS.len() {
        assert_eq!(ends(&plain, layer), ends(&other, layer));
    }
}

#[test]
fn a_shared_opening_leads_to_the_same_machines() {
    let (watch, stop) = (Watch::default(), |_| ControlFlow::<Infallible>::Continue(()));
    let input = WatchedInput::new(samples(), &watch);
    let prefix = network(Activation::Sigmoid).open(&input, NOISE, &watch);
    for activation in [Activation::Sigmoid, Activation::Relu] {
        let mut shared = Vec::new();
        let ControlFlow::Continue(()) = network(activation).forward_after(
            &prefix,
            NOISE,
            &watch,
            &mut initscope::network::Workspace::default(),
            |site| {
                shared.push(site);
                stop(())
            },
        );
        assert_eq!(shared, forward(&network(activation)));
    }
}

#[test]
fn a_look_that_is_no_longer_wanted_ends_early() {
    let fans = Fans { fan_in: WIDTHS[0], fan_out: WIDTHS[1] };
    let looked = |stop: bool| {
        let mut weights = drawn(1, fans);
        Scheme::adapt(
            &init(SPEC),
            Layer::linear(fans.fan_in, fans.fan_out),
            Sight {
                input: samples().as_slice().unwrap(),
                products: &mut vec![0.0; SAMPLES * fans.fan_out],
                weights: &mut weights,
                bias: &mut vec![0.0; fans.fan_out],
                below: &mut Vec::new(),
                is_readout: false,
                stream: Stream::new(NOISE.seed, NOISE.trial, Role::Gibbs, 1),
                stop: &AtomicBool::new(stop),
            },
        );
        weights
    };
    assert_eq!(looked(true), drawn(1, fans));
    assert_eq!(looked(false), machines()[0].weights());
}

#[test]
fn recorded_errors_and_energies_are_those_of_the_machine_on_its_samples_and_on_others() {
    let text = r#"
        protocol = "gibbs"
        [input]
        kind = "digits"
        samples = 60
        [network]
        layers = [784, 9]
        [axes]
        init = "rbm:epochs=2,batch=20"
    "#;
    let study = Study::parse("machine", text, &[], false).unwrap();
    let plan = Plan::new(&study).unwrap();
    let data = Data::load(&study, &plan).unwrap();
    let record = run_cell(&plan.cell(0), NOISE.seed, &study.watch, &data);

    let digits = Dataset::read(&"digits".parse().unwrap(), Split::HeldOut { seed: 0 }).unwrap();
    let train: Vec<f64> = digits.train.inputs.iter().take(60 * 784).map(|x| f64::from(*x)).collect();
    let others: Vec<f64> = digits.held_out.inputs.iter().map(|x| f64::from(*x)).collect();
    let mut weights = vec![0.0; 784 * 9];
    Init::normal(0.01).fill(
        Layer::linear(784, 9),
        &Stream::new(NOISE.seed, 0, Role::Weight, 1),
        &mut weights,
    );
    let mut machine = Rbm::new(Visible::Bernoulli, 784, 9, weights);
    machine.set_visible_bias(&train);
    let rule = ContrastiveDivergence { epochs: 2, batch: 20, ..ContrastiveDivergence::default() };
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    // By plain loops from the machine's parameters alone.
    let score = |machine: &Rbm<f64>, samples: &[f64]| -> [f64; 2] {
        let (mut error, mut energy) = (0.0, 0.0);
        for v in samples.chunks(784) {
            let sums: Vec<f64> = (0..9)
                .map(|j| {
                    machine.hidden_bias()[j]
                        + (0..784).map(|i| v[i] * machine.weights()[9 * i + j]).sum::<f64>()
                })
                .collect();
            for (i, x) in v.iter().enumerate() {
                let back: f64 = (0..9).map(|j| machine.weights()[9 * i + j] * logistic(sums[j])).sum();
                error += (x - logistic(machine.visible_bias()[i] + back)).powi(2);
                energy -= machine.visible_bias()[i] * x;
            }
            energy -= sums.iter().map(|sum| sum.exp().ln_1p()).sum::<f64>();
        }
        [error / samples.len() as f64, 784.0 * energy / samples.len() as f64]
    };
    // What is lost where all is reconstructed as the mean.
    let count = (train.len() / 784) as f64;
    let mean = |i: usize| train.iter().skip(i).step_by(784).sum::<f64>() / count;
    let means: Vec<f64> = (0..784).map(mean).collect();
    let squares = train.chunks(784).flat_map(|v| v.iter().zip(&means).map(|(x, mean)| (x - mean).powi(2)));
    let mean_error = squares.sum::<f64>() / train.len() as f64;
    let found = |metric: Metric, step: u64| {
        let mut points = record.curves.iter().filter(|point| point.metric == metric);
        points.find(|point| point.step == step && point.layer == Some(1)).unwrap().value.unwrap()
    };
    let stream = Stream::new(NOISE.seed, 0, Role::Gibbs, 1);
    let ControlFlow::Continue(()) = machine.learn(&train, &rule, stream, |epoch, machine| {
        let [own, other] = [&train, &others].map(|samples| score(machine, samples));
        let expected = [
            (Metric::ReconstructionError, own[0]),
            (Metric::HeldOutReconstructionError, other[0]),
            (Metric::MeanError, mean_error),
            (Metric::FreeEnergy, own[1]),
            (Metric::HeldOutFreeEnergy, other[1]),
            (Metric::FreeEnergyGap, other[1] - own[1]),
        ];
        for (metric, expected) in expected {
            // Sums of 784 terms of a few units, in another order: 784 roundings of some hundreds at most.
            let apart = (found(metric, epoch as u64) - expected).abs();
            assert!(apart < 784.0 * 300.0 * f64::EPSILON, "{metric} after {epoch}: {apart}");
        }
        ControlFlow::<Infallible>::Continue(())
    });
}
