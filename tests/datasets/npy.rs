//! NumPy arrays whose rows are samples.

use ndarray::array;

use crate::bench::Bench;

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
    assert_eq!(read.train.inputs, array![[1.0, 0.1f32], [-2.0, 3.0]]);
    assert_eq!(read.held_out.inputs, array![[0.0, 300.0]]);
    assert_eq!((read.width(), read.class_count, &read.train.classes), (2, 0, &None));
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
            "x.npy: its shape is {shape}; samples are the rows of an array of shape [samples, width]: numpy.save(\"x.npy\", x.reshape(len(x), -1))"
        )
    };
    assert_eq!(bench.said(bench.npy(singles("(2,)", &[1.0, 2.0]))), shape("[2]"));
    assert_eq!(bench.said(bench.npy(singles("(1, 1, 2)", &[1.0, 2.0]))), shape("[1, 1, 2]"));
    assert_eq!(bench.said(bench.npy(singles("(0, 2)", &[]))), shape("[0, 2]"));
    assert_eq!(bench.said(bench.npy(singles("(2, 0)", &[]))), shape("[2, 0]"));
}

#[test]
fn files_that_are_no_arrays_keep_the_message_of_the_reader() {
    let bench = Bench::new();
    let said = bench.said(bench.npy(file("|u1", "(1, 2)", [1, 2])));
    assert!(
        said.starts_with("x.npy: its numbers are of type `|u1`, integers of 1 bytes; save float32"),
        "{said}"
    );
    assert!(bench.said(bench.npy("text")).starts_with("x.npy: not a .npy file"));
}
