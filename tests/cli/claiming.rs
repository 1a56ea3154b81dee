//! `experiment` and `render` on studies that make claims.

use crate::bench::{Bench, SMALL};

/// Claims about the cells of `small.toml`: four as expected, one that fails.
pub(crate) const CLAIMS: &str = r#"
[[claim]]
text = "About half of ReLU's outputs are zero"
cells = { activation = "relu" }
measure = "zero_fraction"
layer = "all"
within = [0.1, 0.9]

[[claim]]
text = "A number that no layer has"
measure = "std"
within = [1e6, 2e6]

[[claim]]
text = "A number that no careful reader expects"
source = "somebody else"
measure = "std"
within = [1e6, 2e6]
expected = "refuted"

[[claim]]
text = "He's outputs are wider than tiny ones"
measure = "std"
layer = "all"
order = [{ init = "he-normal" }, { init = "normal:std=0.01" }]

[[claim]]
topic = "Input"
text = "The input's std is 1"
quantity = "input"
measure = "std"
within = [0.8, 1.2]
"#;

/// A bench with `claiming.toml`, of which one claim fails, and `sound.toml`, of which none does.
pub(crate) fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("claiming.toml", format!("{SMALL}{CLAIMS}"));
    let (before, after) = CLAIMS.split_once("[[claim]]\ntext = \"A number that no layer has\"").unwrap();
    let (_, after) = after.split_once("[[claim]]").unwrap();
    bench.write("sound.toml", format!("{SMALL}{before}[[claim]]{after}"));
    bench
}

fn column(bench: &Bench, study: &str, column: &str) -> Vec<String> {
    bench.table(study, "claims.csv").into_iter().map(|mut row| row.remove(column).unwrap()).collect()
}

/// What is shown of the claims: the lines from their heading to the blank line, words one space apart.
fn shown_claims(shown: &str) -> Vec<String> {
    let lines = shown.lines().skip_while(|line| !line.starts_with("   verdict "));
    let lines = lines.take_while(|line| !line.is_empty());
    let mut claims: Vec<String> = Vec::new();
    for line in lines {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        // What did not fit stands under the claim that it belongs to.
        match claims.last_mut().filter(|_| line.starts_with(&" ".repeat(20))) {
            Some(claim) => *claim += &(" ".to_owned() + &words),
            None => claims.push(words),
        }
    }
    claims
}

#[test]
fn an_experiment_prints_each_claim_with_its_measured_value_and_a_failing_one_is_no_failure() {
    let bench = bench();
    let shown = bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    let claims = shown_claims(&shown);
    let measured: Vec<String> = column(&bench, "claiming", "measured")
        .iter()
        .map(|number| initscope::number::brief(number.parse().ok()))
        .collect();
    assert_eq!(
        claims,
        [
            "verdict measured accepted band claim [what is measured]".to_owned(),
            "Nobody, Nowhere:".to_owned(),
            format!(
                "holds {} 0.100 to 0.900 About half of ReLU's outputs are zero [share of zeros, all layers]",
                measured[0]
            ),
            format!(
                "FAILS {} 1.0e6 to 2.0e6 A number that no layer has [std of activations, last layer]",
                measured[1]
            ),
            "somebody else:".to_owned(),
            format!(
                "refuted {} 1.0e6 to 2.0e6 A number that no careful reader expects [std of activations, last layer]",
                measured[2]
            ),
            "Nobody, Nowhere:".to_owned(),
            format!(
                "holds {} over 0 He's outputs are wider than tiny ones [smallest gap in std of activations, all layers]",
                measured[3]
            ),
            "Input".to_owned(),
            "Nobody, Nowhere:".to_owned(),
            format!("holds {} 0.800 to 1.20 The input's std is 1 [std of inputs]", measured[4]),
        ]
    );
    assert!(
        shown.contains("\n\n5 claims: 3 hold, 1 is refuted (as recorded), 1 fails; 1 is not as expected\n"),
        "{shown}"
    );
    assert!(shown.ends_with("\n4 cells. Numbers: results/claiming/layers.csv\n"), "{shown}");
}

#[test]
fn claims_csv_lies_beside_the_record_and_says_the_same() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    assert_eq!(bench.names("results/claiming"), ["cells.jsonl", "claims.csv", "layers.csv", "record.json"]);
    let columns = bench.read("results/claiming/claims.csv").lines().next().unwrap().to_owned();
    assert_eq!(
        columns,
        "claim,measured,low,high,trials_holding,trials,status,topic,source,as_expected,quantity,calibrated_for"
    );
    assert_eq!(column(&bench, "claiming", "status"), ["holds", "fails", "refuted", "holds", "holds"]);
    let recorded = bench.manifest("claiming")["claims"].clone();
    for (row, judgement) in bench.table("claiming", "claims.csv").iter().zip(recorded.as_array().unwrap()) {
        for name in ["claim", "topic", "source", "quantity", "status"] {
            assert_eq!(row[name], judgement[name].as_str().unwrap());
        }
        assert_eq!(row["measured"].parse::<f64>().ok(), judgement["measured"].as_f64());
        assert_eq!(row["as_expected"], judgement["as_expected"].to_string());
    }
}

#[test]
fn a_measured_value_is_a_number_of_layers_csv() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    let last_stds: Vec<f64> = bench
        .rows("claiming")
        .iter()
        .filter(|row| row["quantity"] == "activation" && row["layer"] == "2")
        .map(|row| row["std"].parse().unwrap())
        .collect();
    let smallest = last_stds.iter().copied().fold(f64::INFINITY, f64::min);
    let measured: f64 = bench.table("claiming", "claims.csv")[1]["measured"].parse().unwrap();
    assert!((measured - smallest).abs() <= 1e-12 * smallest, "{measured}, {smallest}");
}

