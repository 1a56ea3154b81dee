//! The textbook's three networks on the embedded digits, on one thread: 784-[100 x 4]-10 units of
//! ReLU, 2000 minibatches of 128, SGD. `benches/peers/numpy_training.py` is the same in NumPy, and
//! `torch_training.py` in PyTorch.

use std::convert::Infallible;
use std::ops::ControlFlow;

use divan::{Bencher, black_box};
use initscope::activation::Activation;
use initscope::data::{Dataset, Source, Split};
use initscope::init::Init;
use initscope::kernel::Real;
use initscope::network::{
    Examples, Loss, Material, Network, Noise, Optimizer, Sampling, Training, Watch, WatchedInput,
};
use ndarray::{Array2, s};

fn main() {
    divan::main();
}

#[divan::bench(types = [f32, f64], sample_count = 5, sample_size = 1)]
fn three_networks<T: Real>(bencher: Bencher) {
    let digits =
        Dataset::read(&Source::Digits, Split::HeldOut { seed: 0 }).expect("the program carries them");
    let classes = digits.train.classes.unwrap_or_default();
    let watch = Watch::default();
    let material = Material {
        train: Examples::<T>::new(digits.train.inputs.view(), &classes),
        held_out: Examples::new(digits.train.inputs.slice(s![..0, ..]), &[]),
        outputs: 10,
        watched: WatchedInput::new(Array2::from_elem((1, 784), T::ZERO), &watch),
        watched_classes: vec![0],
    };
    let training = Training {
        loss: Loss::CrossEntropy,
        optimizer: Optimizer::default(),
        batch: 128,
        sampling: Sampling::WithReplacement,
        steps: 2000,
        record: 1,
        evaluate: 0,
        symmetry: 0,
        snapshots: Vec::new(),
    };
    let inits = ["normal:std=0.01", "lecun-normal", "he-normal"].map(|init| init.parse::<Init>().unwrap());
    bencher.bench_local(|| {
        for init in inits {
            let network = Network::new([784, 100, 100, 100, 100], Activation::Relu, init);
            let ControlFlow::Continue(()) =
                network.train(&material, Noise::default(), &training, &watch, |lesson| {
                    black_box(lesson);
                    ControlFlow::<Infallible>::Continue(())
                });
        }
    });
}
