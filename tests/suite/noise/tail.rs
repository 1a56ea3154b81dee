//! How many normals lie beyond 3, 4 and 5 standard deviations.

use crate::noise::{normal_cdf, weights};
use initscope::noise::CHUNK;

const CHUNKS: u64 = 8192;
const SIGMAS: [f32; 3] = [3.0, 4.0, 5.0];

/// Numbers beyond each of [`SIGMAS`], below and above, after `law`.
fn counts(law: impl Fn(f32) -> f32) -> [[u32; 2]; 3] {
    let mut numbers = vec![0.0; CHUNK];
    let mut counts = [[0; 2]; 3];
    for chunk in 0..CHUNKS {
        weights(3).normal_chunk(chunk, &mut numbers);
        for &number in numbers.iter().filter(|z| z.abs() > 2.9) {
            let z = law(number);
            for (count, sigma) in counts.iter_mut().zip(SIGMAS) {
                count[0] += u32::from(z < -sigma);
                count[1] += u32::from(z > sigma);
            }
        }
    }
    counts
}

/// Two-sided probability, at most, of a Poisson count as extreme as this one.
fn p_value(count: u32, mean: f64) -> f64 {
    let mass = |k: u32| {
        let k = f64::from(k);
        (k * mean.ln() - mean - libm::lgamma(k + 1.0)).exp()
    };
    let below: f64 = (0..count).map(mass).sum();
    2.0 * (below + mass(count)).min(1.0 - below)
}

/// Over seeds the right law passes with probability 1 - 9e-6. The mean for 5σ
/// on both sides together is 19, so a law that stops short of 5σ, with
/// p = 2·exp(-19) = 1e-8, does not.
fn passes(counts: [[u32; 2]; 3]) -> bool {
    let n = (CHUNKS as usize * CHUNK) as f64;
    counts.iter().zip(SIGMAS).all(|(&[below, above], sigma)| {
        let mean = n * normal_cdf(-f64::from(sigma));
        [(below, mean), (above, mean), (below + above, 2.0 * mean)]
            .iter()
            .all(|&(count, mean)| p_value(count, mean) > 1e-6)
    })
}

#[test]
fn the_tails_hold_as_many_numbers_as_the_normal_law_says() {
    let counts = counts(|z| z);
    assert!(passes(counts), "{counts:?}");
}

// A radius from 16 bits reaches no further than √(32 ln 2) = 4.71.
#[test]
fn a_tail_cut_at_the_reach_of_sixteen_bits_is_told() {
    assert!(!passes(counts(|z| z.clamp(-4.71, 4.71))));
}

#[test]
fn a_tail_too_heavy_by_one_percent_in_scale_is_told() {
    assert!(!passes(counts(|z| 1.01 * z)));
}
