//! Draws that should know nothing of each other.

use crate::conform::chance;
use crate::conform::finding::{Effect, Finding};
use crate::conform::matrix::Matrix;
use crate::conform::outliers::Outliers;
use crate::init::{Fans, Law};
use crate::kernel::product;
use crate::number::three_digits;
use ndarray::ArrayView2;

/// Lines shorter than this, or fewer, are not compared: their statistics have not settled.
const SHORT: usize = 20;
const FEW: usize = 8;

/// Products of lines at most: as many multiplications as a second makes.
const MOST_WORK: usize = 1 << 31;

/// Tests that the weights of a matrix, drawn from `law`, are independent; in the place of outliers, which
/// would rule every sum, the mean is taken.
pub(crate) fn check(matrix: &Matrix, law: &Law, outliers: &Outliers) -> Vec<Finding> {
    let Fans { fan_in, fan_out } = matrix.fans();
    let n = matrix.weights().len();
    if n < SHORT * FEW {
        return Vec::new();
    }
    let is_outlier = outliers.contains(matrix.sorted());
    let rest = (n - outliers.count()) as f64;
    let others = matrix.weights().iter().filter(|weight| !is_outlier(**weight));
    let mean = others.map(|weight| weight / rest).sum::<f64>();
    let centre = |&weight: &f64| if is_outlier(weight) { 0.0 } else { weight - mean };
    let centred: Vec<f64> = matrix.weights().iter().map(centre).collect();
    let scale = crate::conform::matrix::rms(&centred);
    if scale == 0.0 {
        return Vec::new();
    }
    let standard: Vec<f64> = centred.iter().map(|weight| weight / scale).collect();
    let mut findings = Vec::new();
    findings.extend(neighbours("neighbours in rows", &standard, fan_in, fan_out, 1));
    findings.extend(neighbours("neighbours in columns", &standard, fan_in, fan_out, fan_out));
    let columns: Vec<f64> = (0..fan_in).flat_map(|row| (0..fan_out).map(move |column| (row, column))).fold(
        vec![0.0; fan_out],
        |mut squares, (row, column)| {
            squares[column] += standard[row * fan_out + column].powi(2) / fan_in as f64;
            squares
        },
    );
    let square = |row: &[f64]| row.iter().map(|x| x * x).sum::<f64>() / fan_out as f64;
    let rows: Vec<f64> = standard.chunks(fan_out).map(square).collect();
    findings.extend(lengths(["lengths of rows", "rows"], &rows, fan_out, law));
    findings.extend(lengths(["lengths of columns", "columns"], &columns, fan_in, law));
    findings.extend(angles(&standard, matrix.fans()));
    findings
}

/// Correlation of weights `step` apart, the products of N independent pairs: variance 1 / N.
fn neighbours(
    test: &'static str,
    standard: &[f64],
    fan_in: usize,
    fan_out: usize,
    step: usize,
) -> Option<Finding> {
    let pairs = if step == 1 { fan_in * (fan_out - 1) } else { (fan_in - 1) * fan_out };
    if pairs < SHORT * FEW {
        return None;
    }
    let rows = standard.chunks(fan_out);
    let sum: f64 = if step == 1 {
        rows.flat_map(|row| row.windows(2)).map(|pair| pair[0] * pair[1]).sum()
    } else {
        standard.iter().zip(&standard[fan_out..]).map(|(a, b)| a * b).sum()
    };
    let correlation = sum / pairs as f64;
    let words = format!("its {test} are correlated, by {}", three_digits(correlation));
    let p_value = chance::normal(correlation * (pairs as f64).sqrt());
    let effect = Effect::percent("correlation", correlation.abs());
    Some(Finding::chance(test, [correlation, 0.0], p_value).with(effect, words))
}

