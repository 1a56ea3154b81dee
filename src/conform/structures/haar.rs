//! Matrices that should be uniform (Haar) among those with orthonormal rows or columns.

use crate::number::three_digits;
use ndarray::{Array2, ArrayView2};
use statrs::function::beta::checked_beta_reg;

use super::entries::distance;
use crate::conform::chance;
use crate::conform::finding::{Effect, Finding, times};
use crate::conform::matrix::Matrix;
use crate::init::Fans;
use crate::kernel::product;

/// Lines whose products with all others are held at a time.
const BLOCK: usize = 128;

/// Weights whose law is tested at most: each takes an incomplete beta function.
const MOST_WEIGHTS: usize = 1 << 20;

/// Standard errors that sums of many roundings stay within.
const ROUNDINGS: f64 = 8.0;

/// Tests `gain · Q`, Q uniform; `gain` is not 0.
pub(crate) fn check(matrix: &Matrix, gain: f64) -> Vec<Finding> {
    let Fans { fan_in, fan_out } = matrix.fans();
    let (tall, thin) = (fan_in.max(fan_out), fan_in.min(fan_out));
    if thin == 0 {
        return Vec::new();
    }
    // Every line has length g, and there are as many as the matrix is thin.
    let found = matrix.rms() * (tall as f64).sqrt();
    let ratio = found / gain.abs();
    // Householder's QR reflects `thin` times, each time by sums of `tall` terms. Their roundings, of
    // mean 0, add up as the root of their number (Higham & Mary 2019, theorem 3.1), which holds for
    // lengths and products of lines alike.
    let bound = ROUNDINGS * ((thin * tall) as f64).sqrt() * matrix.epsilon();
    let mut findings =
        vec![Finding::exact("gain", [found, gain.abs()], (ratio - 1.0).abs() <= bound).with(
            Effect::percent("ratio - 1", (ratio - 1.0).abs()),
            format!("its gain is {}", times(ratio)),
        )];
    if found == 0.0 {
        return findings;
    }
    let off = beside_orthonormal(matrix, found);
    let side = if fan_in >= fan_out { "columns" } else { "rows" };
    let words = format!("its {side} are not orthonormal: a product of two is off by {}", three_digits(off));
    findings.push(
        Finding::exact("orthonormal", [off, 0.0], off <= bound).with(Effect::percent("off by", off), words),
    );
    findings.extend(diagonal(matrix, found * gain.signum(), [tall, thin]));
    findings.extend(sphere(matrix, found, tall));
    findings
}

/// Largest deviation of `W Wᵀ / g²` (or `Wᵀ W / g²`) from the identity.
fn beside_orthonormal(matrix: &Matrix, g: f64) -> f64 {
    let Fans { fan_in, fan_out } = matrix.fans();
    let scaled: Vec<f64> = matrix.weights().iter().map(|weight| weight / g).collect();
    let Ok(all) = ArrayView2::from_shape((fan_in, fan_out), &scaled) else { return f64::NAN };
    let lines = if fan_in >= fan_out { all.reversed_axes() } else { all };
    let mut worst = 0.0f64;
    for first in (0..lines.nrows()).step_by(BLOCK) {
        let some = lines.slice(ndarray::s![first..(first + BLOCK).min(lines.nrows()), ..]);
        let mut products = Array2::zeros((some.nrows(), lines.nrows()));
        product(some, lines.t(), products.view_mut());
        for ((a, b), product) in products.indexed_iter() {
            let expected = if first + a == b { 1.0 } else { 0.0 };
            worst = worst.max((product - expected).abs());
        }
    }
    worst
}

/// The sum of the diagonal is 0 on average with variance `thin / tall`, and very nearly normal (Diaconis
/// & Shahshahani 1994): a QR decomposition whose signs were left as they came has one sign more often.
fn diagonal(matrix: &Matrix, g: f64, [tall, thin]: [usize; 2]) -> Option<Finding> {
    if tall < 2 {
        return None;
    }
    let entries = matrix.places().filter(|([row, column], _)| row == column);
    let trace = entries.map(|(_, weight)| weight / g).sum::<f64>();
    let std = (thin as f64 / tall as f64).sqrt();
    // In units of an entry's standard deviation.
    let effect = Effect::percent("mean in stds", trace.abs() / thin as f64 * (tall as f64).sqrt());
    let sign = if trace < 0.0 { "negative" } else { "positive" };
    // Householder's reflections leave a bias of 0.8 stds at most; more is something else.
    let cause = if effect.size < 1.0 {
        ", as where the signs of R's diagonal were left as they came from a QR decomposition: it is orthogonal, but not uniform (Haar)"
    } else {
        ""
    };
    let words = format!("its diagonal is too {sign}{cause}");
    Some(
        Finding::chance("diagonal", [trace / thin as f64, 0.0], chance::normal(trace / std))
            .with(effect, words),
    )
}

/// The law of an entry of a unit vector of length n that is uniform on the sphere: `x²` is
/// `Beta(1/2, (n - 1) / 2)`. The weights of one matrix are not independent, but their squares have a fixed sum in every
/// line, which keeps their distribution function nearer to the law than independent draws'.
fn sphere(matrix: &Matrix, g: f64, n: usize) -> Option<Finding> {
    if n < 2 {
        return None;
    }
    let some = matrix.weights().len().min(MOST_WEIGHTS);
    let mut sorted: Vec<f64> = matrix.weights()[..some].iter().map(|weight| weight / g).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let cumulative = |x: f64| {
        let inside = checked_beta_reg(0.5, (n as f64 - 1.0) / 2.0, (x * x).min(1.0)).unwrap_or(1.0);
        0.5 + 0.5 * inside.copysign(x)
    };
    let found = distance(&sorted, cumulative, |x| matrix.rounding(x));
    let words = format!("its entries are not those of uniform directions (D = {})", three_digits(found));
    // Short lines give few directions: they count, not their entries.
    let independent = some / n * (n - 1);
    Some(
        Finding::chance("directions", [found, 0.0], chance::distance(independent, found))
            .with(Effect::percent("D", found), words),
    )
}
