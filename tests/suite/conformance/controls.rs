//! What each test must notice, and what the verdict then says.

use initscope::conform::{Matrix, Report, Verdict, check};
use initscope::init::{Ensemble, Fans, Init, Layer, Scheme};
use initscope::noise::{Role, Stream};

use crate::conformance::init;

const FANS: Fans = Fans { fan_in: 300, fan_out: 200 };

fn layer(fans: Fans) -> Layer {
    Layer::linear(fans.fan_in, fans.fan_out)
}

fn ensemble(spec: &str, fans: Fans) -> Ensemble {
    init(spec).ensemble(layer(fans)).unwrap()
}

fn drawn(spec: &str, fans: Fans) -> Vec<f64> {
    let mut weights = vec![0.0; fans.fan_in * fans.fan_out];
    init(spec).fill(layer(fans), &Stream::new(77, 0, Role::Weight, 1), &mut weights);
    weights
}

/// Whether `weights` are of the scheme `claimed`.
fn of(claimed: &str, fans: Fans, weights: &[f64]) -> Report {
    check(&Matrix::new(fans, weights), &ensemble(claimed, fans))
}

/// What the verdict says of a matrix of one scheme that is said to be of another.
fn difference(claimed: &str, drawn_from: &str) -> Vec<String> {
    said(&of(claimed, FANS, &drawn(drawn_from, FANS)))
}

fn said(report: &Report) -> Vec<String> {
    match report.verdict() {
        Verdict::Differs(words) => words,
        verdict => panic!("{verdict:?} of {report:#?}"),
    }
}

fn changed(spec: &str, fans: Fans, change: impl FnOnce(&mut Vec<f64>)) -> Report {
    let mut weights = drawn(spec, fans);
    assert!(of(spec, fans, &weights).conforms());
    change(&mut weights);
    of(spec, fans, &weights)
}

#[test]
fn a_wrong_scale_or_mean_is_said_as_such() {
    assert_eq!(difference("lecun-normal", "he-normal"), ["its std is 1.41 times too large"]);
    assert_eq!(difference("he-normal", "lecun-normal"), ["its std is 1.42 times too small"]);
    for (uniform, words) in
        [("lecun-uniform:gain=2", "2.00 times too large"), ("lecun-uniform:gain=0.5", "2.00 times too small")]
    {
        assert_eq!(difference("lecun-uniform", uniform), [format!("its std is {words}")]);
    }
    let shifted = changed("he-normal", FANS, |weights| weights.iter_mut().for_each(|weight| *weight += 0.01));
    assert_eq!(said(&shifted), ["its mean is 0.119 stds off"]);
}

#[test]
fn cut_tails_are_seen_though_mean_and_std_are_right() {
    let words = difference("he-normal", "he-truncated-normal");
    assert!(
        words.iter().any(|words| words.starts_with("its tails are cut: no weight is more than 2.27 stds")),
        "{words:?}"
    );
    let words = difference("he-truncated-normal", "he-normal");
    assert!(words.iter().any(|words| words.contains("weights leave the bounds")), "{words:?}");
}

#[test]
fn another_shape_is_told_from_another_scale() {
    let words = difference("he-normal", "he-uniform");
    assert!(words.iter().any(|words| words.starts_with("its law has another shape (D = 0.05")), "{words:?}");
    assert!(!words.iter().any(|words| words.contains("std is")), "{words:?}");
}

#[test]
fn zeros_and_outliers_are_seen() {
    let zeros = changed("he-normal", FANS, |weights| weights[..3000].fill(0.0));
    assert!(said(&zeros).contains(&"5.00 % of its weights are zero".to_owned()));
    let outlier = changed("he-normal", FANS, |weights| weights[7] = 3.0);
    // 3 / sqrt(2 / 300)
    assert!(
        said(&outlier)[0].starts_with("it has an outlier: [0, 7] = 3.00, 36.7 sigmas"),
        "{:?}",
        said(&outlier)
    );
}

#[test]
fn what_is_not_independent_is_told_from_independent_draws() {
    // lecun-normal has an orthogonal matrix's mean and std where fan_in is the longer side.
    let orthogonal = of("lecun-normal", FANS, &drawn("orthogonal", FANS));
    let tests: Vec<_> = orthogonal.rejected().collect();
    assert!(tests.contains(&"lengths of columns") && tests.contains(&"angles"), "{tests:?}");
    assert!(said(&orthogonal).contains(&"its columns are orthogonal".to_owned()));
    let repeated = changed("he-normal", FANS, |weights| {
        let block = weights[..20_000].to_vec();
        weights[20_000..40_000].copy_from_slice(&block);
    });
    assert!(repeated.rejected().any(|test| test == "angles"));
    let smooth = changed("he-normal", FANS, |weights| {
        for place in 1..weights.len() {
            weights[place] = 0.1 * weights[place - 1] + 0.99f64.sqrt() * weights[place];
        }
    });
    assert_eq!(said(&smooth), ["its neighbours in rows are correlated, by 0.0998"]);
    let sorted = changed("he-normal", FANS, |weights| weights.sort_by(f64::total_cmp));
    assert!(sorted.rejected().any(|test| test == "neighbours in columns"));
    let sparse = of("normal:std=0.003162277660168379", FANS, &drawn("sparse", FANS));
    assert!(said(&sparse).iter().any(|words| words.ends_with("of its weights are zero")));
}

