//! `explain`: a scheme by number, here, elsewhere and ten layers deep.

use initscope::activation::Activation;
use initscope::data;
use initscope::init::Init;
use initscope::network::{Network, Noise, Observation, Quantity, Watch};
use initscope::number::rounded;

use crate::bench::Bench;

/// The column of ReLU in the table of ten layers.
const RELU: usize = 2;

/// The text of a row of the first table, its further lines joined by a space.
fn row(shown: &str, name: &str) -> String {
    let start = format!("  {name} ");
    let table = shown.lines().skip_while(|line| !line.starts_with("A first layer of "));
    let mut lines = table.skip_while(|line| !line.starts_with(&start));
    let first = lines.next().unwrap_or_else(|| panic!("{name} in {shown}"))[start.len()..].trim();
    let further = lines.take_while(|line| line.starts_with("   ")).map(str::trim);
    std::iter::once(first).chain(further).collect::<Vec<_>>().join(" ")
}

/// The last words of the line that starts with `name`.
fn last_words<const N: usize>(shown: &str, name: &str) -> [String; N] {
    let start = format!("  {name} ");
    let line = shown.lines().find(|line| line.starts_with(&start));
    let words: Vec<&str> = line.unwrap_or_else(|| panic!("{name} in {shown}")).split_whitespace().collect();
    words[words.len() - N..].iter().map(|&word| word.to_owned()).collect::<Vec<_>>().try_into().unwrap()
}

/// Four digits: half a unit of the last is a share of 5e-4 at most.
fn is(shown: &str, expected: f64) {
    let found: f64 = shown.parse().unwrap_or_else(|_| panic!("{shown} is no number"));
    assert!((found - expected).abs() <= 5.001e-4 * expected.abs(), "{found} {expected}");
}

#[test]
fn laws_are_told_with_the_numbers_of_the_layer() {
    let bench = Bench::new();
    let cut = 0.879_625_661_034_239_8;
    for (arguments, std, bound) in [
        (["he-normal", "300", "10"], (2.0 / 300f64).sqrt(), None),
        (["he-normal", "100", "100"], 0.02f64.sqrt(), None),
        (["xavier-uniform", "300", "10"], (2.0 / 310f64).sqrt(), Some((6.0 / 310f64).sqrt())),
        (["truncated-normal", "5", "7"], cut, Some(2.0)),
        (["variance-scaling:scale=2", "50", "7"], 0.2, Some(2.0 * 0.2 / cut)),
        (["torch-linear", "64", "9"], 1.0 / (3.0 * 64f64).sqrt(), Some(0.125)),
        (["orthogonal:gain=2", "30", "20"], 2.0 / 30f64.sqrt(), Some(2.0)),
        (["sparse:sparsity=0.75,std=1", "8", "8"], 0.5, None),
    ] {
        let [init, fan_in, fan_out] = arguments;
        let shown = bench.done(&["explain", init, "--in", fan_in, "--out", fan_out, "--activation", "relu"]);
        assert!(shown.starts_with(&format!("{init}\n")), "{shown}");
        is(&row(&shown, "std"), std);
        assert_eq!(row(&shown, "mean"), "0");
        is(&row(&shown, "std x sqrt(in)"), std * fan_in.parse::<f64>().unwrap().sqrt());
        match (row(&shown, "bounds").split_once(" to "), bound) {
            (Some((low, high)), Some(bound)) => {
                is(low, -bound);
                is(high, bound);
            }
            (bounds, bound) => assert!(bounds.is_none() && bound.is_none(), "{shown}"),
        }
    }
}

