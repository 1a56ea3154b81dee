//! What other libraries do under the same name, as their sources have it.
//!
//! Read in: `torch/nn/init.py` (PyTorch 2), `keras/src/initializers/random_initializers.py` (Keras 3),
//! `jax/_src/nn/initializers.py`, `flax/linen/linear.py`, `python/mxnet/initializer.py` (MXNet 1),
//! `python/mlx/nn/init.py`, burn's `initializer.rs` and `linear.rs`, candle's and tch's `init.rs` and
//! `linear.rs`.

use super::counterpart::{Counterpart, same};
use super::listing;
use crate::init::Init;

/// Libraries' calls that go by the name of the scheme `init`, with their own defaults: a parameter given
/// to the scheme is not handed on.
pub fn counterparts(init: &Init) -> Vec<Counterpart> {
    let name = listing(init).map_or("", |listing| listing.name);
    TABLE.iter().filter(|(names, _)| names.contains(&name)).flat_map(|(_, calls)| *calls).copied().collect()
}

/// Names of schemes, and what goes by them.
const TABLE: [(&[&str], &[Counterpart]); 19] = [
    (&["zeros"], ZEROS),
    (&["ones"], ONES),
    (&["normal"], NORMAL),
    (&["uniform"], UNIFORM),
    (&["truncated-normal"], TRUNCATED_NORMAL),
    (&["variance-scaling"], VARIANCE_SCALING),
    (&["xavier-normal"], XAVIER_NORMAL),
    (&["xavier-truncated-normal"], XAVIER_TRUNCATED),
    (&["xavier-uniform", "mxnet-xavier"], XAVIER_UNIFORM),
    (&["he-normal", "keras-he-normal"], HE_NORMAL),
    (&["he-truncated-normal"], HE_TRUNCATED),
    (&["he-uniform"], HE_UNIFORM),
    (&["lecun-normal", "lecun-truncated-normal"], LECUN_NORMAL),
    (&["lecun-uniform"], LECUN_UNIFORM),
    (&["orthogonal"], ORTHOGONAL),
    (&["delta-orthogonal"], DELTA_ORTHOGONAL),
    (&["identity", "dirac"], IDENTITY),
    (&["sparse"], SPARSE),
    (&["torch-linear", "keras-dense", "candle-linear"], DEFAULT_LAYERS),
];

const ZEROS: &[Counterpart] = &[
    same("PyTorch", "zeros_", "zeros"),
    same("Keras", "Zeros", "zeros"),
    same("JAX", "zeros", "zeros"),
    same("MXNet", "Zero", "zeros"),
    same("burn", "Zeros", "zeros"),
];

const ONES: &[Counterpart] = &[
    same("PyTorch", "ones_", "ones"),
    same("Keras", "Ones", "ones"),
    same("JAX", "ones", "ones"),
    same("MXNet", "One", "ones"),
    same("burn", "Ones", "ones"),
];

const NORMAL: &[Counterpart] = &[
    same("PyTorch", "normal_", "normal"),
    same("Keras", "RandomNormal", "normal:std=0.05"),
    same("JAX", "normal", "normal:std=0.01"),
    same("MXNet", "Normal", "normal:std=0.01"),
    same("MLX", "normal", "normal"),
];

const UNIFORM: &[Counterpart] = &[
    same("PyTorch", "uniform_", "uniform:low=0"),
    same("Keras", "RandomUniform", "uniform:low=-0.05,high=0.05"),
    same("JAX", "uniform", "uniform:low=0,high=0.01").but("uniform(scale) is [0, scale)"),
    same("MXNet", "Uniform", "uniform:low=-0.07,high=0.07"),
    same("MLX", "uniform", "uniform:low=0"),
];

