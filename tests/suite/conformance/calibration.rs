//! The tests themselves: of a hundred matrices that follow their ensemble, one has a p-value under 0.01.

use std::collections::BTreeMap;

use initscope::init::Fans;

use crate::conformance::{init, report};

/// Matrices of each ensemble.
const TRIALS: u64 = 200;

/// p-values under 0.01 at most: more than 12 of 200 have the probability 2e-7 by the binomial law, so
/// that any of the 174 tests counted here fails by chance with 3e-5.
const MOST: usize = 12;

fn fans(fan_in: usize, fan_out: usize) -> Fans {
    Fans { fan_in, fan_out }
}

/// How many p-values under 0.01 each test has.
fn small(spec: &str, fans: Fans) -> BTreeMap<&'static str, usize> {
    let mut small = BTreeMap::new();
    for trial in 0..TRIALS {
        for finding in report::<f64>(&init(spec), fans, 1000 + trial).findings {
            if let Some(p_value) = finding.p_value() {
                *small.entry(finding.test).or_default() += usize::from(p_value < 0.01);
            }
        }
    }
    small
}

#[test]
fn p_values_are_under_a_hundredth_in_one_matrix_of_a_hundred() {
    let mut counted = 0;
    let independent = ["normal", "uniform", "he-truncated-normal", "truncated-normal:low=4,high=40"];
    let shapes = [fans(60, 50), fans(25, 90), fans(100, 10), fans(400, 1)];
    let structured = [
        ("orthogonal", fans(40, 40)),
        ("orthogonal", fans(3, 30)),
        ("orthogonal", fans(2, 2)),
        ("orthogonal", fans(50, 20)),
        ("looks-linear", fans(30, 40)),
        ("sparse:sparsity=0.7", fans(60, 40)),
        ("sparse:sparsity=0.5,per=unit", fans(30, 80)),
    ];
    let pairs = independent.into_iter().flat_map(|spec| shapes.map(|fans| (spec, fans)));
    for (spec, fans) in pairs.chain(structured) {
        for (test, count) in small(spec, fans) {
            assert!(count <= MOST, "{spec} {fans:?}: {test} has {count} of {TRIALS}");
            counted += 1;
        }
    }
    assert_eq!(counted, 174);
}
