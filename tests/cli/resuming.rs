//! Runs that were killed, and studies that several processes share.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::bench::{Bench, Files};
use crate::interruption::{end, send, until};

/// Some hundred cells that each take a moment.
const STORM: &str = r#"
title = "Is anything lost?"
trials = 3
[input]
samples = 40
[network]
input = 20
width = 20
depth = 3
[axes]
activation = ["relu", "tanh"]
init = [{ value = "normal", vary = "std", logspace = [0.01, 1, 40] }]
"#;
const RUN: [&str; 3] = ["experiment", "storm.toml", "--no-figures"];

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("storm.toml", STORM);
    bench
}

/// The files of an uninterrupted run.
fn whole() -> Files {
    let bench = bench();
    bench.done(&RUN);
    bench.files("results")
}

fn start(bench: &Bench, arguments: &[&str]) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("initscope"));
    let command = command.current_dir(bench.path()).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// How often runs are killed: `STORM` says it where twelve times are too few.
fn kills() -> usize {
    std::env::var("STORM").map_or(12, |kills| kills.parse().unwrap())
}

/// Waits for a moment and ends the process in one of the ways in which processes end.
fn kill(child: &mut Child, random: &mut Xoshiro256PlusPlus) {
    sleep(Duration::from_millis(random.random_range(5..120)));
    send(["KILL", "TERM", "INT"][random.random_range(0..3)], child);
    child.wait().unwrap();
}

/// The keys of the cells that are kept, each once.
fn kept(bench: &Bench) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let parts = fs::read_dir(bench.path().join("results/storm/parts")).into_iter().flatten().flatten();
    for part in parts.filter(|part| part.file_name().to_string_lossy().starts_with("cells-")) {
        let bytes = fs::read(part.path()).unwrap();
        // What follows the last end of a line is the beginning of one.
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        for line in String::from_utf8(bytes[..whole].to_vec()).unwrap().lines() {
            let key = line.split(' ').nth(1).unwrap();
            assert!(keys.insert(key.to_owned()), "{key} is there twice");
        }
    }
    keys
}

#[test]
fn a_storm_of_kills_loses_nothing_and_doubles_nothing() {
    let (bench, whole) = (bench(), whole());
    let mut random = Xoshiro256PlusPlus::seed_from_u64(19);
    let (mut before, mut finished) = (BTreeSet::new(), 0);
    for _ in 0..kills() {
        kill(&mut start(&bench, &RUN), &mut random);
        let kept = kept(&bench);
        if bench.path().join("results/storm/record.json").exists() {
            // The end came first: from the beginning again.
            bench.command(&RUN).assert().success();
            assert!(bench.files("results") == whole);
            fs::remove_dir_all(bench.path().join("results")).unwrap();
            (before, finished) = (BTreeSet::new(), finished + 1);
        } else {
            assert!(kept.is_superset(&before));
            before = kept;
        }
    }
    println!("{} kills, {finished} times to the end, {} cells of the next", kills(), before.len());
    bench.command(&RUN).assert().success();
    assert!(bench.files("results") == whole);
}

#[test]
fn a_storm_over_four_shares_at_once_loses_nothing_and_doubles_nothing() {
    let bench = bench();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(4);
    let share = |number: usize| [&RUN[..], &["--shard", &format!("{number}/4")]].concat().join(" ");
    let begin = |number: usize| start(&bench, &share(number).split(' ').collect::<Vec<_>>());
    let mut children: Vec<Child> = (1..=4).map(begin).collect();
    for _ in 0..kills() {
        let which = random.random_range(0..4);
        kill(&mut children[which], &mut random);
        children[which] = begin(which + 1);
    }
    for mut child in children {
        // Each goes on where it was, alone or not; nobody is refused.
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(kept(&bench).len(), 240);
    bench.done(&["merge", "results/storm", "--figures", "none"]);
    assert!(bench.files("results") == whole());
}

#[test]
fn a_part_cut_anywhere_costs_the_cells_behind_the_cut_alone() {
    let bench = bench();
    bench.done(&[&RUN[..], &["--shard", "1/1"]].concat());
    let part = bench.path().join("results/storm/parts/cells-1-of-1-1.jsonl");
    let length = fs::metadata(&part).unwrap().len();
    OpenOptions::new().write(true).open(&part).unwrap().set_len(length / 2).unwrap();
    let output = bench.command(&["status", "results/storm"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), said.contains("cells are missing")), (Some(1), true), "{said}");
    bench.goes_on(&RUN);
    assert!(bench.files("results") == whole());
}

