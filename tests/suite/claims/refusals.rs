//! What no claim can say: where it stands, what was found and what is allowed.

use crate::claims::{BASE, parse, with_claim};

/// What is said about a claim of these lines, the first of which is line 15.
fn refused(cases: &[(&str, &str)]) {
    for (lines, message) in cases {
        match with_claim(lines) {
            Ok(_) => panic!("{lines}\nwas read, not refused with: {message}"),
            Err(error) => assert_eq!(error.to_string(), *message, "{lines}"),
        }
    }
}

/// The same about a claim whose text and measure stand on lines 15 and 16.
fn refused_of_std(cases: &[(&str, &str)]) {
    for (lines, message) in cases {
        refused(&[(&format!("text = \"it is\"\nmeasure = \"std\"\n{lines}"), message)]);
    }
}

#[test]
fn a_claim_without_text_measure_or_band() {
    refused(&[
        ("measure = \"std\"\nwithin = [0, 1]", "line 14, column 1: `claim.text` is missing"),
        ("text = \"it is\"\nwithin = [0, 1]", "line 14, column 1: `claim.measure` is missing"),
        ("text = \"it is\"\nmeasure = \"std\"", "line 14, column 1: `claim.within` is missing"),
        (
            "txet = \"it is\"\nmeasure = \"std\"",
            "line 15, column 8: unknown key `txet` in [claim]; did you mean `text`, which is missing?",
        ),
        (
            "text = \"it is\"\nmeasrue = \"std\"\nwithin = [0, 1]",
            "line 16, column 11: unknown key `measrue` in [claim]; did you mean `measure`, which is missing?",
        ),
        (
            "text = \"it is\"\nmeasure = \"std\"\nwihtin = [0, 1]",
            "line 17, column 10: unknown key `wihtin` in [claim]; did you mean `within`, which is missing?",
        ),
    ]);
}

#[test]
fn an_unknown_key() {
    let keys = "text, cells, quantity, measure, step, layer, ratio, order, within, expected, topic, source, headline";
    refused_of_std(&[
        (
            "within = [0, 1]\nlayre = 3",
            &format!(
                "line 18, column 9: unknown key `layre` in [claim]; did you mean `layer`? Allowed: {keys}"
            ),
        ),
        (
            "within = [0, 1]\ncomment = \"!\"",
            &format!("line 18, column 11: unknown key `comment` in [claim]; allowed: {keys}"),
        ),
        (
            "within = [0, 1]\ncells = { inti = \"he-normal\" }",
            "line 18, column 18: unknown key `inti` in [claim.cells]; did you mean `init`? Allowed: activation, init, bias, norm, residual, tied, drive, precision, width, depth, samples, optimizer",
        ),
        (
            "within = [0, 1]\nratio = { of = \"last\", to = \"first\", pre = \"layer\" }",
            "line 18, column 44: unknown key `pre` in [claim.ratio]; did you mean `per`? Allowed: of, to, per",
        ),
        (
            "within = [0, 1]\nratio = { of = { init = \"he-normal\" }, to = { init = \"lecun-normal\" }, per = \"layer\" }",
            "line 18, column 78: unknown key `per` in [claim.ratio]; allowed: of, to",
        ),
        ("within = [0, 1]\nwithin = [0, 2]", "line 18, column 1: duplicate key"),
    ]);
}

#[test]
fn an_unknown_measure_or_quantity() {
    refused(&[
        (
            "text = \"it is\"\nmeasure = \"spread\"\nwithin = [0, 1]",
            "line 16, column 11: unknown measure `spread`; allowed: non_finite, mean, std, min, max, excess_kurtosis, zero_fraction, saturated_fraction, dead_unit_fraction, signal_share, mean_cosine, unit_mean_std, within_unit_std, rms, median; in training also loss, train-loss, train-accuracy, held-out-loss, held-out-accuracy, distinct-units, unit-cosine, effective-rank, distinct-gradients, gradient-cosine, drift, bias-drift, gradient-to-weight, update-to-weight, reconstruction-error, held-out-reconstruction-error, mean-error, free-energy, held-out-free-energy, free-energy-gap, steps-to-target, reached, steps",
        ),
        (
            "text = \"it is\"\nmeasure = 3\nwithin = [0, 1]",
            "line 16, column 11: `claim.measure` is an integer; it must be a string",
        ),
        (
            "text = \"it is\"\nquantity = \"output\"\nmeasure = \"std\"\nwithin = [0, 1]",
            "line 16, column 12: unknown quantity `output`; allowed: input, weight, pre-activation, activation, activation-gradient, pre-activation-gradient, weight-gradient, jacobian-spectrum, weight-spectrum, product-spectrum, eigenvalue, reconstruction",
        ),
    ]);
}

