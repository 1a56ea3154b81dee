//! Tables that are wrong: the message says in which line and column.

use initscope::data::{Dataset, Source, Split, Table};

use crate::datasets::bench::{Bench, gzip};

fn refused(cases: &[(&str, &str)]) {
    refused_with("", cases);
}

/// With keys behind the path.
fn refused_with(keys: &str, cases: &[(&str, &str)]) {
    let bench = Bench::new();
    for (text, problem) in cases {
        assert_eq!(bench.said(bench.csv_with(keys, text)), format!("x.csv: {problem}"), "{text:?}");
    }
}

#[test]
fn a_file_that_is_missing_or_a_folder_cannot_be_read() {
    let bench = Bench::new();
    let said =
        |name: &str| bench.said(Dataset::read(&Source::Csv(Table::new(bench.path(name))), Split::Whole));
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
        (
            "\"a\nb\",c\n1,x\n",
            "line 3, column 2: `x` is not a number; if column c holds the classes, write `csv:x.csv,label=c`",
        ),
        (
            "1,2\n,3\n",
            "line 2, column 1: an empty field is not a number; every sample needs one in every column",
        ),
        // With one number it is a row, not a header.
        (
            "1,two\n3,4\n",
            "line 1, column 2: `two` is not a number; if column 2 holds the classes, write `csv:x.csv,label=2`; if this line is a header, write `csv:x.csv,header=yes`",
        ),
        (",\n", "line 1, column 1: an empty field is not a number; every sample needs one in every column"),
    ]);
    let long = "z".repeat(1000);
    refused(&[(&format!("1\n{long}\n"), &format!("line 2, column 1: `{}...` is not a number", &long[..40]))]);
}

#[test]
fn other_separators_and_decimal_commas_are_named() {
    let meant = |used: &str, meant: &str, keys: &str| {
        format!(
            "line 1: with `{used}` between columns there is one column; if they are separated by `{meant}`, write `csv:x.csv{keys}`"
        )
    };
    refused(&[
        ("1;2\n3;4\n", &meant(",", ";", ",delimiter=;")),
        ("a;label\n3;4\n", &meant(",", ";", ",delimiter=;")),
        ("1\t2\n3\t4\n", &meant(",", "tab", ",delimiter=tab")),
        ("1|2\n3|4\n", &meant(",", "|", ",delimiter=|")),
        ("1 2\n3 4\n", &meant(",", "space", ",delimiter=space")),
        (
            "5,1;3,5\n4,9;3,0\n",
            "line 1, column 2: `1;3` is not a number; if columns are separated by `;`, write `csv:x.csv,delimiter=;`",
        ),
    ]);
    refused_with(
        ",delimiter=;",
        &[
            ("1,2,3\n4,5,6\n", &meant(";", ",", "")),
            (
                "a;b\n5,1;3,5\n",
                "line 2, column 1: `5,1` is not a number; numbers have a decimal point here, not a comma: write 5.1, for all with pandas.read_csv(..., decimal=\",\") and to_csv",
            ),
            (
                "a;b\n5.1;-1.234,5\n",
                "line 2, column 2: `-1.234,5` is not a number; numbers have a decimal point here, not a comma: write -1234.5, for all with pandas.read_csv(..., decimal=\",\") and to_csv",
            ),
        ],
    );
}

#[test]
fn a_column_of_text_is_named_as_what_may_hold_the_classes() {
    let written = |label: &str| format!("write `csv:x.csv,label={label}`");
    refused(&[
        (
            "species,x\nsetosa,1\n",
            &format!(
                "line 2, column 1: `setosa` is not a number; if column species holds the classes, {}",
                written("species")
            ),
        ),
        (
            "name,x,target,kind\nJo,1,yes,a\n",
            &format!(
                "line 2, column 1: `Jo` is not a number; if column target holds the classes, {}, and no other column may hold text",
                written("target")
            ),
        ),
        // A name that cannot be written is given by its number.
        (
            "x,\"a,label=b\"\n1,yes\n",
            &format!(
                "line 2, column 2: `yes` is not a number; if column a,label=b holds the classes, {}",
                written("2")
            ),
        ),
        (
            "x,y\n1,NA\n",
            "line 2, column 2: `NA` is not a number; every sample needs a number in every column",
        ),
        (
            "x,label\nred,1\n",
            "line 2, column 1: `red` is not a number; every column but that of the labels holds numbers",
        ),
    ]);
}

