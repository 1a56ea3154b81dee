//! Claims and records that ought to be refused, or refused better.

use crate::bench::{Bench, SMALL};
use crate::claiming::bench;

#[test]
fn a_ratio_without_what_lies_below_the_line_says_that() {
    let bench = Bench::new();
    let claim =
        "\n[[claim]]\ntext = \"it is\"\nmeasure = \"std\"\nwithin = [0.5, 2]\nratio = { of = \"last\" }\n";
    bench.write("mine.toml", format!("{SMALL}{claim}"));
    bench.fails(&["show", "mine.toml"], "study mine.toml: line 23, column 9: `claim.ratio.to` is missing");
}

#[test]
fn of_two_values_equally_near_the_same_one_is_suggested_every_time() {
    let bench = Bench::new();
    let claim = "\n[[claim]]\ntext = \"it is\"\ncells = { init = \"normal:std=0.3\" }\nmeasure = \"std\"\nwithin = [0.5, 2]\n";
    let text = SMALL.replace("\"he-normal\"", "\"normal:std=0.1\", \"normal:std=0.2\"");
    bench.write("mine.toml", format!("{text}{claim}"));
    let said: std::collections::BTreeSet<String> =
        (0..16).map(|_| bench.refused(2, &["show", "mine.toml"])).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
}

#[test]
#[cfg(unix)]
fn a_trial_that_no_record_has_is_damage_and_does_not_take_all_memory() {
    let bench = bench();
    bench.done(&["experiment", "sound.toml", "--no-figures"]);
    let cells = bench.read("results/sound/cells.jsonl");
    for trial in ["40000000000", "18446744073709551615"] {
        let wrong = cells.replacen("\"trial\":0", &format!("\"trial\":{trial}"), 1);
        assert_ne!(wrong, cells);
        bench.write("results/sound/cells.jsonl", wrong);
        let output = std::process::Command::new("sh")
            .args(["-c", "ulimit -v 4000000; exec \"$@\"", "sh"])
            .arg(assert_cmd::cargo::cargo_bin!("initscope"))
            .args(["check", "results/sound"])
            .current_dir(bench.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{trial}: {said}");
        assert!(said.starts_with("error: ") && !said.contains("panicked"), "{trial}: {said}");
    }
}

#[test]
fn a_ratio_of_cells_with_themselves_is_refused_like_that_of_a_layer_with_itself() {
    let bench = Bench::new();
    let claim = "\n[[claim]]\ntext = \"it is\"\nmeasure = \"std\"\nwithin = [0.5, 2]\nratio = { of = { init = \"he-normal\" }, to = { init = \"he-normal\" } }\n";
    bench.write("mine.toml", format!("{SMALL}{claim}"));
    bench.refused(2, &["show", "mine.toml"]);
}

#[test]
fn an_order_of_a_group_with_itself_cannot_hold_and_is_refused() {
    let bench = Bench::new();
    let claim = "\n[[claim]]\ntext = \"it is\"\nmeasure = \"std\"\norder = [{ init = \"he-normal\" }, { init = \"he-normal\" }]\n";
    bench.write("mine.toml", format!("{SMALL}{claim}"));
    bench.refused(2, &["show", "mine.toml"]);
}

#[test]
fn a_ratio_with_several_cells_below_the_line_is_refused() {
    let bench = Bench::new();
    let claim = "\n[[claim]]\ntext = \"it is\"\nmeasure = \"std\"\nwithin = [0.5, 2]\nratio = { of = { init = \"he-normal\" }, to = { init = [\"he-normal\", \"normal:std=0.01\"] } }\n";
    bench.write("mine.toml", format!("{SMALL}{claim}"));
    bench.refused(2, &["show", "mine.toml"]);
}

#[test]
fn a_measure_that_the_quantity_has_not_is_refused() {
    let bench = Bench::new();
    let claim = "\n[[claim]]\ntext = \"it is\"\nquantity = \"weight\"\nmeasure = \"signal_share\"\nwithin = [0.5, 1]\n";
    bench.write("mine.toml", format!("{SMALL}{claim}"));
    bench.refused(2, &["show", "mine.toml"]);
}
