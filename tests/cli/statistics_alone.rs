//! Sweeps that need no histograms.

use serde_json::json;

use crate::bench::Bench;

const ALONE: &str = "--no-histograms";
/// A study whose spectra have histograms of their own.
const SPECTRA: [&str; 4] = ["--set", "jacobian.inputs=2", "--set", "spectrum.of=[\"weight\", \"product\"]"];

/// The small study with and without histograms, in two folders.
fn both(arguments: &[&str]) -> Bench {
    let bench = Bench::new();
    bench.numbers(&[arguments, &["--out", "with"]].concat());
    bench.numbers(&[arguments, &[ALONE]].concat());
    bench
}

#[test]
fn statistics_do_not_depend_on_histograms() {
    for arguments in [&[][..], &SPECTRA, &["--trials", "2"], &["--set", "activation=relu6"]] {
        let bench = both(arguments);
        assert_eq!(bench.read("results/small/layers.csv"), bench.read("with/small/layers.csv"));
    }
}

#[test]
fn a_record_of_statistics_alone_has_neither_histograms_nor_stripes() {
    let bench = both(&SPECTRA);
    for site in bench.cells("small").iter().flat_map(|cell| cell["sites"].as_array().unwrap()) {
        assert_eq!(site["histograms"], json!([]));
        assert!(site.get("stripes").is_none());
    }
    let size = |file: &str| bench.read(file).len();
    assert!(size("results/small/cells.jsonl") < size("with/small/cells.jsonl"));
}

#[test]
fn stripes_stay_where_they_are_asked_for() {
    let bench = Bench::new();
    bench.numbers(&[ALONE, "--set", "stripes.units=3"]);
    let sites = bench.cells("small")[0]["sites"].clone();
    let kept = |site: &&serde_json::Value| site.get("stripes").is_some();
    assert_eq!(sites.as_array().unwrap().iter().filter(kept).count(), 2);
}

#[test]
fn the_option_is_one_key_of_the_study() {
    let bench = Bench::new();
    bench.numbers(&[ALONE]);
    assert_eq!(bench.manifest("small")["overrides"], json!(["histogram.bins=0"]));
    bench.numbers(&["--set", "histogram.bins=0", "--out", "set"]);
    assert!(bench.files("set") == bench.files("results"));
    let written =
        bench.read("small.toml").replace("[axes]", "[histogram]\nbins = 0\nranges = [[0, 1]]\n[axes]");
    bench.write("written/small.toml", written);
    bench.done(&["experiment", "written/small.toml", "--no-figures", "--out", "written"]);
    assert_eq!(bench.read("written/small/cells.jsonl"), bench.read("set/small/cells.jsonl"));
    let shown = bench.done(&["show", "written/small.toml"]);
    assert!(shown.lines().any(|line| line.split_whitespace().eq(["histogram", "none"])), "{shown}");
}

#[test]
fn cells_with_and_without_histograms_are_never_mixed() {
    let share = ["experiment", "small.toml", "--shard", "1/2"];
    for (first, second) in [(&[][..], &[ALONE][..]), (&[ALONE], &[])] {
        let bench = Bench::new();
        bench.done(&[&share, first].concat());
        let said = bench.refused(2, &[&["experiment", "small.toml"], second].concat());
        assert!(said.contains("histogram.bins=0") && said.contains("--fresh deletes them"), "{said}");
    }
}

#[test]
fn shares_of_statistics_alone_make_the_whole_record() {
    let bench = Bench::new();
    bench.numbers(&[ALONE, "--out", "whole"]);
    for share in ["1/2", "2/2"] {
        bench.done(&["experiment", "small.toml", ALONE, "--shard", share]);
    }
    bench.done(&["merge", "results/small", "--figures", "none"]);
    assert!(bench.files("results") == bench.files("whole"));
}

#[test]
fn what_cannot_be_drawn_is_named_and_the_rest_is_drawn() {
    const WHY: &str = "the record has statistics alone; run the study again without --no-histograms, or with --set \
                       histogram.bins=30\n";
    let bench = Bench::new();
    let wide = |arguments: &[&str]| {
        let output = bench.command(arguments).env("COLUMNS", "300").assert().code(0).get_output().clone();
        String::from_utf8(output.stdout).unwrap()
    };
    let shown = wide(&["experiment", "small.toml", ALONE]);
    assert!(shown.ends_with(&format!("\nNot drawn: sheet: {WHY}")), "{shown}");
    let drawn = bench.names("results/small/figures");
    assert_eq!(drawn, ["depth.png", "overview.png"]);
    let shown = wide(&["render", "results/small", "--figures", "row,stripes,weights"]);
    assert_eq!(shown, format!("1 figures: results/small/figures\nNot drawn: row, stripes: {WHY}"));
    let shown = wide(&["render", "results/small", "--figures", "map"]);
    assert_eq!(shown, "0 figures: results/small/figures\n");
    bench.numbers(&["--out", "with"]);
    let shown = wide(&["compare", "with/small", "results/small"]);
    assert!(shown.ends_with(&format!("\nNot drawn: results/small: {WHY}")), "{shown}");
    let shown = bench.done(&["compare", "with/small", "results/small", "--no-figures"]);
    assert!(shown.contains("No layer differs") && !shown.contains("Not drawn"), "{shown}");
}

#[test]
fn a_table_of_layers_has_no_place_for_histograms() {
    let bench = both(&["--table", "full"]);
    let [with, alone] =
        ["with/small", "results/small"].map(|dir| bench.done(&["show", dir, "--table", "full"]));
    assert!(with.contains("(std, histogram, verdict)") && with.contains('▇'), "{with}");
    assert!(alone.contains("(std, verdict)") && !alone.contains('▇'), "{alone}");
}