#[test]
fn four_shares_one_of_them_lost_and_computed_again_make_the_same_record() {
    let bench = bench();
    let share = |number: usize| [&RUN[..], &["--shard", &format!("{number}/4")]].concat().join(" ");
    let compute = |number: usize| bench.done(&share(number).split(' ').collect::<Vec<_>>());
    (1..=4).for_each(|number| drop(compute(number)));
    fs::remove_file(bench.path().join("results/storm/parts/cells-3-of-4-1.jsonl")).unwrap();
    let missing = bench.done(&["status", "results/storm", "--missing", "--as-array"]);
    assert_eq!(missing, "3\n");
    let said = bench.refused(2, &["merge", "results/storm"]);
    assert!(said.contains("60 of 240 cells are missing"), "{said}");
    let said = bench.refused(2, &[&RUN[..], &["--shard", "1/5"]].concat());
    assert!(said.contains("is shared by 4 processes, not by 5"), "{said}");
    let said = bench.refused(2, &["merge", "results/nowhere"]);
    assert!(said.starts_with("error: there is no folder results/nowhere of a study"), "{said}");
    compute(3);
    bench.done(&["merge", "results/storm", "--figures", "none"]);
    assert!(bench.files("results") == whole());
    assert_eq!(bench.done(&["status", "results/storm"]), "results/storm: finished, 240 cells\n");
}

#[test]
fn cells_of_another_study_or_seed_are_never_mixed_in() {
    let bench = bench();
    bench.done(&[&RUN[..], &["--shard", "1/2"]].concat());
    for (change, unlike) in [
        (["--seed", "1"], "of seed 0, not 1"),
        (["--set", "width=21"], "of the study with no changes, not with --set width=21"),
    ] {
        let said = bench.refused(2, &[&RUN[..], &change].concat());
        assert!(said.contains(unlike) && said.contains("--fresh deletes them"), "{said}");
    }
    bench.write("storm.toml", STORM.replace("depth = 3", "depth = 2"));
    let said = bench.refused(2, &RUN);
    assert!(said.contains("as it was before its file was changed"), "{said}");
    bench.write("storm.toml", STORM);
    bench.done(&[&RUN[..], &["--seed", "1", "--fresh"]].concat());
    assert_eq!(bench.manifest("storm")["seed"], 1);
    assert!(!bench.path().join("results/storm/parts").exists());
}

#[test]
fn a_fresh_share_keeps_what_other_shares_of_the_same_plan_have_finished() {
    let bench = bench();
    bench.done(&[&RUN[..], &["--seed", "1", "--shard", "2/2"]].concat());
    for share in ["1/2", "2/2"] {
        bench.done(&[&RUN[..], &["--shard", share, "--fresh"]].concat());
    }
    bench.done(&["merge", "results/storm", "--figures", "none"]);
    assert!(bench.files("results") == whole());
}

#[test]
fn a_share_that_ends_before_its_first_cell_takes_nothing_from_others() {
    let bench = bench();
    // Another share that has begun, too.
    bench.write("results/storm/parts/cells-2-of-2-1.partial", "");
    let huge = [&RUN[..], &["--shard", "1/2", "--set", "width=2000", "--set", "depth=500"]].concat();
    let child = start(&bench, &huge);
    let part = bench.path().join("results/storm/parts/cells-1-of-2-1.partial");
    until("the share's beginning", || part.exists().then_some(()));
    end(child, "TERM", 143);
    let parts = bench.names("results/storm/parts");
    for kept in ["plan.json", "cells-2-of-2-1.partial"] {
        assert!(parts.iter().any(|name| name == kept), "{parts:?}");
    }
}

#[test]
fn a_second_process_on_the_same_study_is_refused() {
    let bench = bench();
    fs::create_dir_all(bench.path().join("results/storm/parts")).unwrap();
    let lock = fs::File::create(bench.path().join("results/storm/parts/lock")).unwrap();
    lock.lock().unwrap();
    let said = bench.refused(2, &RUN);
    assert!(said.contains("another process is at work in"), "{said}");
    lock.unlock().unwrap();
    bench.done(&RUN);
}

#[test]
fn numbers_are_whole_where_no_figure_was_drawn() {
    let bench = bench();
    let draw = [&RUN[..2], &["--figures", "all", "--format", "png,svg", "--threads", "1"]].concat();
    let child = start(&bench, &draw);
    until("the record", || bench.path().join("results/storm/record.json").exists().then_some(()));
    let said = end(child, "TERM", 143);
    assert!(
        said.contains("the numbers are whole: initscope render results/storm draws them later"),
        "{said}"
    );
    assert!(bench.files("results") == whole());
}

#[test]
fn a_run_from_inside_its_own_results_keeps_its_place() {
    let bench = bench();
    bench.done(&RUN);
    let mut command = bench.command(&["experiment", "../../storm.toml", "--no-figures", "--out", ".."]);
    command.current_dir(bench.path().join("results/storm"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(bench.files("results") == whole());
}

#[test]
fn signals_that_were_ignored_from_the_start_stay_ignored() {
    if !std::path::Path::new("/proc/self/status").exists() {
        return;
    }
    let bench = bench();
    let script = "trap '' HUP; \"$@\" & child=$!; sleep 0.2; kill -HUP $child; wait $child";
    let status = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(assert_cmd::cargo::cargo_bin!("initscope"))
        .args(RUN)
        .args(["--trials", "30"])
        .current_dir(bench.path())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn rendering_leaves_foreign_files_alone() {
    let bench = bench();
    bench.done(&RUN);
    bench.write("results/storm/figures/notes.txt", "mine");
    let said = bench.refused(2, &["render", "results/storm"]);
    assert!(said.contains("figures/notes.txt is not a study's output"), "{said}");
    assert_eq!(bench.read("results/storm/figures/notes.txt"), "mine");
}
