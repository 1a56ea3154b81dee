//! Claims that once did not hold.

use std::process::Stdio;

use initscope::record::Record;

use crate::bench::{Bench, SMALL};

#[test]
fn huge_finite_activations_are_never_called_vanishing() {
    let bench = Bench::new();
    for std in ["1e155", "1e200", "1e300"] {
        bench.numbers(&[
            "--set",
            &format!("init=normal:std={std}"),
            "--set",
            "activation=relu",
            "--set",
            "depth=1",
        ]);
        for row in bench.rows("small").iter().filter(|row| row["layer"] == "1") {
            assert_eq!(row["non_finite"], "0");
            assert_ne!(row["std"], "0.0", "std {std}: {row:?}");
            assert_ne!(row["verdict"], "vanishing");
        }
    }
}

#[test]
fn a_depth_beyond_memory_is_refused_and_does_not_crash() {
    let bench = Bench::new();
    let said = bench.refused(2, &["show", "small.toml", "--set", "depth=9000000000000000000"]);
    assert!(said.starts_with("error: "), "{said}");
}

#[test]
fn files_of_the_users_beside_a_record_survive_the_next_run() {
    let bench = Bench::new();
    bench.numbers(&[]);
    bench.write("results/small/notes.txt", "mine");
    let _ = bench.command(&["experiment", "small.toml", "--no-figures"]).output().unwrap();
    assert_eq!(bench.read("results/small/notes.txt"), "mine");
}

#[test]
fn two_studies_of_one_name_do_not_overwrite_each_other() {
    let bench = Bench::new();
    bench.write("a/same.toml", SMALL);
    bench.write("b/same.toml", SMALL.replace("Small?", "Other?"));
    bench.refused(2, &["experiment", "a/same.toml", "b/same.toml", "--no-figures"]);
}

#[test]
fn the_record_tells_a_quick_run_from_a_full_one() {
    let bench = Bench::new();
    bench.numbers(&["--quick"]);
    let quick = bench.manifest("small");
    bench.numbers(&[]);
    assert_ne!(quick, bench.manifest("small"));
}

#[test]
fn all_studies_run_even_if_nobody_reads_on() {
    let bench = Bench::new();
    bench.write("other.toml", SMALL);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("initscope"))
        .current_dir(bench.path())
        .args(["experiment", "small.toml", "other.toml", "--no-figures"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    assert_eq!(bench.cells("other").len(), 4);
}

#[test]
fn a_label_cannot_break_the_table_of_results() {
    let bench = Bench::new();
    bench.write("about.md", "<!-- BEGIN results: small -->\n<!-- END results: small -->\n");
    bench.numbers(&["--set", "init=[{value=\"zeros\",label=\"a|b\"}]"]);
    bench.done(&["render", "results/small", "--splice", "about.md"]);
    let text = bench.read("about.md");
    for line in text.lines().filter(|line| line.starts_with("| relu")) {
        assert_eq!(line.replace("\\|", "").matches('|').count(), 6, "{line}");
        assert!(line.ends_with(" |"), "{line}");
    }
}

#[test]
fn a_fraction_of_a_unit_is_no_width() {
    Bench::new().fails(
        &["show", "small.toml", "--set", "width=2.5"],
        "study small.toml: --set width=2.5: `width` is a number; it must be an integer of at least 1",
    );
}

#[test]
fn a_typing_mistake_in_quick_is_found_without_quick() {
    let bench = Bench::new();
    bench.write("mine.toml", SMALL.replace("input.samples = 10", "input.smaples = 10"));
    bench.refused(2, &["show", "mine.toml"]);
}

#[test]
fn one_sample_has_no_share_of_signal() {
    let bench = Bench::new();
    bench.numbers(&["--set", "samples=1", "--set", "activation=tanh", "--set", "init=he-normal"]);
    for row in bench.rows("small") {
        assert_eq!(row["signal_share"], "");
        assert_ne!(row["verdict"], "input-blind");
    }
}

#[test]
fn a_mistyped_required_key_is_suggested_with_its_place() {
    let bench = Bench::new();
    bench.write("mine.toml", SMALL.replace("width = 6", "widht = 6"));
    bench.fails(
        &["show", "mine.toml"],
        "study mine.toml: line 9, column 9: unknown key `widht` in [network]; did you mean `width`, which is missing?",
    );
}

#[test]
fn a_record_read_back_has_exactly_the_numbers_written() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let record = Record::read(&bench.path().join("results/small")).unwrap();
    let again: String = record.cells.iter().map(|cell| serde_json::to_string(cell).unwrap() + "\n").collect();
    assert!(again == bench.read("results/small/cells.jsonl"));
}

#[test]
fn absurd_counts_in_a_record_do_not_crash_the_figures() {
    let bench = Bench::new();
    bench.numbers(&["--set", "init=zeros"]);
    let cells = bench.read("results/small/cells.jsonl");
    bench.write(
        "results/small/cells.jsonl",
        cells.replace("\"counts\":[", "\"counts\":[18446744073709551615,"),
    );
    let output = bench.command(&["render", "results/small"]).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 2)), "{output:?}");
}
