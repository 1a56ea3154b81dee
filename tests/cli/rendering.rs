//! `render`: figures again, from the record alone.

use std::fs;

use crate::bench::Bench;

const FOLDER: &str = "results/small";

#[test]
fn figures_drawn_again_have_the_same_bytes() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml", "--trials", "2", "--format", "png,svg"]);
    let drawn = bench.files("results");
    fs::remove_dir_all(bench.path().join(FOLDER).join("figures")).unwrap();
    let shown = bench.done(&["render", FOLDER, "--format", "png,svg", "--threads", "1"]);
    assert!(bench.files("results") == drawn);
    let count = bench.names("results/small/figures").len();
    assert_eq!(shown, format!("{count} figures: results/small/figures\n"));
}

#[test]
fn a_study_run_without_figures_can_be_drawn_later_with_the_same_bytes() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml", "--out", "at-once"]);
    bench.numbers(&[]);
    bench.done(&["render", FOLDER]);
    assert!(bench.files("results") == bench.files("at-once"));
}

#[test]
fn a_record_that_was_moved_away_from_its_study_still_draws() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml"]);
    let drawn = bench.files("results/small/figures");
    fs::rename(bench.path().join(FOLDER), bench.path().join("moved")).unwrap();
    fs::remove_file(bench.path().join("small.toml")).unwrap();
    bench.done(&["render", "moved/"]);
    assert!(bench.files("moved/figures") == drawn);
}

#[test]
fn rendering_leaves_no_stale_figure_and_nothing_hidden() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml"]);
    let count = bench.names("results/small/figures").len();
    bench.write("results/small/figures/row_of_yesterday.png", "");
    bench.done(&["render", FOLDER, "--format", "svg"]);
    let names = bench.names(FOLDER);
    assert_eq!(names.iter().filter(|name| name.ends_with(".svg")).count(), count);
    let rest: Vec<_> = names.iter().filter(|name| !name.ends_with(".svg")).collect();
    assert_eq!(rest, ["cells.jsonl", "figures/", "layers.csv", "record.json"]);
}

#[test]
fn rendering_changes_no_number() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let before = bench.files(FOLDER);
    bench.done(&["render", FOLDER]);
    let after = bench.files(FOLDER);
    for (name, bytes) in before {
        assert!(after[&name] == bytes, "{name}");
    }
}
