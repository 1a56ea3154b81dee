//! Wrong names and wrong files of studies: the message says where.

use crate::bench::{Bench, SMALL};

/// Runs `small.toml` with a piece of it replaced; the message must be this.
fn altered(cases: &[(&str, &str, &str)]) {
    let bench = Bench::new();
    for (from, to, problem) in cases {
        let text = SMALL.replace(from, to);
        assert_ne!(text, SMALL, "{from}");
        bench.write("mine.toml", text);
        bench.fails(&["experiment", "mine.toml"], &format!("study mine.toml: {problem}"));
        bench.fails(&["show", "mine.toml"], &format!("study mine.toml: {problem}"));
    }
}

#[test]
fn fails_with_an_unknown_study_and_suggests_the_nearest() {
    let bench = Bench::new();
    for command in ["experiment", "show"] {
        bench.fails(
            &[command, "activation"],
            "there is no study `activation`; did you mean `activations`? Built in: activations, batchnorm, batchnorm-activations, bias, conventions, cs231n, depth, glorot2010, glorot2010-init, gradients, he2015, he2015-init, jacobian, orthogonal, pairing, rbm, rbm-init, recurrent, recurrent-driven, recurrent-long, scale, schemes, speed, symmetry, textbook, training, training-sigmoid; or give a path ending in .toml",
        );
        bench.fails(
            &[command, "qqq"],
            "there is no study `qqq`. Built in: activations, batchnorm, batchnorm-activations, bias, conventions, cs231n, depth, glorot2010, glorot2010-init, gradients, he2015, he2015-init, jacobian, orthogonal, pairing, rbm, rbm-init, recurrent, recurrent-driven, recurrent-long, scale, schemes, speed, symmetry, textbook, training, training-sigmoid; or give a path ending in .toml",
        );
    }
}

#[test]
fn fails_with_a_file_that_is_not_there_or_no_text() {
    let bench = Bench::new();
    let said = bench.refused(2, &["experiment", "nowhere/mine.toml"]);
    assert!(said.starts_with("error: cannot read the study nowhere/mine.toml: "), "{said}");
    bench.write("bytes.toml", [0xff, 0xfe, 0x00]);
    let said = bench.refused(2, &["experiment", "bytes.toml"]);
    assert!(said.starts_with("error: cannot read the study bytes.toml: "), "{said}");
    std::fs::create_dir(bench.path().join("folder.toml")).unwrap();
    let said = bench.refused(2, &["experiment", "folder.toml"]);
    assert!(said.starts_with("error: cannot read the study folder.toml: "), "{said}");
}

#[test]
fn unknown_and_doubled_keys_are_named_with_their_place() {
    altered(&[
        (
            "depth = 2",
            "depth = 2\nwidht = 7",
            "line 11, column 9: unknown key `widht` in [network]; did you mean `width`? Allowed: layers, input, width, depth",
        ),
        (
            "[quick]",
            "bais = \"ones\"\n[quick]",
            "line 16, column 8: unknown key `bais` in [axes]; did you mean `bias`? Allowed: width, depth, activation, init, bias, norm, residual, tied, drive, precision, samples, optimizer",
        ),
        (
            "[input]",
            "[histogram]\nbin = 3\n[input]",
            "line 5, column 7: unknown key `bin` in [histogram]; did you mean `bins`? Allowed: counts, bins, ranges",
        ),
        (
            "[input]",
            "trails = 3\n[input]",
            "line 4, column 10: unknown key `trails`; did you mean `trials`? Allowed: title, source, protocol, trials, seed, input, network, histogram, stripes, jacobian, spectrum, train, backward, gibbs, axes, figures, quick, claim",
        ),
        ("depth = 2", "depth = 2\nwidth = 7", "line 11, column 1: duplicate key"),
    ]);
}

