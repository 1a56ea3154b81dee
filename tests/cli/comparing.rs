//! `compare`: two records side by side.

use crate::bench::Bench;

const FIRST: [&str; 5] = ["experiment", "small.toml", "--no-figures", "--out", "first"];
const SECOND: [&str; 5] = ["experiment", "small.toml", "--no-figures", "--out", "second"];
const BIASED: [&str; 2] = ["--set", "bias=constant"];

#[test]
fn numbers_come_first_and_what_differs_is_said() {
    let bench = Bench::new();
    bench.done(&[&FIRST[..], &["--trials", "5"]].concat());
    bench.done(&[&SECOND[..], &BIASED, &["--trials", "5"]].concat());
    let said = bench.done(&["compare", "first/small", "second/small"]);
    assert!(said.starts_with("first  first/small: small, seed 0, 5 trials, version "), "{said}");
    for line in [
        "4 cells in both",
        "They differ in bias: zeros and constant",
        "same noise in both, trial by trial",
        "Numbers: results/small-vs-small/differences.csv",
        "4 figures: results/small-vs-small/figures",
    ] {
        let words: Vec<&str> = said.split_whitespace().collect();
        assert!(words.join(" ").contains(line), "{line}: {said}");
    }
    let csv = bench.read("results/small-vs-small/differences.csv");
    assert!(
        csv.starts_with("first_cell,second_cell,activation,init,bias,step,layer,quantity,measure,first,")
    );
    // Mean and std of pre-activations and activations change with a bias; the input does not.
    assert!(csv.lines().any(|line| line.contains("pre-activation,mean") && line.ends_with(",true")));
    assert!(csv.lines().filter(|line| line.contains(",input,")).all(|line| line.ends_with(",false")));
    assert!(bench.path().join("results/small-vs-small/figures/versus_relu_he-normal.png").is_file());
}

#[test]
fn one_trial_a_side_leaves_the_sampling_error_unknown() {
    let bench = Bench::new();
    bench.done(&FIRST);
    bench.done(&[&SECOND[..], &BIASED].concat());
    let said = bench.done(&["compare", "first/small", "second/small", "--no-figures"]);
    let unknown = "The sampling error is unknown: it takes at least 3 trials a side, and there are 1 and 1; run with --trials 3 or more";
    let words: Vec<&str> = said.split_whitespace().collect();
    assert!(words.join(" ").contains(unknown), "{said}");
    // What is the same in three digits is not shown unless asked for.
    assert!(said.contains("\nrelu he-normal ") && said.contains("\n layer 2 "), "{said}");
    let itself = ["compare", "first/small", "first/small", "--no-figures"];
    assert!(bench.done(&itself).contains("\nNo layer differs, of 8; --all shows them\n"));
    assert!(bench.done(&[&itself[..], &["--all"]].concat()).contains("\ntanh normal:std=0.01 "));
    assert!(!bench.path().join("results/small-vs-small/figures").exists());
}

#[test]
fn what_is_left_out_is_named() {
    let bench = Bench::new();
    bench.done(&FIRST);
    bench.done(&[&SECOND[..], &["--set", "activation=relu", "--set", "depth=4"]].concat());
    let said = bench.done(&["compare", "first/small", "second/small", "--no-figures"]);
    for line in [
        "2 cells in both",
        "They differ in depth: 2 and 4",
        "Left out, as only the first has them: tanh he-normal, tanh normal:std=0.01",
        "Left out: the last 2 layers of the second",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn records_without_a_common_cell_are_refused() {
    let bench = Bench::new();
    bench.done(&FIRST);
    bench.done(&[&SECOND[..], &["--set", "activation=[\"sigmoid\", \"gelu\"]"]].concat());
    bench.fails(
        &["compare", "first/small", "second/small"],
        "first/small and second/small have no cell in common, so there is nothing to compare",
    );
    assert!(!bench.path().join("results").exists());
}

#[test]
fn a_folder_without_a_record_is_named() {
    let bench = Bench::new();
    bench.done(&FIRST);
    let said = bench.refused(2, &["compare", "first/small", "nowhere"]);
    assert!(
        said.starts_with("error: cannot read nowhere/record.json, which a finished study has: "),
        "{said}"
    );
}

#[test]
fn a_comparison_is_the_same_bytes_for_any_number_of_threads() {
    let bench = Bench::new();
    bench.done(&FIRST);
    bench.done(&[&SECOND[..], &BIASED].concat());
    bench.done(&["compare", "first/small", "second/small", "--threads", "1", "--out", "one"]);
    bench.done(&["compare", "first/small", "second/small", "--threads", "2", "--out", "two"]);
    assert!(bench.files("one") == bench.files("two"));
}
