//! The digits that the program carries, against the files that they are.

use std::fs;
use std::path::Path;

use initscope::data::{Dataset, Folder, Source, Split};

use crate::datasets::bench::Bench;

/// As networks learn from them.
const LEARN: Split = Split::HeldOut { seed: 3 };

#[test]
fn the_folder_of_the_digits_reads_as_the_digits() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/mnist5k");
    let digits = Dataset::read(&Source::Digits, LEARN).unwrap();
    let folder = Source::Idx(Folder::new(folder));
    let whole = |source| Dataset::read(source, Split::Whole).unwrap();
    assert!(whole(&folder) == whole(&Source::Digits));
    // The digits come in turn and stay so, whatever the seed; of another folder it is drawn who is held out.
    assert!(
        whole(&Source::Digits).train.inputs
            == ndarray::concatenate![ndarray::Axis(0), digits.train.inputs, digits.held_out.inputs]
    );
    assert!(Dataset::read(&Source::Digits, Split::HeldOut { seed: 4 }).unwrap() == digits);
    assert!(Dataset::read(&folder, LEARN).unwrap() != digits);
}

#[test]
fn the_digits_are_a_training_set_for_a_test_set_beside_them() {
    let bench = Bench::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/mnist5k");
    for (from, to) in [("images-idx3", "images-idx3"), ("labels-idx1", "labels-idx1")] {
        let bytes = fs::read(folder.join(format!("{from}-ubyte.gz"))).unwrap();
        bench.write(&format!("{to}-ubyte.gz"), &bytes);
        bench.write(&format!("t10k-{to}-ubyte.gz"), &bytes);
    }
    let read = bench.idx().unwrap();
    assert_eq!((read.train.inputs.dim(), read.held_out.inputs.dim()), ((5000, 784), (5000, 784)));
    assert_eq!((read.width(), read.class_count()), (784, 10));
}

/// The sums were taken over the unpacked bytes by another program.
#[test]
fn pixels_are_shades_from_0_to_1_in_255_steps() {
    let digits = Dataset::read(&Source::Digits, LEARN).unwrap();
    let sum = |inputs: &ndarray::Array2<f32>| -> u64 {
        let steps = inputs.iter().map(|shade| {
            let step = (shade * 255.0).round();
            assert_eq!(step / 255.0, *shade);
            step as u64
        });
        steps.sum()
    };
    let (train, held_out) = (sum(&digits.train.inputs), sum(&digits.held_out.inputs));
    assert_eq!(train + held_out, 131_267_102);
    let mean = |sum: u64, images: f64| sum as f64 / (images * 784.0 * 255.0);
    assert!((mean(train, 4000.0) - 0.130_859_888_955_582_23).abs() < 1e-12);
    assert!((mean(held_out, 1000.0) - 0.133_158_593_437_374_93).abs() < 1e-12);
}
