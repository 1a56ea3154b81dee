//! Numbers that should be independent draws from one law.

use crate::conform::chance;
use crate::conform::expected::{Expected, Moments};
use crate::conform::finding::{Effect, Finding, Outcome, times};
use crate::conform::matrix::Matrix;
use crate::conform::outliers::Outliers;
use crate::number::three_digits;

/// From so many numbers on, means of numbers and of their squares follow the laws taken here.
const FEW: usize = 100;

/// From this p-value on a difference is put into words of its own.
const SURE: f64 = 0.01;

/// Zeros that rounding leaves of draws whose law has a density: uniform noise comes in steps of 2^-24, and
/// some generators' in steps of 2^-23.
const ZERO: f64 = 1.0 / (1 << 23) as f64;

/// Tests `sorted` numbers, of the precision of `matrix`, against a law that is not constant; outliers, but
/// for the tests of themselves, are left out.
pub(crate) fn check(
    matrix: &Matrix,
    sorted: &[f64],
    law: &Expected<'_>,
    outliers: &Outliers,
) -> Vec<Finding> {
    let rest = outliers.rest(sorted);
    if rest.is_empty() {
        return Vec::new();
    }
    let moments = Moments::of(rest);
    let mut findings = vec![distribution(matrix, rest, law, &moments)];
    if rest.len() >= FEW {
        findings.extend([mean(rest.len(), law, &moments), std(rest.len(), law, &moments)]);
    }
    findings.extend([reach(matrix, rest, law, &moments), zeros(rest, law)]);
    let names = outliers.words(matrix, sorted, law);
    let bounds = law.law.bounds().0.is_finite().then(|| bounds(matrix, sorted, law, &moments, &names));
    // A weight beyond the bounds is named there.
    let named = bounds.as_ref().is_some_and(|bounds| bounds.outcome == Outcome::Exact(false));
    findings.push(outlier(matrix, sorted, law, if named { String::new() } else { names }));
    findings.extend(bounds);
    findings
}

/// Tests that every weight is `value`.
pub(crate) fn constant(matrix: &Matrix, value: f64) -> Vec<Finding> {
    let wrong = matrix.weights().iter().filter(|&&weight| (weight - value).abs() > matrix.rounding(value));
    let wrong = wrong.count();
    let share = wrong as f64 / matrix.weights().len().max(1) as f64;
    let farthest = matrix.places().max_by(|a, b| (a.1 - value).abs().total_cmp(&(b.1 - value).abs()));
    let words = match (matrix.sorted().first(), matrix.sorted().last(), farthest) {
        (Some(low), Some(high), _) if low == high => {
            format!("every weight is {} and should be {}", three_digits(*low), three_digits(value))
        }
        (Some(low), Some(high), Some(([row, column], weight))) => format!(
            "its weights are {} to {} and should all be {}: {wrong} are not, farthest {} = {}",
            three_digits(*low),
            three_digits(*high),
            three_digits(value),
            matrix.index_words(row, column),
            three_digits(weight)
        ),
        _ => String::new(),
    };
    let effect = Effect::percent("share", share);
    vec![Finding::exact("other weights", [wrong as f64, 0.0], wrong == 0).with(effect, words)]
}

/// Largest distance of the numbers' distribution function from `cumulative`, beyond what rounding each
/// number by up to `rounding` explains: Kolmogorov and Smirnov's D.
///
/// ```
/// use initscope::conform::distance;
///
/// // One number in the middle of a uniform law: half of it lies on either side.
/// assert_eq!(distance(&[0.5], |x| x, |_| 0.0), 0.5);
/// ```
pub fn distance(sorted: &[f64], cumulative: impl Fn(f64) -> f64, rounding: impl Fn(f64) -> f64) -> f64 {
    let n = sorted.len() as f64;
    let mut largest = 0.0f64;
    for (below, &x) in sorted.iter().enumerate() {
        let half = 0.5 * rounding(x);
        let most = cumulative(x + half);
        largest = largest.max((below + 1) as f64 / n - most);
        // A function that does not rise to where it would matter need not be asked again.
        if most - below as f64 / n > largest {
            largest = largest.max(cumulative(x - half) - below as f64 / n);
        }
    }
    largest
}

fn distribution(matrix: &Matrix, sorted: &[f64], law: &Expected<'_>, moments: &Moments) -> Finding {
    let n = sorted.len();
    let found = distance(sorted, |x| law.law.cumulative(x), |x| matrix.rounding(x));
    // With mean and std taken from the numbers, what is left is the shape.
    let factor = law.std / moments.std;
    let fitted = |x: f64| law.law.cumulative(law.mean + (x - moments.mean) * factor);
    let shape = distance(sorted, fitted, |x| matrix.rounding(x));
    let words = if shape > 0.01 && chance::distance(n, shape) < SURE {
        format!("its law has another shape (D = {} with mean and std alike)", three_digits(shape))
    } else if n < FEW && chance::distance(n, shape) >= SURE {
        // So few numbers have no test of their std, but theirs may be what is different.
        format!("its std is {}", times(moments.std / law.std))
    } else {
        String::new()
    };
    Finding::chance("law", [found, 0.0], chance::distance(n, found)).with(Effect::percent("D", found), words)
}

