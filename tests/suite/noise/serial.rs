//! Correlation within chunks, and between chunks with neighbouring addresses.

use crate::noise::normals;
use initscope::noise::{CHUNK, Role, Stream};

/// 2 · 8 lag scores and 2 · 8 neighbour scores, each standard normal under
/// independence, all stay below with probability 1 - 32 · 2.0e-9 (Bonferroni).
const BOUND: f64 = 6.0;

const CHUNKS: usize = 512;

/// Neighbours, lane distances, whole steps of the lanes, and the halves of a
/// Box-Muller block (256) and the block itself (512).
const LAGS: [usize; 8] = [1, 2, 8, 16, 32, 64, 256, 512];

/// Scores of the products of paired numbers, and of their centred squares
/// (z² - 1)/√2: sums of uncorrelated terms of mean 0 and variance 1, over √m.
fn scores<'a>(pairs: impl Iterator<Item = (&'a f32, &'a f32)>) -> [f64; 2] {
    let (mut plain, mut squared, mut m) = (0.0, 0.0, 0.0f64);
    for (&a, &b) in pairs {
        let (a, b) = (f64::from(a), f64::from(b));
        plain += a * b;
        squared += (a * a - 1.0) * (b * b - 1.0) / 2.0;
        m += 1.0;
    }
    [plain / m.sqrt(), squared / m.sqrt()]
}

fn lag_scores(numbers: &[f32], lag: usize) -> [f64; 2] {
    scores(numbers.chunks(CHUNK).flat_map(|chunk| chunk.iter().zip(&chunk[lag..])))
}

fn independent(scores: [f64; 2]) -> bool {
    scores.iter().all(|score| score.abs() < BOUND)
}

#[test]
fn numbers_of_a_chunk_are_uncorrelated_and_so_are_their_squares() {
    let numbers = normals(4, CHUNKS);
    for lag in LAGS {
        let scores = lag_scores(&numbers, lag);
        assert!(independent(scores), "lag {lag}: {scores:?}");
    }
}

#[test]
fn cosine_and_sine_partners_are_uncorrelated_and_so_are_their_squares() {
    let numbers = normals(4, CHUNKS);
    let partners = numbers.chunks(512).flat_map(|block| {
        let (cosines, sines) = block.split_at(256);
        cosines.iter().zip(sines)
    });
    assert!(independent(scores(partners)));
}

#[test]
fn neighbouring_addresses_are_uncorrelated() {
    let draw = |seed, trial, role, layer, first_chunk: u64| {
        let stream = Stream::new(seed, trial, role, layer);
        let mut numbers = vec![0.0; 64 * CHUNK];
        for (chunk, out) in (first_chunk..).zip(numbers.chunks_mut(CHUNK)) {
            stream.normal_chunk(chunk, out);
        }
        numbers
    };
    let origin = draw(4, 1, Role::Weight, 1, 0);
    let neighbours = [
        draw(5, 1, Role::Weight, 1, 0),
        draw(4, 2, Role::Weight, 1, 0),
        draw(4, 1, Role::Input, 1, 0),
        draw(4, 1, Role::Bias, 1, 0),
        draw(4, 1, Role::Weight, 2, 0),
        draw(4, 1, Role::Weight, 1, 1),
        draw(1, 4, Role::Weight, 1, 0),
    ];
    for (which, neighbour) in neighbours.iter().enumerate() {
        let scores = scores(origin.iter().zip(neighbour));
        assert!(independent(scores), "neighbour {which}: {scores:?}");
    }
}

#[test]
fn normals_and_uniforms_of_one_address_are_uncorrelated() {
    let stream = Stream::new(4, 1, Role::Weight, 1);
    let (mut normals, mut uniforms) = (vec![0.0; 64 * CHUNK], vec![0.0; 64 * CHUNK]);
    stream.fill_normal(&mut normals);
    stream.fill_uniform(&mut uniforms);
    let standardized: Vec<f32> = uniforms.iter().map(|u| (u - 0.5) * 12f32.sqrt()).collect();
    assert!(independent(scores(normals.iter().zip(&standardized))));
}

// Over m = 2.1e6 pairs a correlation of ρ has score 1448·ρ.
#[test]
fn a_correlation_of_one_percent_is_told() {
    let numbers = normals(4, CHUNKS);
    let leaking: Vec<f32> = numbers.windows(2).map(|pair| pair[1] + 0.01 * pair[0]).collect();
    assert!(!independent(lag_scores(&leaking, 1)));
}

// Scales 0.95 and 1.05 give z² - 1 a mean of ∓0.1, hence its neighbours a
// correlation of 0.1²/2 = 0.005, while the numbers stay uncorrelated.
#[test]
fn scales_alternating_by_five_percent_are_told_by_the_squares_alone() {
    let mut numbers = normals(4, CHUNKS);
    for (index, run) in numbers.chunks_mut(1024).enumerate() {
        let scale = if index % 2 == 0 { 0.95 } else { 1.05 };
        run.iter_mut().for_each(|z| *z *= scale);
    }
    let [plain, squared] = lag_scores(&numbers, 1);
    assert!(plain.abs() < BOUND && squared > BOUND);
}
