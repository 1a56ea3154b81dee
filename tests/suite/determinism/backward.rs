//! The way forward is the same whatever follows it, and the way back the same whatever came before.

use std::convert::Infallible;
use std::ops::ControlFlow;

use initscope::activation::Activation;
use initscope::init::Init;
use initscope::network::{
    Examples, Lesson, Loss, Material, Network, Noise, Norm, Observation, Optimizer, Sampling, Top, Training,
    Watch, WatchedInput,
};
use ndarray::Array2;

use crate::determinism::{SMALL, WIDE, bytes, study, with_threads};

/// Inits that are drawn again on the way back and one that is kept, with biases, norms and skips.
fn networks() -> Vec<Network> {
    let mut networks = Vec::new();
    for init in ["he-normal", "lsuv:batch=64", "torch-linear"] {
        for norm in [Norm::None, Norm::Batch { eps: 1e-5 }, Norm::Layer { eps: 1e-5 }] {
            for residual in [false, true] {
                let init: Init = init.parse().unwrap();
                let bias = "normal:std=0.1".parse().unwrap();
                let plain = Network::new([37, 37, 41, 41, 41], Activation::Prelu { slope: 0.25 }, init);
                networks.push(Network { bias, norm, residual, ..plain });
            }
        }
    }
    let init: Init = "orthogonal".parse().unwrap();
    let drive = "normal:std=0.1".parse().unwrap();
    networks.push(Network { tied: true, drive, ..Network::new([37; 5], Activation::Tanh, init) });
    networks
}

/// 600 samples in two tiles, of three classes.
fn samples() -> (Array2<f32>, Vec<u8>) {
    let x = Array2::from_shape_fn((600, 37), |(i, j)| ((i * 37 + j) * 7919 % 1009) as f32 / 504.5 - 1.0);
    (x, (0..600).map(|i| (i * 7 % 3) as u8).collect())
}

const NOISE: Noise = Noise { seed: 3, trial: 1 };

fn backward(network: &Network, top: Top) -> Vec<Observation> {
    let (x, _) = samples();
    let mut seen = Vec::new();
    network.backward(x.view(), NOISE, top, &Watch::default(), |site| seen.push(site));
    seen
}

#[test]
fn what_is_seen_on_the_way_forward_does_not_depend_on_a_way_back() {
    let (x, _) = samples();
    for network in networks() {
        let forward = network.observe(x.view(), NOISE, &Watch::default());
        let both = backward(&network, Top::Normal);
        // Weights that all layers share are seen once.
        let sites = if network.tied { 10 } else { 13 };
        assert_eq!(forward.len(), sites);
        // Three gradients of four layers, and the input's.
        assert_eq!(both.len(), sites + 13);
        assert!(forward == both[..sites], "{network:?}");
    }
}

#[test]
fn a_network_before_training_is_the_one_that_is_drawn() {
    let (x, classes) = samples();
    let watch = Watch::default();
    let material = Material {
        train: Examples::new(x.view(), &classes),
        held_out: Examples::new(x.view(), &classes),
        outputs: 3,
        watched: WatchedInput::new(x.clone(), &watch),
        watched_classes: classes.clone(),
    };
    let training = Training {
        loss: Loss::CrossEntropy,
        optimizer: Optimizer::default(),
        batch: 20,
        sampling: Sampling::Epochs,
        steps: 1,
        record: 1,
        evaluate: 0,
        symmetry: 0,
        snapshots: vec![0],
    };
    // A scheme that looks at 64 of the samples sees the deeper layers of a training network normalised by
    // these alone.
    let comparable = |network: &Network| {
        let sees_less =
            network.init.to_string() == "lsuv:batch=64" && matches!(network.norm, Norm::Batch { .. });
        !network.tied && !sees_less
    };
    for network in networks().into_iter().filter(comparable) {
        let mut snapshot = Vec::new();
        let ControlFlow::Continue(()) = network.train(&material, NOISE, &training, &watch, |lesson| {
            if let Lesson::Seen { seen, .. } = lesson {
                snapshot.push(*seen);
            }
            ControlFlow::<Infallible>::Continue(())
        });
        let top = Top::Loss { loss: Loss::CrossEntropy, classes: &classes, outputs: 3 };
        assert!(snapshot == backward(&network, top), "{network:?}");
    }
}

#[test]
fn gradients_are_the_same_bytes_for_any_number_of_threads() {
    for text in [SMALL, WIDE] {
        let drive = ("drive", r#"["zeros", "normal:std=0.1"]"#);
        let study = study(text, &[("protocol", "backward"), ("norm", r#"["none", "batch"]"#), drive]);
        let one = with_threads(1, || bytes(&study));
        for threads in [2, 3] {
            assert!(with_threads(threads, || bytes(&study)) == one, "{threads} threads");
        }
    }
}
