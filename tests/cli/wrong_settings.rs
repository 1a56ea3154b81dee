//! Wrong values given with `--set` and its like.

use crate::bench::Bench;

/// Changes of `small.toml` and what is said about each, after the change itself.
fn all_refused(cases: &[(&str, &str)]) {
    let bench = Bench::new();
    for (change, problem) in cases {
        let message = format!("study small.toml: --set {change}: {problem}");
        bench.fails(&["experiment", "small.toml", "--set", change], &message);
        bench.fails(&["show", "small.toml", "--set", change], &message);
    }
}

#[test]
fn sizes_are_whole_and_at_least_one() {
    all_refused(&[
        ("width=0", "`width` is 0; it must be an integer of at least 1"),
        ("network.width=0", "`network.width` is 0; it must be an integer of at least 1"),
        ("network.input=0", "`network.input` is 0; it must be an integer of at least 1"),
        ("depth=0", "`depth` is 0; it must be an integer of at least 1"),
        ("depth=-3", "`depth` is -3; it must be an integer of at least 1"),
        ("samples=0", "`samples` is 0; it must be an integer of at least 1"),
        ("samples=[5, 0]", "`samples` is 0; it must be an integer of at least 1"),
        ("samples=many", "`samples` is a string; it must be an integer of at least 1"),
        ("samples=true", "`samples` is true or false; it must be an integer of at least 1"),
        ("histogram.bins=-1", "`histogram.bins` is -1; it must be an integer of at least 0"),
        ("histogram.bins=10001", "`histogram.bins` is 10001; it must be at most 10000"),
        ("trials=0", "`trials` is 0; it must be an integer of at least 1"),
        ("seed=-1", "`seed` is -1; it must be an integer of at least 0"),
        ("network.layers=[5]", "`network.layers` must be the input width and at least one hidden width"),
        ("network.layers=[]", "`network.layers` must be the input width and at least one hidden width"),
        ("network.layers=[5, 0, 2]", "`network.layers` is 0; it must be an integer of at least 1"),
    ]);
}

#[test]
fn laws_have_sound_parameters() {
    all_refused(&[
        ("init=normal:std=-1", "init `normal:std=-1`: `std` is -1; it must be at least 0"),
        ("init=normal:std=nan", "init `normal:std=nan`: `std` is `nan`; it must be a finite number"),
        ("init=normal:std=inf", "init `normal:std=inf`: `std` is `inf`; it must be a finite number"),
        ("init=normal:std", "init `normal:std`: `std` is not of the form key=value"),
        ("init=normal:std=1,std=2", "init `normal:std=1,std=2`: key `std` is given twice"),
        ("init=normal:sd=1", "init `normal:sd=1`: unknown key `sd`; allowed: mean, std"),
        (
            "init=uniform:low=2,high=1",
            "init `uniform:low=2,high=1`: `low` is 2 and `high` is 1; `low` must be below `high`",
        ),
        ("bias=normal:std=-0.5", "init `normal:std=-0.5`: `std` is -0.5; it must be at least 0"),
        ("init=3", "`init` is an integer; it must be a string"),
    ]);
}

#[test]
fn an_unknown_scheme_or_activation_suggests_the_nearest() {
    let bench = Bench::new();
    let said = bench.refused(2, &["experiment", "small.toml", "--set", "init=he-norml"]);
    assert!(said.starts_with("error: study small.toml: --set init=he-norml: init `he-norml`: unknown name; did you mean `he-normal`? Allowed: zeros, ones, "), "{said}");
    let said = bench.refused(2, &["experiment", "small.toml", "--set", "activation=[\"relu\", \"sigmoi\"]"]);
    assert!(said.contains("activation `sigmoi`: unknown name; did you mean `sigmoid`? Allowed: "), "{said}");
}

#[test]
fn closed_sets_list_what_they_allow() {
    all_refused(&[
        ("protocol=sideways", "unknown protocol `sideways`; allowed: forward, backward, train, gibbs"),
        ("precision=f16", "unknown precision `f16`; allowed: f32, f64"),
        (
            "input.kind=mnist",
            "`input.kind`: data source `mnist`: unknown name; allowed: digits, idx:DIR, csv:FILE, npy:FILE, or gaussian",
        ),
        ("norm=bath", "norm `bath`: unknown name; did you mean `batch`? Allowed: none, batch, layer"),
        (
            "norm=[\"none\", \"bath\"]",
            "norm `bath`: unknown name; did you mean `batch`? Allowed: none, batch, layer",
        ),
        ("residual=yes", "`residual` is a string; it must be true or false"),
        ("tied=yes", "`tied` is a string; it must be true or false"),
    ]);
}

#[test]
fn ranges_of_histograms_go_up() {
    let form =
        "`histogram.ranges` must be a list of \"natural\" and [low, high] with low < high and a finite width";
    for ranges in [
        "[]",
        "[[1, 0]]",
        "[[1, 1]]",
        "[[1]]",
        "[0, 1]",
        "natural",
        "[\"own\"]",
        "[\"natural\", [2, 1]]",
        "[[0, nan]]",
        "[[0, inf]]",
        "[[\"a\", 1]]",
    ] {
        all_refused(&[(&format!("histogram.ranges={ranges}"), form)]);
    }
}

