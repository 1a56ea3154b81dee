//! What an experiment writes and prints.

use std::process::Stdio;

use crate::bench::{Bench, SMALL};

const COLUMNS: &str = "cell,activation,init,bias,norm,residual,tied,precision,width,depth,samples,trial,step,layer,quantity,count,non_finite,mean,std,min,max,excess_kurtosis,zero_fraction,saturated_fraction,dead_unit_fraction,signal_share,mean_cosine,unit_mean_std,within_unit_std,theory_mean,theory_std,verdict";

#[test]
fn an_experiment_writes_a_record_a_table_and_figures_and_nothing_else() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml", "--figures", "all"]);
    let names = bench.names("results");
    let (figures, numbers): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.ends_with(".png"));
    assert_eq!(
        numbers,
        ["small/", "small/cells.jsonl", "small/figures/", "small/layers.csv", "small/record.json"]
    );
    assert!(figures.contains(&"small/figures/row_relu_he-normal.png".to_owned()), "{figures:?}");
    assert!(figures.contains(&"small/figures/sheet_tanh.png".to_owned()), "{figures:?}");
    assert!(figures.contains(&"small/figures/depth.png".to_owned()), "{figures:?}");
    for (name, bytes) in bench.files("results/small/figures") {
        assert!(bytes.starts_with(b"\x89PNG\r\n"), "{name} is no PNG");
    }
}

#[test]
fn the_terminal_shows_the_question_a_table_and_where_the_numbers_are() {
    let bench = Bench::new();
    let shown = bench.done(&["experiment", "small.toml", "--out", "here"]);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[..3], ["Small?", "Source: Nobody, Nowhere", ""]);
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(lines[3])[3..], ["std", "factor", "signal", "verdict"]);
    let groups = [(lines[3], "ReLU"), (lines[7], "tanh")];
    for (line, name) in groups {
        assert!(line.starts_with(name) && line.ends_with("verdict"), "{shown}");
    }
    for (label, count) in [("he-normal", 2), ("tiny", 2)] {
        assert_eq!(shown.matches(&format!("\n {label} ")).count(), count, "{label} in {shown}");
    }
    assert_eq!(shown.matches("  vanishing").count(), 2, "{shown}");
    assert!(shown.contains("\nvanishing  a std under 0.02 of what is expected\n"), "{shown}");
    let end: Vec<&str> = lines[lines.len() - 3..].to_vec();
    let figures = bench.names("here/small/figures").len();
    assert_eq!(end[0], "4 cells. Numbers: here/small/layers.csv");
    assert_eq!(end[1], format!("{figures} figures: here/small/figures"));
    assert_eq!(end[2], "Look first at overview.png, sheet_relu.png");
}

#[test]
fn what_goes_into_a_pipe_has_no_colours_and_no_progress() {
    let bench = Bench::new();
    let plain = bench.numbers(&[]);
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let output =
        bench.command(&["experiment", "small.toml", "--no-figures"]).env("NO_COLOR", "1").assert().code(0);
    output.stdout(plain).stderr("");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let bench = Bench::new();
    for arguments in [&["list"][..], &["show", "textbook"], &["experiment", "small.toml", "--no-figures"]] {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("initscope"));
        command.current_dir(bench.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {output:?}");
    }
    assert_eq!(bench.cells("small").len(), 4);
    assert_eq!(bench.names("results").iter().filter(|name| name.starts_with('.')).count(), 0);
}

#[test]
fn layers_csv_has_the_promised_columns_and_a_row_for_everything_seen() {
    let bench = Bench::new();
    bench.numbers(&[]);
    assert!(bench.read("results/small/layers.csv").starts_with(COLUMNS));
    let rows = bench.rows("small");
    // The input, then weight, pre-activation and activation of two layers.
    assert_eq!(rows.len(), 4 * 7);
    let quantities: Vec<_> =
        rows[..7].iter().map(|row| (row["layer"].as_str(), row["quantity"].as_str())).collect();
    assert_eq!(
        quantities,
        [
            ("0", "input"),
            ("1", "weight"),
            ("1", "pre-activation"),
            ("1", "activation"),
            ("2", "weight"),
            ("2", "pre-activation"),
            ("2", "activation"),
        ]
    );
    for row in &rows {
        let count = match row["quantity"].as_str() {
            "input" => 20 * 8,
            "weight" if row["layer"] == "1" => 8 * 6,
            "weight" => 6 * 6,
            _ => 20 * 6,
        };
        assert_eq!(row["count"], count.to_string());
        let judged = ["pre-activation", "activation"].contains(&row["quantity"].as_str());
        assert_eq!(row["verdict"].is_empty(), !judged, "{row:?}");
        assert_eq!(
            (row["bias"].as_str(), row["precision"].as_str(), row["width"].as_str(), row["depth"].as_str()),
            ("zeros", "f64", "6", "2")
        );
    }
}

