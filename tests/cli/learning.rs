//! Networks that learn, and gradients, from the command line.

use crate::bench::{Bench, Row};

/// A study of eight networks that learn for a moment.
const LEARNS: &str = r#"protocol = "train"

[input]
kind = "digits"
samples = 200

[network]
input = 784
width = 12
depth = 2

[train]
steps = 40
batch = 20
evaluate = 15
snapshots = [0, 40]
watched = 30

[axes]
activation = ["relu", "prelu"]
init = ["he-normal", "lsuv:batch=50"]
norm = ["none", "batch"]
residual = true
"#;

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("learns.toml", LEARNS);
    bench
}

/// The steps at which a metric of a cell was recorded, with the values.
fn metric(rows: &[Row], cell: &str, name: &str) -> Vec<(u64, String)> {
    let rows = rows.iter().filter(|row| row["cell"] == cell && row["metric"] == name);
    rows.map(|row| (row["step"].parse().unwrap(), row["value"].clone())).collect()
}

#[test]
fn a_network_that_learns_leaves_its_curves_and_looks_at_every_layer() {
    let bench = bench();
    bench.done(&["experiment", "learns.toml", "--no-figures"]);
    let rows = bench.table("learns", "curves.csv");
    let cell = rows[0]["cell"].clone();
    let losses = metric(&rows, &cell, "loss");
    assert_eq!(losses.iter().map(|(step, _)| *step).collect::<Vec<_>>(), (0..=40).collect::<Vec<_>>());
    for name in ["train-loss", "train-accuracy", "held-out-loss", "held-out-accuracy"] {
        let steps: Vec<u64> = metric(&rows, &cell, name).into_iter().map(|(step, _)| step).collect();
        assert_eq!(steps, [0, 15, 30, 40], "{name}");
    }
    // Two hidden layers and the readout.
    assert_eq!(metric(&rows, &cell, "update-to-weight").len(), 3 * 4);
    let number = |(_, value): &(u64, String)| value.parse::<f64>().unwrap();
    assert!(number(&losses[0]) > 2.0, "{losses:?}");
    // Weights that were scaled to fit the first layers' sums learn forty small batches by heart slowly,
    // but all of them are better than at the start.
    let cells: Vec<String> = bench.cells("learns").iter().map(|cell| cell["cell"].to_string()).collect();
    for cell in cells {
        let losses = metric(&rows, cell.trim_matches('"'), "train-loss");
        assert!(number(losses.last().unwrap()) < number(&losses[0]), "{cell}: {losses:?}");
    }
    let sites = bench.rows("learns");
    let count = |quantity: &str, step: &str| {
        let here = |row: &&Row| row["quantity"] == quantity && row["step"] == step;
        sites.iter().filter(here).count()
    };
    for step in ["0", "40"] {
        assert_eq!(count("activation", step), 8 * 2);
        assert_eq!(count("weight", step), 8 * 3);
        assert_eq!(count("activation-gradient", step), 8 * 3);
        assert_eq!(count("weight-gradient", step), 8 * 3);
    }
}

#[test]
fn learning_gives_the_same_bytes_for_any_number_of_threads() {
    let bench = bench();
    for threads in ["1", "2"] {
        let optimizers = "optimizer=[\"sgd\", \"momentum\", \"adam\"]";
        let arguments = ["--threads", threads, "--out", threads, "--trials", "2", "--set", optimizers];
        bench.done(&[&["experiment", "learns.toml", "--set", "precision=f32"][..], &arguments].concat());
    }
    assert!(bench.files("1").len() > 5);
    assert!(bench.files("1") == bench.files("2"));
}

#[test]
fn a_cell_learns_the_same_alone_as_among_others() {
    let (all, alone) = (bench(), bench());
    all.done(&["experiment", "learns.toml", "--no-figures"]);
    let only = ["activation=prelu", "init=he-normal", "norm=batch"];
    let only: Vec<&str> = only.iter().flat_map(|change| ["--set", change]).collect();
    alone.done(&[&["experiment", "learns.toml", "--no-figures"][..], &only].concat());
    let cells = alone.cells("learns");
    assert_eq!(cells.len(), 1);
    assert!(all.cells("learns").contains(&cells[0]));
}

