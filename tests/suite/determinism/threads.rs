//! Threads do not change a byte, seeds do.

use std::fs;
use std::path::Path;

use initscope::record::Record;
use initscope::view::{self, Format};

use crate::determinism::{SMALL, WIDE, bytes, run_into, study, with_threads};

#[test]
fn records_are_the_same_bytes_on_one_two_and_three_threads() {
    for text in [SMALL, WIDE] {
        let study = study(text, &[]);
        let [one, two, three] = [1, 2, 3].map(|threads| with_threads(threads, || bytes(&study)));
        assert!(one.iter().all(|file| !file.is_empty()));
        assert!(one == two && one == three);
    }
}

#[test]
fn the_same_seed_writes_the_same_bytes_and_another_seed_others() {
    let same = bytes(&study(SMALL, &[]));
    assert!(same == bytes(&study(SMALL, &[])));
    let other = bytes(&study(&SMALL.replace("seed = 9", "seed = 10"), &[]));
    assert!(same.iter().zip(&other).all(|(same, other)| same != other));
}

#[test]
fn a_record_is_read_back_as_it_was_written() {
    for text in [SMALL, WIDE] {
        let folder = tempfile::tempdir().unwrap();
        let written = run_into(&study(text, &[]), folder.path());
        assert!(Record::read(folder.path()).unwrap() == written, "{}", written.manifest.text);
        assert!(!written.cells.is_empty() && written.cells.len() == written.manifest.cells);
    }
}

#[test]
fn unusual_numbers_are_read_back_as_they_were_written() {
    // Zeros, constants, values near the ends of the range and beyond it: absent statistics too.
    let inits = r#"["zeros", "constant:value=1e30", "normal:std=1e-200", "normal:std=1e160"]"#;
    let folder = tempfile::tempdir().unwrap();
    let study = study(SMALL, &[("init", inits), ("trials", "1"), ("input.samples", "7")]);
    let written = run_into(&study, folder.path());
    assert!(written.cells.iter().flat_map(|cell| &cell.sites).any(|site| site.summary.non_finite > 0));
    assert!(
        written.cells.iter().flat_map(|cell| &cell.sites).any(|site| site.summary.signal_share.is_none())
    );
    for (read, written) in Record::read(folder.path()).unwrap().cells.iter().zip(&written.cells) {
        assert!(read == written, "{:?}", written.settings);
    }
}

/// Every figure of the record, as files by name.
fn figures(record: &Record, folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = view::draw(
        record,
        &view::Choice::All,
        folder,
        &[Format::Png, Format::Svg],
        &std::sync::atomic::AtomicBool::new(false),
    )
    .unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

#[test]
fn figures_are_the_same_bytes_on_one_and_two_threads() {
    let folder = tempfile::tempdir().unwrap();
    let overrides = [
        ("trials", "1"),
        ("precision", "f64"),
        ("activation", "tanh"),
        ("init", r#"["he-normal", "normal"]"#),
    ];
    let record = run_into(&study(SMALL, &overrides), folder.path());
    let drawn = |threads: usize| {
        let folder = folder.path().join(threads.to_string());
        with_threads(threads, || figures(&record, &folder))
    };
    let (one, two) = (drawn(1), drawn(2));
    // Rows of two cells; overview, sheet, ridge, overlay, depth figure, stripes and weights; in two formats.
    assert_eq!(one.len(), 2 * (2 + 7));
    assert!(one == two);
}
