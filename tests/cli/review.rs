//! Claims that careful readers once found broken.

use crate::bench::{Bench, SMALL};

/// Changes of `small.toml` and what is said about each, after the change itself.
fn all_refused(cases: &[(&str, &str)]) {
    let bench = Bench::new();
    for (change, problem) in cases {
        bench.fails(
            &["show", "small.toml", "--set", change],
            &format!("study small.toml: --set {change}: {problem}"),
        );
    }
}

#[test]
fn words_in_a_list_without_quotes_are_shown_with_them() {
    all_refused(&[
        (
            "init=[normal,he-normal]",
            r#"words in a list need quotes: write --set 'init=["normal", "he-normal"]'"#,
        ),
        (
            "init=[normal:mean=0,std=2, zeros]",
            r#"words in a list need quotes: write --set 'init=["normal:mean=0,std=2", "zeros"]'"#,
        ),
    ]);
}

#[test]
fn an_override_may_give_what_the_study_lacks() {
    let bench = Bench::new();
    let init = r#"init = ["he-normal", { value = "normal:std=0.01", label = "tiny" }]"#;
    bench.write("mine.toml", SMALL.replace(init, ""));
    bench.fails(&["show", "mine.toml"], "study mine.toml: line 12, column 1: `axes.init` is missing");
    bench.done(&["show", "mine.toml", "--set", "init=he-normal"]);
    bench.done(&["show", "mine.toml", "--set", "init=he-normal", "--quick"]);
}

#[test]
fn a_claim_of_nothing_is_found_under_overrides_too() {
    let bench = Bench::new();
    let claim =
        "[[claim]]\ntext = \"a\"\ncells = { activation = \"sigmoid\" }\nmeasure = \"std\"\nwithin = [0, 1]\n";
    bench.write("mine.toml", format!("{SMALL}{claim}"));
    let said = bench.refused(2, &["show", "mine.toml", "--set", "depth=3"]);
    assert!(
        said.ends_with("the claim \"a\" speaks of nothing: no cell has activation `sigmoid`\n"),
        "{said}"
    );
}

#[test]
fn what_is_wrong_is_what_is_named() {
    let positive = "`width.logspace` must be [first, last, count] with positive, finite ends and a count from 2 to 10000";
    let ranges =
        "`histogram.ranges` must be a list of \"natural\" and [low, high] with low < high and a finite width";
    all_refused(&[
        ("residual=[true, true]", "`residual` has the value true twice"),
        ("width={logspace=[1,100,1]}", positive),
        ("width={logspace=[0,100,3]}", positive),
        ("histogram.ranges=[[0,inf]]", ranges),
        (
            "init=truncated-normal:std=1e-320,low=1,high=2,bounds=absolute",
            "init `truncated-normal:std=1e-320,low=1,high=2,bounds=absolute`: `low` and `high` are inf and inf sigmas from `mean`; both must be finite and differ",
        ),
    ]);
}

#[test]
fn what_is_wrong_is_where_it_is_said_to_be() {
    let bench = Bench::new();
    bench.write("mine.toml", SMALL.replace("[axes]", "[axis]"));
    bench.fails(
        &["show", "mine.toml"],
        "study mine.toml: line 12, column 1: unknown key `axis`; did you mean `axes`? Allowed: title, source, protocol, trials, seed, input, network, histogram, stripes, jacobian, spectrum, train, backward, gibbs, axes, figures, quick, claim",
    );
    bench.write("mine.toml", SMALL.replace("[quick]", "[histogram]\nbins = 10001\n[quick]"));
    bench.fails(
        &["show", "mine.toml"],
        "study mine.toml: line 17, column 8: `histogram.bins` is 10001; it must be at most 10000",
    );
}