#[test]
fn a_loss_that_is_no_number_ends_a_cell_and_not_the_study() {
    let bench = bench();
    let claim = r#"

[[claim]]
text    = "Huge weights end early"
cells   = { init = "normal:std=1e15" }
measure = "steps"
within  = [0, 39]

[[claim]]
text    = "He's learn to the end"
cells   = { init = "he-normal" }
measure = "steps"
within  = [40, 40]
"#;
    let huge =
        LEARNS.replace("lsuv:batch=50", "normal:std=1e15").replace("[\"relu\", \"prelu\"]", "\"relu\"");
    bench.write("learns.toml", format!("{}{claim}", huge.replace("[\"none\", \"batch\"]", "\"none\"")));
    let said = bench.done(&["experiment", "learns.toml", "--set", "precision=f32"]);
    assert!(said.contains("2 claims: 2 hold"), "{said}");
    let cells = bench.cells("learns");
    let diverged = cells[1]["diverged"].as_u64().unwrap();
    assert!(diverged < 40 && cells[0]["diverged"].is_null(), "{diverged}");
    let rows = bench.table("learns", "curves.csv");
    let losses = metric(&rows, cells[1]["cell"].as_str().unwrap(), "loss");
    assert_eq!(losses.last(), Some(&(diverged, String::new())));
    assert_eq!(metric(&rows, cells[0]["cell"].as_str().unwrap(), "loss").len(), 41);
    assert!(!bench.read("results/learns/cells.jsonl").contains("NaN"));
    // The network whose first loss was no number was looked at before it ended.
    let sites = bench.rows("learns");
    let verdict =
        |row: &&Row| row["cell"] == cells[1]["cell"].as_str().unwrap() && row["verdict"] == "exploding";
    assert!(sites.iter().any(|row| verdict(&row)), "{diverged}");
}

/// Four samples of two classes, each twice.
const TABLE: &str = "a,label,b\n1,0,0\n0,1,1\n1,0,0\n0,1,1\n1,0,0\n";

#[test]
fn a_table_with_labels_is_learned() {
    let bench = bench();
    bench.write("table.csv", TABLE);
    let arguments =
        ["input.kind=csv:table.csv", "network.input=2", "samples=4", "train.batch=4", "init=he-normal"];
    let sets: Vec<&str> = arguments.iter().flat_map(|change| ["--set", change]).collect();
    let mut run = bench.command(&[&["experiment", "learns.toml", "--no-figures"][..], &sets].concat());
    run.assert().code(0).stderr("csv:table.csv: 1 of its 5 samples is held out, drawn by the seed\ncsv:table.csv: no sample of class 1 is among the 1 held out\n");
    assert_eq!(bench.cells("learns")[0]["settings"]["readout"], 2);
}

#[test]
fn gradients_go_back_to_the_input() {
    let bench = Bench::new();
    for top in ["normal", "cross-entropy"] {
        let data = ["input.kind=digits", "network.input=784"].map(str::to_owned);
        let changes = [format!("backward.top={top}"), "protocol=backward".to_owned()].into_iter().chain(data);
        let changes: Vec<String> = changes.flat_map(|change| ["--set".to_owned(), change]).collect();
        let changes: Vec<&str> = changes.iter().map(String::as_str).collect();
        bench.done(&[&["experiment", "small.toml"][..], &changes].concat());
        let rows = bench.rows("small");
        let layers = |quantity: &str| -> Vec<String> {
            let cell = &rows[0]["cell"];
            let here = |row: &&Row| &row["cell"] == cell && row["quantity"] == quantity;
            rows.iter().filter(here).map(|row| row["layer"].clone()).collect()
        };
        assert_eq!(layers("activation-gradient"), ["2", "1", "0"]);
        let with_readout: &[&str] = if top == "normal" { &["2", "1"] } else { &["3", "2", "1"] };
        assert_eq!(layers("weight-gradient"), with_readout);
        assert_eq!(layers("activation"), ["1", "2"]);
    }
}

#[test]
fn what_cannot_be_learned_is_said_before_any_work() {
    let bench = bench();
    bench.write("plain.csv", "1,0\n0,1\n1,1\n");
    for (change, problem) in [
        (
            "input.kind=gaussian",
            "gaussian has no classes, which a loss needs: learn from data: --set input.kind=digits --set network.input=784",
        ),
        (
            "network.input=100",
            "digits has samples of 784 numbers, and the network takes 100: --set network.input=784",
        ),
        (
            "samples=4001",
            "the study asks for 4001 samples, and digits has 4000 to learn from: --set samples=4000",
        ),
        ("input.kind=idx:nowhere", "nowhere: there is no such folder"),
    ] {
        let said = bench.refused(2, &["experiment", "learns.toml", "--set", change]);
        assert!(said.contains(problem), "{change}: {said}");
    }
    for (changes, problem) in [
        (
            &["input.kind=csv:plain.csv", "network.input=2", "samples=2"][..],
            "csv:plain.csv has no classes, which a loss needs: say which column holds them, by name or number; if the last one does: --set 'input.kind=csv:plain.csv,label=-1'",
        ),
        (&["init=dirac:groups=4"], "init `dirac:groups=4` with linear, layer 3 of 12 inputs and 10 units: "),
        (
            &["train.sampling=epochs", "train.batch=201"],
            "a minibatch has 201 samples, and there are 200 in an epoch: --set train.batch=200",
        ),
    ] {
        let sets: Vec<&str> = changes.iter().flat_map(|change| ["--set", change]).collect();
        let said = bench.refused(2, &[&["experiment", "learns.toml"][..], &sets].concat());
        assert!(said.contains(problem), "{changes:?}: {said}");
    }
}