#[test]
fn a_scheme_is_told_in_words_with_source_biases_and_layout() {
    let bench = Bench::new();
    let shown = bench.done(&["explain", "candle_linear", "--in", "25", "--out", "4"]);
    assert!(shown.starts_with("candle-linear\n  candle_nn::linear: normal"), "{shown}");
    assert!(shown.contains("\n  Family: distribution; source: candle 0.9\n"), "{shown}");
    assert_eq!(row(&shown, "law"), "normal, mean 0, std 0.2828");
    assert_eq!(row(&shown, "biases"), "uniform from -0.2 to 0.2, mean 0, std 0.1155");
    for (init, biases) in [("lsuv", "0"), ("rbm", "set by what the layer makes of data"), ("he-normal", "0")]
    {
        assert_eq!(row(&bench.done(&["explain", init]), "biases"), biases);
    }
    assert!(
        row(&shown, "weights").starts_with("[25, 4] here, in x · W + b, and in Keras, JAX, burn; [4, 25]")
    );
    for (init, law) in [
        ("orthogonal", "a Haar matrix, whose columns are orthonormal"),
        (
            "identity:gain=3",
            "unit i is 3 times input i, for the first 4 of them; the other 21 inputs are not seen",
        ),
        (
            "dirac:groups=2",
            "the first 2 units of each of 2 groups copy the first 2 inputs; every other weight is 0",
        ),
        (
            "sparse:connections=3",
            "of the 25 weights that reach a unit, 22 are 0, the others normal with std 1",
        ),
        ("looks-linear", "[A, -A], A of 25 x 2 being a Haar matrix"),
        ("delta-orthogonal", "a Haar matrix, whose columns are orthonormal"),
    ] {
        let shown = bench.done(&["explain", init, "--in", "25", "--out", "4", "--activation", "relu"]);
        assert_eq!(row(&shown, "law"), law);
    }
    let shown = bench.done(&["explain", "zero-hadamard", "--in", "3", "--out", "5", "--activation", "relu"]);
    let law = "3 rows and 5 columns of the Hadamard matrix of order 8: 0.3536 or -0.3536";
    assert_eq!(row(&shown, "law"), law);
}

#[test]
fn other_libraries_are_compared_by_what_they_draw() {
    let bench = Bench::new();
    let root = f64::sqrt;
    for (init, calls) in [
        ("he-normal", &[("PyTorch", 1.0), ("Keras", 1.0), ("JAX", 1.0), ("MLX", 0.5f64.sqrt())][..]),
        ("xavier-normal", &[("PyTorch", 1.0), ("MXNet", root(3.0)), ("MLX", 1.0)]),
        ("normal", &[("PyTorch", 1.0), ("Keras", 0.05), ("JAX", 0.01), ("MXNet", 0.01)]),
        // Against ±1, std 1 / sqrt 3: [0, 1), ±0.05, [0, 0.01), ±0.07.
        ("uniform", &[("PyTorch", 0.5), ("Keras", 0.05), ("JAX", 0.005), ("MXNet", 0.07)]),
        ("torch-linear", &[("candle", root(6.0)), ("tch", root(6.0)), ("burn", 1.0), ("flax", root(3.0))]),
        ("orthogonal", &[("PyTorch", 1.0), ("MXNet", 1.414)]),
        ("truncated-normal", &[("PyTorch", 1.0), ("Keras", 0.05), ("JAX", 0.01)]),
    ] {
        let shown = bench.done(&["explain", init, "--activation", "tanh"]);
        let ours: f64 = row(&shown, "std").parse().unwrap();
        for &(library, ratio) in calls {
            let [std, of_ours] = last_words(&shown, library);
            is(&of_ours, ratio);
            // Two numbers of four digits.
            let found: f64 = std.parse().unwrap();
            assert!((found / (ours * ratio) - 1.0).abs() < 1.1e-3, "{init} {library} {std}");
        }
    }
    // MSRAPrelu: magnitude 2 / (1 + 0.25²), mean of both fans.
    let shown = bench.done(&["explain", "he-normal", "--in", "60", "--out", "20", "--activation", "tanh"]);
    let [std, _] = last_words(&shown, "MXNet");
    is(&std, (2.0 / 1.0625 / 40.0f64).sqrt());
}