#[test]
fn a_band_that_is_none() {
    let form = "line 17, column 10: `claim.within` must be [low, high] with low <= high";
    for band in [
        "[2, 1]",
        "[nan, 1]",
        "[0, nan]",
        "[0.5]",
        "[]",
        "[1, 2, 3]",
        "0.5",
        "\"small\"",
        "[\"a\", 1]",
        "[true, 1]",
        "[inf, inf]",
        "[-inf, -inf]",
        "{ low = 0, high = 1 }",
    ] {
        refused_of_std(&[(&format!("within = {band}"), form)]);
    }
}

#[test]
fn a_band_that_cannot_fail() {
    refused_of_std(&[
        (
            "within = [0, inf]",
            "line 17, column 10: `claim.within` cannot fail: what is made of `std` is always between 0 and inf",
        ),
        (
            "within = [-inf, inf]",
            "line 17, column 10: `claim.within` cannot fail: what is made of `std` is always between 0 and inf",
        ),
        (
            "within = [-1, inf]\nratio = { of = \"last\", to = \"first\" }",
            "line 17, column 10: `claim.within` cannot fail: what is made of `std` is always between 0 and inf",
        ),
    ]);
    for (measure, band, least, most) in [
        ("zero_fraction", "[0, 1]", "0", "1"),
        ("signal_share", "[-3, 1.0]", "0", "1"),
        ("mean_cosine", "[-1, 1]", "-1", "1"),
        ("excess_kurtosis", "[-2, inf]", "-2", "inf"),
        ("mean", "[-inf, inf]", "-inf", "inf"),
        ("non_finite", "[0, inf]", "0", "inf"),
    ] {
        refused(&[(
            &format!("text = \"it is\"\nmeasure = \"{measure}\"\nwithin = {band}"),
            &format!(
                "line 17, column 10: `claim.within` cannot fail: what is made of `{measure}` is always between {least} and {most}"
            ),
        )]);
    }
}

#[test]
fn a_band_that_cannot_hold() {
    for (measure, band, least, most) in [
        ("std", "[-2, -1]", "0", "inf"),
        ("zero_fraction", "[1.5, 2]", "0", "1"),
        ("mean_cosine", "[-inf, -1.1]", "-1", "1"),
        ("excess_kurtosis", "[-4, -3]", "-2", "inf"),
    ] {
        refused(&[(
            &format!("text = \"it is\"\nmeasure = \"{measure}\"\nwithin = {band}"),
            &format!(
                "line 17, column 10: `claim.within` cannot hold: what is made of `{measure}` is always between {least} and {most}"
            ),
        )]);
    }
    refused_of_std(&[(
        "within = [-2, -1]\nratio = { of = \"last\", to = \"first\" }",
        "line 17, column 10: `claim.within` cannot hold: what is made of `std` is always between 0 and inf",
    )]);
}

#[test]
fn a_ratio_that_is_none() {
    refused_of_std(&[
        (
            "within = [0.5, 2]\nratio = { of = \"last\", to = \"last\" }",
            "line 18, column 9: `claim.ratio` compares a layer with itself",
        ),
        (
            "within = [0.5, 2]\nratio = { of = 2, to = 2 }",
            "line 18, column 9: `claim.ratio` compares a layer with itself",
        ),
        (
            "within = [0.5, 2]\nratio = { of = \"all\", to = 1 }",
            "line 18, column 16: `claim.ratio.of` is `all`; it must be one layer: a number, first or last",
        ),
        (
            "within = [0.5, 2]\nratio = { of = 1, to = \"all\" }",
            "line 18, column 24: `claim.ratio.to` is `all`; it must be one layer: a number, first or last",
        ),
        (
            "within = [0.5, 2]\nratio = { of = 2, to = { init = \"he-normal\" } }",
            "line 18, column 24: `claim.ratio.to` is a table; it must be a number, \"first\", \"last\" or \"all\"",
        ),
        (
            "within = [0.5, 2]\nratio = { of = \"last\", to = \"first\", per = \"depth\" }",
            "line 18, column 44: `claim.ratio.per` is `depth`; allowed: layer",
        ),
        (
            "within = [0.5, 2]\nratio = \"last\"",
            "line 18, column 9: `claim.ratio` is a string; it must be a table",
        ),
        ("within = [0.5, 2]\nratio = { to = \"first\" }", "line 18, column 9: `claim.ratio.of` is missing"),
        (
            "within = [0.5, 2]\nlayer = 2\nratio = { of = \"last\", to = \"first\" }",
            "line 18, column 9: `claim.ratio` names its layers; leave `layer` out",
        ),
        (
            "within = [0.5, 2]\nratio = { of = \"last\", to = \"first\" }\norder = [{ init = \"he-normal\" }, { init = \"lecun-normal\" }]",
            "line 19, column 9: `claim.ratio` and `claim.order` are given at once; keep one",
        ),
    ]);
}

