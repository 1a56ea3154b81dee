//! Restricted Boltzmann machines from the command line.

use crate::bench::{Bench, Row};

/// A stack of two machines on digits.
const STACK: &str = r#"title = "What is kept?"
protocol = "gibbs"

[input]
kind = "digits"
samples = 100

[network]
layers = [784, 20, 9]

[gibbs]
snapshots = [0, 1, "last"]
watched = 30
samples = 4
units = 5

[axes]
init = ["rbm:epochs=3", "rbm:epochs=3,k=2"]
"#;

fn bench() -> Bench {
    let bench = Bench::new();
    bench.write("stack.toml", STACK);
    bench
}

fn number(row: &Row) -> f64 {
    row["value"].parse().unwrap()
}

#[test]
fn every_machine_leaves_its_errors_and_energies_by_epoch() {
    let bench = bench();
    let said = bench.done(&["experiment", "stack.toml", "--figures", "all"]);
    let rows = bench.table("stack", "curves.csv");
    // Two stacks of two machines, six metrics, before and after each of three epochs.
    assert_eq!(rows.len(), 2 * 2 * 6 * 4);
    let of = |metric: &str| -> Vec<f64> {
        let first = &rows[0]["cell"];
        let wanted = |row: &&Row| row["metric"] == metric && row["layer"] == "1" && &row["cell"] == first;
        rows.iter().filter(wanted).map(number).collect()
    };
    let errors = of("reconstruction-error");
    assert!(errors.len() == 4 && errors[3] < 0.99 * errors[0], "{errors:?}");
    // The mean of the data errs by the same at every epoch.
    let means = of("mean-error");
    assert!(means.len() == 4 && means.iter().all(|mean| mean == &means[0] && *mean > 0.0), "{means:?}");
    let [gap, train, held_out] = ["free-energy-gap", "free-energy", "held-out-free-energy"].map(of);
    for epoch in 0..4 {
        // Energies are some hundreds, printed with every digit.
        assert!((gap[epoch] - (held_out[epoch] - train[epoch])).abs() < 1e-9);
    }
    for words in [
        "\nerror   reconstruction error at epoch 3\n",
        "rbm:epochs=3,k=2, layer 2",
        "the mean alone: 0.0",
        "Look first at walk_",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    for figure in ["walk_rbm_epochs-3_layer-1", "filters_rbm_epochs-3_k-2_layer-2", "pretraining_layer-2"] {
        assert!(bench.path().join(format!("results/stack/figures/{figure}.png")).exists(), "{figure}");
    }
}

#[test]
fn machines_are_looked_at_after_the_epochs_asked_for() {
    let bench = bench();
    bench.done(&["experiment", "stack.toml", "--no-figures"]);
    let seen: Vec<(String, String, String)> = bench
        .table("stack", "layers.csv")
        .into_iter()
        .take(19)
        .map(|row| (row["quantity"].clone(), row["layer"].clone(), row["step"].clone()))
        .collect();
    let mut expected = vec![("input".to_owned(), "0".to_owned(), "0".to_owned())];
    for layer in ["1", "2"] {
        for step in ["0", "1", "3"] {
            for quantity in ["weight", "activation", "reconstruction"] {
                expected.push((quantity.to_owned(), layer.to_owned(), step.to_owned()));
            }
        }
    }
    assert_eq!(seen, expected);
}

#[test]
fn a_network_that_starts_from_machines_has_their_weights() {
    let bench = bench();
    bench.done(&["experiment", "stack.toml", "--no-figures"]);
    let learned = bench.table("stack", "layers.csv");
    let forward = ["--set", "protocol=forward", "--set", "activation=sigmoid"];
    bench.write(
        "stack.toml",
        STACK.split("[gibbs]").next().unwrap().to_owned() + "[axes]\ninit = \"rbm:epochs=3\"\n",
    );
    bench.done(&[&["experiment", "stack.toml", "--no-figures"][..], &forward].concat());
    let drawn = bench.table("stack", "layers.csv");
    for layer in ["1", "2"] {
        let weights = |rows: &[Row], step: &str| {
            let wanted =
                |row: &&Row| row["quantity"] == "weight" && row["layer"] == layer && row["step"] == step;
            let row = rows.iter().find(wanted).unwrap();
            ["mean", "std", "min", "max", "excess_kurtosis"].map(|name| row[name].clone())
        };
        assert_eq!(weights(&drawn, "0"), weights(&learned, "3"));
        assert_ne!(weights(&drawn, "0"), weights(&learned, "0"));
    }
}

#[test]
fn machines_have_the_same_bytes_for_any_number_of_threads() {
    let bench = bench();
    let run = |threads: &str, precision: &str| {
        let set = format!("precision={precision}");
        bench.done(&[
            "experiment",
            "stack.toml",
            "--threads",
            threads,
            "--out",
            threads,
            "--set",
            &set,
            "--no-figures",
        ]);
        bench.read(&format!("{threads}/stack/cells.jsonl"))
    };
    for precision in ["f32", "f64"] {
        assert!(run("1", precision) == run("3", precision));
    }
}

#[test]
fn what_is_no_machine_is_named() {
    let bench = bench();
    for (changes, problem) in [
        (
            &["init=[\"rbm\", \"he-normal\"]"][..],
            "`protocol = \"gibbs\"` is of restricted Boltzmann machines, and its layers learn as such: init = \"rbm\", with its keys",
        ),
        (&["activation=tanh"], "its hidden units are `sigmoid`: leave `activation` out"),
        (&["bias=ones"], "it learns its biases: leave `bias` out"),
        (&["norm=batch"], "it has no normalization: leave `norm` out"),
        (&["residual=true"], "it has no residual connections: leave `residual` out"),
        (
            &["tied=true", "network.layers=[784, 784]"],
            "its layers have weights of their own: leave `tied` out",
        ),
        (&["drive=ones"], "nothing enters it but its input: leave `drive` out"),
        (&["gibbs.snapshots=[\"first\"]"], "`gibbs.snapshots` is a string; it must be a list of epochs"),
        (&["gibbs.watched=0"], "`gibbs.watched` is 0; it must be an integer of at least 1"),
        (&["gibbs.walk=3"], "unknown key `walk` in [gibbs]"),
        (
            &["spectrum.of=weight"],
            "[spectrum] belongs to `protocol = \"forward\"` or `\"backward\"`, not `gibbs`",
        ),
        (
            &["protocol=forward", "activation=relu"],
            "[gibbs] belongs to `protocol = \"gibbs\"`; this one is `forward`",
        ),
        (&["network.layers=[784, 0]"], "`network.layers` is 0; it must be an integer of at least 1"),
        (&["init=rbm:k=0"], "`k` is `0`; it must be a whole number of at least 1"),
        (&["init=rbm:epochs=0"], "`epochs` is `0`; it must be a whole number of at least 1"),
        (&["input.kind=gaussian", "network.layers=[4, 3]"], "gaussian"),
    ] {
        let sets: Vec<&str> = changes.iter().flat_map(|change| ["--set", change]).collect();
        let said = bench.refused(2, &[&["experiment", "stack.toml"][..], &sets].concat());
        assert!(said.contains(problem), "{changes:?}: {said}");
    }
}
