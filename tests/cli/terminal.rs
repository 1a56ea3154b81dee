//! What the terminal shows: pages of any width, colours, one line a network.

use std::collections::BTreeSet;

use crate::bench::Bench;

impl Bench {
    /// What a command prints where the environment has `variables`.
    fn printed(&self, arguments: &[&str], variables: &[(&str, &str)]) -> String {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        String::from_utf8(command.assert().code(0).get_output().stdout.clone()).unwrap()
    }
}

/// Columns of a line of letters that are all one column wide.
fn columns(line: &str) -> usize {
    line.chars().count()
}

#[test]
fn every_table_fits_its_page_and_no_word_is_broken() {
    let bench = Bench::new();
    bench.numbers(&["--set", "depth=200", "--trials", "3", "--set", "protocol=backward"]);
    bench.done(&["experiment", "textbook", "scale", "--quick", "--no-figures", "--table", "none"]);
    let others = ["experiment", "small.toml", "--no-figures", "--out", "other", "--table", "none"];
    bench.done(&[&others[..], &["--set", "depth=200", "--set", "bias=constant"]].concat());
    let commands: [&[&str]; 8] = [
        &["show", "results/small"],
        &["show", "results/small", "--table", "full"],
        &["show", "results/textbook"],
        &["show", "results/scale"],
        &["compare", "results/small", "other/small", "--no-figures", "--all"],
        &["list"],
        &["show", "training"],
        &["explain", "he"],
    ];
    for width in ["60", "80", "100", "200"] {
        for command in commands {
            let text = bench.printed(command, &[("COLUMNS", width)]);
            let widest = text.lines().max_by_key(|line| columns(line)).unwrap();
            assert!(columns(widest) <= width.parse().unwrap(), "{command:?} at {width}: {widest}");
            let whole = bench.printed(command, &[("COLUMNS", "400")]);
            let known: BTreeSet<&str> = whole.split(|letter: char| !letter.is_alphabetic()).collect();
            let left_out = |line: &&str| line.starts_with("No room") || line.contains(" layers shown");
            let words = text.lines().filter(|line| !left_out(line)).flat_map(str::split_whitespace);
            for word in words.filter(|word| word.chars().all(char::is_alphabetic)) {
                assert!(known.contains(word), "{word} in {command:?} at {width}: {text}");
            }
        }
    }
}

#[test]
fn a_page_that_goes_nowhere_has_a_hundred_columns() {
    let bench = Bench::new();
    let piped = bench.done(&["list"]);
    assert_eq!(piped, bench.printed(&["list"], &[("COLUMNS", "100")]));
    for wrong in ["", "0", "wide", "-3"] {
        assert_eq!(piped, bench.printed(&["list"], &[("COLUMNS", wrong)]), "{wrong}");
    }
}

#[test]
fn a_narrow_page_says_what_it_leaves_out() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let narrow = bench.printed(&["show", "results/small"], &[("COLUMNS", "48")]);
    assert!(narrow.contains("\nNo room in 48 columns for: signal, factor\n"), "{narrow}");
    // What has no column is not explained either.
    assert!(!narrow.contains("the input causes"), "{narrow}");
}

#[test]
fn verdicts_have_colours_where_they_are_asked_for() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let shown = |arguments: &[&str], variables: &[(&str, &str)]| {
        bench.printed(&[&["show", "results/small"], arguments].concat(), variables)
    };
    let plain = shown(&[], &[]);
    for detail in ["lines", "full"] {
        let coloured = shown(&["--color", "always", "--table", detail], &[]);
        assert!(coloured.contains("\u{1b}[36mvanishing"), "{coloured}");
        assert!(!coloured.contains("mhealthy"), "{coloured}");
    }
    assert!(shown(&[], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert_eq!(shown(&["--color=never"], &[("CLICOLOR_FORCE", "1")]), plain);
    assert_eq!(shown(&[], &[("NO_COLOR", "1")]), plain);
    // What takes no room in a line is not left in the text.
    assert!(plain.chars().all(|letter| !('\u{2060}'..='\u{2064}').contains(&letter)), "{plain}");
    // Help, too.
    assert!(bench.printed(&["show", "--help", "--color", "always"], &[]).contains('\u{1b}'));
    assert!(
        !bench
            .printed(&["show", "--help", "--color", "never"], &[("CLICOLOR_FORCE", "1")])
            .contains('\u{1b}')
    );
}

#[test]
fn a_folder_shows_what_ended_its_experiment() {
    let bench = Bench::new();
    let printed = bench.done(&["experiment", "small.toml"]);
    assert_eq!(bench.done(&["show", "results/small"]), printed);
    assert_eq!(bench.done(&["show", "results/small/"]).lines().next(), Some("Small?"));
    bench.fails(
        &["show", "results/small", "--quick"],
        "results/small is a folder with a record, which changes cannot alter: show the study instead",
    );
}

#[test]
fn many_networks_are_named_by_what_became_of_them() {
    let bench = Bench::new();
    let sweep = ["--set", "init={value=\"normal\",vary=\"std\",logspace=[1e-3, 10, 40]}"];
    let shown = bench.numbers(&sweep);
    assert!(
        shown.contains("80 networks by what became of them; --table lines has a line for each"),
        "{shown}"
    );
    // Neighbours of a sweep by the first and the last.
    assert!(shown.contains("std 0.001 to std 0."), "{shown}");
    assert!(shown.lines().count() < 30, "{shown}");
    let lines = bench.done(&["show", "results/small", "--table", "lines"]);
    assert!(lines.lines().filter(|line| line.starts_with(" std ")).count() == 80, "{lines}");
    assert_eq!(lines.lines().filter(|line| line.ends_with("verdict")).count(), 4, "{lines}");
}

#[test]
fn a_network_of_one_layer_and_one_of_no_numbers_have_their_lines() {
    let bench = Bench::new();
    let one = bench.numbers(&["--set", "depth=1", "--set", "init=ones", "--set", "activation=relu"]);
    assert!(one.contains("\n ones "), "{one}");
    assert!(!one.contains("factor"), "{one}");
    let beyond = ["--set", "precision=f32", "--set", "init=normal:std=1e18", "--set", "depth=4"];
    let huge = bench.numbers(&beyond);
    // Finite values among others that are not have no std worth a bar.
    assert!(huge.contains("××") && huge.contains("non-finite from layer 3"), "{huge}");
    assert!(huge.contains(", × no number\n"), "{huge}");
}
