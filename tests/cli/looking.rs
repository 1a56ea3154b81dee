//! `list`, `show` and help: they tell and touch nothing.

use initscope::activation::Activation;
use initscope::init::Init;
use initscope::study::EMBEDDED;

use crate::bench::Bench;

/// The value of a row that `show` prints, its further lines joined by a space.
fn row(shown: &str, name: &str) -> String {
    let start = format!(" {name} ");
    let mut lines = shown.lines().skip_while(|line| !line.starts_with(&start));
    let first = lines.next().unwrap()[start.len()..].trim();
    let further = lines.take_while(|line| line.starts_with("  ")).map(str::trim);
    std::iter::once(first).chain(further).collect::<Vec<_>>().join(" ")
}

#[test]
fn list_names_every_study_scheme_and_activation() {
    let bench = Bench::new();
    let shown = bench.done(&["list"]);
    let starts = |word: &str| shown.lines().any(|line| line.split_whitespace().next() == Some(word));
    for (study, _) in EMBEDDED {
        assert!(starts(study), "{study} in {shown}");
    }
    // Long rows of keys take several lines.
    let letters: String = shown.split_whitespace().collect();
    for listing in Init::catalogue() {
        assert!(starts(listing.name), "{} in {shown}", listing.name);
        assert!(letters.contains(listing.keys), "{} in {shown}", listing.keys);
    }
    let words: Vec<&str> = shown.split([' ', ',', '\n']).collect();
    for activation in Activation::ALL {
        assert!(words.contains(&activation.name()), "{} in {shown}", activation.name());
    }
}

#[test]
fn list_groups_schemes_and_tells_the_question_and_size_of_each_study() {
    let bench = Bench::new();
    let shown = bench.done(&["list"]);
    let place = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text} in {shown}"));
    let order = [
        "Studies (",
        "Schemes: constant (",
        " zeros",
        "Schemes: distribution (",
        " he-normal",
        "Activations (",
    ];
    assert!(order.map(place).is_sorted(), "{shown}");
    let activations: Vec<&str> = shown
        .lines()
        .find(|line| line.trim().starts_with("activations "))
        .unwrap()
        .split_whitespace()
        .collect();
    assert_eq!(activations[..4], ["activations", "81", "Do", "activations"]);
}

#[test]
fn show_prints_the_resolved_plan_and_writes_nothing() {
    let bench = Bench::new();
    let before = bench.files(".");
    let shown = bench.done(&[
        "show",
        "small.toml",
        "--set",
        "width=[3, 4]",
        "--trials",
        "2",
        "--seed",
        "5",
        "--quick",
    ]);
    assert_eq!(bench.files("."), before);
    assert!(shown.starts_with("Small?\nSource: Nobody, Nowhere\n\n"), "{shown}");
    let rows = [
        ("protocol", "forward"),
        ("seed", "5"),
        ("trials", "2"),
        ("input", "gaussian, 8 wide"),
        ("samples", "10"),
        ("width", "3 4"),
        ("depth", "2"),
        ("activation", "relu  (ReLU) tanh"),
        ("init", "he-normal normal:std=0.01  (tiny)"),
        ("bias", "zeros"),
        ("precision", "f64"),
        ("cells", "16"),
    ];
    for (name, value) in rows {
        assert_eq!(row(&shown, name), value, "{name} in {shown}");
    }
    assert!(row(&shown, "histogram").starts_with("30 bins"), "{shown}");
    assert!(
        row(&shown, "memory").starts_with("about ") && row(&shown, "work").contains(" FLOP, "),
        "{shown}"
    );
}

#[test]
fn show_resolves_ranges_of_sizes_and_lists_of_layers() {
    let bench = Bench::new();
    let shown =
        bench.done(&["show", "small.toml", "--set", "width=[{linspace=[10,20,3]},{logspace=[1,4,3]}]"]);
    assert_eq!(row(&shown, "width"), "10 15 20 1 2 4");
    let shown = bench.done(&["show", "small.toml", "--set", "network.layers=[784, 300, 100]"]);
    assert_eq!(row(&shown, "layers"), "[784, 300, 100]");
    assert!(!shown.contains("\n width "), "{shown}");
}

#[test]
fn every_built_in_study_can_be_shown() {
    let bench = Bench::new();
    for (study, _) in EMBEDDED {
        for arguments in [&["show", study][..], &["show", study, "--quick"]] {
            assert!(row(&bench.done(arguments), "cells").parse::<u32>().unwrap() > 0);
        }
    }
}

#[test]
fn show_plans_what_the_experiment_then_runs() {
    let bench = Bench::new();
    let changes = ["--set", "depth=[1, 2]", "--set", "precision=[\"f32\", \"f64\"]", "--trials", "3"];
    let planned = row(&bench.done(&[&["show", "small.toml"][..], &changes].concat()), "cells");
    bench.numbers(&changes);
    assert_eq!(bench.cells("small").len().to_string(), planned);
}

#[test]
fn help_and_version_are_no_errors() {
    let bench = Bench::new();
    for command in ["experiment", "list", "show", "render"] {
        assert!(bench.done(&[command, "--help"]).contains(&format!("Usage: initscope {command}")));
        assert!(bench.done(&["--help"]).contains(&format!("\n  {command} ")));
    }
    assert_eq!(bench.done(&["--version"]), format!("initscope {}\n", env!("CARGO_PKG_VERSION")));
}
