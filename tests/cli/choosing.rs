//! `--set`, `--quick` and the figures' options.

use crate::bench::Bench;

#[test]
fn a_set_axis_replaces_the_studys_values() {
    let bench = Bench::new();
    bench.numbers(&["--set", "init=[\"lecun-uniform\", \"normal:mean=0,std=1\"]"]);
    assert_eq!(bench.column("small", "init"), ["lecun-uniform", "normal"]);
    assert_eq!(bench.column("small", "activation"), ["relu", "tanh"]);
}

#[test]
fn values_set_for_one_axis_add_up_in_order() {
    let bench = Bench::new();
    let init = [
        "--set",
        "init=zeros",
        "--set",
        "activation=elu",
        "--set",
        "init=[\"ones\", \"he-normal\"]",
        "--set",
        "axes.init=xavier-normal",
    ];
    bench.numbers(&init);
    assert_eq!(bench.column("small", "init"), ["zeros", "ones", "he-normal", "xavier-normal"]);
    assert_eq!(bench.column("small", "activation"), ["elu"]);
}

#[test]
fn an_axis_replaces_the_fixed_key_of_the_same_meaning_and_the_other_way_round() {
    let bench = Bench::new();
    bench.numbers(&["--set", "width=[3, 5]", "--set", "samples=[4, 6]", "--set", "depth=3"]);
    assert_eq!(bench.column("small", "width"), ["3", "5"]);
    assert_eq!(bench.column("small", "samples"), ["4", "6"]);
    assert_eq!(bench.column("small", "depth"), ["3"]);
    bench.numbers(&["--set", "network.width=9", "--set", "input.samples=5", "--set", "network.depth=1"]);
    assert_eq!(bench.column("small", "width"), ["9"]);
    assert_eq!(bench.column("small", "samples"), ["5"]);
    assert_eq!(bench.column("small", "depth"), ["1"]);
}

#[test]
fn layers_replace_input_width_and_depth() {
    let bench = Bench::new();
    bench.numbers(&["--set", "network.layers=[7, 5, 4, 3]"]);
    assert_eq!(bench.column("small", "width"), ["5-4-3"]);
    assert_eq!(bench.column("small", "depth"), ["3"]);
    assert_eq!(bench.cells("small")[0]["settings"]["layers"], serde_json::json!([7, 5, 4, 3]));
    let counts: Vec<_> = bench.rows("small").iter().take(10).map(|row| row["count"].clone()).collect();
    assert_eq!(counts, ["140", "35", "100", "100", "20", "80", "80", "12", "60", "60"]);
}

#[test]
fn bare_words_numbers_and_toml_are_all_values() {
    let bench = Bench::new();
    bench.numbers(&[
        "--set",
        "precision=f32",
        "--set",
        "title=Is it?",
        "--set",
        "histogram.bins=4",
        "--set",
        "histogram.ranges=[\"natural\", [-1, 2.5]]",
    ]);
    assert_eq!(bench.manifest("small")["title"], "Is it?");
    assert_eq!(bench.column("small", "precision"), ["f32"]);
    for cell in bench.cells("small") {
        for site in cell["sites"].as_array().unwrap() {
            let histograms = site["histograms"].as_array().unwrap();
            assert_eq!(histograms.len(), 2);
            assert_eq!(
                (&histograms[0]["range"], &histograms[1]["range"]),
                (&"natural".into(), &"fixed".into())
            );
            assert_eq!(
                (histograms[1]["low"].as_f64(), histograms[1]["high"].as_f64()),
                (Some(-1.0), Some(2.5))
            );
        }
    }
}

#[test]
fn aliases_are_recorded_under_their_canonical_names() {
    let bench = Bench::new();
    bench.numbers(&[
        "--set",
        "init=[\"glorot_uniform\", \"Kaiming-Normal\", \"constant:value=0\", \"normal:std=1e0\"]",
    ]);
    assert_eq!(bench.column("small", "init"), ["xavier-uniform", "he-normal", "zeros", "normal"]);
}

#[test]
fn quick_takes_the_studys_smaller_version_and_set_still_wins() {
    let bench = Bench::new();
    bench.numbers(&["--quick"]);
    assert_eq!(bench.column("small", "samples"), ["10"]);
    bench.numbers(&["--quick", "--set", "samples=12"]);
    assert_eq!(bench.column("small", "samples"), ["12"]);
}

#[test]
fn figures_come_in_the_formats_asked_for() {
    let bench = Bench::new();
    let stems = |format: &str, ending: &str| -> Vec<String> {
        bench.done(&["experiment", "small.toml", "--figures", "all", "--format", format]);
        let names = bench.names("results/small/figures");
        names.iter().filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
    };
    let png = stems("png", ".png");
    assert!(png.len() >= 8, "{png:?}");
    assert_eq!(bench.names("results/small/figures").len(), png.len());
    assert_eq!(stems("svg", ".svg"), png);
    assert_eq!(bench.names("results/small/figures").len(), png.len());
    assert_eq!(stems("PNG,svg", ".png"), png);
    assert_eq!(bench.names("results/small/figures").len(), 2 * png.len());
    for (name, bytes) in bench.files("results/small/figures") {
        let start: &[u8] = if name.ends_with(".svg") { b"<svg" } else { b"\x89PNG" };
        assert!(bytes.starts_with(start), "{name}");
    }
}

#[test]
fn without_figures_there_is_no_folder_of_them() {
    let bench = Bench::new();
    let shown = bench.numbers(&[]);
    assert!(shown.ends_with("\n4 cells. Numbers: results/small/layers.csv\n"), "{shown}");
    assert_eq!(
        bench.names("results"),
        ["small/", "small/cells.jsonl", "small/layers.csv", "small/record.json"]
    );
}

#[test]
fn a_later_run_leaves_nothing_of_an_earlier_one() {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml", "--figures", "row,stripes"]);
    assert!(bench.path().join("results/small/figures/row_relu_he-normal.png").exists());
    let other = ["--figures", "row,stripes,depth", "--set", "init=lecun-normal", "--set", "activation=relu"];
    bench.done(&[&["experiment", "small.toml"][..], &other].concat());
    assert_eq!(
        bench.names("results/small/figures"),
        ["depth_relu.png", "row_relu_lecun-normal.png", "stripes_relu.png"]
    );
    bench.numbers(&[]);
    assert_eq!(
        bench.names("results"),
        ["small/", "small/cells.jsonl", "small/layers.csv", "small/record.json"]
    );
}