const TRUNCATED_NORMAL: &[Counterpart] = &[
    same("PyTorch", "trunc_normal_", "truncated-normal:bounds=absolute")
        .but("bounds are plain numbers: with a small std they cut nothing"),
    same("Keras", "TruncatedNormal", "truncated-normal:std=0.05").but("bounds in sigmas; std before the cut"),
    same("JAX", "truncated_normal", "truncated-normal:std=0.01").but("bounds in sigmas; std before the cut"),
];

const VARIANCE_SCALING: &[Counterpart] = &[
    same("Keras", "VarianceScaling", "variance-scaling").but("distribution \"normal\" is cut too"),
    same("JAX", "variance_scaling(1, \"fan_in\", \"truncated_normal\")", "variance-scaling"),
];

const XAVIER_NORMAL: &[Counterpart] = &[
    same("PyTorch", "xavier_normal_", "xavier-normal"),
    same("Keras", "GlorotNormal", "xavier-truncated-normal"),
    same("JAX", "glorot_normal", "xavier-truncated-normal"),
    same(
        "MXNet",
        "Xavier(rnd_type=\"gaussian\")",
        "variance-scaling:scale=3,mode=fan_avg,distribution=normal",
    )
    .but("its magnitude, 3, is meant for uniform"),
    same("burn", "XavierNormal { gain: 1.0 }", "xavier-normal"),
    same("MLX", "glorot_normal", "xavier-normal"),
];

const XAVIER_TRUNCATED: &[Counterpart] = &[
    same("Keras", "GlorotNormal", "xavier-truncated-normal"),
    same("JAX", "glorot_normal", "xavier-truncated-normal"),
];

const XAVIER_UNIFORM: &[Counterpart] = &[
    same("PyTorch", "xavier_uniform_", "xavier-uniform"),
    same("Keras", "GlorotUniform", "variance-scaling:mode=fan_avg,distribution=uniform"),
    same("JAX", "glorot_uniform", "variance-scaling:mode=fan_avg,distribution=uniform"),
    same("MXNet", "Xavier", "mxnet-xavier"),
    same("burn", "XavierUniform { gain: 1.0 }", "xavier-uniform"),
    same("MLX", "glorot_uniform", "xavier-uniform"),
];

const HE_NORMAL: &[Counterpart] = &[
    same("PyTorch", "kaiming_normal_", "he-normal"),
    same("Keras", "HeNormal", "variance-scaling:scale=2"),
    same("JAX", "he_normal", "variance-scaling:scale=2"),
    same("MXNet", "MSRAPrelu", "variance-scaling:scale=1.8823529411764706,mode=fan_avg,distribution=normal")
        .but("mean of both fans; gain for a PReLU of slope 0.25"),
    same("candle", "DEFAULT_KAIMING_NORMAL", "he-normal"),
    same("tch", "DEFAULT_KAIMING_NORMAL", "he-normal"),
    same("burn", "KaimingNormal { gain: 1.0, .. }", "he-normal:gain=1").but("its gain has no default"),
    same("MLX", "he_normal", "he-normal:gain=1").but("gain 1 unless given"),
];

const HE_TRUNCATED: &[Counterpart] = &[
    same("Keras", "HeNormal", "variance-scaling:scale=2"),
    same("JAX", "he_normal", "variance-scaling:scale=2"),
];

const HE_UNIFORM: &[Counterpart] = &[
    same("PyTorch", "kaiming_uniform_", "he-uniform"),
    same("Keras", "HeUniform", "variance-scaling:scale=2,distribution=uniform"),
    same("JAX", "he_uniform", "variance-scaling:scale=2,distribution=uniform"),
    same("candle", "DEFAULT_KAIMING_UNIFORM", "he-uniform"),
    same("tch", "DEFAULT_KAIMING_UNIFORM", "he-uniform"),
    same("burn", "KaimingUniform { gain: 1.0, .. }", "he-uniform:gain=1").but("its gain has no default"),
    same("MLX", "he_uniform", "he-uniform:gain=1").but("gain 1 unless given"),
];

