//! Raw moments of both laws over ten million numbers.

use crate::noise::weights;
use initscope::noise::CHUNK;

const CHUNKS: u64 = 2442;

/// First four raw moments of `law` applied to each number of a chunk filler.
fn moments(fill: impl Fn(u64, &mut [f32]), law: impl Fn(f64) -> f64) -> [f64; 4] {
    let mut numbers = vec![0.0; CHUNK];
    let mut sums = [0.0; 4];
    for chunk in 0..CHUNKS {
        fill(chunk, &mut numbers);
        for &number in &numbers {
            assert!(number.is_finite());
            let x = law(f64::from(number));
            let square = x * x;
            sums[0] += x;
            sums[1] += square;
            sums[2] += square * x;
            sums[3] += square * square;
        }
    }
    sums.map(|sum| sum / (CHUNKS as usize * CHUNK) as f64)
}

/// Deviations from `mean` in standard errors √(variance/n).
fn scores(moments: [f64; 4], mean: [f64; 4], variance: [f64; 4]) -> [f64; 4] {
    let n = (CHUNKS as usize * CHUNK) as f64;
    std::array::from_fn(|i| (moments[i] - mean[i]) / (variance[i] / n).sqrt())
}

/// E zᵏ = 0, 1, 0, 3 and Var zᵏ = 1, 2, 15, 96.
fn normal_scores(law: impl Fn(f64) -> f64) -> [f64; 4] {
    let drawn = moments(|chunk, out| weights(2).normal_chunk(chunk, out), law);
    scores(drawn, [0.0, 1.0, 0.0, 3.0], [1.0, 2.0, 15.0, 96.0])
}

/// E uᵏ = 1/(k+1) and Var uᵏ = 1/(2k+1) - 1/(k+1)².
fn uniform_scores(law: impl Fn(f64) -> f64) -> [f64; 4] {
    let drawn = moments(|chunk, out| weights(2).uniform_chunk(chunk, out), law);
    let mean = [1.0, 2.0, 3.0, 4.0].map(|k| 1.0 / (k + 1.0));
    let variance = [1.0, 2.0, 3.0, 4.0].map(|k: f64| 1.0 / (2.0 * k + 1.0) - (k + 1.0).powi(-2));
    scores(drawn, mean, variance)
}

/// Five standard errors: eight scores all stay below with probability 1 - 5e-6.
const BOUND: f64 = 5.0;

#[test]
fn normals_are_finite_and_have_the_moments_of_the_normal_law() {
    let scores = normal_scores(|z| z);
    assert!(scores.iter().all(|score| score.abs() < BOUND), "{scores:?}");
}

#[test]
fn uniforms_have_the_moments_of_the_uniform_law() {
    let scores = uniform_scores(|u| u);
    assert!(scores.iter().all(|score| score.abs() < BOUND), "{scores:?}");
}

// At n = 1e7 the standard errors are 0.00032, 0.00045, 0.0012 and 0.0031, so
// each of these small faults is at least nine of them.
#[test]
fn a_fault_in_any_one_moment_is_told() {
    assert!(normal_scores(|z| z + 0.003)[0] > BOUND);
    assert!(normal_scores(|z| 1.002 * z)[1] > BOUND);
    assert!(normal_scores(|z| z + 0.002 * (z * z - 1.0))[2] > BOUND);
    assert!(normal_scores(|z| z.clamp(-3.3, 3.3))[3] < -BOUND);
    assert!(uniform_scores(|u| 0.999 * u)[0] < -BOUND);
}
