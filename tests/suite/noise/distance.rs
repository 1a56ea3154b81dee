//! Kolmogorov-Smirnov distance to the stated law.

use crate::noise::{normal_cdf, normals, reference_normals, uniforms};

const CHUNKS: usize = 256;

/// sup |Fₙ(x) - F(x)|.
fn distance(mut numbers: Vec<f32>, cdf: impl Fn(f64) -> f64) -> f64 {
    numbers.sort_unstable_by(f32::total_cmp);
    let n = numbers.len() as f64;
    let gaps = numbers.iter().enumerate().map(|(below, &x)| {
        let (f, below) = (cdf(f64::from(x)), below as f64);
        (f - below / n).max((below + 1.0) / n - f)
    });
    gaps.fold(0.0, f64::max)
}

/// The distance a sample of the right law passes with probability α = 1e-6:
/// √(-ln(α/2)/2)/√n, from the leading term of Kolmogorov's law.
fn critical(n: usize) -> f64 {
    (-(0.5e-6f64).ln() / 2.0).sqrt() / (n as f64).sqrt()
}

fn is_normal(numbers: Vec<f32>) -> bool {
    let bound = critical(numbers.len());
    distance(numbers, normal_cdf) < bound
}

fn is_uniform(numbers: Vec<f32>) -> bool {
    let bound = critical(numbers.len());
    distance(numbers, |u| u.clamp(0.0, 1.0)) < bound
}

#[test]
fn normals_follow_the_normal_law() {
    assert!(is_normal(normals(1, CHUNKS)));
    assert!(is_normal(reference_normals(1, CHUNKS)));
}

#[test]
fn uniforms_follow_the_uniform_law() {
    assert!(is_uniform(uniforms(1, CHUNKS)));
}

// With n = 2²⁰ the critical distance is 0.0026. A scale of 1.02 is at distance
// 0.02·φ(1) = 0.0048, clipping at 2.5 leaves a step of 0.0062, and the law of
// u^1.02 is 0.02/e = 0.0073 away from the uniform one.
#[test]
fn wrong_laws_are_told_from_the_right_ones() {
    let wider = normals(1, CHUNKS).into_iter().map(|z| 1.02 * z).collect();
    let clipped = normals(1, CHUNKS).into_iter().map(|z| z.clamp(-2.5, 2.5)).collect();
    let bent = uniforms(1, CHUNKS).into_iter().map(|u| u.powf(1.02)).collect();
    assert!(!is_normal(wider));
    assert!(!is_normal(clipped));
    assert!(!is_uniform(bent));
}
