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

#[test]
fn marks_that_would_be_lost_or_have_no_partner_are_refused() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let (begin, end) = ("<!-- BEGIN results: small -->", "<!-- END results: small -->");
    let claims = "<!-- BEGIN claims: other -->";
    for (text, mark) in [
        (format!("{begin}\n{begin}\nprose\n{end}\n"), begin),
        (format!("{begin}\n{claims}\nprose\n{end}\n"), claims),
        (format!("{begin}\n{end}\nprose\n{end}\n"), end),
        (format!("{end}\n{begin}\n{end}\n"), end),
    ] {
        bench.write("about.md", text);
        let message = format!(
            "about.md: `{mark}` stands where no mark may: each BEGIN is followed by its own END, then comes the next"
        );
        bench.fails(&["render", "results/small", "--splice", "about.md"], &message);
    }
}

#[test]
fn nothing_in_a_table_is_more_than_text() {
    let bench = Bench::new();
    let study = bench.read("small.toml").replace("\"tiny\"", "\"<script>|[x](y)`\"");
    bench.write("small.toml", study);
    bench.write("about.md", MARKED);
    bench.numbers(&["--set", "title=a`<b>"]);
    bench.done(&["render", "results/small", "--splice", "about.md"]);
    let text = bench.read("about.md");
    assert!(text.contains(r"| ReLU | &lt;script>\|\[x](y)\` | 0."), "{text}");
    assert!(text.contains("Made by `` initscope experiment small --set 'title=a`<b>' ``, version"), "{text}");
}

#[cfg(unix)]
mod on_unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_link_stays_one_and_permissions_stay_as_they_are() {
        let bench = Bench::new();
        bench.numbers(&[]);
        bench.write("papers/about.md", MARKED);
        let (paper, link) = (bench.path().join("papers/about.md"), bench.path().join("about.md"));
        fs::set_permissions(&paper, Permissions::from_mode(0o640)).unwrap();
        symlink("papers/about.md", &link).unwrap();
        bench.done(&["render", "results/small", "--splice", "about.md"]);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&paper).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(bench.read("papers/about.md").contains("| ReLU | tiny |"));
        assert_eq!(bench.names("papers"), ["about.md"]);
    }

    #[test]
    fn on_a_full_disk_the_document_stays_whole() {
        let bench = Bench::new();
        bench.numbers(&[]);
        bench.write("about.md", MARKED.to_owned() + &"A line of the paper.\n".repeat(500));
        let before = bench.files(".");
        let program = assert_cmd::cargo::cargo_bin!("initscope");
        let output = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "sh"])
            .arg(program)
            .args(["render", "results/small", "--splice", "about.md"])
            .current_dir(bench.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: about.md: "));
        assert!(bench.files(".") == before);
    }

    #[test]
    fn what_is_no_file_is_refused() {
        let bench = Bench::new();
        bench.numbers(&[]);
        for document in ["/dev/zero", "results"] {
            bench.fails(
                &["render", "results/small", "--splice", document],
                &format!("{document}: it is no file that text could be put into"),
            );
        }
    }
}
