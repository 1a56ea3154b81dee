//! The plain law that numbers follow, with its parameters in the fewest digits.

use super::chance;
use super::expected::{Expected, Moments};
use super::matrix::Matrix;
use super::outliers::Outliers;
use crate::init::{Constant, Init, Law, Normal, StandardTruncated, TruncatedNormal, Truncation, Uniform};

/// A parameter is rounded as far as chance would leave it with this probability.
const SURE: f64 = 0.01;

/// Digits of a parameter at most.
const DIGITS: usize = 12;

/// Cuts between which one is looked for, in sigmas: nearer, a law is uniform; farther, normal.
const CUTS: [f64; 2] = [0.5, 6.0];

/// Laws that do not look at the fans and might be the one of `matrix`, but for its outliers, the simplest
/// first.
pub(super) fn candidates(matrix: &Matrix) -> Vec<Init> {
    let sorted = matrix.sorted();
    if sorted.is_empty() {
        return Vec::new();
    }
    let Moments { mean, std } = Moments::of(sorted);
    let normal = Law::Normal { mean, std };
    let outliers = Outliers::of(matrix, sorted, &Expected::of(&normal));
    let rest = outliers.rest(sorted);
    let (low, high) = (rest[0], rest[rest.len() - 1]);
    if low == high {
        return vec![Init::Constant(Constant { value: low })];
    }
    let n = rest.len() as f64;
    let Moments { mean, std } = Moments::of(rest);
    let std_is = |law: Law| {
        let variance = law.standardised_moment(4) / n - (n - 3.0) / (n * (n - 1.0));
        move |candidate: f64| chance::spread((std / candidate).powi(2), variance) >= SURE
    };
    let centred = |mean: f64| chance::normal(mean * n.sqrt() / std) >= SURE;
    let normal = Normal {
        mean: if centred(mean) { 0.0 } else { shortest(mean, |candidate| centred(mean - candidate)) },
        std: shortest(std, std_is(Law::Normal { mean: 0.0, std: 1.0 })),
    };
    let mut all = vec![Init::Normal(normal), Init::Uniform(uniform(low, high, n))];
    let most = high.max(-low) * (1.0 + 1.0 / n);
    for cut in [Some(2.0), cut_of(most / std).map(|cut| shortest(cut, near(cut, n)))].into_iter().flatten() {
        let Some(standard) = StandardTruncated::new(-cut, cut) else { continue };
        let within = std_is(Law::TruncatedNormal { mean: 0.0, sigma: 1.0, cut: standard });
        let sigma = shortest(std / standard.std(), |sigma| within(sigma * standard.std()));
        let asked = Truncation { std: sigma, low: -cut, high: cut, ..Truncation::default() };
        all.extend(TruncatedNormal::new(asked).map(Init::TruncatedNormal));
    }
    all
}

/// Ends in the fewest digits that lie outside all numbers and no farther than chance leaves: of n uniform
/// numbers none is in the outer part x of the law with probability `(1 - x)^n`.
fn uniform(low: f64, high: f64, n: f64) -> Uniform {
    let (bound, range) = (high.max(-low), high - low);
    let empty = |part: f64| (0.0..1.0).contains(&part) && (n * (-part).ln_1p()).exp() >= SURE;
    let around_0 = |end: f64| empty((low + end) / (2.0 * end)) && empty((end - high) / (2.0 * end));
    let symmetric = shortest(bound * (1.0 + 1.0 / n), around_0);
    if around_0(symmetric) {
        return Uniform { low: -symmetric, high: symmetric };
    }
    let margin = range / n;
    Uniform {
        low: end(low - margin, &|end| empty((low - end) / range)),
        high: end(high + margin, &|end| empty((end - high) / range)),
    }
}

/// 0 where that will do: it has no digits that rounding could leave.
fn end(value: f64, accepted: &dyn Fn(f64) -> bool) -> f64 {
    if accepted(0.0) { 0.0 } else { shortest(value, accepted) }
}

/// The cut, in sigmas, of a normal law that leaves `bound / std`.
fn cut_of(ratio: f64) -> Option<f64> {
    let left = |cut: f64| StandardTruncated::new(-cut, cut).map_or(f64::NAN, |law| cut / law.std());
    let [mut low, mut high] = CUTS;
    if !(left(low) < ratio && ratio < left(high)) {
        return None;
    }
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if left(middle) < ratio { low = middle } else { high = middle }
    }
    Some(high)
}

/// Whether a cut is another within the error of the ratio that it was found by: that of the standard
/// deviation, `1 / sqrt(2 n)` at most, three times; near its lower end the ratio hardly depends on the cut.
fn near(cut: f64, n: f64) -> impl Fn(f64) -> bool {
    move |candidate| (candidate / cut - 1.0).abs() <= 3.0 * (1.0 + 2.0 / cut.powi(2)) / (2.0 * n).sqrt()
}

/// The number of the fewest digits near `value` that is `accepted`; `value` where none is.
fn shortest(value: f64, accepted: impl Fn(f64) -> bool) -> f64 {
    let rounded = (0..DIGITS).filter_map(|digits| format!("{value:.digits$e}").parse().ok());
    rounded.into_iter().find(|&rounded| accepted(rounded)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::init::{Fans, Layer, Scheme};
    use crate::noise::{Role, Stream};

    #[test]
    fn parameters_come_back_in_the_digits_that_they_were_given() {
        for (place, spec) in [
            (0, "normal:std=0.02"),
            (0, "normal:mean=0.5,std=0.02"),
            (1, "uniform:low=-0.05,high=0.05"),
            (1, "uniform:low=0,high=2"),
            (2, "truncated-normal:std=0.02"),
            (3, "truncated-normal:std=0.02,low=-3,high=3"),
            (3, "truncated-normal:std=0.1,low=-1,high=1"),
        ] {
            let init: Init = spec.parse().unwrap();
            let fans = Fans { fan_in: 300, fan_out: 400 };
            let mut weights = vec![0.0f32; 120_000];
            init.fill(Layer::linear(300, 400), &Stream::new(4, 0, Role::Weight, 1), &mut weights);
            let found = candidates(&Matrix::new(fans, &weights));
            assert_eq!(found[place].to_string(), spec);
        }
        let constant = Matrix::new(Fans { fan_in: 2, fan_out: 3 }, &[0.25; 6]);
        assert_eq!(candidates(&constant), ["constant:value=0.25".parse().unwrap()]);
    }

    #[test]
    fn the_shortest_number_is_the_first_that_will_do() {
        assert_eq!(shortest(0.020_029, |x| (x - 0.020_029).abs() < 1e-4), 0.02);
        assert_eq!(shortest(0.020_029, |x| (x - 0.020_029).abs() < 1e-5), 0.02003);
        assert_eq!(shortest(0.1, |_| false), 0.1);
    }
}
