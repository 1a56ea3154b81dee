//! Mean and standard deviation of the weights.

use initscope::init::{Fans, Law};

use crate::{FANS, independent_specs, init, law, weights};

/// Bound on every |z|: two moments of 43 schemes at 4 fans are 344 numbers, any of which passes it
/// with probability 344 · 2.0e-9 = 7e-7 by the normal law; skewed laws of 10^4 weights and more
/// are within a few times that.
const BOUND: f64 = 6.0;

/// How many standard errors mean and standard deviation are from the law's: for the mean
/// std / sqrt(n), for the standard deviation std sqrt((kurtosis - 1) / 4n) at first order, with the
/// kurtosis of the weights themselves. Weights are multiples of 2^-24 of their width away from
/// the law, which is less than a hundredth of a standard error here.
fn distances(weights: &[f64], mean: f64, std: f64) -> [f64; 2] {
    let n = weights.len() as f64;
    let average = |f: &dyn Fn(f64) -> f64| weights.iter().map(|&x| f(x)).sum::<f64>() / n;
    let found = average(&|x| x);
    let variance = average(&|x| (x - found).powi(2));
    let kurtosis = average(&|x| (x - found).powi(4)) / (variance * variance);
    let error = ((kurtosis - 1.0) / (4.0 * n)).sqrt();
    [(found - mean) / (std / n.sqrt()), (variance.sqrt() - std) / (std * error)]
}

fn random(law: &Law) -> bool {
    !matches!(law, Law::Constant(_))
}

#[test]
fn weights_have_the_mean_and_std_of_their_law_and_not_a_fifth_more() {
    let mut compared = 0;
    for (spec, fans) in independent_specs().flat_map(|spec| FANS.map(|fans| (spec, fans))) {
        let (init, law) = (init(spec), law(&init(spec), fans));
        if !random(&law) {
            continue;
        }
        let weights: Vec<f64> = weights(&init, fans);
        let [mean, std] = distances(&weights, law.mean(), law.std());
        assert!(mean.abs() < BOUND && std.abs() < BOUND, "{spec} {fans:?}: {mean} and {std} errors");
        compared += 2;
        // Of 10^4 weights, a fifth of a std is 20 errors of the mean and 24 of the std, or 12 with the
        // kurtosis 9 of an exponential tail.
        let [mean, std] = distances(&weights, law.mean() + 0.2 * law.std(), 1.2 * law.std());
        assert!(mean.abs() > BOUND && std.abs() > BOUND, "{spec} {fans:?}: {mean} and {std} errors");
    }
    assert_eq!(compared, 2 * 43 * 4);
}

#[test]
fn each_scheme_divides_by_the_fan_of_its_paper() {
    let fans = Fans { fan_in: 200, fan_out: 50 };
    for (names, std) in [
        // LeCun et al. (1998), equation 16; Glorot & Bengio (2010), equation 12; He et al. (2015),
        // equation 10.
        (["lecun-normal", "lecun-uniform", "lecun-truncated-normal"], 1.0 / 200f64.sqrt()),
        (["xavier-normal", "xavier-uniform", "xavier-truncated-normal"], (2.0 / 250f64).sqrt()),
        (["he-normal", "he-uniform", "he-truncated-normal"], (2.0 / 200f64).sqrt()),
    ] {
        for name in names {
            let law = law(&init(name), fans);
            assert!(
                (law.std() / std - 1.0).abs() < 1e-12 && law.mean().abs() < 1e-15,
                "{name}: {}",
                law.std()
            );
        }
    }
    // Glorot & Bengio (2010), equation 16.
    let bound = (6.0 / 250f64).sqrt();
    let Law::Uniform { low, high } = law(&init("xavier-uniform"), fans) else { panic!("not uniform") };
    assert!((high - bound).abs() < 1e-15 && low == -high);
}
