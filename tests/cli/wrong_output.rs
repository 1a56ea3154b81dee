//! Output folders that cannot or must not be written.

use std::fs;

use crate::bench::Bench;

const RUN: [&str; 3] = ["experiment", "small.toml", "--no-figures"];

#[test]
fn a_file_in_the_place_of_the_output_folder_stays() {
    let bench = Bench::new();
    bench.write("taken", "mine");
    bench.fails(
        &[&RUN[..], &["--out", "taken"]].concat(),
        "taken is a file, not a folder: move it away or give another folder with --out DIR",
    );
    bench.write("results/small", "mine");
    bench.fails(
        &RUN,
        "results/small is a file, not a folder: move it away or give another folder with --out DIR",
    );
}

#[test]
fn a_folder_with_other_things_in_it_is_not_replaced() {
    let bench = Bench::new();
    bench.write("results/small/thesis.tex", "mine");
    bench.fails(
        &RUN,
        "results/small/thesis.tex is not a study's output, and its folder will not be replaced: move it away or give another folder with --out DIR",
    );
}

#[test]
fn an_empty_folder_and_neighbours_are_no_hindrance() {
    let bench = Bench::new();
    fs::create_dir_all(bench.path().join("results/small")).unwrap();
    bench.write("results/other/thesis.tex", "mine");
    bench.done(&RUN);
    assert_eq!(bench.read("results/other/thesis.tex"), "mine");
    assert_eq!(bench.cells("small").len(), 4);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let bench = Bench::new();
    bench.write("file", "");
    let said = bench.refused(2, &[&RUN[..], &["--out", "file/below"]].concat());
    assert!(
        said.starts_with(
            "error: cannot write to the output folder file/below: give another with --out DIR: "
        ),
        "{said}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_that_nobody_may_write_to_is_named() {
    let bench = Bench::new();
    let said = bench.refused(2, &[&RUN[..], &["--out", "/proc/nowhere"]].concat());
    assert!(
        said.starts_with(
            "error: cannot write to the output folder /proc/nowhere: give another with --out DIR: "
        ),
        "{said}"
    );
}

#[test]
fn one_wrong_study_of_several_stops_all_before_any_work() {
    let bench = Bench::new();
    bench.write("broken.toml", "");
    bench.refused(2, &["experiment", "small.toml", "broken.toml"]);
    bench.refused(2, &["experiment", "small.toml", "no-such-study"]);
}

#[test]
fn a_run_that_is_refused_leaves_earlier_results_as_they_were() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml"]);
    bench.refused(2, &["experiment", "small.toml", "--set", "width=0"]);
    bench.refused(2, &["experiment", "small.toml", "--set", "width=10000000"]);
}

#[test]
#[cfg(unix)]
fn results_are_as_readable_as_other_files() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml"]);
    bench.done(&["render", "results/small"]);
    fs::create_dir(bench.path().join("usual")).unwrap();
    let mode = |path: &str| fs::metadata(bench.path().join(path)).unwrap().permissions().mode();
    for folder in ["results", "results/small", "results/small/figures"] {
        assert_eq!(mode(folder), mode("usual"), "{folder}");
    }
    assert_eq!(mode("results/small/layers.csv"), mode("small.toml"));
}