fn mean(n: usize, law: &Expected<'_>, moments: &Moments) -> Finding {
    let shift = (moments.mean - law.mean) / law.std;
    let own = (moments.mean - law.mean) / moments.std;
    let words = if chance::normal(own * (n as f64).sqrt()) < SURE {
        format!("its mean is {} stds off", three_digits(own.abs()))
    } else {
        String::new()
    };
    Finding::chance("mean", [moments.mean, law.mean], chance::normal(shift * (n as f64).sqrt()))
        .with(Effect::percent("shift in stds", shift.abs()), words)
}

/// Variance of `s²`, that of a sample of n, is `σ⁴ (κ / n - (n - 3) / (n (n - 1)))` with the law's own
/// kurtosis κ.
fn std(n: usize, law: &Expected<'_>, moments: &Moments) -> Finding {
    let ratio = moments.std / law.std;
    let n = n as f64;
    let variance = law.law.standardised_moment(4) / n - (n - 3.0) / (n * (n - 1.0));
    let words = format!("its std is {}", times(ratio));
    Finding::chance("std", [moments.std, law.std], chance::spread(ratio * ratio, variance))
        .with(Effect::percent("ratio - 1", (ratio - 1.0).abs()), words)
}

/// The largest distance from the mean, `m`, of n draws is under some `x` with probability `F(x)^n`: exact.
/// Where it is too small, tails are cut. The effect is the part of the law beyond.
fn reach(matrix: &Matrix, sorted: &[f64], law: &Expected<'_>, moments: &Moments) -> Finding {
    let m = farthest(sorted, law);
    let n = sorted.len() as f64;
    let missing = |m: f64| law.beyond(m + matrix.rounding(m + law.mean.abs()));
    let p_value = |missing: f64| (n * (-missing).ln_1p()).exp();
    // A scale that is too small is said by the std: that is taken away.
    let scaled = missing(m / moments.std * law.std * law.slack(sorted.len()));
    let words = if p_value(scaled) < SURE {
        let (m, all) = (three_digits(m / moments.std), three_digits(scaled * n));
        format!(
            "its tails are cut: no weight is more than {m} stds from the mean, where {all} of {n} should be"
        )
    } else {
        String::new()
    };
    let missing = missing(m);
    Finding::chance("reach", [m / law.std, median_reach(law, n)], p_value(missing))
        .with(Effect::percent("missing tails", missing), words)
}

/// The median of the largest distance from the mean, in stds, by bisection.
fn median_reach(law: &Expected<'_>, n: f64) -> f64 {
    let wanted = -(0.5f64.ln() / n).exp_m1();
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if law.beyond(middle * law.std) > wanted { low = middle } else { high = middle }
    }
    high
}

fn farthest(sorted: &[f64], law: &Expected<'_>) -> f64 {
    let [low, high] = [sorted[0], sorted[sorted.len() - 1]];
    (law.mean - low).abs().max((high - law.mean).abs())
}

/// The other side of [`reach`]: the largest distance from the mean of n draws is over some `x` with
/// probability `1 - F(x)^n`, exactly.
fn outlier(matrix: &Matrix, sorted: &[f64], law: &Expected<'_>, names: String) -> Finding {
    let m = farthest(sorted, law);
    let n = sorted.len() as f64;
    // A weight may have been rounded outwards.
    let tail = law.beyond((m - matrix.rounding(m + law.mean.abs())).max(0.0));
    let p_value = -(n * (-tail).ln_1p()).exp_m1();
    let (stds, median) = (m / law.std, median_reach(law, n));
    // No outlier is next to nothing, as one weight can rule its unit; but a bound may be rounded outwards.
    let effect = Effect { name: "sigmas", size: stds, negligible: 1.01 * median };
    Finding::chance("outlier", [stds, median], p_value).with(effect, names)
}

fn zeros(sorted: &[f64], law: &Expected<'_>) -> Finding {
    let n = sorted.len();
    let count = sorted.partition_point(|&x| x <= 0.0) - sorted.partition_point(|&x| x < 0.0);
    let share = count as f64 / n as f64;
    let words = format!("{} % of its weights are zero", three_digits(100.0 * share));
    // One rounds to zero with a probability of one step: more in a law that is narrow around 0.
    let step = ZERO.max(law.law.cumulative(f64::MIN_POSITIVE) - law.law.cumulative(-f64::MIN_POSITIVE));
    Finding::chance("zeros", [count as f64, 0.0], chance::at_least(count, step * n as f64))
        .with(Effect::percent("share", share), words)
}

fn bounds(matrix: &Matrix, sorted: &[f64], law: &Expected<'_>, moments: &Moments, names: &str) -> Finding {
    let (low, high) = law.law.bounds();
    let below = sorted.partition_point(|&x| x < low - matrix.rounding(low));
    let above = sorted.len() - sorted.partition_point(|&x| x <= high + matrix.rounding(high));
    let beyond = (low - sorted[0]).max(sorted[sorted.len() - 1] - high).max(0.0) / law.std;
    // A scale that is too large is said by the std: that is taken away.
    let ends = (high - law.mean).max(law.mean - low) / law.std * law.slack(sorted.len());
    let words = if !names.is_empty() {
        names.to_owned()
    } else if below + above == 0 || farthest(sorted, law) / moments.std <= ends {
        String::new()
    } else {
        format!("{} weights leave the bounds, by up to {} stds", below + above, three_digits(beyond))
    };
    Finding::exact("beyond bounds", [(below + above) as f64, 0.0], below + above == 0)
        .with(Effect::percent("stds beyond", beyond), words)
}
