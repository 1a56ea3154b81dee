//! Claims that speak of nothing in their study are refused, with what it has instead.

use crate::claims::with_claim;

/// Why the claim about std of these lines speaks of nothing.
fn speaks_of_nothing(cases: &[(&str, &str)]) {
    for (lines, reason) in cases {
        let error = with_claim(&format!("text = \"it is\"\nmeasure = \"std\"\n{lines}")).unwrap_err();
        let expected = format!("line 14, column 1: the claim \"it is\" speaks of nothing: {reason}");
        assert_eq!(error.to_string(), expected, "{lines}");
    }
}

const NOT_TOGETHER: &str = "no cell has all that it names at the layers that it names";

#[test]
fn cells_that_this_study_has_not() {
    speaks_of_nothing(&[
        (
            "within = [0, 1]\ncells = { init = \"lecun-uniform\" }",
            "no cell has init `lecun-uniform`; did you mean `lecun-normal`?",
        ),
        ("within = [0, 1]\ncells = { init = \"zeros\" }", "no cell has init `zeros`"),
        (
            "within = [0, 1]\ncells = { activation = [\"relu\", \"elu\"] }",
            "no cell has activation `elu`; did you mean `relu`?",
        ),
        ("within = [0, 1]\ncells = { depth = 4 }", "no cell has depth `4`"),
        ("within = [0, 1]\ncells = { bias = \"ones\" }", "no cell has bias `ones`"),
        (
            "within = [1.4, 1.5]\nratio = { of = { init = \"he-normal\" }, to = { init = \"lecun-uniform\" } }",
            "no cell has init `lecun-uniform`; did you mean `lecun-normal`?",
        ),
        (
            "order = [{ init = \"he-normal\" }, { init = \"normal:std=0.001\" }]",
            "no cell has init `normal:std=0.001`; did you mean `normal:std=0.01`?",
        ),
    ]);
}

#[test]
fn layers_and_steps_that_this_study_has_not() {
    speaks_of_nothing(
        &[
            "within = [0, 1]\nlayer = 4",
            "within = [0, 1]\nlayer = 0",
            "within = [0, 1]\nstep = 1",
            "within = [0.5, 2]\nratio = { of = 4, to = 1 }",
            "within = [0.5, 2]\nratio = { of = 3, to = \"last\" }",
            "within = [0, 1]\nquantity = \"input\"\nlayer = 1",
            "within = [0.5, 2]\nquantity = \"input\"\nratio = { of = \"last\", to = \"first\" }",
            "layer = 4\norder = [{ init = \"he-normal\" }, { init = \"lecun-normal\" }]",
        ]
        .map(|lines| (lines, NOT_TOGETHER)),
    );
}

#[test]
fn groups_of_which_no_cells_are_alike() {
    speaks_of_nothing(&[
        (
            "within = [0.5, 2]\ncells = { init = \"he-normal\" }\nratio = { of = { init = \"he-normal\" }, to = { init = \"lecun-normal\" } }",
            NOT_TOGETHER,
        ),
        (
            "cells = { init = \"normal:std=0.01\" }\norder = [{ init = \"he-normal\" }, { init = \"lecun-normal\" }]",
            NOT_TOGETHER,
        ),
    ]);
}
