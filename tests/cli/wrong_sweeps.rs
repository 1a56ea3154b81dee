//! Axes that sweep a number, written wrongly.

use crate::bench::{Bench, SMALL};

/// Changes of `small.toml` and what is said about each, after the change itself.
fn all_refused(cases: &[(&str, &str)]) {
    let bench = Bench::new();
    for (change, problem) in cases {
        let message = format!("study small.toml: --set {change}: {problem}");
        bench.fails(&["show", "small.toml", "--set", change], &message);
    }
}

#[test]
fn a_sweep_of_a_scheme_has_a_first_a_last_and_a_count() {
    let linear = "`init.linspace` must be [first, last, count] with finite ends and a count from 2 to 10000";
    let logarithmic =
        "`init.logspace` must be [first, last, count] with positive, finite ends and a count from 2 to 10000";
    for (points, form) in [
        ("logspace=[1, 2]", logarithmic),
        ("logspace=[1, 2, 3, 4]", logarithmic),
        ("logspace=3", logarithmic),
        ("logspace=\"1, 2, 3\"", logarithmic),
        ("logspace=[0, 1, 3]", logarithmic),
        ("logspace=[-1, 1, 3]", logarithmic),
        ("logspace=[1, -1, 3]", logarithmic),
        ("logspace=[1, 2, 10001]", logarithmic),
        ("logspace=[1, 2, 1]", logarithmic),
        ("logspace=[1, 2, 2.5]", logarithmic),
        ("logspace=[1, inf, 2]", logarithmic),
        ("logspace=[\"a\", 2, 2]", logarithmic),
        ("linspace=[1, 2]", linear),
        ("linspace=[]", linear),
    ] {
        all_refused(&[(&format!("init={{value=\"normal\", vary=\"std\", {points}}}"), form)]);
    }
}

#[test]
fn a_sweep_needs_its_value_its_key_and_its_points() {
    let needs = "`init` needs `value`, or `linspace` or `logspace`, or `value` with `vary` and one of these";
    for table in [
        "{vary=\"std\", logspace=[1, 2, 3]}",
        "{value=\"normal\", vary=\"std\"}",
        "{value=\"normal\", logspace=[1, 2, 3]}",
        "{vary=\"std\"}",
        "{label=\"x\"}",
        "{}",
    ] {
        all_refused(&[(&format!("init={table}"), needs)]);
    }
    all_refused(&[
        (
            "init={value=\"normal\", vary=\"std\", logspace=[1, 2, 3], linspace=[1, 2, 3]}",
            "`init` has `linspace` and `logspace` at once; keep one",
        ),
        (
            "init={value=\"normal\", vary=3, logspace=[1, 2, 3]}",
            "`init.vary` is an integer; it must be a string",
        ),
        (
            "init={value=\"normal\", varry=\"std\", logspace=[1, 2, 3]}",
            "unknown key `varry` in [init]; did you mean `vary`? Allowed: value, label, vary, linspace, logspace",
        ),
        ("init={value=3, vary=\"std\", logspace=[1, 2, 3]}", "`init` is an integer; it must be a string"),
    ]);
}

#[test]
fn a_sweep_makes_schemes_that_must_be_sound() {
    all_refused(&[
        (
            "init={value=\"normal\", vary=\"sd\", logspace=[1, 2, 3]}",
            "init `normal:sd=1`: unknown key `sd`; allowed: mean, std",
        ),
        (
            "init={value=\"normal\", vary=\"std\", linspace=[1, -1, 3]}",
            "init `normal:std=-1`: `std` is -1; it must be at least 0",
        ),
        (
            "init={value=\"normal:std=2\", vary=\"std\", linspace=[1, 2, 3]}",
            "init `normal:std=2,std=1`: key `std` is given twice",
        ),
        (
            "init={value=\"zeros\", vary=\"std\", linspace=[1, 2, 3]}",
            "init `zeros:std=1`: unknown key `std`; `zeros` takes none",
        ),
        ("init={value=\"normal\", vary=\"std\", linspace=[1, 1, 3]}", "`init` has the value normal twice"),
        (
            "init=[\"normal\", {value=\"normal\", vary=\"std\", linspace=[1, 2, 2]}]",
            "`init` has the value normal twice",
        ),
    ]);
}

#[test]
fn a_sweep_of_sizes_has_no_key_to_vary() {
    all_refused(&[
        (
            "width={vary=\"std\", logspace=[1, 2, 3]}",
            "`width` needs `value`, or `linspace` or `logspace`, or `value` with `vary` and one of these",
        ),
        ("width={linspace=[-3, 4, 3]}", "`width` is -3; it must be an integer of at least 1"),
        ("width=[{linspace=[1, 4, 4]}, {logspace=[1, 4, 3]}]", "`width` has the value 1 twice"),
    ]);
}

#[test]
fn a_sweep_in_a_file_is_refused_with_its_place() {
    let bench = Bench::new();
    for (table, problem) in [
        (
            "{ value = \"normal\", vary = \"std\", logspace = [0, 1, 3] }",
            "line 14, column 53: `init.logspace` must be [first, last, count] with positive, finite ends and a count from 2 to 10000",
        ),
        (
            "{ value = \"normal\", vary = \"std\" }",
            "line 14, column 8: `init` needs `value`, or `linspace` or `logspace`, or `value` with `vary` and one of these",
        ),
        (
            "{ value = \"normal\", vary = \"mode\", linspace = [1, 2, 3] }",
            "line 14, column 18: init `normal:mode=1`: unknown key `mode`; allowed: mean, std",
        ),
    ] {
        let (before, after) = SMALL.split_once("[\"he-normal\"").unwrap();
        let (_, after) = after.split_once('\n').unwrap();
        bench.write("mine.toml", format!("{before}{table}\n{after}"));
        bench.fails(&["experiment", "mine.toml"], &format!("study mine.toml: {problem}"));
    }
}

#[test]
fn the_ends_of_a_sweep_are_as_written_and_its_points_can_be_typed() {
    let bench = Bench::new();
    let sweep = "init={value=\"normal\", vary=\"std\", logspace=[0.001, 3, 4]}";
    bench.numbers(&["--set", sweep]);
    assert_eq!(
        bench.column("small", "init"),
        ["normal:std=0.001", "normal:std=0.01442", "normal:std=0.208", "normal:std=3"]
    );
    let swept = bench.cells("small");
    bench.numbers(&["--set", "init=normal:std=0.208", "--set", "activation=relu"]);
    assert_eq!(bench.cells("small")[0], swept[2]);
}
