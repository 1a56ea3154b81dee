//! What theory says about signals in deep networks, seen in real ones.

mod depth;
mod signal_share;
mod units;
mod verdicts;

use initscope::data;
use initscope::init::{Drive, Init};
use initscope::kernel::Real;
use initscope::network::{Network, Noise, Norm, Observation, Quantity, Watch};
use initscope::stats::Summary;
use rayon::prelude::*;

const SEED: u64 = 2_015;

/// A network by its spec strings, fed with standard normal input.
struct Case<'a> {
    widths: Vec<usize>,
    samples: usize,
    activation: &'a str,
    init: &'a str,
    bias: &'a str,
}

impl<'a> Case<'a> {
    /// `depth` layers as wide as the input, without biases.
    fn even(width: usize, depth: usize, samples: usize, activation: &'a str, init: &'a str) -> Self {
        Self { widths: vec![width; depth + 1], samples, activation, init, bias: "zeros" }
    }

    /// Everything seen in one trial.
    fn observe<T: Real>(&self, trial: u64) -> Vec<Observation> {
        let init = |spec: &str| spec.parse::<Init>().unwrap();
        let network = Network {
            widths: self.widths.clone(),
            activation: self.activation.parse().unwrap(),
            init: init(self.init),
            bias: init(self.bias),
            norm: Norm::None,
            residual: false,
            tied: false,
            drive: Drive::NONE,
        };
        let input = data::gaussian::<T>(self.samples, self.widths[0], SEED, trial);
        network.observe(input.view(), Noise { seed: SEED, trial }, &Watch { bins: 1, ..Watch::default() })
    }

    /// The summaries of one quantity in all layers in one trial.
    fn layers<T: Real>(&self, quantity: Quantity, trial: u64) -> Vec<Summary> {
        let seen = self.observe::<T>(trial).into_iter();
        seen.filter(|seen| seen.quantity == quantity).map(|seen| seen.summary).collect()
    }

    /// [`Self::layers`] of many trials.
    fn trials<T: Real>(&self, quantity: Quantity, trials: u64) -> Vec<Vec<Summary>> {
        (0..trials).into_par_iter().map(|trial| self.layers::<T>(quantity, trial)).collect()
    }
}

/// Mean over all values of their square.
fn second_moment(summary: &Summary) -> f64 {
    summary.mean.unwrap().powi(2) + summary.std.unwrap().powi(2)
}

/// Mean of numbers and its standard error.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, (variance / n).sqrt())
}
