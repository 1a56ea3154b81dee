//! Many trials against the same experiments in NumPy: means over trials agree.

mod file;
mod gradients;
mod nonsquare;
mod square;
mod welch;

use initscope::activation::Activation;
use initscope::data;
use initscope::init::Init;
use initscope::network::{Network, Noise, Observation, Watch};
use rayon::prelude::*;

/// Standard normal input in both files.
const SAMPLES: usize = 1000;

/// What is seen in `trials` independent networks, in double precision and without biases.
fn trials(
    widths: &[usize],
    activation: Activation,
    init: &str,
    watch: &Watch,
    trials: u64,
) -> Vec<Vec<Observation>> {
    const SEED: u64 = 20_250;
    let init: Init = init.parse().unwrap();
    let network = Network::new(widths, activation, init);
    let run = |trial| {
        let input = data::gaussian::<f64>(SAMPLES, widths[0], SEED, trial);
        network.observe(input.view(), Noise { seed: SEED, trial }, watch)
    };
    (0..trials).into_par_iter().map(run).collect()
}
