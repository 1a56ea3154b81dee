//! `render --splice`: the results in a document.

use crate::bench::Bench;

const MARKED: &str = "# About\n\n<!-- BEGIN results: small -->\nold\n<!-- END results: small -->\n\nEnd.\n";

#[test]
fn a_table_of_results_is_put_between_the_marks() {
    let bench = Bench::new();
    bench.write("about.md", MARKED);
    bench.numbers(&["--seed", "3"]);
    let shown = bench.done(&["render", "results/small", "--splice", "about.md"]);
    assert_eq!(shown, "results of small put into about.md\n");
    let text = bench.read("about.md");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[..6],
        [
            "# About",
            "",
            "<!-- BEGIN results: small -->",
            "",
            "| activation | init | std, layer 1 | std, layer 2 | last layer |",
            "| --- | --- | --- | --- | --- |",
        ]
    );
    assert!(lines[6].starts_with("| ReLU | he-normal | 0."), "{text}");
    assert!(lines[6].ends_with(" | healthy |"), "{text}");
    assert!(lines[7].starts_with("| ReLU | tiny | 0."), "{text}");
    assert!(lines[7].ends_with(" | vanishing |"), "{text}");
    assert!(lines[11].starts_with("Made by `initscope experiment small --set 'seed=3'`, version "), "{text}");
    assert!(text.ends_with("\n<!-- END results: small -->\n\nEnd.\n"), "{text}");
    assert!(!text.contains("old"), "{text}");
}

#[test]
fn splicing_twice_is_splicing_once_and_draws_nothing() {
    let bench = Bench::new();
    bench.write("about.md", MARKED);
    bench.numbers(&[]);
    bench.done(&["render", "results/small", "--splice", "about.md"]);
    let once = bench.files(".");
    bench.done(&["render", "results/small", "--splice", "about.md"]);
    assert!(bench.files(".") == once);
    assert!(!bench.path().join("results/small/figures").exists());
}

#[test]
fn a_document_without_the_marks_is_left_alone() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let refuse = |text: &str, message: &str| {
        bench.write("about.md", text);
        bench.fails(&["render", "results/small", "--splice", "about.md"], message);
    };
    for text in ["", "# About\n", &MARKED.replace("small", "other")] {
        refuse(
            text,
            "about.md: the document has no mark of the study small: write `<!-- BEGIN results: small -->` or `<!-- BEGIN claims: small -->`, and the same with END, where a table belongs",
        );
    }
    let swapped = "<!-- END results: small -->\n<!-- BEGIN results: small -->\n";
    for text in [swapped, "<!-- BEGIN results: small -->\n"] {
        refuse(
            text,
            "about.md: `<!-- BEGIN results: small -->` is not followed by `<!-- END results: small -->`",
        );
    }
}

#[test]
fn a_document_that_is_not_there_is_named() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let said = bench.refused(2, &["render", "results/small", "--splice", "nowhere.md"]);
    assert!(said.starts_with("error: nowhere.md: "), "{said}");
}