#[test]
fn columns_that_are_not_there_are_said_to_be_beside_those_that_are() {
    refused_with(
        ",label=speces",
        &[
            (
                "x,species\n1,a\n",
                "has no column `speces`; did you mean `species`?; its columns are x, species (or by number: 1 is the first, -1 the last)",
            ),
            (
                "1,2\n3,4\n",
                "has no column `speces`: its first line is numbers, not names; give the column's number: label=1 is the first, label=-1 the last (header=yes if the line is names)",
            ),
        ],
    );
    refused_with(",label=3", &[("1,2\n3,4\n", "has no column 3: it has 2, and 1 is the first, -1 the last")]);
    refused_with(
        ",label=-3",
        &[("a,b\n3,4\n", "has no column -3: it has 2, and 1 is the first, -1 the last")],
    );
}

#[test]
fn files_that_are_no_utf_8_text_are_named() {
    let bench = Bench::new();
    let wide: Vec<u8> = "\u{feff}label,a\n0,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let said = "x.csv: is UTF-16 text, and UTF-8 is read; save it as UTF-8 (Excel: CSV UTF-8), or: iconv -f UTF-16LE -t UTF-8 OLD.csv > NEW.csv";
    for bytes in [&wide[..], &wide[2..], &gzip(&wide)] {
        assert_eq!(bench.said(bench.csv(bytes)), said);
    }
    assert!(bench.said(bench.csv("PK\x03\x04...")).contains("is a zip archive, or a workbook"));
    assert!(bench.said(bench.csv(b"\x93NUMPY\x01\x00")).contains("is read by npy:FILE"));
}

#[test]
fn a_mistaken_key_is_named_where_the_file_is_not_found() {
    let bench = Bench::new();
    let table = Table::new(bench.path("x.csv,lable=a"));
    let said = bench.said(Dataset::read(&Source::Csv(table), Split::Whole));
    assert!(
        said.ends_with(
            "; if `lable` is meant as a key: known are label, delimiter, header, scale; did you mean `label`?"
        ),
        "{said}"
    );
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
fn labels_are_all_whole_numbers_or_all_text() {
    let whole = "; labels are whole numbers, or text";
    let text = ", and those before it are numbers; labels are all numbers, or all text";
    for (label, problem) in [("1.5", whole), ("nan", whole), ("inf", whole), ("cat", text), ("?", text)] {
        refused(&[(
            &format!("x,label,y\n1,0,2\n1,{label},2\n"),
            &format!("line 3, column 2: the label is `{label}`{problem}"),
        )]);
    }
    refused(&[
        ("x,label\n1,0\n1,\n", "line 3, column 2: the label is an empty field; every sample needs one"),
        (
            "x,label\n1,cat\n1,1\n",
            "line 3, column 2: the label is `1`, and those before it are text; labels are all numbers, or all text",
        ),
    ]);
    let rows: String = (0..257).map(|row| format!("1,{row}\n")).collect();
    refused(&[(
        &format!("x,label\n{rows}"),
        "line 258, column 2: the label is `256`, and there are 256 others before it; classes are few: is this column numbers to predict?",
    )]);
}

#[test]
fn headers_with_two_labels_or_a_gap_are_refused() {
    refused(&[
        (
            "label,x,class\n1,2,3\n",
            "columns 1 and 3 both hold labels by their names; say which: label=1 or label=3, if the other is an input",
        ),
        (
            ",x,label\n0,2,3\n",
            "line 1, column 1: the header has no name here, as where pandas writes the numbers of rows; write the file with index=False, or name the column if it is an input",
        ),
    ]);
}

#[test]
fn packed_tables_that_are_cut_are_said_to_be() {
    let bench = Bench::new();
    let packed = gzip(b"1,2\n3,4\n5,6\n");
    let said = bench.said(bench.csv(&packed[..packed.len() - 3]));
    assert_eq!(said, "x.csv: its gzip data end early: the file is cut short; get it again");
}
