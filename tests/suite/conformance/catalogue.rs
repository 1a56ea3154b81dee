//! Every scheme of the catalogue, and its variants, against the ensemble that it names.

use std::fs;
use std::path::{Path, PathBuf};

use initscope::conform::{Outcome, Report};
use initscope::init::{Fans, Init, InitError, Law};
use initscope::kernel::Real;

use crate::conformance::{FANS, cases, ensemble, init, layer_of, report};

/// Chance that any of all p-values of this file is under its share.
const ALPHA: f64 = 1e-3;

/// p-values of one precision.
const COMPARED: usize = 1892;

/// Exact tests that do not hold, and the p-values.
fn judged(report: &Report) -> (Vec<&'static str>, Vec<(&'static str, f64)>) {
    let failed = report.findings.iter().filter(|finding| finding.outcome == Outcome::Exact(false));
    let chances = report.findings.iter().filter_map(|finding| Some((finding.test, finding.p_value()?)));
    (failed.map(|finding| finding.test).collect(), chances.collect())
}

fn all_follow<T: Real>() {
    let mut compared = 0;
    for (spec, init, fans) in cases() {
        let report = report::<T>(&init, fans, 0);
        assert!(!report.findings.is_empty(), "{spec} {fans:?} is not tested");
        let (failed, chances) = judged(&report);
        assert!(failed.is_empty(), "{spec} {fans:?}: {failed:?}, {report:#?}");
        for (test, p_value) in &chances {
            assert!(*p_value > ALPHA / COMPARED as f64, "{spec} {fans:?}: {test}, {p_value}");
        }
        compared += chances.len();
    }
    assert_eq!(compared, COMPARED);
}

#[test]
fn every_scheme_follows_the_ensemble_that_it_names_in_double_precision() {
    all_follow::<f64>();
}

#[test]
fn every_scheme_follows_the_ensemble_that_it_names_in_single_precision() {
    all_follow::<f32>();
}

#[test]
fn every_scheme_is_told_from_one_beside_it() {
    // A std, gain or constant that is a tenth larger. Of 1500 normal weights that is 5.5 standard errors of
    // their std, and Holm's limit under ten tests 3.3; other laws have less kurtosis, or means to tell.
    for (spec, init, fans) in cases() {
        let ours = ensemble(&init, fans);
        let weights: Vec<f64> = crate::conformance::weights(&init, fans);
        let scaled: Vec<f64> = weights.iter().map(|weight| 1.1 * weight).collect();
        let report = initscope::conform::check(&initscope::conform::Matrix::new(fans, &scaled), &ours);
        let kept = weights.iter().filter(|weight| **weight != 0.0).count();
        let random = spec.starts_with("sparse");
        let enough = if random { 1500 } else { 1 };
        assert!(kept < enough || !report.conforms(), "{spec} {fans:?} times 1.1");
    }
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_scheme_that_is_written_is_in_the_catalogue() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/init");
    let registered = fs::read_to_string(folder.join("mod.rs")).unwrap();
    let registered = registered.split("schemes! {").nth(1).unwrap().to_owned();
    let mut written = 0;
    for file in files(&folder) {
        let text = fs::read_to_string(file).unwrap();
        for rest in text.split("impl Entry for ").skip(1) {
            let name = rest.split_whitespace().next().unwrap();
            assert!(registered.contains(&format!("    {name},\n")), "{name} is missing in `schemes!`");
            written += 1;
        }
    }
    assert!(written >= 16);
}

#[test]
fn schemes_without_weights_for_a_layer_say_so() {
    let refused = |spec: &str, fan_in, fan_out| -> Option<InitError> {
        init(spec).ensemble(layer_of(Fans { fan_in, fan_out })).err()
    };
    assert_eq!(
        refused("dirac:groups=4", 4, 6),
        Some(InitError::Groups { groups: 4, width: 6, side: "units" })
    );
    // With its defaults, no scheme refuses any shape.
    for listing in Init::catalogue() {
        assert!(FANS.into_iter().all(|fans| refused(listing.name, fans.fan_in, fans.fan_out).is_none()));
    }
}

#[test]
fn each_scheme_divides_by_the_fan_of_its_paper() {
    let fans = Fans { fan_in: 200, fan_out: 50 };
    let law = |name: &str| ensemble(&init(name), fans).law().unwrap();
    for (names, std) in [
        // LeCun et al. (1998), equation 16; Glorot & Bengio (2010), equation 12; He et al. (2015),
        // equation 10.
        (["lecun-normal", "lecun-uniform", "lecun-truncated-normal"], 1.0 / 200f64.sqrt()),
        (["xavier-normal", "xavier-uniform", "xavier-truncated-normal"], (2.0 / 250f64).sqrt()),
        (["he-normal", "he-uniform", "he-truncated-normal"], (2.0 / 200f64).sqrt()),
    ] {
        for name in names {
            let law = law(name);
            assert!(
                (law.std() / std - 1.0).abs() < 1e-12 && law.mean().abs() < 1e-15,
                "{name}: {}",
                law.std()
            );
        }
    }
    // Glorot & Bengio (2010), equation 16.
    let bound = (6.0 / 250f64).sqrt();
    let Law::Uniform { low, high } = law("xavier-uniform") else { panic!("not uniform") };
    assert!((high - bound).abs() < 1e-15 && low == -high);
}
