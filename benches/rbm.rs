//! One epoch of a restricted Boltzmann machine of 784 visible and 256 hidden units on the 4000 embedded digits, in
//! minibatches of 10, on one thread: by persistent contrastive divergence, which `benches/peers/sklearn_rbm.py` is in
//! scikit-learn, and by contrastive divergence from the data.

use std::convert::Infallible;
use std::ops::ControlFlow;

use divan::{Bencher, black_box};
use initscope::data::{Dataset, Source, Split};
use initscope::init::{Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::noise::{Role, Stream};
use initscope::rbm::{Chain, ContrastiveDivergence, Rbm, Visible};

fn main() {
    divan::main();
}

const INPUTS: usize = 784;
const HIDDEN: usize = 256;

fn epoch<T: Real>(bencher: Bencher, chain: Chain) {
    let digits =
        Dataset::read(&Source::Digits, Split::HeldOut { seed: 0 }).expect("the program carries them");
    let data: Vec<T> = digits.train.inputs.iter().map(|x| T::from_f32(*x)).collect();
    let mut weights = vec![T::ZERO; INPUTS * HIDDEN];
    let stream = Stream::new(0, 0, Role::Weight, 1);
    Init::normal(0.01).fill(Layer::linear(INPUTS, HIDDEN), &stream, &mut weights);
    // As scikit-learn, which has neither momentum nor decay.
    let rule = ContrastiveDivergence { epochs: 1, momentum: 0.0, decay: 0.0, chain, ..Default::default() };
    bencher.with_inputs(|| Rbm::new(Visible::Bernoulli, INPUTS, HIDDEN, weights.clone())).bench_local_values(
        |mut rbm| {
            let stream = Stream::new(0, 0, Role::Gibbs, 1);
            let ControlFlow::Continue(()) =
                rbm.learn(&data, &rule, stream, |_, _| ControlFlow::<Infallible>::Continue(()));
            black_box(rbm)
        },
    );
}

#[divan::bench(types = [f32, f64], sample_count = 5, sample_size = 1)]
fn persistent<T: Real>(bencher: Bencher) {
    epoch::<T>(bencher, Chain::Persistent);
}

#[divan::bench(types = [f32, f64], sample_count = 5, sample_size = 1)]
fn from_data<T: Real>(bencher: Bencher) {
    epoch::<T>(bencher, Chain::Data);
}
