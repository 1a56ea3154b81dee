//! `conform`: whether weights are what a scheme says.

use initscope::activation::Activation;
use initscope::init::{Init, Kernel, KernelLayout, Layer, Scheme};
use initscope::noise::{Role, Stream};

use crate::bench::Bench;

/// What `numpy.save` writes of an array.
fn npy(shape: &[usize], numbers: &[f32]) -> Vec<u8> {
    let lengths: String = shape.iter().map(|length| format!("{length}, ")).collect();
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({lengths}), }}");
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

/// A scheme's kernel in Keras's order.
fn kernel(spec: &str, shape: &[usize]) -> Vec<f32> {
    let kernel = Kernel::of_shape(shape, KernelLayout::InOut).unwrap();
    let mut weights = vec![0.0; kernel.count().unwrap()];
    let init: Init = spec.parse().unwrap();
    init.fill_kernel(&kernel, Activation::Linear, &Stream::new(8, 0, Role::Weight, 1), &mut weights).unwrap();
    weights
}

/// A bench with `w.npy`, `[in, out]`, and `t.npy`, the same as `[out, in]`.
fn bench(spec: &str) -> Bench {
    let bench = Bench::new();
    let weights = drawn(spec);
    bench.write("w.npy", npy(&[120, 80], &weights));
    let turned: Vec<f32> = (0..80 * 120).map(|place| weights[place % 120 * 80 + place / 120]).collect();
    bench.write("t.npy", npy(&[80, 120], &turned));
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
        said.contains("\nIt fits, simplest first: he-normal (which here is also candle-linear); the plain law normal:std=0.13\n"),
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
fn a_scale_of_no_scheme_is_a_plain_law_or_a_factor() {
    let bench = bench("orthogonal:gain=20");
    let (said, _) = differs(&bench, &["conform", "orthogonal", "--tensor", "w.npy"]);
    assert!(said.contains("\nThis is not orthogonal: its gain is 20.0 times too large\n"), "{said}");
    assert!(said.ends_with("\nNo plain law fits, and no scheme of the catalogue with its defaults; with a std 20.0 times as large, orthogonal does\n"), "{said}");
    bench.write("u.npy", npy(&[120, 80], &drawn("uniform:low=-0.3,high=0.3")));
    let (said, _) = differs(&bench, &["conform", "lecun-uniform", "--tensor", "u.npy"]);
    assert!(said.ends_with("\nIt fits, simplest first: the plain law uniform:low=-0.3,high=0.3\n"), "{said}");
}

#[test]
fn kernels_are_read_by_their_shape_or_as_asked() {
    let bench = Bench::new();
    let shape = [3, 3, 32, 64];
    let numbers = kernel("xavier-uniform", &shape);
    bench.write("k.npy", npy(&shape, &numbers));
    let conform = |layout: &[&str], file| {
        bench.done(&[&["conform", "xavier-uniform", "--tensor", file][..], layout].concat())
    };
    let said = conform(&[], "k.npy");
    assert!(said.starts_with("k.npy: 3 x 3 x 32 x 64, read as HWIO, as in Keras and JAX, by its shape (PyTorch: --layout OIHW): fan_in 288, fan_out 576\n"), "{said}");
    assert!(said.ends_with("\nThis is xavier-uniform: no test speaks against it\n"), "{said}");
    let said = conform(&["--layout", "hwio"], "k.npy");
    assert!(
        said.starts_with("k.npy: 3 x 3 x 32 x 64, read as HWIO, as in Keras and JAX: fan_in 288,"),
        "{said}"
    );
    let (said, _) = differs(&bench, &["conform", "he-normal", "--tensor", "k.npy", "--layout", "OIHW"]);
    assert!(said.contains("read as OIHW, as in PyTorch: fan_in 6144, fan_out 6144"), "{said}");
    let (said, _) = differs(&bench, &["conform", "xavier-uniform", "--tensor", "k.npy", "--layout", "OIHW"]);
    assert!(said.contains("\nIt fits with --layout HWIO: Keras and JAX store HWIO\n"), "{said}");
    let said = bench.refused(2, &["conform", "zeros", "--tensor", "k.npy", "--layout", "WIO"]);
    assert_eq!(said, "error: k.npy: WIO has 3 axes, and this has 4; take --layout HWIO\n");
    // A kernel whose both ends could be taps, in the order that is not assumed.
    let shape = [8, 8, 8, 8];
    bench.write("o.npy", npy(&shape, &kernel("normal:std=0.02", &shape)));
    let said = conform_as(&bench, "normal:std=0.02", "o.npy");
    assert!(
        said.contains("read as HWIO, as in Keras and JAX, by its shape (PyTorch: --layout OIHW)"),
        "{said}"
    );
    // One-dimensional and three-dimensional ones.
    for (shape, name) in [(&[5, 32, 64][..], "WIO"), (&[3, 3, 3, 16, 32], "DHWIO")] {
        bench.write("n.npy", npy(shape, &kernel("he-normal", shape)));
        let said = conform_as(&bench, "he-normal", "n.npy");
        assert!(said.contains(&format!(", read as {name}, as in Keras and JAX, by its shape")), "{said}");
    }
}

fn conform_as(bench: &Bench, scheme: &str, file: &str) -> String {
    bench.done(&["conform", scheme, "--tensor", file])
}

#[test]
fn a_layout_that_was_assumed_and_another_that_fits_are_both_said() {
    let bench = bench("xavier-uniform");
    // Glorot's fans are the same both ways: there is nothing to say.
    assert!(!conform_as(&bench, "xavier-uniform", "w.npy").contains("With --layout"));
    // Of few numbers scales that are close are both possible.
    bench.write("few.npy", npy(&[9, 10], &drawn("lecun-normal:gain=3.5")[..90]));
    let said = conform_as(&bench, "lecun-normal", "few.npy");
    assert!(
        said.ends_with("\nWith --layout out-in it would be as well: PyTorch stores [out, in]\n"),
        "{said}"
    );
}

#[test]
fn biases_take_their_inputs_from_the_weights_beside_them_or_from_an_option() {
    let bench = bench("torch-linear");
    let bias: Init = "torch-linear".parse().unwrap();
    let mut numbers = vec![0.0f32; 80];
    bias.ensemble(Layer::linear(120, 80)).unwrap().fill(&Stream::new(8, 0, Role::Bias, 1), &mut numbers);
    bench.write("b.npy", npy(&[80], &numbers));
    bench.write("zeros.npy", npy(&[80], &[0.0; 80]));
    bench.fails(
        &["conform", "torch-linear", "--tensor", "b.npy"],
        "b.npy: biases of `torch-linear` depend on the number of inputs of their units, which their own shape does not tell; give --fan-in, or the weights beside them",
    );
    let said = bench.done(&["conform", "torch-linear", "--tensor", "b.npy", "--fan-in", "120"]);
    assert!(said.starts_with("b.npy: 80, read as biases of units with 120 inputs\n"), "{said}");
    let (said, _) = differs(&bench, &["conform", "torch-linear", "--tensor", "b.npy", "--fan-in", "12"]);
    assert!(said.contains("times too small"), "{said}");
    let said = bench.done(&["conform", "torch-linear", "w.npy", "b.npy"]);
    assert!(said.ends_with("\nThese are torch-linear: 2 of 2 files conform\n"), "{said}");
    // A scheme of weights brings its own biases; plain laws and constants are the biases' own.
    bench.done(&["conform", "he-normal", "--tensor", "zeros.npy"]);
    bench.done(&["conform", "zeros", "--tensor", "zeros.npy"]);
    let (said, _) = differs(&bench, &["conform", "normal:std=0.02", "--tensor", "zeros.npy"]);
    assert!(said.contains("\nIt fits, simplest first: zeros\n"), "{said}");
    bench.done(&["conform", "normal:std=0.02", "--bias", "zeros", "--tensor", "zeros.npy"]);
    let (said, error) = differs(&bench, &["conform", "he-normal", "--tensor", "b.npy"]);
    assert!(said.contains("This is not zeros: its weights are -0.0"), "{said}");
    assert_eq!(error, "error: b.npy is not zeros\n");
}

#[test]
fn several_files_are_judged_together_and_those_that_differ_are_named() {
    let bench = bench("he-normal");
    let mut numbers = drawn("he-normal");
    numbers[2 * 80 + 7] = 2.0;
    bench.write("out.npy", npy(&[120, 80], &numbers));
    let said = bench.done(&["conform", "he-normal", "--tensor", "w.npy", "--tensor", "w.npy"]);
    assert!(said.contains("tests, judged together at alpha 0.001\n"), "{said}");
    let (said, error) = differs(&bench, &["conform", "he-normal", "w.npy", "out.npy", "--alpha", "0.01"]);
    assert!(said.contains("judged together at alpha 0.01\n"), "{said}");
    assert!(
        said.contains(
            "\nThis is not he-normal: it has an outlier: [2, 7] = 2.00, 15.5 sigmas from the mean (p "
        ),
        "{said}"
    );
    assert!(said.contains("\nBut for that it is he-normal: no other test speaks against it\n"), "{said}");
    assert_eq!(error, "error: 1 of 2 files are not he-normal: out.npy\n");
    for alpha in ["0", "1", "x", "-1", "nan"] {
        let said = bench.refused(2, &["conform", "he-normal", &format!("--alpha={alpha}")]);
        assert!(said.contains("must be a number above 0 and below 1"), "{said}");
    }
}

#[test]
fn a_known_mistake_is_named() {
    let bench = bench("lecun-normal");
    let (said, _) = differs(&bench, &["conform", "he-normal", "--tensor", "w.npy"]);
    assert!(said.contains("\nLikely: a gain of sqrt(2), ReLU's, is left out\n"), "{said}");
}

#[test]
fn what_cannot_be_told_is_neither_yes_nor_no() {
    let bench = bench("he-normal");
    bench.write("five.npy", npy(&[5], &[0.1, -0.2, 0.3, 0.05, -0.1]));
    let output =
        bench.command(&["conform", "normal:std=0.2", "five.npy"]).assert().code(2).get_output().clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.ends_with("\nWhether this is normal:std=0.2 cannot be told: no test speaks against it, but so few numbers hardly could\n"), "{said}");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: cannot tell whether five.npy is normal:std=0.2\n"
    );
    // Five zeros are zeros.
    bench.write("none.npy", npy(&[5], &[0.0; 5]));
    bench.done(&["conform", "zeros", "none.npy"]);
    // What data have made of a scheme is not what it was.
    let output = bench.command(&["conform", "lsuv", "w.npy"]).assert().code(2).get_output().clone();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("\nWhether it was lsuv cannot be told: it is tested as it is before it has seen data"),
        "{said}"
    );
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
    bench.write("cut.npy", &npy(&[120, 80], &drawn("he-normal"))[..1000]);
    bench.write("table.csv", "1,2\n3,4\n");
    bench.write("broken.npy", npy(&[2, 2], &[1.0, f32::NAN, 2.0, 3.0]));
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
    bench.refused(2, &["conform", "normal", "w.npy", "--seed", "3"]);
    bench.refused(2, &["conform", "normal", "--fan-in", "3"]);
    let help = bench.done(&["conform", "--help"]);
    assert!(help.contains("--alpha <P>") && help.contains("[default: 0.001]"), "{help}");
}
