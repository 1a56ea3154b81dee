//! Damaged records: `render` says what is wrong, where, and touches nothing.

use std::fs;

use crate::bench::Bench;

const CELLS: &str = "results/small/cells.jsonl";
const RECORD: &str = "results/small/record.json";

/// A bench with a finished study and its figures.
fn finished() -> Bench {
    let bench = Bench::new();
    bench.done(&["experiment", "small.toml", "--set", "init=zeros"]);
    bench
}

#[test]
fn a_folder_without_a_record_is_no_study() {
    let bench = finished();
    fs::remove_file(bench.path().join(RECORD)).unwrap();
    for folder in ["results/small", "results", "nowhere"] {
        let said = bench.refused(2, &["render", folder]);
        let start = format!("error: cannot read {folder}/record.json, which a finished study has");
        assert!(said.starts_with(&start), "{said}");
    }
}

#[test]
fn missing_cells_are_named() {
    let bench = finished();
    fs::remove_file(bench.path().join(CELLS)).unwrap();
    let said = bench.refused(2, &["render", "results/small"]);
    assert!(
        said.starts_with("error: cannot read results/small/cells.jsonl, which a finished study has: "),
        "{said}"
    );
}

#[test]
fn cells_cut_at_a_line_are_counted() {
    let bench = finished();
    let cells = bench.read(CELLS);
    let first = cells.lines().next().unwrap();
    for (text, found) in [(String::new(), 0), (format!("{first}\n"), 1), (format!("{cells}{first}\n"), 3)] {
        bench.write(CELLS, text);
        bench.fails(
            &["render", "results/small"],
            &format!("results/small/cells.jsonl has {found} cells where record.json plans 2: the record is cut; run the study again"),
        );
    }
}

#[test]
fn cells_cut_within_a_line_and_garbage_are_named_with_their_line() {
    let bench = finished();
    let cells = bench.read(CELLS);
    let (first, second) = cells.trim_end().split_once('\n').unwrap();
    let wrong = [
        (format!("{first}\n{}", &second[..second.len() / 2]), 2),
        (format!("{first}\nnot json\n"), 2),
        (format!("{{\"cell\": 3}}\n{second}\n"), 1),
        (format!("\n{second}\n"), 1),
    ];
    for (text, line) in wrong {
        bench.write(CELLS, text);
        let said = bench.refused(2, &["render", "results/small"]);
        let start = format!("error: results/small/cells.jsonl, line {line}: damaged record: ");
        assert!(said.starts_with(&start), "{said}");
        assert!(said.ends_with("; run the study again\n"), "{said}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let bench = finished();
    bench.write(CELLS, [0xff, 0xfe, b'\n']);
    let said = bench.refused(2, &["render", "results/small"]);
    assert!(
        said.starts_with("error: cannot read results/small/cells.jsonl, which a finished study has: "),
        "{said}"
    );
}

#[test]
fn a_record_of_a_newer_format_asks_for_a_newer_version() {
    let bench = finished();
    bench.write(RECORD, bench.read(RECORD).replace("\"format\": 1,", "\"format\": 2, \"what\": {},"));
    let message = "results/small/record.json: the record has format 2, newer than 1, the newest this version reads; update initscope";
    bench.fails(&["render", "results/small"], message);
    // Whatever else a newer record has or lacks.
    bench.write(RECORD, "{\"format\": 2}");
    bench.fails(&["render", "results/small"], message);
}

#[test]
fn a_damaged_manifest_is_named_with_its_line() {
    let bench = finished();
    let record = bench.read(RECORD);
    let wrong = [
        ("[]".to_owned(), 1),
        (record.replace("\"format\": 1,", "\"format\": \"one\","), 2),
        (record.replace("\"trials\": 1", "\"trials\": -1"), 10),
        (record.replace("\"seed\": 0", "\"seed\": zero"), 9),
    ];
    for (text, line) in wrong {
        bench.write(RECORD, text);
        let said = bench.refused(2, &["render", "results/small"]);
        let start = format!("error: results/small/record.json, line {line}: damaged record: ");
        assert!(said.starts_with(&start), "{said}");
    }
    bench.write(RECORD, &record[..record.len() / 2]);
    let said = bench.refused(2, &["render", "results/small"]);
    assert!(said.contains(": damaged record: "), "{said}");
}

#[test]
fn numbers_that_a_record_cannot_have_do_not_crash_the_figures() {
    let bench = finished();
    let cells = bench.read(CELLS);
    let odd = [
        cells.replace("\"low\":", "\"low\":1e308,\"was\":"),
        cells.replace("\"std\":0.0", "\"std\":-1e308"),
        cells.replace("\"layer\":1", "\"layer\":4000000000"),
        cells.replace("\"sites\":[", "\"sites\":[],\"were\":["),
    ];
    for text in odd {
        assert_ne!(text, cells);
        bench.write(CELLS, text);
        let output = bench.command(&["render", "results/small"]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(0 | 2)), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