#[test]
fn cells_are_lines_in_plan_order_and_agree_with_the_table() {
    let bench = Bench::new();
    bench.numbers(&["--trials", "2"]);
    let cells = bench.cells("small");
    let settings: Vec<_> = cells
        .iter()
        .map(|cell| {
            (
                cell["settings"]["activation"].as_str().unwrap(),
                cell["settings"]["init"].as_str().unwrap(),
                cell["trial"].as_u64().unwrap(),
            )
        })
        .collect();
    let mut expected = Vec::new();
    for activation in ["relu", "tanh"] {
        for init in ["he-normal", "normal:std=0.01"] {
            expected.extend([0, 1].map(|trial| (activation, init, trial)));
        }
    }
    assert_eq!(settings, expected);
    let ids: Vec<_> = cells.iter().map(|cell| cell["cell"].as_str().unwrap()).collect();
    assert_eq!(bench.column("small", "cell"), ids);
    for (row, site) in
        bench.rows("small").iter().zip(cells.iter().flat_map(|cell| cell["sites"].as_array().unwrap()))
    {
        let (in_table, in_record) =
            (row["mean"].parse::<f64>().unwrap(), site["summary"]["mean"].as_f64().unwrap());
        assert!((in_table - in_record).abs() <= 1e-12 * in_table.abs(), "{row:?}");
        assert_eq!(row["layer"], site["layer"].to_string());
        assert_eq!(row["quantity"], site["quantity"].as_str().unwrap());
    }
}

#[test]
fn the_record_says_what_was_asked_for() {
    let bench = Bench::new();
    bench.numbers(&["--set", "init=[\"zeros\", \"ones\"]", "--seed", "7", "--trials", "2"]);
    let manifest = bench.manifest("small");
    assert_eq!(manifest["study"], "small");
    assert_eq!(manifest["title"], "Small?");
    assert_eq!(manifest["seed"], 7);
    assert_eq!(manifest["trials"], 2);
    assert_eq!(manifest["cells"], 8);
    assert_eq!(manifest["text"], SMALL);
    assert_eq!(
        manifest["overrides"],
        serde_json::json!(["init=[\"zeros\", \"ones\"]", "seed=7", "trials=2"])
    );
    assert_eq!(
        manifest["axes"][1]["values"],
        serde_json::json!([{"value": "zeros", "label": "zeros"}, {"value": "ones", "label": "ones"}])
    );
}

#[test]
fn every_built_in_study_runs_in_its_quick_version() {
    let bench = Bench::new();
    let shown =
        bench.done(&["experiment", "activations", "textbook", "--quick", "--no-figures", "--threads", "2"]);
    let places: Vec<&str> = shown.lines().filter(|line| line.contains(" cells. Numbers: ")).collect();
    assert_eq!(
        places,
        [
            "81 cells. Numbers: results/activations/layers.csv",
            "12 cells. Numbers: results/textbook/layers.csv"
        ]
    );
    for (study, cells) in [("activations", 81), ("textbook", 12)] {
        assert_eq!(bench.cells(study).len(), cells);
        assert_eq!(bench.column(study, "samples"), ["200"]);
    }
}

#[test]
fn dead_units_and_the_verdicts_of_all_trials_are_in_the_table() {
    let bench = Bench::new();
    let dying = ["--set", "bias=constant:value=-2", "--set", "activation=relu", "--set", "init=he-normal"];
    let shown = bench.numbers(&[&dying[..], &["--trials", "4", "--table", "full"]].concat());
    let rows = bench.rows("small");
    let last = |row: &&std::collections::BTreeMap<String, String>| {
        row["quantity"] == "activation" && row["layer"] == "2"
    };
    let counted = |verdict: &str| rows.iter().filter(last).filter(|row| row["verdict"] == verdict).count();
    let verdicts = ["dead", "dying", "healthy", "input-blind", "vanishing"];
    let most = verdicts.into_iter().max_by_key(|verdict| counted(verdict)).unwrap();
    assert!(shown.contains(&format!("{most} {} of 4", counted(most))), "{shown}");
    assert!(shown.contains("% dead"), "{shown}");
    assert!(shown.contains("% dead  units whose slope is 0 for each of the 20 samples looked at"), "{shown}");
    // Where no unit can die nobody speaks of it.
    assert!(!bench.numbers(&["--set", "activation=tanh", "--set", "init=he-normal"]).contains("dead"));
}

#[test]
fn lsuv_says_which_std_it_could_not_reach() {
    let bench = Bench::new();
    // Numbers from 0 to 1 have a std of at most 1/2.
    let said = bench.numbers(&["--set", "activation=sigmoid", "--set", "init=lsuv:at=activation"]);
    assert!(
        said.contains("lsuv did not reach a std of 1 in 2 layers of 1 network: with sigmoid, "),
        "{said}"
    );
    let said = bench.numbers(&["--set", "activation=tanh", "--set", "init=lsuv"]);
    assert!(!said.contains("lsuv did not"), "{said}");
    // It saw the first 10 of the 20 samples that are looked at.
    let said = bench.numbers(&["--set", "activation=sigmoid", "--set", "init=lsuv:at=activation,batch=10"]);
    assert!(
        said.contains("lsuv cannot reach a std of 1 with sigmoid, whose values lie from 0 to 1: at most 0.5"),
        "{said}"
    );
}
