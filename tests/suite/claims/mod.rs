//! Claims: how they are read from a study, what is refused, how records judge them, and that they
//! notice an engine that is wrong.

mod embedded;
mod files;
mod forms;
mod judging;
mod nothing;
mod perturbation;
mod refusals;
mod settings;
mod sources;
mod unjudged;

use initscope::judge::judge;
use initscope::record::{CellRecord, Judgement, Settings, Site, Status};
use initscope::stats::Summary;
use initscope::study::{Claim, Override, Plan, Study, StudyError};

/// A study of six cells; what is appended starts at line 14.
const BASE: &str = r#"title = "Small?"
source = "The study's source"
[input]
samples = 8
[network]
input = 6
width = 5
depth = 3
[axes]
activation = ["relu", "tanh"]
init = ["he-normal", "lecun-normal", "normal:std=0.01"]
[quick]
network.depth = 1
"#;

/// Reads the small study with a claim of these lines, the first of which is line 15.
fn with_claim(lines: &str) -> Result<Study, StudyError> {
    parse(&format!("{BASE}[[claim]]\n{lines}\n"), &[], false)
}

fn parse(text: &str, changes: &[&str], quick: bool) -> Result<Study, StudyError> {
    let overrides: Vec<Override> = changes.iter().map(|change| change.parse().unwrap()).collect();
    Study::parse("small", text, &overrides, quick)
}

/// The claim of these lines.
fn claim(lines: &str) -> Claim {
    with_claim(lines).unwrap().claims.remove(0)
}

/// A record of a study's cells, in which the std of a layer's activations is what `std` makes of
/// settings, trial and layer, and nothing else is known.
fn record(study: &Study, std: impl Fn(&Settings, u64, usize) -> Option<f64>) -> Vec<CellRecord> {
    let plan = Plan::new(study).unwrap();
    let record = |cell: &initscope::study::Cell| {
        let settings = cell.settings();
        let site = |layer: usize| Site {
            quantity: "activation".to_owned(),
            layer,
            step: 0,
            summary: Summary { std: std(&settings, cell.trial, layer), ..Summary::default() },
            theory_mean: None,
            theory_std: None,
            verdict: None,
            histograms: Vec::new(),
            stripes: None,
            eigenvalues: Vec::new(),
        };
        let sites = (1..=settings.depth()).map(site).collect();
        CellRecord { cell: cell.id(), settings, trial: cell.trial, sites, curves: Vec::new(), diverged: None }
    };
    plan.cells().map(|cell| record(&cell)).collect()
}

/// What is found of the claim of these lines by such a record.
fn found(lines: &str, std: impl Fn(&Settings, u64, usize) -> Option<f64>) -> Judgement {
    let study = with_claim(lines).unwrap();
    judge(&study, &record(&study, std)).remove(0)
}

/// The status alone.
fn status(lines: &str, std: impl Fn(&Settings, u64, usize) -> Option<f64>) -> Status {
    found(lines, std).status
}