#[test]
fn nothing_given_is_dropped_without_a_word() {
    let label = "`width` has one `label` for many values; leave it out: each goes by its number";
    all_refused(&[
        ("quick.foo=1", "`quick` is what --quick changes; set the key itself"),
        ("quick=3", "`quick` is what --quick changes; set the key itself"),
        ("norm=[]", "`norm` is an empty list; it must have a value"),
        ("tied=[]", "`tied` is an empty list; it must have a value"),
        (r#"norm=["none","none"]"#, "`norm` has the value none twice"),
        (r#"width={label="x", linspace=[1, 3, 3]}"#, label),
        (r#"width={label="x", logspace=[1, 4, 3]}"#, label),
    ]);
}

#[test]
fn a_file_whose_name_is_a_folder_above_is_no_study() {
    let bench = Bench::new();
    for name in ["..toml", "...toml"] {
        bench.write(name, SMALL);
        bench.fails(
            &["experiment", name],
            &format!("{name} is no name for a study, as no folder can be called so: rename the file"),
        );
    }
}

#[test]
fn more_threads_than_any_machine_has_are_misuse() {
    for command in [["experiment", "small.toml"], ["check", "small.toml"], ["render", "results/small"]] {
        let said = Bench::new().refused(2, &[command[0], command[1], "--threads", "1025"]);
        let first = said.lines().next().unwrap();
        assert_eq!(first, "error: invalid value '1025' for '--threads <N>': 1025 is not in 1..=1024");
    }
}

#[test]
fn records_too_large_for_the_machine_are_refused_in_few_words() {
    let bench = Bench::new();
    let large = ["--set", "depth=10000", "--set", "histogram.bins=10000", "--trials", "1000"];
    let said = bench.refused(2, &[&["experiment", "small.toml"][..], &large].concat());
    assert!(said.starts_with("error: the plan needs about 96"), "{said}");
    assert!(said.contains(" GB for the largest network (widths 8-6-6-...-6, 10000 layers, 20 samples: choose fewer samples, narrower layers or precision=f32) and 96"), "{said}");
    assert!(
        said.ends_with(
            " GB for the records of all cells (4000: choose fewer of them, fewer layers or bins)\n"
        ),
        "{said}"
    );
}

#[test]
fn all_output_folders_are_looked_at_before_any_work() {
    let bench = Bench::new();
    bench.write("other.toml", SMALL);
    bench.write("results/other/notes.txt", "mine");
    bench.fails(
        &["experiment", "small.toml", "other.toml", "--no-figures"],
        "results/other/notes.txt is not a study's output, and its folder will not be replaced: move it away or give another folder with --out DIR",
    );
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Output};

    use super::*;

    fn initscope(bench: &Bench, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("initscope"));
        command.current_dir(bench.path()).args(arguments);
        command
    }

    fn full() -> File {
        File::options().write(true).open("/dev/full").unwrap()
    }

    fn said(output: &Output) -> String {
        String::from_utf8(output.stderr.clone()).unwrap()
    }

    #[test]
    fn a_full_standard_error_does_not_change_the_exit_code() {
        let status = initscope(&Bench::new(), &["experiment", "nope"]).stderr(full()).status().unwrap();
        assert_eq!(status.code(), Some(2));
    }

    #[test]
    fn results_that_cannot_be_printed_are_said_to_be_there() {
        let bench = Bench::new();
        let no_space = "cannot write to standard output: No space left on device (os error 28)";
        for (command, place) in [
            (&["experiment", "small.toml", "--no-figures"][..], "; the results are in results/small"),
            (&["render", "results/small"], "; the results are in results/small/figures"),
            (
                &["compare", "results/small", "results/small", "--no-figures"],
                "; the results are in results/small-vs-small",
            ),
            (&["list"], ""),
        ] {
            let output = initscope(&bench, command).stdout(full()).output().unwrap();
            assert_eq!(said(&output), format!("error: {no_space}{place}\n"));
            assert_eq!(output.status.code(), Some(2));
        }
        assert_eq!(bench.cells("small").len(), 4);
    }

    #[test]
    fn an_old_folder_that_cannot_be_replaced_is_refused_before_any_work() {
        let bench = Bench::new();
        bench.write("other.toml", SMALL);
        bench.write("results/other/record.json", "old");
        let mode = |path: &str, mode| {
            fs::set_permissions(bench.path().join(path), Permissions::from_mode(mode)).unwrap();
        };
        for folder in [".", "results"] {
            mode(folder, 0o777);
        }
        mode("results/other", 0o555);
        // Nobody but root may run as somebody else, and to root all folders are open.
        let program = bench.path().join("initscope");
        fs::copy(assert_cmd::cargo::cargo_bin!("initscope"), &program).unwrap();
        let mut command = Command::new(&program);
        command.current_dir(bench.path()).args(["experiment", "small.toml", "other.toml", "--no-figures"]);
        if fs::metadata("/proc/self").unwrap().uid() == 0 {
            command.uid(65534);
        }
        let output = command.output().unwrap();
        mode("results/other", 0o755);
        let said = said(&output);
        let start = "error: cannot write to the output folder results/other: give another with --out DIR: Permission denied";
        assert!(said.starts_with(start), "{said}");
        assert_eq!(bench.names("results"), ["other/", "other/record.json"]);
    }
}