#[test]
fn an_order_that_is_none() {
    let two = "[{ init = \"he-normal\" }, { init = \"lecun-normal\" }]";
    refused_of_std(&[
        (
            "order = [{ init = \"he-normal\" }]",
            "line 17, column 9: `claim.order` must be a list of at least two different groups of cells",
        ),
        (
            "order = []",
            "line 17, column 9: `claim.order` must be a list of at least two different groups of cells",
        ),
        (
            "order = { init = \"he-normal\" }",
            "line 17, column 9: `claim.order` must be a list of at least two different groups of cells",
        ),
        (
            "order = [\"he-normal\", \"lecun-normal\"]",
            "line 17, column 10: `claim.order` is a string; it must be a table",
        ),
        (
            &format!("order = {two}\nwithin = [0, 1]"),
            "line 18, column 10: `claim.order` says what must hold; leave `within` out",
        ),
    ]);
}

#[test]
fn a_layer_or_a_step_that_is_none() {
    for key in ["layer", "step"] {
        let place = if key == "layer" { "line 18, column 9" } else { "line 18, column 8" };
        for (value, problem) in [
            ("\"middle\"", "is `middle`; allowed: a number, first, last, all"),
            ("true", "is true or false; it must be a number, \"first\", \"last\" or \"all\""),
            ("1.5", "is a number; it must be a number, \"first\", \"last\" or \"all\""),
            ("-1", "is -1; it must be an integer of at least 0"),
            ("[1, 2]", "is a list; it must be a number, \"first\", \"last\" or \"all\""),
        ] {
            refused_of_std(&[(
                &format!("within = [0, 1]\n{key} = {value}"),
                &format!("{place}: `claim.{key}` {problem}"),
            )]);
        }
    }
}

#[test]
fn cells_that_no_study_can_have() {
    refused_of_std(&[
        (
            "within = [0, 1]\ncells = \"relu\"",
            "line 18, column 9: `claim.cells` is a string; it must be a table",
        ),
        (
            "within = [0, 1]\ncells = { init = \"normal:std=-1\" }",
            "line 18, column 18: init `normal:std=-1`: `std` is -1; it must be at least 0",
        ),
        (
            "within = [0, 1]\ncells = { init = [\"he-normal\", 3] }",
            "line 18, column 32: `claim.cells.init` is an integer; it must be a string",
        ),
        (
            "within = [0, 1]\ncells = { width = 0 }",
            "line 18, column 19: `claim.cells.width` is 0; it must be an integer of at least 1",
        ),
        (
            "within = [0, 1]\ncells = { residual = \"no\" }",
            "line 18, column 22: `claim.cells.residual` is a string; it must be true or false",
        ),
        (
            "within = [0.5, 2]\nratio = { of = { init = 3 }, to = { init = \"he-normal\" } }",
            "line 18, column 25: `claim.ratio.of.init` is an integer; it must be a string",
        ),
    ]);
}

#[test]
fn an_expectation_a_topic_or_a_text_that_is_none() {
    refused_of_std(&[
        (
            "within = [0, 1]\nexpected = \"maybe\"",
            "line 18, column 12: `claim.expected` is `maybe`; allowed: holds, refuted",
        ),
        (
            "within = [0, 1]\nexpected = false",
            "line 18, column 12: `claim.expected` is true or false; it must be a string",
        ),
        ("within = [0, 1]\ntopic = 3", "line 18, column 9: `claim.topic` is an integer; it must be a string"),
        ("within = [0, 1]\nsource = []", "line 18, column 10: `claim.source` is a list; it must be a string"),
    ]);
    refused(&[(
        "text = \"it\\nis\"\nmeasure = \"std\"\nwithin = [0, 1]",
        "line 15, column 8: `claim.text` holds a line break or another control character",
    )]);
    let error = parse(&format!("claim = 3\n{BASE}"), &[], false).unwrap_err().to_string();
    assert_eq!(error, "line 1, column 9: `claim` is an integer; it must be a table");
}

#[test]
fn a_claim_made_twice() {
    let one = "[[claim]]\ntext = \"it is\"\nmeasure = \"std\"\nwithin = [0, 1]\n";
    let other = one.replace("std", "within_unit_std");
    let error = parse(&format!("{BASE}{one}{other}"), &[], false).unwrap_err().to_string();
    assert_eq!(error, "line 18, column 1: the claim \"it is\" is made twice; say in the text what differs");
}

#[test]
fn a_headline_is_true_or_false() {
    let lines = "text = \"it is\"\nmeasure = \"std\"\nwithin = [0, 1]\nheadline = \"yes\"";
    let error = with_claim(lines).unwrap_err().to_string();
    assert_eq!(error, "line 18, column 12: `claim.headline` is a string; it must be true or false");
}
