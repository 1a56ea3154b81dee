//! Tables that are wrong: the message says in which line and column.

use initscope::data::{Dataset, Source};

use crate::bench::{Bench, gzip};

fn refused(cases: &[(&str, &str)]) {
    let bench = Bench::new();
    for (text, problem) in cases {
        assert_eq!(bench.said(bench.csv(text)), format!("x.csv: {problem}"), "{text:?}");
    }
}

#[test]
fn a_file_that_is_missing_or_a_folder_cannot_be_read() {
    let bench = Bench::new();
    let said = |name: &str| bench.said(Dataset::read(&Source::Csv(bench.path(name))));
    assert!(said("nowhere.csv").starts_with("nowhere.csv: cannot be read: "));
    std::fs::create_dir(bench.path("folder.csv")).unwrap();
    assert!(said("folder.csv").starts_with("folder.csv: cannot be read: "));
}

#[test]
fn a_file_without_rows_or_inputs_is_refused() {
    let nothing = "is empty; it needs a line of numbers, separated by commas, for each sample";
    let no_row = "has a header and no line behind it; it needs a line of numbers for each sample";
    refused(&[
        ("", nothing),
        ("\n\r\n\n", nothing),
        ("x,y\n", no_row),
        ("x,label\n\n", no_row),
        ("label\n1\n2\n", "has no column but `label`, which labels samples; it needs their numbers too"),
    ]);
}

#[test]
fn what_is_not_a_number_is_shown_with_its_place() {
    refused(&[
        ("1,2\n3,x\n", "line 2, column 2: `x` is not a number"),
        ("a,b\n1,2\n3,0x10\n", "line 3, column 2: `0x10` is not a number"),
        // Blank lines and fields of several lines count.
        ("1,2\n\n\n3,x\n", "line 4, column 2: `x` is not a number"),
        ("1,2\r\n\r\n3,x\r\n", "line 3, column 2: `x` is not a number"),
        ("\"a\nb\",c\n1,x\n", "line 3, column 2: `x` is not a number"),
        (
            "1,2\n,3\n",
            "line 2, column 1: an empty field is not a number; every sample needs one in every column",
        ),
        ("1;2\n3;4\n", "line 2, column 1: `3;4` is not a number; columns are separated by commas"),
        ("1\t2\n3\t4\n", "line 2, column 1: `3\\t4` is not a number; columns are separated by commas"),
        // With one number it is a row, not a header.
        ("1,two\n3,4\n", "line 1, column 2: `two` is not a number"),
        (",\n", "line 1, column 1: an empty field is not a number; every sample needs one in every column"),
    ]);
    let long = "z".repeat(1000);
    refused(&[(&format!("1\n{long}\n"), &format!("line 2, column 1: `{}...` is not a number", &long[..40]))]);
}

#[test]
fn numbers_that_are_not_finite_are_refused() {
    for text in ["nan", "NaN", "inf", "-Infinity", "1e39", "-3.5e38"] {
        let problem = "is not a finite number of single precision, which are at most 3.4e38";
        refused(&[(&format!("1,2\n3,{text}\n"), &format!("line 2, column 2: `{text}` {problem}"))]);
    }
}

#[test]
fn rows_must_be_as_long_as_the_first() {
    refused(&[
        ("1,2\n3\n", "line 2, column 2: the line has 1 column, and the first has 2"),
        ("a,b\n1,2\n3,4,5\n", "line 3, column 3: the line has 3 columns, and the first has 2"),
        ("a,label\n1,2,\n", "line 2, column 3: the line has 3 columns, and the first has 2"),
    ]);
}

#[test]
fn labels_are_whole_numbers_from_0_to_255() {
    for text in ["256", "-1", "1.5", "cat", "", "nan", "inf"] {
        let found = if text.is_empty() { "an empty field".to_owned() } else { format!("`{text}`") };
        refused(&[(
            &format!("x,label,y\n1,0,2\n1,{text},2\n"),
            &format!("line 3, column 2: the label is {found}; labels are whole numbers from 0 to 255"),
        )]);
    }
}

#[test]
fn headers_with_two_labels_or_a_gap_are_refused() {
    refused(&[
        ("label,x,class\n1,2,3\n", "columns 1 and 3 both hold labels by their names; remove or rename one"),
        (
            ",x,label\n0,2,3\n",
            "line 1, column 1: the header has no name here, as where pandas writes the numbers of rows; write the file with index=False, or name the column if it is an input",
        ),
    ]);
}

#[test]
fn rows_that_are_sorted_by_class_leave_nothing_to_learn() {
    refused(&[(
        "x,label\n1,0\n2,0\n3,1\n",
        "every sample to train on is of class 0 (there are 2), so there is nothing to learn; shuffle the samples if they are sorted by class",
    )]);
}

#[test]
fn packed_tables_that_are_cut_are_said_to_be() {
    let bench = Bench::new();
    let packed = gzip(b"1,2\n3,4\n5,6\n");
    let said = bench.said(bench.csv(&packed[..packed.len() - 3]));
    assert_eq!(said, "x.csv: its gzip data end early: the file is cut short; get it again");
}
