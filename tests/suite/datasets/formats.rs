//! Files of every format as NumPy and others write them, against what NumPy reads from them.

use std::path::{Path, PathBuf};

use initscope::data::{Dataset, Source, Split};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    source: String,
    shape: (usize, usize),
    names: Vec<String>,
    classes: Vec<u8>,
    sum: f64,
    squares: f64,
    weighted: f64,
    magnitude: f64,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/formats")
}

/// A source whose path is below the folder of the files.
fn placed(source: &str) -> Source {
    let mut source: Source = source.parse().unwrap();
    let path = match &mut source {
        Source::Digits => panic!("no file"),
        Source::Idx(place) => &mut place.path,
        Source::Csv(table) => &mut table.path,
        Source::Npy(file) => &mut file.path,
    };
    *path = folder().join(&*path);
    source
}

#[test]
fn every_format_reads_as_numpy_reads_it() {
    let text = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    let all: Vec<Expected> = serde_json::from_str(&text).unwrap();
    assert!(all.len() > 40);
    for expected in all {
        let read = Dataset::read(&placed(&expected.source), Split::Whole);
        let read = read.unwrap_or_else(|error| panic!("{}: {error}", expected.source));
        let x = &read.train.inputs;
        assert_eq!((x.dim(), &read.classes), (expected.shape, &expected.names), "{}", expected.source);
        assert_eq!(read.train.classes.unwrap_or_default(), expected.classes, "{}", expected.source);
        // Sums in another order differ by one rounding of f64 a term at most. Where columns are standardised,
        // their means and deviations differ by such roundings too, so that a number may round to the next f32,
        // which is 2^-23 of it away.
        let each = if expected.source.ends_with("standard") { 2f64.powi(-23) } else { 0.0 };
        let terms = x.len() as f64 * f64::EPSILON + each;
        let sums = x.indexed_iter().fold([0.0; 3], |[sum, squares, weighted], ((row, column), x)| {
            let x = f64::from(*x);
            [sum + x, squares + x * x, weighted + x * ((row + 1) * (column + 1)) as f64]
        });
        for (found, expected_sum, magnitude) in [
            (sums[0], expected.sum, expected.magnitude),
            (sums[1], expected.squares, 2.0 * expected.squares),
            (sums[2], expected.weighted, expected.magnitude),
        ] {
            assert!(
                (found - expected_sum).abs() <= terms * magnitude,
                "{}: {found} {expected_sum}",
                expected.source
            );
        }
    }
}

#[test]
fn archives_of_several_arrays_list_them() {
    let said = |source: &str| {
        let error = Dataset::read(&placed(source), Split::Whole).unwrap_err().to_string();
        error.replace(&format!("{}/", folder().display()), "")
    };
    assert_eq!(
        said("npy:stored.npz"),
        "stored.npz: has 3 arrays, x_train, y_train, weights; say which: npy:stored.npz,array=x_train"
    );
    assert_eq!(
        said("npy:stored.npz,array=x"),
        "stored.npz: has no array `x`; it has x_train, y_train, weights"
    );
    assert_eq!(
        said("npy:stored.npz,array=weights,label=y_train"),
        "stored.npz: its array `y_train` holds no labels: its shape is [4]; labels are one for each of the 6 samples"
    );
    let one = Dataset::read(&placed("npy:one.npz"), Split::Whole).unwrap();
    assert_eq!(one.notes, ["samples are its array `x`"]);
}

#[test]
fn damage_to_an_archive_is_an_error_or_changes_nothing() {
    let bytes = std::fs::read(folder().join("deflated.npz")).unwrap();
    let bench = crate::datasets::bench::Bench::new();
    let keys = ",array=x_train,label=y_train";
    let whole = bench.npy_with(keys, &bytes).unwrap();
    for place in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0x10;
        if let Ok(read) = bench.npy_with(keys, &damaged) {
            assert_eq!(read, whole, "{place}");
        }
        assert!(bench.npy_with(keys, &bytes[..place]).is_err());
    }
}
