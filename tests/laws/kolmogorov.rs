//! The whole distribution of the weights: Kolmogorov and Smirnov's test.
//!
//! Critical distance of n weights at level alpha: sqrt(-ln(alpha / 2) / 2n), which bounds the
//! probability for every n (Massart 1990). With alpha = 1e-8 a case, all 172 cases pass
//! with probability 1 - 1.8e-6. Noise in steps of 2^-24 of a uniform law's width or of single
//! precision moves a distribution function by less than 1e-6, a thousandth of the distance.

use initscope::init::{Fans, Law};
use libm::erfc;
use rand::SeedableRng;
use rand_distr::{Distribution, Normal, Uniform};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::{FANS, independent_specs, init, law, weights};

const ALPHA: f64 = 1e-8;

fn critical(n: usize) -> f64 {
    (-(ALPHA / 2.0).ln() / (2.0 * n as f64)).sqrt()
}

/// Probability of a standard normal number over x, accurate far to the right.
fn upper(x: f64) -> f64 {
    0.5 * erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Distribution function of a law that is not constant.
fn cumulative(law: &Law, x: f64) -> f64 {
    match *law {
        Law::Constant(_) => panic!("a constant has no density"),
        Law::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
        Law::Normal { mean, std } => upper((mean - x) / std),
        Law::TruncatedNormal { mean, sigma, cut } => {
            let (low, high, z) = (cut.low(), cut.high(), (x - mean) / sigma);
            let z = z.clamp(low, high);
            // On the side where tails are small, differences of them keep their digits.
            if low > 0.0 {
                (upper(low) - upper(z)) / (upper(low) - upper(high))
            } else {
                (upper(-z) - upper(-low)) / (upper(-high) - upper(-low))
            }
        }
    }
}

/// Largest distance of the weights' distribution function from `cumulative`.
fn distance(mut weights: Vec<f64>, cumulative: impl Fn(f64) -> f64) -> f64 {
    weights.sort_by(f64::total_cmp);
    let n = weights.len() as f64;
    let steps = (0..).map(f64::from).zip(&weights);
    let apart = steps.map(|(i, &x)| {
        let expected = cumulative(x);
        (expected - i / n).max((i + 1.0) / n - expected)
    });
    apart.fold(0.0, f64::max)
}

fn passes(weights: &[f64], cumulative: impl Fn(f64) -> f64) -> bool {
    distance(weights.to_vec(), cumulative) < critical(weights.len())
}

#[test]
fn weights_follow_their_law_and_not_one_beside_it() {
    let mut compared = 0;
    for (spec, fans) in independent_specs().flat_map(|spec| FANS.map(|fans| (spec, fans))) {
        let (init, law) = (init(spec), law(&init(spec), fans));
        if matches!(law, Law::Constant(_)) {
            continue;
        }
        let weights: Vec<f64> = weights(&init, fans);
        assert!(passes(&weights, |x| cumulative(&law, x)), "{spec} {fans:?}");
        // A shift by 0.3 stds moves the function by at least 0.3 / sqrt(12) = 0.087, that of a uniform
        // law: more than twice the critical distance of 10^4 weights, 0.031.
        let shift = 0.3 * law.std();
        assert!(!passes(&weights, |x| cumulative(&law, x - shift)), "{spec} {fans:?} shifted");
        compared += 1;
    }
    assert_eq!(compared, 43 * 4);
}

#[test]
fn weights_never_leave_the_bounds_of_their_law() {
    for (spec, fans) in independent_specs().flat_map(|spec| FANS.map(|fans| (spec, fans))) {
        let bounds = match law(&init(spec), fans) {
            Law::Uniform { low, high } => (low, high),
            Law::TruncatedNormal { mean, sigma, cut } => {
                (mean + sigma * cut.low(), mean + sigma * cut.high())
            }
            Law::Constant(_) | Law::Normal { .. } => continue,
        };
        let weights: Vec<f64> = weights(&init(spec), fans);
        assert!(weights.iter().all(|&x| bounds.0 <= x && x <= bounds.1), "{spec} {fans:?}");
    }
}

#[test]
fn a_reference_sampler_passes_the_same_test() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    let fans = Fans { fan_in: 200, fan_out: 100 };
    let (he, xavier) = (law(&init("he-normal"), fans), law(&init("xavier-uniform"), fans));
    let normal = Normal::new(0.0, 0.1).unwrap();
    let bound = (6.0f64 / 300.0).sqrt();
    let uniform = Uniform::new(-bound, bound).unwrap();
    let normal: Vec<f64> = (0..20_000).map(|_| normal.sample(&mut rng)).collect();
    let uniform: Vec<f64> = (0..20_000).map(|_| uniform.sample(&mut rng)).collect();
    assert!(passes(&normal, |x| cumulative(&he, x)) && passes(&uniform, |x| cumulative(&xavier, x)));
    assert!(!passes(&normal, |x| cumulative(&xavier, x)) && !passes(&uniform, |x| cumulative(&he, x)));
}

#[test]
fn a_cut_law_is_told_from_the_normal_law_with_its_moments() {
    let fans = FANS[0];
    for name in ["he", "xavier", "lecun"] {
        let [cut, whole] = [init(&format!("{name}-truncated-normal")), init(&format!("{name}-normal"))];
        assert!((law(&cut, fans).std() / law(&whole, fans).std() - 1.0).abs() < 1e-12);
        let weights: Vec<f64> = weights(&cut, fans);
        // No weight lies beyond 2 / 0.8796 = 2.2737 stds, where the normal law has 2.3 % of 30,000. The
        // cut law's density there is 0.05 a std on either side: of 30,000 weights none within
        // 0.02 of the cut has the probability e^-60.
        let reach = weights.iter().fold(0.0f64, |reach, x| reach.max(x.abs())) / law(&whole, fans).std();
        assert!((2.2537..2.2738).contains(&reach), "{reach}");
    }
}