#[test]
fn wrong_settings_of_learning_are_named() {
    let bench = bench();
    for (change, problem) in [
        ("train.steps=0", "`train.steps` is 0; it must be an integer of at least 1"),
        ("train.batch=0", "`train.batch` is 0; it must be an integer of at least 1"),
        ("train.loss=hinge", "unknown loss `hinge`; allowed: cross-entropy, squared-error"),
        ("train.sampling=once", "unknown sampling `once`; allowed: with-replacement, epochs"),
        ("train.snapshots=[\"first\"]", "`train.snapshots` is a string; it must be a list of steps"),
        ("train.rate=1", "unknown key `rate` in [train]"),
        ("optimizer=sgdd", "optimizer `sgdd`: unknown name; did you mean `sgd`?"),
        ("norm=bath", "norm `bath`: unknown name; did you mean `batch`?"),
        ("norm=batch:eps=0", "`eps` is 0; it must be above 0"),
        ("residual=yes", "`residual` is a string; it must be true or false"),
        ("protocol=forward", "[train] belongs to `protocol = \"train\"`; this one is `forward`"),
        ("backward.top=normal", "[backward] belongs to `protocol = \"backward\"`; this one is `train`"),
        (
            "jacobian.inputs=1",
            "[jacobian] belongs to `protocol = \"forward\"` or `\"backward\"`, not `train`",
        ),
        (
            "spectrum.of=weight",
            "[spectrum] belongs to `protocol = \"forward\"` or `\"backward\"`, not `train`",
        ),
    ] {
        let said = bench.refused(2, &["experiment", "learns.toml", "--set", change]);
        assert!(said.contains(problem), "{change}: {said}");
    }
    let said = bench.refused(2, &["experiment", "small.toml", "--set", "optimizer=sgd"]);
    assert!(said.contains("`optimizer` belongs to `protocol = \"train\"`; this one is `forward`"), "{said}");
    let said = bench.refused(
        2,
        &["experiment", "small.toml", "--set", "protocol=backward", "--set", "backward.top=hinge"],
    );
    let problem = "`backward.top` is `hinge`; allowed: normal, cross-entropy, squared-error";
    assert!(said.contains(problem), "{said}");
}

#[test]
fn a_training_that_nobody_looks_into_still_has_a_table_of_layers() {
    let bench = bench();
    let looks = bench.done(&["experiment", "learns.toml", "--no-figures", "--set", "train.snapshots=[7]"]);
    assert!(looks.contains("what the signal was at step 7"), "{looks}");
    let full = bench.done(&["show", "results/learns", "--table", "full"]);
    assert!(full.contains("(at step 7: std, histogram, verdict)"), "{full}");
    let header = |bench: &Bench| bench.read("results/learns/layers.csv").lines().next().unwrap().to_owned();
    let full = header(&bench);
    let silent = bench.done(&["experiment", "learns.toml", "--no-figures", "--set", "train.snapshots=[]"]);
    assert!(silent.contains("accuracy") && !silent.contains("before"), "{silent}");
    assert_eq!(bench.rows("learns").len(), 0);
    assert_eq!(header(&bench), full);
}

#[test]
fn a_training_made_shorter_is_looked_at_when_it_ends() {
    let bench = bench();
    bench.done(&["experiment", "learns.toml", "--no-figures", "--set", "train.steps=20"]);
    assert_eq!(bench.column("learns", "step"), ["0", "20"]);
}

#[test]
fn networks_that_learn_in_other_ways_are_not_compared_as_trials_of_one() {
    let bench = bench();
    let only = ["activation=relu", "init=he-normal", "norm=none"];
    let only: Vec<&str> = only.iter().flat_map(|change| ["--set", change]).collect();
    for (out, optimizer) in [("a", "sgd"), ("b", "adam")] {
        let optimizer = format!("optimizer={optimizer}");
        let run = ["experiment", "learns.toml", "--no-figures", "--out", out, "--set", &optimizer];
        bench.done(&[&run[..], &only].concat());
    }
    let said = bench.done(&["compare", "a/learns", "b/learns", "--out", "c"]);
    assert!(said.contains("optimizer") && said.contains("sgd") && said.contains("adam"), "{said}");
}