#[test]
fn an_axis_has_values_and_each_of_them_once() {
    all_refused(&[
        ("init=[]", "`init` is an empty list; it must have a value"),
        ("width=[]", "`width` is an empty list; it must have a value"),
        ("init=[\"zeros\", \"ones\", \"constant:value=0\"]", "`init` has the value zeros twice"),
        ("width=[3, 4, 3]", "`width` has the value 3 twice"),
        ("precision=[\"f32\", \"f32\"]", "`precision` has the value f32 twice"),
    ]);
    Bench::new().fails(
        &["experiment", "small.toml", "--set", "bias=zeros", "--set", "bias=constant:value=0"],
        "study small.toml: --set bias=constant:value=0: `bias` has the value zeros twice",
    );
}

#[test]
fn ranges_of_an_axis_have_a_first_a_last_and_a_count() {
    let linear = "`width.linspace` must be [first, last, count] with finite ends and a count from 2 to 10000";
    let logarithmic = "`width.logspace` must be [first, last, count] with positive, finite ends and a count from 2 to 10000";
    let needs = "`width` needs `value`, or `linspace` or `logspace`, or `value` with `vary` and one of these";
    all_refused(&[
        ("width={linspace=[1, 2]}", linear),
        ("width={linspace=3}", linear),
        ("width={logspace=[0, 2, 3]}", logarithmic),
        ("width={logspace=[-1, 2, 3]}", logarithmic),
        ("width={linspace=[1, 2, 10001]}", linear),
        ("width={linspace=[1, 2, 1]}", linear),
        ("width={logspace=[1, 100, 1]}", logarithmic),
        ("width={linspace=[1, nan, 2]}", linear),
        ("width={value=3, linspace=[1, 2, 2]}", needs),
        ("width={label=\"x\"}", needs),
        ("width={value=3, label=5}", "`width.label` is an integer; it must be a string"),
        (
            "width={valeu=3}",
            "unknown key `valeu` in [width]; did you mean `value`? Allowed: value, label, vary, linspace, logspace",
        ),
    ]);
}

#[test]
fn keys_that_do_not_exist_suggest_the_nearest() {
    all_refused(&[
        (
            "network.widht=3",
            "unknown key `widht` in [network]; did you mean `width`? Allowed: layers, input, width, depth",
        ),
        (
            "axes.inti=zeros",
            "unknown key `inti` in [axes]; did you mean `init`? Allowed: width, depth, activation, init, bias, norm, residual, tied, drive, precision, samples, optimizer",
        ),
        (
            "histogram.bin=3",
            "unknown key `bin` in [histogram]; did you mean `bins`? Allowed: counts, bins, ranges",
        ),
        ("network=3", "`network` is an integer; it must be a table"),
        ("input.samples.x=3", "`input.samples` is an integer and has no keys"),
        ("network.width=[3, 4]", "`network.width` has one value; to vary it, write `width` under [axes]"),
    ]);
}

#[test]
fn layers_and_a_width_exclude_each_other() {
    Bench::new().fails(
        &["experiment", "small.toml", "--set", "network.layers=[5, 4, 3]", "--set", "width=7"],
        "study small.toml: --set width=7: `network.layers` and `width` are given at once; keep one",
    );
}

#[test]
fn toml_that_does_not_end_is_refused_as_toml() {
    all_refused(&[
        ("init=[\"zeros\"", "unclosed array, expected `]`"),
        ("init=\"zeros", "invalid basic string, expected `\"`"),
    ]);
}

#[test]
fn a_network_too_large_for_the_machine_is_refused_with_an_estimate() {
    let bench = Bench::new();
    let said = bench.refused(2, &["experiment", "small.toml", "--set", "width=10000000"]);
    assert!(said.starts_with("error: the plan needs about 831"), "{said}");
    assert!(said.contains(" GB for the largest network (widths 8-10000000-10000000, 20 samples: choose fewer samples, narrower layers or precision=f32) and 0.0 GB for the records of all cells (4: "), "{said}");
    // What is not run is not refused.
    let shown = bench.done(&["show", "small.toml", "--set", "width=10000000"]);
    assert!(shown.contains("about 831"), "{shown}");
    assert!(shown.contains(" GB, figures apart; "), "{shown}");
    let said = bench.refused(2, &["experiment", "small.toml", "--set", "samples=9000000000000000000"]);
    assert!(
        said.contains(" GB for the largest network (widths 8-6-6, 9000000000000000000 samples: "),
        "{said}"
    );
}

#[test]
fn a_plan_of_too_many_cells_is_refused_with_their_number() {
    let bench = Bench::new();
    let message =
        "the plan has 4000000000 cells; at most 10000000 fit into one study: give fewer values or trials";
    bench.fails(&["experiment", "small.toml", "--set", "trials=1000000000"], message);
    bench.fails(&["show", "small.toml", "--trials", "1000000000"], message);
}