#[test]
fn values_of_the_wrong_kind_are_named_with_their_place() {
    altered(&[
        (
            "samples = 20",
            "samples = \"20\"",
            "line 5, column 11: `input.samples` is a string; it must be an integer of at least 1",
        ),
        (
            "depth = 2",
            "depth = true",
            "line 10, column 9: `network.depth` is true or false; it must be an integer of at least 1",
        ),
        ("title = \"Small?\"", "title = 3", "line 1, column 9: `title` is an integer; it must be a string"),
        ("title = \"Small?\"", "title = 2020-01-01", "line 1, column 9: a date has no place in a study"),
        (
            "\"relu\", \"tanh\"",
            "\"relu\", 3",
            "line 13, column 23: `activation` is an integer; it must be a string",
        ),
        (
            "width = 6",
            "width = 0",
            "line 9, column 9: `network.width` is 0; it must be an integer of at least 1",
        ),
        ("width = 6", "width = 99999999999999999999", "line 9, column 9: this integer is too large"),
        (
            "[quick]",
            "[stripes]\nunits = -1\n[quick]",
            "line 17, column 9: `stripes.units` is -1; it must be an integer of at least 0",
        ),
    ]);
}

#[test]
fn wrong_spec_strings_are_named_with_their_place() {
    altered(&[
        (
            "\"he-normal\"",
            "\"normal:std=-1\"",
            "line 14, column 9: init `normal:std=-1`: `std` is -1; it must be at least 0",
        ),
        (
            "normal:std=0.01",
            "normal:std=oh",
            "line 14, column 32: init `normal:std=oh`: `std` is `oh`; it must be a finite number",
        ),
        (
            "\"he-normal\"",
            "\"zeros:value=1\"",
            "line 14, column 9: init `zeros:value=1`: unknown key `value`; `zeros` takes none",
        ),
        ("\"relu\", ", "\"relu\", \"relu\", ", "line 13, column 23: `activation` has the value relu twice"),
    ]);
}

#[test]
fn columns_count_letters_and_not_bytes() {
    let bench = Bench::new();
    bench.write(
        "mine.toml",
        SMALL.replace("\"he-normal\"", "{ value = \"zeros\", label = \"±√日\" }, \"oops\""),
    );
    let said = bench.refused(2, &["experiment", "mine.toml"]);
    assert!(
        said.starts_with("error: study mine.toml: line 14, column 45: init `oops`: unknown name"),
        "{said}"
    );
}

#[test]
fn a_setting_given_in_two_ways_is_refused() {
    altered(&[
        (
            "[quick]",
            "width = [3, 4]\n[quick]",
            "line 16, column 9: `width` is an axis and `network.width` at once; keep one",
        ),
        (
            "[quick]",
            "samples = 3\n[quick]",
            "line 16, column 11: `samples` is an axis and `input.samples` at once; keep one",
        ),
        (
            "input = 8",
            "layers = [3, 4]",
            "2 mistakes\n  line 9, column 9: `network.layers` and `width` are given at once; keep one\n  line 10, column 9: `network.layers` and `depth` are given at once; keep one",
        ),
        (
            "depth = 2",
            "depth = [2, 3]",
            "line 10, column 9: `network.depth` has one value; to vary it, write `depth` under [axes]",
        ),
    ]);
}