#[test]
fn gain_rules_are_told_for_the_usual_activations() {
    let bench = Bench::new();
    let shown = bench.done(&["explain", "lecun-normal:gain=torch", "--activation", "gelu"]);
    let gains = shown.split("Its gain for the usual activations").nth(1).unwrap();
    for (activation, gain) in [("tanh", 5.0 / 3.0), ("relu", 2f64.sqrt()), ("selu", 0.75), ("sigmoid", 1.0)] {
        let [found, std] = last_words(gains, activation);
        is(&found, gain);
        is(&std, gain / 10.0);
    }
    assert!(gains.contains("`gain=torch` has no number for `silu`"), "{shown}");
    assert!(row(&shown, "law").starts_with("none: `gain=torch` has no number for `gelu`"), "{shown}");
    assert!(!bench.done(&["explain", "he-normal", "--activation", "tanh"]).contains("Its gain"));
}

#[test]
fn layer_ten_is_expected_by_theory_and_measured() {
    let bench = Bench::new();
    let shown = bench.done(&["explain", "he-normal"]);
    let deep = shown.split("A net of 10 layers, 100 -> 100 -> 100 -> ...").nth(1).unwrap();
    let column = |name: &str, activation: usize| last_words::<4>(deep, name)[activation].clone();
    let (expected, measured) = (column("expected", RELU), column("10", RELU));
    // q stays 2: std² = 2 (1/2 - 1/2π).
    is(&expected, (1.0 - std::f64::consts::FRAC_1_PI).sqrt());
    let init: Init = "he-normal".parse().unwrap();
    let network = Network::new(vec![100; 11], Activation::Relu, init);
    let input = data::gaussian::<f64>(1000, 100, 0, 0);
    let seen = network.observe(input.view(), Noise::default(), &Watch::default());
    assert_eq!(measured, rounded(seen.last().unwrap().summary.std.unwrap()));
    for layer in 1..=10 {
        let of_layer = |site: &&Observation| site.quantity == Quantity::Activation && site.layer == layer;
        let std = seen.iter().find(of_layer).unwrap().summary.std.unwrap();
        assert_eq!(column(&layer.to_string(), RELU), rounded(std));
    }
    assert_eq!(last_words(deep, "verdict"), ["input-blind", "healthy", "healthy", "healthy"]);
    let shown = bench.done(&["explain", "orthogonal", "--in", "20", "--out", "30", "--activation", "tanh"]);
    assert_eq!(last_words(&shown, "expected"), ["-"]);
    let [measured] = last_words(&shown, "10");
    assert!(measured.parse::<f64>().unwrap() > 0.1);
}

#[test]
fn ten_layers_of_the_widths_of_first_lessons_are_run() {
    let bench = Bench::new();
    let shown = bench.done(&["explain", "he-normal", "--in", "784", "--out", "300"]);
    let deep = shown.split("A net of 10 layers, 784 -> 300 -> 300 -> ...: std of its activations").nth(1);
    let deep = deep.unwrap_or_else(|| panic!("{shown}"));
    assert!(deep.contains("(standard normal input, 1000 samples, seed 0;"), "{deep}");
    for layer in 1..=10 {
        let stds: [String; 4] = last_words(deep, &layer.to_string());
        // ReLU's std stays near sqrt(1 - 1 / pi) = 0.826 under He: of 300 units it walks by a few percent a
        // layer.
        let relu: f64 = stds[RELU].parse().unwrap();
        assert!((0.4..1.6).contains(&relu), "{layer}: {stds:?}");
    }
    // Of wider nets fewer samples are seen.
    let wide =
        bench.done(&["explain", "lecun-normal", "--in", "1024", "--out", "1024", "--activation", "tanh"]);
    assert!(wide.contains("(standard normal input, 381 samples, seed 0;"), "{wide}");
}