/// Spread of the lines' mean squares: that of independent draws with kurtosis κ is `(κ - 1) / length`.
///
/// The ratio of the spreads is 1 on average, with variance `2 / (m - 1) + e / (m · length)` over m lines,
/// where e is the excess kurtosis of one weight's square, from the law's moments.
fn lengths([test, lines]: [&'static str; 2], squares: &[f64], length: usize, law: &Law) -> Option<Finding> {
    let m = squares.len() as f64;
    if squares.len() < FEW || length < SHORT {
        return None;
    }
    let mean = squares.iter().sum::<f64>() / m;
    let spread = squares.iter().map(|square| (square - mean).powi(2)).sum::<f64>() / (m - 1.0);
    let [fourth, sixth, eighth] = [4, 6, 8].map(|order| law.standardised_moment(order));
    let expected = (fourth - 1.0) / length as f64;
    let ratio = spread / expected;
    let excess = (eighth - 4.0 * sixth + 6.0 * fourth - 3.0) / (fourth - 1.0).powi(2) - 3.0;
    let variance = 2.0 / (m - 1.0) + excess / (m * length as f64);
    let words = if ratio < 1.0 {
        format!("its {lines} are too much of one length")
    } else {
        format!("its {lines} differ too much in length")
    };
    let effect = Effect { name: "ratio - 1", size: (ratio.sqrt() - 1.0).abs(), negligible: 0.1 };
    let finding = Finding::chance(test, [spread.sqrt(), expected.sqrt()], chance::spread(ratio, variance));
    Some(finding.with(effect, words))
}

/// Squared cosines of the angles between lines, of the side where lines are longer: of m lines of n
/// independent numbers `cos²` is 1 / n on average for each pair, uncorrelated between pairs, with the
/// variance `2 (n - 1) / (n² (n + 2))` of directions that are uniform on the sphere.
///
/// Where lines are many, half of them are taken from the first on and half from the middle on, so that
/// blocks that repeat each other are seen.
fn angles(standard: &[f64], Fans { fan_in, fan_out }: Fans) -> Option<Finding> {
    let (length, lines) = (fan_in.max(fan_out), fan_in.min(fan_out));
    let most = ((MOST_WORK / length) as f64).sqrt() as usize;
    if length < SHORT || lines < 2 || most < 2 {
        return None;
    }
    let chosen: Vec<usize> = if lines <= most {
        (0..lines).collect()
    } else {
        (0..most / 2).chain((0..most / 2).map(|line| lines / 2 + line)).collect()
    };
    let m = chosen.len();
    let mut directions = Vec::with_capacity(m * length);
    for &line in &chosen {
        let (first, step) = if fan_in >= fan_out { (line, fan_out) } else { (line * fan_out, 1) };
        let numbers = standard[first..].iter().step_by(step).take(length);
        let size = numbers.clone().map(|x| x * x).sum::<f64>().sqrt();
        directions.extend(numbers.map(|x| if size > 0.0 { x / size } else { 0.0 }));
    }
    let view = ArrayView2::from_shape((m, length), &directions).ok()?;
    let mut cosines = ndarray::Array2::zeros((m, m));
    product(view, view.t(), cosines.view_mut());
    let all: f64 =
        cosines.indexed_iter().filter(|((a, b), _)| a < b).map(|(_, cosine)| cosine * cosine).sum();
    let (pairs, n) = ((m * (m - 1) / 2) as f64, length as f64);
    let ratio = all / pairs * n;
    let variance = 2.0 * (n - 1.0) / (n + 2.0) / pairs;
    let side = if fan_in >= fan_out { "columns" } else { "rows" };
    let words = if ratio < 0.01 {
        format!("its {side} are orthogonal")
    } else if ratio < 1.0 {
        format!("its {side} are nearer to orthogonal than chance")
    } else {
        format!("its {side} depend on each other")
    };
    let effect = Effect { name: "ratio - 1", size: (ratio.sqrt() - 1.0).abs(), negligible: 0.1 };
    let measured = [(all / pairs).sqrt(), (1.0 / n).sqrt()];
    Some(Finding::chance("angles", measured, chance::spread(ratio, variance)).with(effect, words))
}
