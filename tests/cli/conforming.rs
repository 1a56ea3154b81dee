//! `conform`: whether weights are what a scheme says.

use initscope::init::{Init, Layer, Scheme};
use initscope::noise::{Role, Stream};

use crate::bench::Bench;

/// What `numpy.save` writes of a matrix.
fn npy(shape: [usize; 2], numbers: &[f32]) -> Vec<u8> {
    let header =
        format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, {}), }}", shape[0], shape[1]);
    let header = format!("{header:<117}\n");
    let data = numbers.iter().flat_map(|number| number.to_le_bytes());
    [&b"\x93NUMPY\x01\x00\x76\x00"[..], header.as_bytes()].concat().into_iter().chain(data).collect()
}

/// The weights of a scheme for 120 inputs and 80 units.
fn drawn(spec: &str) -> Vec<f32> {
    let mut weights = vec![0.0; 120 * 80];
    let init: Init = spec.parse().unwrap();
    init.fill(Layer::linear(120, 80), &Stream::new(8, 0, Role::Weight, 1), &mut weights);
    weights
}

/// A bench with `w.npy`, `[in, out]`, and `t.npy`, the same as `[out, in]`.
fn bench(spec: &str) -> Bench {
    let bench = Bench::new();
    let weights = drawn(spec);
    bench.write("w.npy", npy([120, 80], &weights));
    let turned: Vec<f32> = (0..80 * 120).map(|place| weights[place % 120 * 80 + place / 120]).collect();
    bench.write("t.npy", npy([80, 120], &turned));
    bench
}

