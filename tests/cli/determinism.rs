//! The same question gives the same bytes; another seed does not.

use crate::bench::Bench;

#[test]
fn every_file_is_the_same_for_one_thread_and_two() {
    let bench = Bench::new();
    for threads in ["1", "2"] {
        let precision = "precision=[\"f32\", \"f64\"]";
        let arguments = [
            "--threads",
            threads,
            "--out",
            threads,
            "--trials",
            "2",
            "--figures",
            "all",
            "--format",
            "png,svg",
            "--set",
            precision,
        ];
        bench.done(&[&["experiment", "small.toml"][..], &arguments].concat());
    }
    let files = bench.files("1");
    assert!(files.len() > 20, "{:?}", files.keys());
    assert!(files == bench.files("2"));
}

#[test]
fn a_large_network_that_runs_alone_does_not_depend_on_threads_either() {
    let bench = Bench::new();
    for threads in ["1", "2"] {
        let size =
            ["--set", "network.layers=[100, 101, 103]", "--set", "samples=20001", "--set", "init=he-normal"];
        bench.numbers(&[&["--threads", threads, "--out", threads][..], &size].concat());
    }
    assert!(bench.files("1") == bench.files("2"));
}

#[test]
fn a_run_repeated_in_another_folder_gives_the_same_bytes() {
    let (one, other) = (Bench::new(), Bench::new());
    one.done(&["experiment", "small.toml"]);
    other.done(&["experiment", "./small.toml", "--out", "deep/er"]);
    assert!(one.files("results") == other.files("deep/er"));
}

#[test]
fn another_seed_gives_other_numbers_and_the_default_is_the_studys() {
    let bench = Bench::new();
    for (out, seed) in [("a", "0"), ("b", "1"), ("c", "18446744073709551")] {
        bench.numbers(&["--out", out, "--seed", seed]);
    }
    bench.numbers(&["--out", "default"]);
    let table = |out: &str| bench.read(&format!("{out}/small/layers.csv"));
    assert_eq!(table("default"), table("a"));
    assert_ne!(table("a"), table("b"));
    assert_ne!(table("b"), table("c"));
}

#[test]
fn trials_differ_and_more_of_them_leave_the_first_as_it_was() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let alone = bench.cells("small");
    let shown = bench.numbers(&["--trials", "3"]);
    assert!(
        shown.contains("First of 3 trials shown, verdicts counted over all; all are in layers.csv"),
        "{shown}"
    );
    assert_eq!(bench.column("small", "trial"), ["0", "1", "2"]);
    let all = bench.cells("small");
    assert_eq!(all.len(), 12);
    for (first, trials) in alone.iter().zip(all.chunks(3)) {
        assert_eq!(first, &trials[0]);
        assert_ne!(trials[0]["sites"][0]["summary"], trials[1]["sites"][0]["summary"]);
        assert_ne!(trials[1]["sites"][0]["summary"], trials[2]["sites"][0]["summary"]);
    }
    let rows = bench.rows("small");
    let once = |row: &&std::collections::BTreeMap<String, String>| {
        row["activation"] == "tanh"
            && row["init"] == "he-normal"
            && row["layer"] == "2"
            && row["quantity"] == "activation"
    };
    assert_eq!(rows.iter().filter(once).count(), 3);
}

#[test]
fn a_cell_is_the_same_in_any_study_and_beside_any_others() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let among_others = bench.cells("small");
    bench.numbers(&["--set", "activation=tanh", "--set", "init=normal:std=0.01"]);
    let alone = bench.cells("small");
    assert_eq!(alone.len(), 1);
    assert_eq!(alone[0], among_others[3]);
}

#[test]
fn no_file_tells_when_or_where_it_was_made() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml", "--format", "svg", "--out", "made-here"]);
    for (name, bytes) in bench.files("made-here") {
        let text = String::from_utf8(bytes).unwrap();
        for secret in ["made-here", &bench.path().display().to_string(), "time", "host", "second"] {
            assert!(!text.contains(secret), "{name} has `{secret}`");
        }
    }
}
