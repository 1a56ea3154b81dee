//! Distribution functions, beside a second source.

use initscope::init::{Fans, Law};
use libm::erfc;

use crate::conformance::{ensemble, init};

/// Probability of a standard normal number over x, accurate far to the right.
fn upper(x: f64) -> f64 {
    0.5 * erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Distribution function of a law that is not constant, from libm's `erfc`.
fn reference(law: &Law, x: f64) -> f64 {
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

fn law(spec: &str) -> Law {
    ensemble(&init(spec), Fans { fan_in: 50, fan_out: 30 }).law().unwrap()
}

#[test]
fn distribution_functions_agree_with_a_second_source_in_the_tails_too() {
    for spec in [
        "he-normal",
        "normal:mean=3,std=0.5",
        "he-uniform",
        "he-truncated-normal",
        "truncated-normal:low=0,high=3",
        "truncated-normal:low=4,high=20",
        "truncated-normal:low=-20,high=-4",
        "truncated-normal:low=2,high=2.2",
        "truncated-normal:low=-9,high=1",
    ] {
        let law = law(spec);
        for step in -300..300 {
            let x = law.mean() + f64::from(step) / 30.0 * law.std();
            let (found, expected) = (law.cumulative(x), reference(&law, x));
            // The argument is rounded to 2^-53 of itself, which a tail of ten sigmas multiplies by a hundred;
            // differences of tails lose as much again, and the narrowest cut a hundred.
            assert!(
                (found - expected).abs() <= 1e-12 * expected.max(1e-3 * expected.signum()),
                "{spec} at {x}"
            );
        }
    }
    // Far to the left the relative error stays small: 2^-53 times 20^2 from the argument, and a few units more.
    let normal = law("normal");
    assert!((normal.cumulative(-20.0) / reference(&normal, -20.0) - 1.0).abs() < 1e-12);
}

#[test]
fn distribution_functions_begin_at_0_end_at_1_and_do_not_fall() {
    for spec in [
        "constant",
        "normal:mean=2,std=0",
        "he-uniform",
        "truncated-normal:low=-40,high=-12",
        "truncated-normal:low=1e9,high=2e9",
        "truncated-normal:low=-1e200,high=-1e199",
        "truncated-normal:low=5,high=5.000001",
    ] {
        let law = law(spec);
        let reach = if law.std() == 0.0 { 1.0 } else { 10.0 * law.std() };
        let at = |step: i32| law.cumulative(law.mean() + f64::from(step) / 100.0 * reach);
        let steps: Vec<f64> = (-100..=100).map(at).collect();
        let (low, high) = law.bounds();
        // A bound of 5 is rounded by 2^-51, a share of 4e-10 of the narrowest cut.
        let ends = (law.std() == 0.0, law.cumulative(low), law.cumulative(high));
        assert!(ends.0 || ends.1 < 1e-9 && ends.2 > 1.0 - 1e-9, "{spec}: {ends:?}");
        assert!(steps.is_sorted() && steps.iter().all(|p| (0.0..=1.0).contains(p)), "{spec}: {steps:?}");
    }
}