#[test]
fn a_layer_that_cannot_be_filled_is_a_row_and_no_failure() {
    let bench = Bench::new();
    let shown = bench.done(&["explain", "dirac:groups=3"]);
    let reason = "none: `groups` is 3, which does not divide the 100 units; take a divisor of 100";
    assert_eq!(row(&shown, "law"), reason);
    let deep = shown.split("A net of 10 layers").nth(1).unwrap();
    assert_eq!(deep.matches("`groups` is 3").count(), 4, "{shown}");
    let shown = bench.done(&["explain", "he-normal:gain=torch"]);
    let deep = shown.split("A net of 10 layers").nth(1).unwrap();
    assert!(deep.contains("\ngelu: `gain=torch` has no number"), "{shown}");
    assert_eq!(last_words::<4>(deep, "verdict")[RELU..], ["healthy", "-"]);
}

#[test]
fn a_word_for_several_schemes_tells_which_there_are() {
    let bench = Bench::new();
    for (word, names) in [("he", "he"), ("Kaiming", "he"), ("xavier", "xavier"), ("glorot", "xavier")] {
        let shown = bench.done(&["explain", word]);
        for shape in ["normal", "uniform", "truncated-normal"] {
            assert!(shown.contains(&format!("\n  {names}-{shape} ")), "{shown}");
        }
        assert_eq!(shown.lines().filter(|line| line.starts_with("  ")).count(), 3, "{shown}");
    }
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let bench = Bench::new();
    let said = bench.refused(2, &["explain", "xavier-nrmal"]);
    let start = "error: init `xavier-nrmal`: unknown name; did you mean `xavier-normal`? Allowed: zeros,";
    assert!(said.starts_with(start), "{said}");
    let said = bench.refused(2, &["explain", "he-normal:std=1"]);
    assert!(said.contains("unknown key `std`"), "{said}");
    for (option, wrong) in [
        ("--in", "0"),
        ("--out", "0"),
        ("--in", "1000000000"),
        ("--out", "99999999999999999999"),
        ("--in", "x"),
    ] {
        let said = bench.refused(2, &["explain", "normal", option, wrong]);
        assert!(said.starts_with(&format!("error: invalid value '{wrong}' for '{option} <")), "{said}");
        assert!(wrong != "1000000000" || said.contains("is not in 1..=1000000"), "{said}");
    }
    let said = bench.refused(2, &["explain", "normal", "--activation", "rleu"]);
    assert!(said.contains("did you mean `relu`?"), "{said}");
    assert!(bench.refused(2, &["explain"]).contains("required arguments"));
}

#[test]
fn large_layers_are_told_by_their_laws_alone() {
    let bench = Bench::new();
    for init in ["he-normal", "zero-hadamard", "orthogonal", "lsuv", "sparse"] {
        let shown = bench.done(&["explain", init, "--in", "999999", "--out", "1000000"]);
        assert!(
            shown.contains("\nIts 10 layers are left out: ten layers of 999999 and 1000000 units"),
            "{shown}"
        );
        assert!(shown.contains("16000000 weights and 40000 inputs."), "{shown}");
    }
}

#[test]
fn every_scheme_of_the_catalogue_is_explained_in_a_hundred_columns() {
    let bench = Bench::new();
    for listing in Init::catalogue() {
        for (fan_in, fan_out, activation) in
            [("100", "100", "tanh"), ("1", "7", "relu"), ("300", "10", "gelu")]
        {
            let shown = bench.done(&[
                "explain",
                listing.name,
                "--in",
                fan_in,
                "--out",
                fan_out,
                "--activation",
                activation,
            ]);
            assert!(shown.starts_with(&format!("{}\n", listing.name)), "{shown}");
            let init: Init = listing.name.parse().unwrap();
            // Noise is nothing to learn from.
            let is_run = !init.wants_probabilities();
            assert_eq!(shown.contains(&format!("\n  layer     {activation}\n")), is_run, "{shown}");
            assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
            assert!(!shown.contains('\u{1b}'), "{shown}");
        }
    }
}
