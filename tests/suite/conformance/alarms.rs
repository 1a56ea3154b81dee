//! How often right weights are called wrong, and wrong ones right.

use initscope::conform::{ALPHA, Matrix, Report, check, judge};
use initscope::init::{Fans, Init};

use crate::conformance::{ensemble, init, weights_at};

const FANS: Fans = Fans { fan_in: 60, fan_out: 50 };

fn report(claimed: &Init, drawn: &Init, trial: u64, layer: u64) -> Report {
    let weights: Vec<f32> = weights_at(drawn, FANS, trial, layer);
    check(&Matrix::new(FANS, &weights), &ensemble(claimed, FANS))
}

/// How many of `nets`, each of `layers` layers, have a layer rejected at `alpha`.
fn alarms([claimed, drawn]: [&str; 2], nets: u64, layers: u64, alpha: f64) -> usize {
    let [claimed, drawn] = [claimed, drawn].map(init);
    let alarm = |net: &u64| {
        let mut reports: Vec<Report> =
            (1..=layers).map(|layer| report(&claimed, &drawn, 50_000 + net, layer)).collect();
        judge(&mut reports, alpha);
        !reports.iter().all(Report::conforms)
    };
    (0..nets).filter(alarm).count()
}

/// The least k with `P(X >= k) < limit` for X binomial.
fn bound(n: u64, p: f64, limit: f64) -> usize {
    let n = n as f64;
    let mut mass = (n * (-p).ln_1p()).exp();
    let mut below = 0.0;
    for k in 0.. {
        if 1.0 - below < limit {
            return k;
        }
        below += mass;
        mass *= (n - k as f64) / (k as f64 + 1.0) * p / (1.0 - p);
    }
    unreachable!()
}

#[test]
fn the_bound_is_the_binomial_laws() {
    // scipy.stats.binom.sf(9, 200, 0.01) = 4.2e-5, sf(10, ...) = 8.1e-6, sf(11, ...) = 1.4e-6, sf(12, ...) = 2.3e-7
    assert_eq!(bound(200, 0.01, 1e-6), 13);
}

#[test]
fn right_matrices_alarm_no_more_often_than_alpha_says() {
    // At alpha 0.01 ten of a thousand; by chance alone this fails once in 250 000 runs of other seeds.
    for spec in ["he-normal", "xavier-uniform", "he-truncated-normal", "orthogonal"] {
        let found = alarms([spec, spec], 1000, 1, 0.01);
        assert!(found < bound(1000, 0.01, 1e-6), "{spec}: {found}");
    }
}

#[test]
fn right_nets_of_fifty_layers_alarm_no_more_often_than_alpha_says() {
    let found = alarms(["torch-linear", "torch-linear"], 40, 50, 0.05);
    assert!(found < bound(40, 0.05, 1e-6), "{found}");
    // At the default, an alarm in forty nets would be a chance of one in 25.
    assert!(alarms(["torch-linear", "torch-linear"], 40, 50, ALPHA) < bound(40, ALPHA, 1e-6));
}

#[test]
fn wrong_layers_alarm_at_the_default() {
    // A std 10 % off is 7.7 standard errors of 3000 normal weights, 11 of uniform ones; the limit of a net of
    // fifty layers with ten tests each, 0.001 / 500, is 4.8.
    for [claimed, drawn] in
        [["he-normal", "he-normal:gain=1.5556"], ["xavier-uniform", "xavier-uniform:gain=0.9"]]
    {
        assert_eq!(alarms([claimed, drawn], 50, 1, ALPHA), 50, "{claimed}");
    }
    // One such layer among fifty.
    let (right, wrong) = (init("he-normal"), init("he-normal:gain=1.6"));
    let mut net: Vec<Report> = (1..=50).map(|layer| report(&right, &right, 7, layer)).collect();
    net[20] = report(&right, &wrong, 7, 21);
    judge(&mut net, ALPHA);
    let rejected: Vec<usize> = (0..50).filter(|layer| !net[*layer].conforms()).collect();
    assert_eq!(rejected, [20]);
}
