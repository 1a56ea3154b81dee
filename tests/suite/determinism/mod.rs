//! The bytes of a study depend on what it says, on nothing else.

mod backward;
mod cells;
mod threads;

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use initscope::record::Record;
use initscope::run;
use initscope::study::{Override, Plan, Study};

/// Two activations, three inits, two precisions, two trials; widths that fill no vector.
const SMALL: &str = r#"
title = "Which numbers depend on what?"
trials = 2
seed = 9
[input]
samples = 300
[network]
layers = [29, 37, 41, 37]
[histogram]
ranges = ["natural", [-1, 1]]
[axes]
activation = ["tanh", "relu"]
init = ["he-normal", "lecun-uniform", "truncated-normal:std=0.1"]
precision = ["f32", "f64"]
"#;

/// A layer of several tiles of columns and rows, whose work and weights several threads share.
const WIDE: &str = r#"
seed = 9
[input]
samples = 700
[network]
layers = [257, 1100, 31]
[axes]
activation = "relu"
init = "he-normal"
precision = ["f32", "f64"]
"#;

/// The files of a record.
const FILES: [&str; 3] = ["record.json", "cells.jsonl", "layers.csv"];

fn study(text: &str, overrides: &[(&str, &str)]) -> Study {
    let overrides: Vec<Override> = overrides.iter().map(|(key, value)| Override::new(*key, value)).collect();
    Study::parse("study", text, &overrides, false).unwrap()
}

/// Runs a study into a folder on the calling pool.
fn run_into(study: &Study, folder: &Path) -> Record {
    let plan = Plan::new(study).unwrap();
    let data = run::Data::load(study, &plan).unwrap();
    run::run(study, &plan, &data, folder, |_| (), &AtomicBool::new(false)).unwrap()
}

/// What a study's run writes, in the order of [`FILES`].
fn bytes(study: &Study) -> [Vec<u8>; 3] {
    let folder = tempfile::tempdir().unwrap();
    run_into(study, folder.path());
    FILES.map(|file| fs::read(folder.path().join(file)).unwrap())
}

/// Calls `work` in a pool of so many threads.
fn with_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        assert_eq!(rayon::current_num_threads(), threads);
        work()
    })
}
