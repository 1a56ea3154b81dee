//! Studies from a user's own files.

use crate::bench::{Bench, SMALL};

const RICH: &str = r#"
title = "Does the bias matter?"

[input]
kind = "gaussian"

[network]
input = 9

[histogram]
bins = 12
ranges = ["natural", [0, 1]]

[stripes]
samples = 4
units = 3
layers = 1

[axes]
activation = { value = "leaky-relu", label = "leaky" }
init = "he-normal"
bias = ["zeros", { value = "constant:value=0.1", label = "b = 0.1" }]
norm = "none"
residual = false
tied = [false]
precision = ["f32", "f64"]
width = [3, { linspace = [4, 8, 3] }]
depth = { logspace = [1, 4, 3] }
samples = [{ value = 10, label = "few" }, 20]
"#;

#[test]
fn a_study_may_vary_bias_precision_width_depth_and_samples() {
    let bench = Bench::new();
    bench.write("rich.toml", RICH);
    bench.done(&["experiment", "rich.toml", "--no-figures"]);
    let columns = [
        ("bias", &["zeros", "constant:value=0.1"][..]),
        ("precision", &["f32", "f64"]),
        ("width", &["3", "4", "6", "8"]),
        ("depth", &["1", "2", "4"]),
        ("samples", &["10", "20"]),
        ("norm", &["none"]),
        ("residual", &["false"]),
        ("tied", &["false"]),
    ];
    for (column, values) in columns {
        assert_eq!(bench.column("rich", column), values, "{column}");
    }
    let cells = bench.cells("rich");
    assert_eq!(cells.len(), 2 * 2 * 4 * 3 * 2);
    // The last axis runs fastest.
    let settings = |index: usize| &cells[index]["settings"];
    assert_eq!((&settings(0)["samples"], &settings(1)["samples"]), (&10.into(), &20.into()));
    assert_eq!(settings(2)["layers"], serde_json::json!([9, 3, 3]));
    assert_eq!(settings(47)["bias"], "zeros");
    assert_eq!(settings(48)["bias"], "constant:value=0.1");
    let axes: Vec<_> =
        bench.manifest("rich")["axes"].as_array().unwrap().iter().map(|axis| axis["name"].clone()).collect();
    assert_eq!(
        axes,
        ["activation", "init", "bias", "norm", "residual", "tied", "precision", "width", "depth", "samples"]
    );
}

#[test]
fn labels_are_shown_and_values_are_recorded() {
    let bench = Bench::new();
    bench.write("rich.toml", RICH);
    let shown =
        bench.done(&["experiment", "rich.toml", "--no-figures", "--set", "width=3", "--set", "depth=1"]);
    assert!(shown.contains("\nleaky  ") && shown.contains("b = 0.1, "), "{shown}");
    assert!(shown.contains(", few"), "{shown}");
    assert_eq!(bench.column("rich", "activation"), ["leaky-relu"]);
    assert_eq!(bench.manifest("rich")["axes"][0]["values"][0]["label"], "leaky");
}

#[test]
fn a_study_with_every_axis_has_figures_for_all_of_its_cells() {
    let bench = Bench::new();
    bench.write("rich.toml", RICH);
    bench.done(&[
        "experiment",
        "rich.toml",
        "--set",
        "width=[3, 4]",
        "--set",
        "depth=[1, 2, 4]",
        "--set",
        "samples=10",
        "--set",
        "precision=f64",
        "--figures",
        "all",
    ]);
    let names = bench.names("results/rich/figures");
    let count = |kind: &str| names.iter().filter(|name| name.starts_with(kind)).count();
    assert_eq!(count("row_"), 2 * 2 * 3, "{names:?}");
    assert_eq!(count("stripes_"), 3, "{names:?}");
}

#[test]
fn a_constant_bias_is_what_a_network_of_zeros_puts_out() {
    let bench = Bench::new();
    bench.numbers(&["--set", "init=zeros", "--set", "activation=relu", "--set", "bias=constant:value=0.25"]);
    for row in bench.rows("small").iter().filter(|row| row["quantity"] == "activation") {
        assert_eq!((row["min"].as_str(), row["max"].as_str(), row["std"].as_str()), ("0.25", "0.25", "0.0"));
    }
}

#[test]
fn a_study_may_lie_in_another_folder_and_have_spaces_and_accents_in_its_name() {
    let bench = Bench::new();
    bench.write("mine/größe of nets.v2.toml", SMALL);
    bench.done(&["experiment", "mine/größe of nets.v2.toml", "--no-figures", "--out", "some where/else"]);
    assert_eq!(
        bench.names("some where/else"),
        [
            "größe of nets.v2/",
            "größe of nets.v2/cells.jsonl",
            "größe of nets.v2/layers.csv",
            "größe of nets.v2/record.json"
        ]
    );
    let absolute = bench.path().join("mine/größe of nets.v2.toml");
    bench.done(&["show", absolute.to_str().unwrap()]);
}