#[test]
fn orthogonal_matrices_need_their_gain_their_angles_and_all_directions() {
    assert_eq!(difference("orthogonal", "orthogonal:gain=2"), ["its gain is 2.00 times too large"]);
    let words = difference("orthogonal", "lecun-normal");
    assert!(words.iter().any(|words| words.starts_with("its columns are not orthonormal")), "{words:?}");
    // The identity and Hadamard's matrix are orthonormal as well.
    let square = Fans { fan_in: 64, fan_out: 64 };
    for other in ["identity", "dirac"] {
        let report = of("orthogonal", square, &drawn(other, square));
        let tests: Vec<_> = report.rejected().collect();
        assert_eq!(tests, ["diagonal", "directions"]);
    }
    let scaled = changed("orthogonal", square, |weights| weights[70] += 1e-6);
    assert_eq!(scaled.rejected().collect::<Vec<_>>(), ["gain", "orthonormal"]);
    assert!(matches!(scaled.verdict(), Verdict::Nearly(_)));
}

#[test]
fn matrices_without_chance_are_exact() {
    let square = Fans { fan_in: 16, fan_out: 32 };
    for spec in ["identity", "dirac:groups=2", "zero-hadamard", "zeros", "constant:value=0.3"] {
        let nudged = changed(spec, square, |weights| weights[33] += 1e-9);
        assert!(!nudged.conforms(), "{spec}");
    }
    let doubled = changed("identity", square, |weights| weights.iter_mut().for_each(|weight| *weight *= 2.0));
    assert_eq!(said(&doubled), ["16 entries differ; the first, [0, 0], is 2.00 and should be 1.00"]);
    let ones = of("zeros", square, &drawn("ones", square));
    assert_eq!(said(&ones), ["every weight is 1.00 and should be 0"]);
}

#[test]
fn zeros_of_a_sparse_matrix_are_counted_and_their_places_compared() {
    for (spec, step) in [("sparse:sparsity=0.5", 1), ("sparse:sparsity=0.5,per=unit", 200)] {
        let more = changed(spec, FANS, |weights| {
            let kept = (0..).step_by(step).find(|&place| weights[place] != 0.0).unwrap();
            weights[kept] = 0.0;
        });
        assert_eq!(more.rejected().collect::<Vec<_>>(), ["lines of other zeros"], "{spec}");
    }
    let normal = drawn("normal:std=0.01", FANS);
    let fixed: Vec<f64> = normal
        .iter()
        .enumerate()
        .map(|(place, weight)| if place % 200 < 100 { 0.0 } else { *weight })
        .collect();
    let report = of("sparse:sparsity=0.5", FANS, &fixed);
    assert_eq!(said(&report), ["its zeros prefer some places"]);
    // One place further in each row: every place equally often, to the last zero.
    let shifted: Vec<f64> = (0..60_000)
        .map(|place| if (place % 200 + place / 200) % 2 == 0 { 0.0 } else { normal[place] })
        .collect();
    assert_eq!(
        said(&of("sparse:sparsity=0.5", FANS, &shifted)),
        ["its zeros are more evenly placed than chance"]
    );
    let scaled = of("sparse", FANS, &drawn("sparse:std=0.02", FANS));
    assert_eq!(said(&scaled), ["its std is 1.97 times too large"]);
}

#[test]
fn mirrored_matrices_are_mirrored_to_the_bit() {
    let nudged = changed("looks-linear", FANS, |weights| weights[150] = weights[150].next_up());
    assert_eq!(nudged.rejected().collect::<Vec<_>>(), ["not mirrored"]);
    assert!(!of("looks-linear", FANS, &drawn("orthogonal", FANS)).conforms());
    assert_eq!(difference("looks-linear", "looks-linear:gain=0.5"), ["its gain is 2.00 times too small"]);
    // A later layer has both signs of every input.
    let later = Layer { index: 2, ..layer(FANS) };
    let mut weights = vec![0.0; 60_000];
    init("looks-linear").fill(later, &Stream::new(1, 0, Role::Weight, 2), &mut weights);
    let matrix = Matrix::new(FANS, &weights);
    assert!(check(&matrix, &init("looks-linear").ensemble(later).unwrap()).conforms());
    assert!(!check(&matrix, &ensemble("looks-linear", FANS)).conforms());
}

#[test]
fn numbers_that_are_none_are_the_only_finding() {
    for broken in [f64::NAN, f64::INFINITY] {
        let report = changed("he-normal", FANS, |weights| weights[5] = broken);
        assert_eq!(said(&report), ["1 of its weights are NaN or infinite"]);
    }
}

#[test]
fn a_huge_matrix_that_is_off_by_next_to_nothing_is_called_that() {
    let fans = Fans { fan_in: 2000, fan_out: 1000 };
    let scaled: Vec<f64> = drawn("he-normal", fans).iter().map(|weight| 1.004 * weight).collect();
    let report = of("he-normal", fans, &scaled);
    assert!(!report.conforms() && matches!(report.verdict(), Verdict::Nearly(_)), "{report:#?}");
}

#[test]
fn matrices_of_any_numbers_are_judged_without_panic() {
    let numbers = [0.0, -0.0, 1e300, -1e300, 1e-320, f64::NAN, f64::MAX, 1.0];
    for fans in [(1, 1), (1, 200), (200, 1), (2, 2), (24, 30), (0, 4), (4, 0)] {
        let fans = Fans { fan_in: fans.0, fan_out: fans.1 };
        for stride in 0..8 {
            let weights: Vec<f64> =
                (0..fans.fan_in * fans.fan_out).map(|place| numbers[(stride + place * stride) % 8]).collect();
            let matrix = Matrix::new(fans, &weights);
            for listing in Init::catalogue() {
                if let Ok(ensemble) = init(listing.name).ensemble(layer(fans)) {
                    let _ = check(&matrix, &ensemble).verdict();
                }
            }
        }
    }
}
