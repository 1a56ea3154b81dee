//! Weights are the random matrices that their schemes name: every scheme by being in the catalogue.

mod alarms;
mod calibration;
mod catalogue;
mod causes;
mod controls;
mod cumulative;
mod data;
mod exact;
mod many;
mod nearest;
mod outliers;
mod pairing;
mod pinned;
mod rounding;
mod shapes;
mod tensors;

use initscope::activation::Activation;
use initscope::conform::{Matrix, Report, check};
use initscope::init::{Ensemble, Fans, Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::noise::{Role, Stream};

const SEED: u64 = 2_010;

/// Layers of every shape; the first is the widest.
const FANS: [Fans; 4] = [
    Fans { fan_in: 300, fan_out: 100 },
    Fans { fan_in: 40, fan_out: 500 },
    Fans { fan_in: 128, fan_out: 128 },
    Fans { fan_in: 10_000, fan_out: 1 },
];

/// Parameters off their defaults, aliases, and every branch of the truncated normal sampler.
const VARIANTS: [&str; 32] = [
    "uniform:low=0.25,high=3",
    "uniform:low=-5,high=-4.5",
    "normal:std=0.01",
    "normal:mean=3,std=0.5",
    "normal:mean=-100,std=0.001",
    "truncated-normal:std=0.02",
    "truncated-normal:std=0.02,std_is=after",
    "truncated-normal:mean=1,std=0.5,low=-0.3,high=0.8",
    "truncated-normal:low=4,high=40",
    "truncated-normal:low=-40,high=-12,std=2",
    "truncated-normal:low=2,high=2.2",
    "truncated-normal:low=0,high=3,std_is=after",
    "truncated-normal:bounds=absolute,std=0.02,low=-2,high=2",
    "truncated-normal:bounds=absolute,mean=0.1,std=0.05,low=0.08,high=0.3,std_is=after",
    "truncated-normal:bounds=absolute,std=1,low=6,high=20",
    "variance-scaling:scale=2,mode=fan_out,distribution=uniform",
    "variance-scaling:scale=0.5,mode=fan_avg,distribution=normal",
    "variance-scaling:scale=3",
    "xavier-normal:gain=2,mode=fan_in",
    "he-uniform:mode=fan_out",
    "he-truncated-normal:gain=1,mode=fan_avg",
    "glorot_uniform:gain=1.6666666666666667",
    "he-normal:gain=forward",
    "normal:mean=2,std=0",
    "sparse:sparsity=0.5,std=1,per=unit",
    "sparse:connections=15",
    "sparse:sparsity=0",
    "identity:gain=torch",
    "dirac:groups=4",
    "orthogonal:gain=torch",
    "orthogonal:gain=0.3",
    "looks-linear:gain=2",
];

/// Every scheme with its defaults, and the variants.
fn specs() -> Vec<&'static str> {
    Init::catalogue().map(|listing| listing.name).chain(VARIANTS).collect()
}

fn init(spec: &str) -> Init {
    spec.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// A layer before tanh, which has gains of its own.
fn layer_of(fans: Fans) -> Layer {
    Layer { index: 1, fans, activation: Activation::Tanh }
}

fn ensemble(init: &Init, fans: Fans) -> Ensemble {
    init.ensemble(layer_of(fans)).unwrap_or_else(|error| panic!("{init}: {error}"))
}

/// The weights of one layer of one trial.
fn weights_at<T: Real>(init: &Init, fans: Fans, trial: u64, layer: u64) -> Vec<T> {
    let mut weights = vec![T::ONE; fans.fan_in * fans.fan_out];
    init.fill(layer_of(fans), &Stream::new(SEED, trial, Role::Weight, layer), &mut weights);
    weights
}

/// The weights of layer 1 in trial 0.
fn weights<T: Real>(init: &Init, fans: Fans) -> Vec<T> {
    weights_at(init, fans, 0, 1)
}

/// What the tests say of a scheme's own weights.
fn report<T: Real>(init: &Init, fans: Fans, trial: u64) -> Report {
    let weights: Vec<T> = weights_at(init, fans, trial, 1);
    check(&Matrix::new(fans, &weights), &ensemble(init, fans))
}

/// Schemes and variants with every layer that they have weights for.
fn cases() -> impl Iterator<Item = (&'static str, Init, Fans)> {
    let cases = specs().into_iter().flat_map(|spec| FANS.map(|fans| (spec, init(spec), fans)));
    cases.filter(|(_, init, fans)| init.ensemble(layer_of(*fans)).is_ok())
}
