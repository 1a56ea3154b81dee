//! Judging the claims of a study by what was measured.
//!
//! Read this file, then `evaluate`, which measures what a claim asks for.
//!
//! ```
//! use initscope::{judge, record::Status, run, study::{Plan, Study}};
//!
//! let text = r#"
//!     [input]
//!     samples = 200
//!     [network]
//!     input = 50
//!     width = 50
//!     depth = 10
//!     [axes]
//!     activation = "relu"
//!     init = ["he-normal", "lecun-normal"]
//!
//!     [[claim]]
//!     text    = "Xavier loses a factor of the square root of two per layer"
//!     cells   = { init = "lecun-normal" }
//!     measure = "std"
//!     ratio   = { of = "first", to = "last", per = "layer" }
//!     within  = [1.2, 1.7]
//! "#;
//! let study = Study::parse("he", text, &[], false).unwrap();
//! let cells: Vec<_> = Plan::new(&study).unwrap().cells().map(|cell| run::run_cell(&cell, 0, &study.watch, &run::Data::default())).collect();
//! let found = judge::judge(&study, &cells);
//! assert_eq!(found[0].status, Status::Holds);
//! assert!((found[0].measured.unwrap() - 2f64.sqrt()).abs() < 0.2);
//! ```

mod evaluate;

use std::collections::BTreeMap;

use crate::record::{CellRecord, Judgement, Status};
use crate::study::{Claim, Expected, Study};

use evaluate::Evaluation;

/// Judges every claim of `study` by its `cells`, in plan order.
///
/// With several trials, each number that a claim asks for is judged by its median. Bands are those of the data
/// that the study is written for: on others they are what they are, and nothing is expected.
pub fn judge(study: &Study, cells: &[CellRecord]) -> Vec<Judgement> {
    let trials = by_trial(cells);
    let own = study.own_input().map(|input| input.to_string());
    let judged = study.claims.iter().map(|claim| one(claim, &trials));
    judged
        .map(|judgement| Judgement {
            as_expected: judgement.as_expected || own.is_some(),
            calibrated_for: own.clone(),
            ..judgement
        })
        .collect()
}

/// The smallest and the largest number that `claim` asks for, of medians over trials: a band that
/// holds both holds the claim. `None` where one is undefined or there is none.
pub fn extent(claim: &Claim, cells: &[CellRecord]) -> Option<(f64, f64)> {
    Evaluation::new(claim, &by_trial(cells)).extent()
}

/// Cells of each trial, in plan order.
fn by_trial(cells: &[CellRecord]) -> Vec<Vec<&CellRecord>> {
    let mut trials = BTreeMap::<u64, Vec<&CellRecord>>::new();
    for cell in cells {
        trials.entry(cell.trial).or_default().push(cell);
    }
    trials.into_values().collect()
}

fn one(claim: &Claim, trials: &[Vec<&CellRecord>]) -> Judgement {
    let evaluation = Evaluation::new(claim, trials);
    let measured = evaluation.decisive(claim);
    let status = if evaluation.is_empty() {
        Status::NotJudged
    } else if claim.within.holds(measured) {
        Status::Holds
    } else if claim.expected == Expected::Refuted && measured.is_some() {
        Status::Refuted
    } else {
        // An undefined number refutes nothing.
        Status::Fails
    };
    let as_expected = match (status, claim.expected) {
        (Status::Holds, expected) => expected == Expected::Holds,
        (Status::Fails, _) => false,
        (Status::Refuted | Status::NotJudged, _) => true,
    };
    Judgement {
        claim: claim.text.clone(),
        topic: claim.topic.clone(),
        source: claim.source.clone(),
        quantity: claim.number_words(time(trials)),
        headline: claim.headline,
        measured,
        low: Some(claim.within.low).filter(|low| low.is_finite()),
        high: Some(claim.within.high).filter(|high| high.is_finite()),
        trials_holding: evaluation.trials_holding(claim),
        trials: trials.len() as u64,
        status,
        as_expected,
        calibrated_for: None,
    }
}

/// What learning goes by in the cells, where anything learns.
fn time(trials: &[Vec<&CellRecord>]) -> Option<&'static str> {
    let settings = &trials.first()?.first()?.settings;
    match (&settings.gibbs, &settings.training) {
        (Some(_), _) => Some("epoch"),
        (None, Some(_)) => Some("step"),
        (None, None) => None,
    }
}
