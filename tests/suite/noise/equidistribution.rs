//! Uniforms fill the square, and every bit of them is fair.

use crate::noise::uniforms;
use initscope::noise::CHUNK;

const CHUNKS: usize = 512;
const SIDE: usize = 64;

/// Score of Pearson's χ² of the pairs over 64 × 64 cells, standard normal to
/// good accuracy by the cube-root transform (Wilson and Hilferty, 1931).
fn square_score(pairs: impl Iterator<Item = (f32, f32)>) -> f64 {
    let mut cells = vec![0.0f64; SIDE * SIDE];
    for (u, v) in pairs {
        let cell = |x: f32| (x * SIDE as f32) as usize;
        cells[cell(u) * SIDE + cell(v)] += 1.0;
    }
    let mean = cells.iter().sum::<f64>() / cells.len() as f64;
    let chi_squared: f64 = cells.iter().map(|count| (count - mean).powi(2) / mean).sum();
    let freedom = (cells.len() - 1) as f64;
    let spread = 2.0 / (9.0 * freedom);
    ((chi_squared / freedom).cbrt() - (1.0 - spread)) / spread.sqrt()
}

/// Disjoint pairs `lag` apart: the first and second halves of runs of 2·lag.
fn pairs(numbers: &[f32], lag: usize) -> impl Iterator<Item = (f32, f32)> {
    numbers.chunks(2 * lag).flat_map(move |run| {
        let (first, second) = run.split_at(lag);
        first.iter().copied().zip(second.iter().copied())
    })
}

/// Passed with probability 1 - 4 · 5.7e-7.
const SQUARE_BOUND: f64 = 5.0;

#[test]
fn pairs_of_uniforms_fill_the_square_evenly() {
    let numbers = uniforms(5, CHUNKS);
    // Neighbours, successive numbers of one lane, halves of a block, and
    // neighbouring chunks.
    for lag in [1, 16, 256, CHUNK] {
        let score = square_score(pairs(&numbers, lag));
        assert!(score.abs() < SQUARE_BOUND, "lag {lag}: {score}");
    }
}

// One repeat in 256 pairs adds 64 to each of the 64 diagonal cells of mean 256:
// 1024 more in χ², whose standard deviation is 90.
#[test]
fn one_repeat_in_256_pairs_is_told() {
    let numbers = uniforms(5, CHUNKS);
    let repeating = pairs(&numbers, 1).enumerate();
    let score = square_score(repeating.map(|(i, (u, v))| (u, if i % 256 == 0 { u } else { v })));
    assert!(score > SQUARE_BOUND);
}

/// Largest deviation of a bit's frequency from one half, in standard errors.
fn worst_bit(words: impl Iterator<Item = u32>) -> f64 {
    let mut ones = [0u32; 24];
    let mut n = 0.0;
    for word in words {
        n += 1.0;
        for (bit, count) in ones.iter_mut().enumerate() {
            *count += word >> bit & 1;
        }
    }
    let score = |count: &u32| (f64::from(*count) - 0.5 * n).abs() / (0.5 * f64::sqrt(n));
    ones.iter().map(score).fold(0.0, f64::max)
}

fn words(numbers: &[f32]) -> impl Iterator<Item = u32> {
    numbers.iter().map(|u| {
        assert!((0.0..1.0).contains(u));
        let scaled = u * 16_777_216.0;
        assert_eq!(scaled.fract(), 0.0);
        scaled as u32
    })
}

/// Passed by 24 fair bits with probability 1 - 24 · 2.0e-9.
const BIT_BOUND: f64 = 6.0;

#[test]
fn uniforms_are_below_one_with_24_fair_bits() {
    assert!(worst_bit(words(&uniforms(5, CHUNKS))) < BIT_BOUND);
}

// One in 128 forced to one shifts the frequency by 0.0039, and the standard
// error is 0.00035.
#[test]
fn a_bit_set_once_too_often_in_128_is_told() {
    let numbers = uniforms(5, CHUNKS);
    let biased = words(&numbers).enumerate();
    assert!(worst_bit(biased.map(|(i, word)| word | u32::from(i % 128 == 0))) > BIT_BOUND);
}

/// Equal spacings between 512 sorted birthdays in a year of 2²⁴ days, summed
/// over samples: Poisson of mean 512³/(4·2²⁴) = 2 per sample (Marsaglia and
/// Tsang, 2002, Journal of Statistical Software 7(3)). Score of the
/// total.
fn birthday_score(words: &[u32]) -> f64 {
    let mut total = 0.0;
    let mut samples = 0.0f64;
    for sample in words.chunks_exact(512) {
        let mut days = sample.to_vec();
        days.sort_unstable();
        let mut spacings: Vec<u32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        spacings.sort_unstable();
        total += spacings.windows(2).filter(|pair| pair[0] == pair[1]).count() as f64;
        samples += 1.0;
    }
    (total - 2.0 * samples) / (2.0 * samples).sqrt()
}

#[test]
fn birthday_spacings_repeat_as_often_as_chance_says() {
    let numbers: Vec<u32> = words(&uniforms(5, 128)).collect();
    assert!(birthday_score(&numbers).abs() < BIT_BOUND);
}

#[test]
fn a_linear_congruential_generator_fails_the_birthday_spacings() {
    let mut state = 1u32;
    let lattice: Vec<u32> = (0..128 * CHUNK)
        .map(|_| {
            state = state.wrapping_mul(69_069).wrapping_add(1) & 0x00ff_ffff;
            state
        })
        .collect();
    assert!(birthday_score(&lattice).abs() > BIT_BOUND);
}