const LECUN_NORMAL: &[Counterpart] = &[
    same("PyTorch", "kaiming_normal_(nonlinearity=\"linear\")", "lecun-normal"),
    same("Keras", "LecunNormal", "variance-scaling"),
    same("JAX", "lecun_normal", "variance-scaling"),
    same("MXNet", "Xavier(\"gaussian\", \"in\", 1)", "variance-scaling:distribution=normal"),
];

const LECUN_UNIFORM: &[Counterpart] = &[
    same("PyTorch", "kaiming_uniform_(nonlinearity=\"linear\")", "lecun-uniform"),
    same("Keras", "LecunUniform", "variance-scaling:distribution=uniform"),
    same("JAX", "lecun_uniform", "variance-scaling:distribution=uniform"),
    same("MXNet", "Xavier(\"uniform\", \"in\", 3)", "variance-scaling:distribution=uniform"),
];

const ORTHOGONAL: &[Counterpart] = &[
    same("PyTorch", "orthogonal_", "orthogonal"),
    same("Keras", "Orthogonal", "orthogonal"),
    same("JAX", "orthogonal", "orthogonal"),
    same("MXNet", "Orthogonal", "orthogonal:gain=1.414")
        .but("SVD of uniform numbers, no sign step: not exactly Haar"),
    same("tch", "Orthogonal { gain: 1.0 }", "orthogonal"),
    same("burn", "Orthogonal { gain: 1.0 }", "orthogonal"),
    same("MLX", "orthogonal", "orthogonal"),
];

const DELTA_ORTHOGONAL: &[Counterpart] =
    &[same("JAX", "delta_orthogonal", "delta-orthogonal").but("kernels only, at tap (k - 1) / 2")];

const IDENTITY: &[Counterpart] = &[
    same("PyTorch", "eye_", "identity"),
    same("PyTorch", "dirac_", "dirac").but("kernels only, at tap k / 2"),
    same("Keras", "Identity", "identity"),
    same("MLX", "identity", "identity").but("square matrices only"),
];

const SPARSE: &[Counterpart] = &[
    same("PyTorch", "sparse_(sparsity=0.9)", "sparse").but("zeros are counted for each input"),
    same("MLX", "sparse(sparsity=0.9)", "sparse:std=1,per=unit").but("zeros are counted for each unit"),
];

const DEFAULT_LAYERS: &[Counterpart] = &[
    same("PyTorch", "nn.Linear", "torch-linear").but("biases alike"),
    same("Keras", "Dense", "keras-dense").but("biases 0"),
    same("flax", "Dense", "lecun-truncated-normal").but("biases 0"),
    same("MXNet", "gluon.nn.Dense, initialize()", "uniform:low=-0.07,high=0.07").but("whatever the width"),
    same("candle", "linear", "candle-linear").but("biases within 1 / sqrt(in)"),
    same("tch", "linear", "he-uniform").but("biases within 1 / sqrt(in)"),
    same("burn", "LinearConfig", "torch-linear").but("biases alike"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::init::Layer;

    #[test]
    fn every_call_is_a_scheme_and_goes_by_names_of_the_catalogue() {
        let mut seen = Vec::new();
        for (names, calls) in TABLE {
            for name in names {
                assert!(Init::catalogue().any(|listing| listing.name == *name), "{name}");
                assert!(!seen.contains(name), "{name} twice");
                seen.push(name);
                assert_eq!(counterparts(&name.parse().unwrap()), calls);
            }
            for call in calls {
                let init = call.init().unwrap();
                // Spelled as it prints, so that equal laws are spelled alike.
                assert_eq!(init.to_string(), call.spec);
                assert!(init.ensemble(Layer::linear(10, 20)).is_ok(), "{}", call.spec);
            }
        }
    }

    #[test]
    fn parameters_do_not_change_what_other_libraries_do() {
        let plain = counterparts(&"normal".parse().unwrap());
        assert_eq!(counterparts(&"normal:std=3".parse().unwrap()), plain);
        assert_eq!(counterparts(&"constant".parse().unwrap()), []);
    }
}