#[test]
fn wrong_spectra_are_named_with_their_place() {
    let with = |lines: &'static str| format!("depth = 2\n[spectrum]\n{lines}");
    let cases = [
        (
            "of = [\"weight\", \"wieght\"]",
            "line 12, column 17: `spectrum.of` is `wieght`; did you mean `weight`? Allowed: weight, product, eigenvalue",
        ),
        (
            "of = \"jacobian\"",
            "line 12, column 6: `spectrum.of` is `jacobian`; Jacobians are asked for by [jacobian] inputs = 1",
        ),
        (
            "of = []",
            "line 12, column 6: `spectrum.of` is empty; it must be a list of weight, product, eigenvalue",
        ),
        ("of = 3", "line 12, column 6: `spectrum.of` is an integer; it must be a string"),
        (
            "of = \"product\"\nlayers = [1, 0]",
            "line 13, column 14: `spectrum.layers` is 0; it must be an integer of at least 1",
        ),
        (
            "of = \"product\"\nlayers = []",
            "line 13, column 10: `spectrum.layers` is empty; it must be a list of layers",
        ),
        (
            "of = \"product\"\nlayers = [1, 3]",
            "line 13, column 14: `spectrum.layers` is 3; the deepest network has 2",
        ),
        (
            "layers = [1]",
            "line 12, column 10: `spectrum.layers` says where, but nothing says what to look at; add `spectrum.of` or [jacobian] inputs",
        ),
        (
            "off = \"weight\"",
            "line 12, column 7: unknown key `off` in [spectrum]; did you mean `of`? Allowed: of, layers",
        ),
    ];
    let cases = cases.map(|(lines, problem)| (with(lines), problem));
    altered(&cases.each_ref().map(|(to, problem)| ("depth = 2", to.as_str(), *problem)));
    let bench = Bench::new();
    // Of a network made shorter, the last layer stands for those beyond.
    bench.write("mine.toml", SMALL.replace("depth = 2", &with("of = \"weight\"\nlayers = [1, 2]")));
    bench.done(&["experiment", "mine.toml", "--set", "depth=1", "--no-figures"]);
    bench.write("mine.toml", SMALL.replace("depth = 2", "depth = 1\n[spectrum]\nof = \"eigenvalue\""));
    bench.fails(
        &["experiment", "mine.toml"],
        "study mine.toml: line 11, column 1: `eigenvalue` is of square layers, and no layer is as wide as its input",
    );
}

#[test]
fn what_is_missing_is_named() {
    altered(&[
        ("samples = 20", "", "line 4, column 1: `input.samples` is missing"),
        (
            "input = 8",
            "",
            "line 7, column 1: `network.input` is missing; give `input`, `width` and `depth`, or `layers`",
        ),
        ("depth = 2", "", "line 7, column 1: `network.depth` is missing"),
        ("activation = [\"relu\", \"tanh\"]", "", "line 12, column 1: `axes.activation` is missing"),
    ]);
    let bench = Bench::new();
    bench.write("empty.toml", "");
    bench.fails(
        &["experiment", "empty.toml"],
        "study empty.toml: 6 mistakes\n  line 1, column 1: `network.input` is missing; give `input`, `width` and `depth`, or `layers`\n  line 1, column 1: `network.width` is missing\n  line 1, column 1: `network.depth` is missing\n  line 1, column 1: `axes.activation` is missing\n  line 1, column 1: `axes.init` is missing\n  line 1, column 1: `input.samples` is missing",
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let bench = Bench::new();
    let text = SMALL.replace("samples = 20", "samples = 0").replace("depth = 2", "depth = 2\nwidht = 7");
    bench.write("mine.toml", text.replace("\"tanh\"", "\"tahn\""));
    let said = bench.refused(2, &["show", "mine.toml"]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines[0], "error: study mine.toml: 3 mistakes");
    for (line, start) in
        lines[1..].iter().zip(["line 5, column 11", "line 11, column 9", "line 14, column 23"])
    {
        assert!(line.starts_with(&format!("  {start}: ")), "{said}");
    }
}

#[test]
fn broken_toml_is_named_with_its_place() {
    let bench = Bench::new();
    for (from, to, place) in [
        ("width = 6", "width = ", "line 9, column 9: "),
        ("[network]", "[network", "line 7, column 9: "),
        ("\"tanh\"]", "\"tanh\"", "line 14, column "),
    ] {
        bench.write("mine.toml", SMALL.replace(from, to));
        let said = bench.refused(2, &["experiment", "mine.toml"]);
        assert!(said.starts_with(&format!("error: study mine.toml: {place}")), "{said}");
    }
}

#[test]
fn a_wrong_quick_version_is_refused_when_it_is_asked_for() {
    let bench = Bench::new();
    bench.write("mine.toml", SMALL.replace("input.samples = 10", "input.samples = 0"));
    bench.fails(
        &["experiment", "mine.toml", "--quick"],
        "study mine.toml: line 17, column 17: `input.samples` is 0; it must be an integer of at least 1",
    );
}
