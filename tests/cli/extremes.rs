//! Sizes and numbers at their ends: sensible output, no panic.

use crate::bench::Bench;

/// No file of numbers has a word for what is not a number.
fn assert_no_nan_or_inf(bench: &Bench) {
    for row in bench.rows("small") {
        for (column, value) in &row {
            let word = value.to_lowercase();
            let number = !matches!(
                column.as_str(),
                "activation" | "init" | "bias" | "quantity" | "verdict" | "cell" | "precision"
            );
            assert!(!number || !(word.contains("nan") || word.contains("inf")), "{column} is {value}");
        }
    }
    // JSON has no such words; every line reads back.
    assert!(!bench.cells("small").is_empty());
}

#[test]
fn the_smallest_network_runs_and_draws() {
    let bench = Bench::new();
    let ones = ["network.input=1", "width=1", "depth=1", "samples=1", "histogram.bins=1"];
    let sets: Vec<&str> = ones.iter().flat_map(|change| ["--set", change]).collect();
    bench.done(&[&["experiment", "small.toml"][..], &sets].concat());
    assert_no_nan_or_inf(&bench);
    for row in bench.rows("small") {
        assert_eq!(row["count"], "1");
        // One number has a spread of nothing and no shape.
        assert_eq!(row["excess_kurtosis"], "");
    }
}

#[test]
fn a_deep_network_is_recorded_whole_and_shown_in_part() {
    let bench = Bench::new();
    let shown = bench.done(&["experiment", "small.toml", "--set", "depth=50"]);
    assert!(shown.contains("std at 12 of 50 layers on one logarithmic scale"), "{shown}");
    assert!(shown.contains(" at layer 50\n"), "{shown}");
    let full = bench.done(&["show", "results/small", "--table", "full"]);
    assert!(full.contains("3 of 50 layers shown; all are in layers.csv"), "{full}");
    assert!(full.contains("layer 1 ") && full.contains("layer 50"), "{full}");
    assert_eq!(bench.rows("small").len(), 4 * (1 + 3 * 50));
}

#[test]
fn a_table_of_many_rows_says_how_many_it_left_out() {
    let bench = Bench::new();
    let sweep = ["--set", "width={linspace=[1, 40, 40]}", "--set", "depth=1", "--table", "full"];
    let shown = bench.numbers(&sweep);
    assert!(shown.contains("\n... and 60 more rows in layers.csv\n"), "{shown}");
    assert_eq!(bench.cells("small").len(), 160);
}

#[test]
fn one_bin_and_a_thousand_hold_every_value() {
    let bench = Bench::new();
    for bins in [1, 1000] {
        bench.done(&["experiment", "small.toml", "--set", &format!("histogram.bins={bins}")]);
        for site in bench.cells("small").iter().flat_map(|cell| cell["sites"].as_array().unwrap()) {
            let counts = site["histograms"][0]["counts"].as_array().unwrap();
            assert_eq!(counts.len(), bins);
            let held: u64 = counts.iter().map(|count| count.as_u64().unwrap()).sum();
            assert_eq!(Some(held), site["summary"]["count"].as_u64(), "{site}");
        }
    }
}

#[test]
fn numbers_beyond_the_floats_are_counted_and_judged_not_printed() {
    let bench = Bench::new();
    for (init, precision) in
        [("constant:value=1e308", "f64"), ("constant:value=1e39", "f32"), ("normal:std=1e300", "f64")]
    {
        let set = [format!("init={init}"), format!("precision={precision}")];
        bench.done(&[
            "experiment",
            "small.toml",
            "--set",
            "activation=relu",
            "--set",
            &set[0],
            "--set",
            &set[1],
        ]);
        assert_no_nan_or_inf(&bench);
        let rows = bench.rows("small");
        let last = rows.last().unwrap();
        assert_ne!(last["non_finite"], "0", "{init}");
        assert_eq!(last["verdict"], "non-finite", "{init}");
        assert_eq!(last["mean_cosine"], "", "{init}");
    }
}

#[test]
fn what_is_undefined_is_empty_in_the_table_and_null_in_the_record() {
    let bench = Bench::new();
    bench.numbers(&["--set", "init=zeros", "--set", "activation=relu"]);
    let rows = bench.rows("small");
    let sites = bench.cells("small")[0]["sites"].as_array().unwrap().clone();
    for (row, site) in rows.iter().zip(&sites).skip(1) {
        assert_eq!((row["std"].as_str(), row["zero_fraction"].as_str()), ("0.0", "1.0"));
        for undefined in ["excess_kurtosis", "mean_cosine", "signal_share"] {
            assert_eq!(row[undefined], "", "{undefined} of {row:?}");
            assert!(site["summary"][undefined].is_null(), "{undefined} of {site}");
        }
    }
}

#[test]
fn labels_may_be_of_any_script_and_length() {
    let bench = Bench::new();
    let long = "very ".repeat(60);
    let init = format!(
        "init=[{{value=\"zeros\",label=\"Größe √n 日本 🎉\"}},{{value=\"ones\",label=\"{long}\"}},{{value=\"he-normal\",label=\"\"}}]"
    );
    let shown = bench.done(&["experiment", "small.toml", "--set", &init, "--format", "png,svg"]);
    assert!(shown.contains("\n Größe √n 日本 🎉 "), "{shown}");
    let values = &bench.manifest("small")["axes"][1]["values"];
    assert_eq!(values[1]["label"], long);
}

#[test]
fn like_labels_of_unlike_values_keep_their_own_figures() {
    let bench = Bench::new();
    bench.done(&[
        "experiment",
        "small.toml",
        "--figures",
        "all",
        "--set",
        "init=[{value=\"zeros\",label=\"x\"},{value=\"ones\",label=\"x\"}]",
    ]);
    let rows: Vec<_> =
        bench.names("results/small/figures").into_iter().filter(|name| name.starts_with("row_")).collect();
    assert_eq!(rows, ["row_relu_ones.png", "row_relu_zeros.png", "row_tanh_ones.png", "row_tanh_zeros.png"]);
}