/// Runs a test that must come out against the scheme: what it prints and the last line of errors.
fn differs(bench: &Bench, arguments: &[&str]) -> (String, String) {
    let output = bench.command(arguments).assert().code(1).get_output().clone();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn every_scheme_conforms_to_itself() {
    let bench = Bench::new();
    for listing in Init::catalogue() {
        let shape = ["--in", "60", "--out", "80"];
        let said = bench.done(&[&["conform", listing.name, "--activation", "relu"], &shape[..]].concat());
        assert!(
            said.starts_with(&format!(
                "{}: its own matrix, fan_in 60, fan_out 80, f64, seed 0\n\n test ",
                listing.name
            )),
            "{said}"
        );
        assert!(
            said.ends_with(&format!("\nThis is {}: no test speaks against it\n", listing.name)),
            "{said}"
        );
    }
}

#[test]
fn a_tensor_is_what_it_is_and_not_something_else() {
    let bench = bench("he-normal");
    let said = bench.done(&["conform", "he-normal", "--tensor", "w.npy"]);
    assert!(said.starts_with("w.npy: 120 x 80, read as [in, out], as here and in Keras (PyTorch: --layout out-in): fan_in 120, fan_out 80\n\n"), "{said}");
    assert!(said.ends_with("\nThis is he-normal: no test speaks against it\n"), "{said}");
    let (said, error) = differs(&bench, &["conform", "normal:std=0.1", "--tensor", "w.npy"]);
    assert!(said.contains("\nThis is not normal:std=0.1: its std is 1.29 times too large\n"), "{said}");
    assert!(
        said.ends_with("\nIt fits, nearest first: he-normal (which here is also candle-linear)\n"),
        "{said}"
    );
    assert_eq!(error, "error: w.npy is not normal:std=0.1\n");
}

#[test]
fn pytorchs_layout_is_asked_for_or_pointed_out() {
    let bench = bench("torch-linear");
    let said = bench.done(&["conform", "torch-linear", "--tensor", "t.npy", "--layout", "out-in"]);
    assert!(
        said.starts_with("t.npy: 80 x 120, read as [out, in], as in PyTorch: fan_in 120, fan_out 80\n"),
        "{said}"
    );
    let (said, _) = differs(&bench, &["conform", "torch-linear", "--tensor", "t.npy"]);
    assert!(said.contains("\nIt fits with --layout out-in: PyTorch stores [out, in]\n"), "{said}");
    let (said, _) = differs(&bench, &["conform", "torch-linear", "--tensor", "w.npy", "--layout", "out-in"]);
    assert!(said.contains("\nIt fits with --layout in-out: Keras and JAX store [in, out]\n"), "{said}");
    // A scheme that it does not fit either way says nothing of layouts.
    let (said, _) = differs(&bench, &["conform", "orthogonal", "--tensor", "w.npy"]);
    assert!(!said.contains("--layout in-out:") && !said.contains("It fits with"), "{said}");
}

#[test]
fn a_scale_of_no_scheme_is_given_as_a_factor() {
    let bench = bench("lecun-uniform:gain=20");
    let (said, _) = differs(&bench, &["conform", "lecun-uniform", "--tensor", "w.npy"]);
    assert!(said.contains("\nNo scheme of the catalogue fits with its defaults; with a std 3.16 times as large, uniform does\n"), "{said}");
}

#[test]
fn schemes_that_answer_to_data_are_shown_some() {
    let bench = Bench::new();
    assert!(bench.done(&["conform", "lsuv"]).contains("\n std on data "));
    assert!(
        bench.done(&["conform", "data-normalised", "--precision", "f32"]).contains("\n unit means on data ")
    );
    let (said, error) =
        differs(&bench, &["conform", "lsuv:tolerance=0.01,at=activation", "--activation", "tanh"]);
    assert!(said.contains(": after data its std is "), "{said}");
    assert_eq!(error, "error: lsuv:tolerance=0.01,at=activation does not conform\n");
}

#[test]
fn a_later_layer_of_a_mirrored_net_has_both_signs() {
    let bench = Bench::new();
    bench.done(&["conform", "looks-linear", "--in", "40", "--out", "20", "--layer", "2"]);
    bench.done(&["conform", "looks-linear", "--in", "41", "--out", "21", "--layer", "2"]);
}

#[test]
fn wrong_tensors_and_shapes_are_refused() {
    let bench = bench("he-normal");
    bench.write("cut.npy", &npy([120, 80], &drawn("he-normal"))[..1000]);
    bench.write("table.csv", "1,2\n3,4\n");
    bench.write("broken.npy", npy([2, 2], &[1.0, f32::NAN, 2.0, 3.0]));
    let tensor = |file| ["conform", "he-normal", "--tensor", file];
    bench.fails(&tensor("none.npy"), "none.npy: No such file or directory (os error 2)");
    bench.fails(
        &tensor("cut.npy"),
        "cut.npy: the header promises 38400 bytes of numbers (shape 120 x 80), and there are 872: the file is cut short; save it again",
    );
    bench.fails(&tensor("table.csv"), "table.csv: not a .npy file; write one with numpy.save(\"W.npy\", W)");
    let (said, error) = differs(&bench, &tensor("broken.npy"));
    assert!(said.ends_with("\nThis is not he-normal: 1 of its weights are NaN or infinite\n"), "{said}");
    assert_eq!(error, "error: broken.npy is not he-normal\n");
    bench.fails(
        &["conform", "dirac:groups=3", "--tensor", "w.npy"],
        "dirac:groups=3 has no weights of the shape of w.npy: `groups` is 3, which does not divide the 80 units; take a divisor of 80",
    );
    bench.fails(
        &["conform", "normal", "--in", "100000", "--out", "100000"],
        "--in 100000 and --out 100000 are more weights than fit here; at most 33554432, such as 5792 by 5792",
    );
}

#[test]
fn misuse_is_told_from_failure() {
    let bench = Bench::new();
    let said = bench.refused(2, &["conform", "he-norml"]);
    assert!(said.starts_with("error: invalid value 'he-norml' for '<SCHEME>': init `he-norml`: "), "{said}");
    assert!(bench.refused(2, &["conform", "normal", "--in", "0"]).contains("'--in <N>': must be 1 or more"));
    bench.refused(2, &["conform", "normal", "--layout", "out-in"]);
    bench.refused(2, &["conform", "normal", "--tensor", "w.npy", "--in", "3"]);
}