#[test]
fn windows_line_ends_change_no_number() {
    let bench = Bench::new();
    bench.write("windows.toml", SMALL.replace('\n', "\r\n"));
    bench.numbers(&[]);
    bench.done(&["experiment", "windows.toml", "--no-figures"]);
    assert_eq!(bench.read("results/windows/cells.jsonl"), bench.read("results/small/cells.jsonl"));
}

#[test]
fn several_studies_run_in_one_command_each_in_its_folder() {
    let bench = Bench::new();
    bench.write("other.toml", SMALL.replace("Small?", "Other?"));
    let shown = bench.done(&["experiment", "small.toml", "other.toml", "--no-figures", "--set", "init=ones"]);
    let (small, other) = (shown.find("Small?").unwrap(), shown.find("Other?").unwrap());
    assert!(small < other);
    for study in ["small", "other"] {
        assert_eq!(bench.column(study, "init"), ["ones"]);
    }
}

#[test]
fn a_study_without_a_title_is_called_by_its_name() {
    let bench = Bench::new();
    bench.write(
        "nameless.toml",
        SMALL.replace("title = \"Small?\"", "").replace("source = \"Nobody, Nowhere\"", ""),
    );
    let shown = bench.done(&["experiment", "nameless.toml", "--no-figures"]);
    assert!(shown.starts_with("nameless\n\nReLU  "), "{shown}");
}

const WRITTEN: &str = r#"
protocol = "backward"
[input]
samples = 20
[network]
input = 8
width = 6
depth = 3
[axes]
activation = ["relu", "expr: max(0, x)", "silu", "expr:x/(1+exp(-x))", { value = "expr:max(0,x)^2", label = "a|b*" }]
init = "he-normal:gain=forward"
"#;

/// Numbers of the rows of an activation's cell.
fn stds(bench: &Bench, activation: &str) -> Vec<f64> {
    let rows = bench.rows("written");
    let rows = rows.iter().filter(|row| row["activation"] == activation && row["quantity"] != "input");
    rows.map(|row| row["std"].parse().unwrap()).collect()
}

#[test]
fn a_formula_is_an_activation_like_any_other() {
    let bench = Bench::new();
    bench.write("written.toml", WRITTEN);
    let said = bench.done(&["experiment", "written.toml", "--figures", "all"]);
    assert!(said.contains("x/(1+exp(-x))"), "{said}");
    // The same operations, and others that come to the same.
    assert_eq!(stds(&bench, "expr:max(0,x)"), stds(&bench, "relu"));
    let pairs = stds(&bench, "expr:x/(1+exp(-x))").into_iter().zip(stds(&bench, "silu"));
    assert!(pairs.clone().count() > 10);
    for (found, expected) in pairs {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
    }
    let squared = stds(&bench, "expr:max(0,x)^2");
    assert!(squared.len() > 10 && squared.iter().all(|std| *std > 0.0));
    // A slope without bound saturates nowhere.
    for row in bench.rows("written").iter().filter(|row| row["quantity"] == "activation") {
        assert_eq!(row["saturated_fraction"].is_empty(), row["activation"] == "expr:max(0,x)^2");
    }
    let safe = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    assert!(bench.names("results/written/figures").iter().all(safe));
    let words = ["experiment", "written.toml", "--no-figures", "--set"];
    bench.done(&[&words[..], &["activation=expr:clip(x,-1,1)"]].concat());
    assert_eq!(bench.column("written", "activation"), ["expr:clip(x,-1,1)"]);
    bench.done(&[&words[..], &["activation=[\"expr:clip(x, -1, 1)\", \"relu\"]"]].concat());
    assert_eq!(bench.column("written", "activation"), ["expr:clip(x,-1,1)", "relu"]);
}

#[test]
fn a_formula_that_cannot_be_read_or_has_no_gain_says_so() {
    let bench = Bench::new();
    let cases = [
        (
            "max(0,x^2",
            "line 10, column 82: activation `expr:max(0,x^2`: character 15: found the end; expected",
        ),
        ("1/x", "layer 1 of 8 inputs and 6 units: `gain=forward` has no number for `expr:1/x`"),
    ];
    for (formula, expected) in cases {
        bench.write("written.toml", WRITTEN.replace("max(0,x)^2", formula));
        let said = bench.refused(2, &["experiment", "written.toml"]);
        assert!(said.contains(expected), "{said}");
    }
}
