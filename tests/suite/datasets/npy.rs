//! NumPy arrays whose rows are samples.

use ndarray::array;

use crate::datasets::bench::{Bench, gzip};

fn file(descr: &str, shape: &str, data: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.bytes());
    bytes.extend(data);
    bytes
}

fn doubles(shape: &str, values: &[f64]) -> Vec<u8> {
    file("<f8", shape, values.iter().flat_map(|value| value.to_le_bytes()))
}

fn singles(shape: &str, values: &[f32]) -> Vec<u8> {
    file("<f4", shape, values.iter().flat_map(|value| value.to_le_bytes()))
}

#[test]
fn rows_are_samples_in_single_precision_without_labels() {
    let bench = Bench::new();
    let read = bench.npy(doubles("(3, 2)", &[1.0, 0.1, -2.0, 3.0, 1e-60, 300.0])).unwrap();
    assert_eq!(read.train.inputs, array![[1.0, 0.1f32], [-2.0, 3.0], [0.0, 300.0]]);
    assert_eq!((read.width(), read.class_count(), &read.train.classes), (2, 0, &None));
    assert_eq!(bench.npy(singles("(3, 2)", &[1.0, 0.1, -2.0, 3.0, 0.0, 300.0])).unwrap(), read);
}

#[test]
fn numbers_that_are_not_finite_are_named_as_numpy_does() {
    let bench = Bench::new();
    let problem = "every number must be finite, and in float32: at most 3.4e38";
    for (value, words) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf"), (f32::NEG_INFINITY, "-inf")] {
        let said = bench.said(bench.npy(singles("(2, 3)", &[0.0, 0.0, 0.0, 0.0, 0.0, value])));
        assert_eq!(said, format!("x.npy: x[1, 2] is {words}; {problem}"));
    }
    let said = bench.said(bench.npy(doubles("(2, 2)", &[0.0, -1.5e39, 0.0, 0.0])));
    assert!(said.starts_with("x.npy: x[0, 1] is -1500000") && said.ends_with(problem), "{said}");
}

#[test]
fn arrays_that_are_no_rows_of_samples_say_what_they_are() {
    let bench = Bench::new();
    let shape = |shape: &str| {
        format!(
            "x.npy: its shape is {shape}; the first axis counts samples, and others hold their numbers: [samples, width]; of one number each, numpy.save(\"x.npy\", x.reshape(-1, 1))"
        )
    };
    assert_eq!(bench.said(bench.npy(singles("(2,)", &[1.0, 2.0]))), shape("[2]"));
    assert_eq!(bench.said(bench.npy(singles("()", &[1.0]))), shape("[]"));
    assert_eq!(bench.said(bench.npy(singles("(0, 2)", &[]))), shape("[0, 2]"));
    assert_eq!(bench.said(bench.npy(singles("(2, 0)", &[]))), shape("[2, 0]"));
    assert_eq!(bench.said(bench.npy(singles("(2, 3, 0)", &[]))), shape("[2, 3, 0]"));
}

#[test]
fn samples_of_more_axes_are_laid_out_in_a_row() {
    let read = Bench::new().npy(singles("(2, 1, 3)", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.5])).unwrap();
    assert_eq!(read.train.inputs, array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.5]]);
    assert_eq!(read.notes, ["samples of 1 x 3 are laid out as 3 numbers each"]);
}

#[test]
fn bytes_become_shades_unless_the_source_says_otherwise() {
    let bench = Bench::new();
    let bytes = file("|u1", "(2, 2)", [0, 51, 255, 1]);
    let read = bench.npy(&bytes).unwrap();
    assert_eq!(read.train.inputs, array![[0.0, 0.2], [1.0, 1.0 / 255.0]]);
    assert_eq!(read.notes, ["numbers are divided by 255 (scale=255)"]);
    let read = bench.npy_with(",scale=none", &bytes).unwrap();
    assert_eq!(read.train.inputs, array![[0.0, 51.0], [255.0, 1.0]]);
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    let read = bench.npy_with(",scale=0.5", &bytes).unwrap();
    assert_eq!(read.train.inputs, array![[0.0, 102.0], [510.0, 2.0]]);
}

#[test]
fn files_that_are_no_arrays_keep_the_message_of_the_reader() {
    let bench = Bench::new();
    let said = bench.said(bench.npy(file("<c8", "(1, 2)", [0; 16])));
    assert!(
        said.starts_with("x.npy: its numbers are of type `<c8`, complex numbers; save float32"),
        "{said}"
    );
    assert!(bench.said(bench.npy("text")).starts_with("x.npy: not a .npy file"));
    let packed = gzip(&singles("(1, 2)", &[1.0, 2.0]));
    assert_eq!(bench.npy(&packed).unwrap().train.inputs, array![[1.0, 2.0]]);
    let said = bench.said(bench.npy(&packed[..packed.len() - 1]));
    assert_eq!(said, "x.npy: its gzip data end early: the file is cut short; get it again");
    let said = bench.said(bench.npy_with(",array=x", singles("(1, 2)", &[1.0, 2.0])));
    assert_eq!(
        said,
        "x.npy: is one array, and `array` chooses among those of an archive (.npz); leave `array` out"
    );
}
