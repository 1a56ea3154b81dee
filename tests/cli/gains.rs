//! `gains`: what theory says of activations.

use initscope::activation::Activation;
use serde_json::Value;

use crate::bench::Bench;

/// The words of the line of a table that starts with `name`.
fn row<'a>(shown: &'a str, title: &str, name: &str) -> Vec<&'a str> {
    let table = shown.lines().skip_while(|line| !line.starts_with(title));
    let mut rows = table.map(|line| line.split_whitespace().collect::<Vec<_>>());
    rows.find(|words| words.first() == Some(&name)).unwrap_or_else(|| panic!("{name} in {shown}"))
}

#[test]
fn every_activation_has_a_line_in_every_table_of_a_page() {
    let shown = Bench::new().done(&["gains"]);
    for activation in Activation::ALL {
        for title in ["Gains", "Two inputs", "Critical"] {
            row(&shown, title, activation.name());
        }
    }
    for line in shown.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn both_gains_of_gelu_are_told_and_that_it_repels() {
    let shown = Bench::new().done(&["gains", "gelu", "relu", "softplus"]);
    let gelu = ["gelu", "1.5335", "1.4680", "1.7009", "1.4811", "-", "1.1441", "repels", "-"];
    assert_eq!(row(&shown, "Gains", "gelu"), gelu);
    assert_eq!(row(&shown, "Gains", "relu")[6..], ["1.0000", "neutral", "∞"]);
    assert_eq!(row(&shown, "Critical", "softplus")[1], "none");
    assert!(!shown.contains("tanh"), "{shown}");
}

#[test]
fn critical_weights_are_those_beside_the_biases_given() {
    let bench = Bench::new();
    // Schoenholz et al. (2017): tanh with sigma_b² = 0.05, and 0.01.
    assert_eq!(row(&bench.done(&["gains", "tanh"]), "Critical", "tanh")[1..3], ["1.3270", "1.7610"]);
    let shown = bench.done(&["gains", "tanh", "--sigma-b", "0.1"]);
    assert_eq!(row(&shown, "Critical", "tanh")[2], "1.4242");
    let shown = bench.done(&["gains", "relu", "--sigma-b", "0"]);
    assert_eq!(row(&shown, "Critical", "relu")[1..3], ["1.4142", "2.0000"]);
}

#[test]
fn json_has_all_digits_of_every_number() {
    let shown = Bench::new().done(&["gains", "leaky-relu:slope=0.2", "tanh", "--json"]);
    let gains: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(gains[0]["activation"], "leaky-relu:slope=0.2");
    let number = |value: &Value| value.as_f64().unwrap();
    assert!((number(&gains[0]["forward"]) - (2.0f64 / 1.04).sqrt()).abs() < 1e-14);
    assert_eq!(gains[0]["critical"], Value::Array(Vec::new()));
    assert_eq!(gains[1]["unit_output"], Value::Null);
    let point = &gains[1]["critical"][0];
    assert!((number(&point["sigma_w"]).powi(2) - 1.760_954_639_606_74).abs() < 1e-9, "{point}");
    assert_eq!(point["stability"], "attracts");
}

#[test]
fn what_is_no_activation_or_no_spread_is_refused() {
    let bench = Bench::new();
    let said = bench.refused(2, &["gains", "gleu"]);
    assert!(said.contains("did you mean `gelu`?"), "{said}");
    for wrong in ["-1", "nan", "inf", "wide"] {
        let said = bench.refused(2, &["gains", &format!("--sigma-b={wrong}")]);
        assert!(said.contains("must be a number of at least 0"), "{said}");
    }
}

#[test]
fn a_critical_scheme_runs_and_says_where_there_is_none() {
    let bench = Bench::new();
    let shown = bench.done(&["explain", "lecun-normal:gain=critical", "--activation", "tanh"]);
    assert!(shown.contains("std x sqrt(in)  1\n"), "{shown}");
    let said = bench.refused(
        2,
        &["show", "small.toml", "--set", "init=he-normal:gain=critical", "--set", "activation=softplus"],
    );
    assert!(said.contains("`gain=critical` has no number for `softplus`"), "{said}");
}

#[test]
fn variance_maps_are_drawn_into_a_folder() {
    let bench = Bench::new();
    let shown = bench.done(&["gains", "gelu", "tanh", "--out", "maps", "--format", "svg"]);
    assert!(shown.ends_with("Figure: maps/variance-maps.svg\n"), "{shown}");
    let picture = bench.read("maps/variance-maps.svg");
    for words in ["GELU", "repels, slope 1.1441", "tanh", "attracts, slope 0.4611", "in the next layer"] {
        assert!(picture.contains(words), "{words}");
    }
}
