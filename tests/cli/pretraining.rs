//! Networks that start from Boltzmann machines, from the command line.

use crate::bench::Bench;

/// Four networks that start from there.
const PRETRAINED: &str = r#"[input]
kind = "digits"
samples = 100

[network]
input = 784
width = 12
depth = 2

[axes]
activation = ["sigmoid", "tanh"]
init = "rbm:epochs=2"
precision = ["f32", "f64"]
"#;

/// They learn for a moment.
const TRAIN: &str = "[train]\nsteps = 6\nbatch = 20\nevaluate = 3\nsnapshots = [0, 6]\nwatched = 30\n";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("forward.toml", PRETRAINED);
    bench.write("backward.toml", format!("protocol = \"backward\"\n{PRETRAINED}"));
    bench.write("train.toml", format!("protocol = \"train\"\n{PRETRAINED}{TRAIN}"));
    bench
}

#[test]
fn pretrained_networks_are_the_same_on_one_thread_and_on_three() {
    let bench = bench();
    for protocol in ["train", "backward", "forward"] {
        let cells = ["1", "3"].map(|threads| {
            let study = format!("{protocol}.toml");
            bench.done(&["experiment", &study, "--no-figures", "--threads", threads]);
            bench.read(&format!("results/{protocol}/cells.jsonl"))
        });
        assert!(cells[0] == cells[1] && cells[0].lines().count() == 4, "{protocol}");
    }
}

#[test]
fn the_main_study_takes_machines_on_digits() {
    let bench = Bench::new();
    let sets = ["input.kind=digits", "network.input=784", "init=rbm:epochs=1", "activation=sigmoid"];
    let sets: Vec<&str> = sets.iter().flat_map(|change| ["--set", change]).collect();
    let shown = bench.done(&[&["experiment", "activations", "--quick", "--no-figures"][..], &sets].concat());
    assert!(shown.contains("rbm:epochs=1"), "{shown}");
    let stds = bench.rows("activations").into_iter().filter(|row| row["quantity"] == "weight");
    // The first machine has learned: its weights have left the hundredth that they started from.
    let stds: Vec<f64> = stds.map(|row| row["std"].parse().unwrap()).collect();
    assert!(stds.len() == 5 && stds[0] > 0.012, "{stds:?}");
}

#[test]
fn data_that_are_no_probabilities_are_refused_before_any_work() {
    let bench = bench();
    bench.write("wide.csv", "a,b\n1,0\n0,1.5\n1,1\n0,0\n1,0\n");
    bench.fails(
        &["experiment", "small.toml", "--set", "init=rbm"],
        "rbm takes data for probabilities, and gaussian has numbers of any size: take rbm:visible=gaussian,lr=0.001, or data in [0, 1]: --set input.kind=digits --set network.input=784",
    );
    let own = ["--set", "input.kind=csv:wide.csv", "--set", "network.input=2", "--set", "samples=4"];
    bench.fails(
        &[&["experiment", "small.toml", "--set", "init=rbm:k=2"][..], &own].concat(),
        "rbm:k=2 takes data for probabilities, and csv:wide.csv has the number 1.5: scale them to [0, 1], --set 'input.kind=csv:wide.csv,scale=1.5', or take rbm:visible=gaussian,lr=0.001 and --set 'input.kind=csv:wide.csv,scale=standard', for numbers of variance 1",
    );
    // Any row may be held out: nothing is learned from it, and errors are taken of it.
    bench.write("late.csv", "a,b\n1,0\n0,1\n1,1\n0,0\n1,7\n");
    let late = ["--set", "input.kind=csv:late.csv", "--set", "network.input=2", "--set", "samples=4"];
    let said = bench.refused(2, &[&["experiment", "small.toml", "--set", "init=rbm"][..], &late].concat());
    assert!(said.contains("csv:late.csv has the number 7"), "{said}");
    let gaussian = ["--set", "init=rbm:visible=gaussian,lr=0.001"];
    bench.done(&[&["experiment", "small.toml", "--no-figures"][..], &gaussian].concat());
    bench.done(&[&["experiment", "small.toml", "--no-figures"][..], &gaussian, &own].concat());
    for (spec, problem) in [
        ("rbm:epochs=0", "`epochs` is `0`; it must be a whole number of at least 1"),
        ("rbm:momentum=1", "`momentum` is 1; it must be at least 0 and below 1"),
        ("rbm:visible=normal", "`visible` is `normal`; it must be one of bernoulli, gaussian"),
        ("rbm:epoch=5", "unknown key `epoch`"),
        ("rbm:k=10001", "`k` is 10001; it must be at most 10000"),
        (
            "rbm:chain=persistent,reconstruct=sample",
            "persistent chains are of samples throughout; leave out `reconstruct`",
        ),
    ] {
        let said = bench.refused(2, &["experiment", "small.toml", "--set", &format!("init={spec}")]);
        assert!(said.contains(problem), "{said}");
    }
}

#[test]
fn machines_that_leave_the_range_of_numbers_are_counted() {
    let bench = bench();
    for study in ["forward.toml", "backward.toml", "train.toml"] {
        bench.done(&["experiment", study, "--no-figures", "--set", "init=rbm:lr=1e300,epochs=1"]);
    }
    let rows = bench.rows("forward");
    let weights: Vec<_> =
        rows.iter().filter(|row| row["quantity"] == "weight" && row["layer"] == "1").collect();
    assert!(weights.len() == 4 && weights.iter().all(|row| row["non_finite"] != "0"), "{weights:?}");
    assert!(rows.iter().any(|row| row["verdict"] == "non-finite"));
}

#[test]
fn the_scheme_is_listed_explained_and_tested() {
    let bench = Bench::new();
    assert!(bench.done(&["list"]).contains("rbm"));
    let shown = bench.done(&["explain", "rbm", "--in", "20", "--out", "10"]);
    assert!(shown.contains("changed by what the layer makes of data"), "{shown}");
    let deep = "Its 10 layers are left out: rbm learns from data in [0, 1], and the input here is noise:\ninitscope experiment activations --set input.kind=digits --set network.input=784 --set init=rbm.\n";
    assert!(shown.ends_with(deep), "{shown}");
    assert!(bench.done(&["conform", "rbm"]).contains("\n moved by data "));
    assert!(bench.done(&["show", "rbm-init"]).contains("rbm  (RBM pre-training)"));
}

#[test]
#[cfg(unix)]
fn pretraining_is_interrupted_soon() {
    use std::process::{Command, Stdio};
    use std::time::Duration;

    use crate::interruption::interrupt;

    let bench = bench();
    // Hours of it.
    let options = ["--no-figures", "--threads", "2", "--set", "init=rbm:epochs=10000000"];
    let child = Command::new(assert_cmd::cargo::cargo_bin!("initscope"))
        .current_dir(bench.path())
        .args(["experiment", "train.toml"])
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    crate::interruption::until("the run's beginning", || bench.path().join("results").exists().then_some(()));
    // Pre-training has begun, if not long ago.
    std::thread::sleep(Duration::from_millis(300));
    interrupt(child);
    assert_eq!(bench.names("results"), Vec::<String>::new());
}
