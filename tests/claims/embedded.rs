//! The claims of the studies that are built in.

use initscope::judge::judge;
use initscope::record::CellRecord;
use initscope::run::run_cell;
use initscope::study::{Plan, load};
use rayon::prelude::*;

/// The claims of a study's quick version that are not as expected.
fn surprises(name: &str) -> Vec<String> {
    let study = load(name, &[], true).unwrap();
    assert_eq!(study.seed, 0);
    let plan = Plan::new(&study).unwrap();
    let cells: Vec<CellRecord> =
        plan.cells.par_iter().map(|cell| run_cell(cell, study.seed, &study.watch)).collect();
    let judgements = judge(&study, &cells);
    assert!(!judgements.is_empty());
    let odd = judgements.into_iter().filter(|judgement| !judgement.as_expected);
    odd.map(|judgement| format!("{name}: {judgement:?}")).collect()
}

#[test]
fn the_claims_of_activations_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("activations"), Vec::<String>::new());
}

#[test]
fn the_claims_of_bias_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("bias"), Vec::<String>::new());
}

#[test]
fn the_claims_of_cs231n_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("cs231n"), Vec::<String>::new());
}

#[test]
fn the_claims_of_scale_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("scale"), Vec::<String>::new());
}

#[test]
fn the_claims_of_depth_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("depth"), Vec::<String>::new());
}