#[test]
fn trials_that_hold_are_counted_in_the_table_and_in_the_file() {
    let bench = bench();
    let shown = bench.done(&["experiment", "claiming.toml", "--no-figures", "--trials", "3"]);
    assert!(
        shown
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains(" A number that no layer has [std of activations, last layer] (0 of 3 trials hold) "),
        "{shown}"
    );
    assert!(shown.contains("  The input's std is 1 [std of inputs] (3 of 3 trials hold)\n"), "{shown}");
    assert_eq!(column(&bench, "claiming", "trials"), ["3"; 5]);
    assert_eq!(column(&bench, "claiming", "trials_holding")[1], "0");
}

#[test]
fn a_claim_that_holds_against_expectation_is_shown_as_such() {
    let bench = Bench::new();
    let text = CLAIMS.replace("within = [0.8, 1.2]", "within = [0.8, 1.2]\nexpected = \"refuted\"");
    bench.write("odd.toml", format!("{SMALL}{text}"));
    let shown = bench.done(&["experiment", "odd.toml", "--no-figures"]);
    assert!(shown.contains("\n   HOLDS "), "{shown}");
    assert!(shown.contains("  The input's std is 1 [std of inputs] (expected: refuted)\n"), "{shown}");
    assert!(shown.contains("1 fails; 2 are not as expected\n"), "{shown}");
}

#[test]
fn claims_about_what_a_change_took_away_are_not_judged() {
    let bench = bench();
    let shown = bench.done(&["experiment", "claiming.toml", "--no-figures", "--set", "init=lecun-normal"]);
    assert_eq!(column(&bench, "claiming", "status"), ["holds", "fails", "refuted", "not judged", "holds"]);
    assert_eq!(column(&bench, "claiming", "measured")[3], "");
    assert_eq!(column(&bench, "claiming", "as_expected")[3], "true");
    assert!(shown.contains("\n\n1 claim is about cells that were not run\n"), "{shown}");
    assert!(!shown.contains("He's outputs are wider than tiny ones"), "{shown}");
    assert!(shown.contains("1 fails, 1 is not judged; 1 is not as expected\n"), "{shown}");
}

#[test]
fn claims_of_other_data_say_what_they_are_calibrated_for() {
    let bench = bench();
    bench.write("x.csv", (0..30).map(|row| format!("{row},{}\n", row * row)).collect::<String>());
    let data = ["--set", "input.kind=csv:x.csv,header=no", "--set", "network.input=2"];
    let shown = bench.done(&[&["experiment", "claiming.toml", "--no-figures"][..], &data].concat());
    assert!(shown.contains("  The input's std is 1 [std of inputs] (calibrated for gaussian)\n"), "{shown}");
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("; calibrated for gaussian, and nothing is expected of other data "), "{shown}");
    assert!(!shown.contains("FAILS"), "{shown}");
    // A record says so too, and so does judging it again.
    assert_eq!(bench.manifest("claiming")["claims"][0]["calibrated_for"], "gaussian");
    assert!(bench.done(&["check", "results/claiming"]).contains("calibrated for gaussian"));
}

#[test]
fn a_study_without_claims_prints_none_and_has_no_file_of_them() {
    let bench = Bench::new();
    let shown = bench.numbers(&[]);
    assert!(!shown.contains("claim"), "{shown}");
    assert!(!bench.path().join("results/small/claims.csv").exists());
}

#[test]
fn a_run_without_claims_leaves_no_file_of_them_from_an_earlier_one() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    assert!(bench.path().join("results/claiming/claims.csv").exists());
    bench.write("claiming.toml", SMALL);
    bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    assert_eq!(bench.names("results/claiming"), ["cells.jsonl", "layers.csv", "record.json"]);
}

#[test]
fn every_file_of_a_study_with_claims_is_the_same_for_one_thread_and_two() {
    let bench = bench();
    for threads in ["1", "2"] {
        bench.done(&[
            "experiment",
            "claiming.toml",
            "--no-figures",
            "--trials",
            "4",
            "--threads",
            threads,
            "--out",
            threads,
        ]);
    }
    let files = bench.files("1");
    assert!(files.contains_key("claiming/claims.csv"), "{:?}", files.keys());
    assert!(files == bench.files("2"));
}

#[test]
fn rendering_leaves_claims_as_they_were() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml"]);
    let before = bench.files("results/claiming");
    bench.done(&["render", "results/claiming"]);
    assert!(bench.files("results/claiming") == before);
    assert!(before.contains_key("claims.csv"));
}

#[test]
fn a_claim_that_is_wrong_is_refused_before_any_work() {
    let bench = bench();
    let wrong = CLAIMS.replace("measure = \"zero_fraction\"", "measure = \"zeros\"");
    bench.write("wrong.toml", format!("{SMALL}{wrong}"));
    for command in ["experiment", "show", "check"] {
        let said = bench.refused(2, &[command, "wrong.toml"]);
        assert!(
            said.starts_with(
                "error: study wrong.toml: line 22, column 11: unknown measure `zeros`; allowed: "
            ),
            "{said}"
        );
    }
    let nothing = CLAIMS.replace("init = \"he-normal\"", "init = \"he-uniform\"");
    bench.write("nothing.toml", format!("{SMALL}{nothing}"));
    bench.fails(
        &["experiment", "nothing.toml"],
        "study nothing.toml: line 38, column 1: the claim \"He's outputs are wider than tiny ones\" speaks of nothing: no cell has init `he-uniform`; did you mean `he-normal`?",
    );
}
