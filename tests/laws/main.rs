//! Weights follow the laws that their schemes name.

mod exact;
mod kolmogorov;
mod moments;
mod pairing;
mod pinned;
mod shapes;

use initscope::activation::Activation;
use initscope::init::{Ensemble, Fans, Init, Law, Layer, Scheme};
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
const VARIANTS: [&str; 22] = [
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
];

/// Every scheme with its defaults, and the variants.
fn specs() -> Vec<&'static str> {
    Init::catalogue().map(|listing| listing.name).chain(VARIANTS).collect()
}

fn init(spec: &str) -> Init {
    spec.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Those whose weights are independent draws.
fn independent_specs() -> impl Iterator<Item = &'static str> {
    specs().into_iter().filter(|spec| ensemble(&init(spec), FANS[2]).law().is_some())
}

/// A layer before tanh, which has gains of its own.
fn layer_of(fans: Fans) -> Layer {
    Layer { index: 1, fans, activation: Activation::Tanh }
}

fn ensemble(init: &Init, fans: Fans) -> Ensemble {
    init.ensemble(layer_of(fans)).unwrap_or_else(|error| panic!("{init}: {error}"))
}

/// The law of a scheme of independent draws.
fn law(init: &Init, fans: Fans) -> Law {
    ensemble(init, fans).law().expect("independent draws")
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
