//! Ctrl-C within a cell, twice, and while figures are drawn again.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::bench::Bench;
use crate::interruption::{ctrl_c, interrupt, press_ctrl_c, until};

/// Starts a command and waits until it works in `folder`.
fn started(bench: &Bench, arguments: &[&str], folder: &str) -> Child {
    let child = Command::new(assert_cmd::cargo::cargo_bin!("initscope"))
        .current_dir(bench.path())
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let working = || {
        let entries = std::fs::read_dir(bench.path().join(folder)).into_iter().flatten().flatten();
        let begun = |name: &str| name == "parts" || name.starts_with('.');
        entries.into_iter().any(|entry| begun(&entry.file_name().to_string_lossy())).then_some(())
    };
    until("the beginning", working);
    child
}

/// One cell that would take half an hour.
const DEEP: [&str; 15] = [
    "experiment",
    "small.toml",
    "--no-figures",
    "--set",
    "activation=relu",
    "--set",
    "init=he-normal",
    "--set",
    "samples=1000",
    "--set",
    "width=1024",
    "--set",
    "depth=10000",
    "--threads",
    "2",
];

#[test]
fn a_single_deep_network_stops_between_layers() {
    let bench = Bench::new();
    interrupt(started(&bench, &DEEP, "results/small"));
    assert_eq!(bench.names("results"), Vec::<String>::new());
}

#[test]
fn a_second_ctrl_c_does_not_wait_and_is_no_hindrance() {
    let bench = Bench::new();
    let mut child = started(&bench, &DEEP, "results/small");
    press_ctrl_c(&child);
    let mut line = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line, "stopping...\n");
    press_ctrl_c(&child);
    assert_eq!(child.wait().unwrap().code(), Some(ctrl_c().1));
    bench.numbers(&[]);
    assert_eq!(bench.names("results/small"), ["cells.jsonl", "layers.csv", "record.json"]);
}

#[test]
fn drawing_again_leaves_the_old_figures_and_nothing_in_the_way_of_the_next_run() {
    let bench = Bench::new();
    let samples = (2..60).map(|samples| samples.to_string()).collect::<Vec<_>>().join(",");
    bench.numbers(&["--set", &format!("samples=[{samples}]")]);
    bench.write("results/small/figures/old.png", "old");
    let before = bench.files("results");
    let render = ["render", "results/small", "--figures", "all", "--format", "png,svg", "--threads", "1"];
    interrupt(started(&bench, &render, "results/small"));
    assert!(bench.files("results") == before);
    bench.numbers(&[]);
}
