//! Claims about the noise: its bits are pinned and its law is the stated one.
//!
//! Every statistical claim runs on fixed seeds, so it either always holds or
//! always fails; its bound is the one a correct generator would pass with all
//! but a stated tiny probability over seeds, and a wrong law is shown to fail
//! the same bound.

mod distance;
mod equidistribution;
mod identity;
mod moments;
mod pinned;
mod serial;
mod tail;

use initscope::noise::{CHUNK, Role, Stream};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

fn weights(seed: u64) -> Stream {
    Stream::new(seed, 0, Role::Weight, 0)
}

fn normals(seed: u64, chunks: usize) -> Vec<f32> {
    let mut out = vec![0.0; chunks * CHUNK];
    weights(seed).fill_normal(&mut out);
    out
}

fn uniforms(seed: u64, chunks: usize) -> Vec<f32> {
    let mut out = vec![0.0; chunks * CHUNK];
    weights(seed).fill_uniform(&mut out);
    out
}

/// Normals by the ziggurat method on another generator, which the tests have
/// to accept too.
fn reference_normals(seed: u64, chunks: usize) -> Vec<f32> {
    let rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    StandardNormal.sample_iter(rng).take(chunks * CHUNK).collect()
}

/// Φ(x) = erfc(-x/√2)/2.
fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}
