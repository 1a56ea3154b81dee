//! The files of MNIST under the names that they go by.

use initscope::data::{Dataset, Source};
use ndarray::array;

use crate::bench::{Bench, TEST, TRAIN, files, gzip};

#[test]
fn plain_and_packed_files_give_the_same_samples() {
    let plain = Bench::with_images(false).idx().unwrap();
    assert_eq!(plain.train.inputs.row(0), array![0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
    let shades =
        |pixels: &[u8]| -> Vec<f32> { pixels.iter().map(|pixel| f32::from(*pixel) / 255.0).collect() };
    assert_eq!(plain.train.inputs.as_slice().unwrap(), shades(&TRAIN));
    assert_eq!(plain.held_out.inputs.as_slice().unwrap(), shades(&TEST));
    assert_eq!((plain.train.inputs.dim(), plain.held_out.inputs.dim(), plain.width()), ((4, 6), (2, 6), 6));
    assert_eq!(plain.train.classes, Some(vec![0, 1, 2, 1]));
    assert_eq!(plain.held_out.classes, Some(vec![3, 0]));
    // Class 3 is among those held out only.
    assert_eq!(plain.class_count, 4);
    assert_eq!(Bench::with_images(true).idx().unwrap(), plain);
}

#[test]
fn what_is_packed_is_told_by_content_and_not_by_name() {
    let expected = Bench::with_images(false).idx().unwrap();
    let bench = Bench::new();
    let [(images, packed), (labels, plain), (test, test_packed), (test_labels, test_plain)] = files();
    bench.write(images, gzip(&packed));
    bench.write(&format!("{labels}.gz"), plain);
    bench.write(test, gzip(&test_packed));
    bench.write(&format!("{test_labels}.gz"), test_plain);
    assert_eq!(bench.idx().unwrap(), expected);
}

#[test]
fn several_packed_pieces_in_a_row_are_one_file() {
    let bench = Bench::with_images(false);
    let expected = bench.idx().unwrap();
    let [(name, bytes), ..] = files();
    let (start, end) = bytes.split_at(20);
    bench.write(name, [gzip(start), gzip(end)].concat());
    assert_eq!(bench.idx().unwrap(), expected);
}

#[test]
fn a_dot_before_idx_is_as_good_as_a_dash() {
    for packed in [false, true] {
        let bench = Bench::with_images(packed);
        let expected = bench.idx().unwrap();
        let ending = if packed { ".gz" } else { "" };
        for (name, _) in files() {
            let (from, to) = (format!("{name}{ending}"), format!("{}{ending}", name.replace("-idx", ".idx")));
            bench.rename(&from, &to);
        }
        assert_eq!(bench.idx().unwrap(), expected);
    }
}

#[test]
fn a_folder_that_is_named_like_a_file_is_passed_over() {
    let bench = Bench::with_images(true);
    std::fs::create_dir(bench.path("train-images-idx3-ubyte")).unwrap();
    assert_eq!(bench.idx().unwrap(), Bench::with_images(true).idx().unwrap());
}

#[test]
fn one_part_alone_has_its_last_fifth_held_out() {
    let train = Bench::with_images(false);
    let whole = train.idx().unwrap();
    train.remove("t10k-images-idx3-ubyte");
    train.remove("t10k-labels-idx1-ubyte");
    let read = train.idx().unwrap();
    assert_eq!(read.train.inputs, whole.train.inputs.slice(ndarray::s![..3, ..]));
    assert_eq!(read.held_out.inputs, whole.train.inputs.slice(ndarray::s![3.., ..]));
    assert_eq!((read.train.classes.clone(), read.class_count), (Some(vec![0, 1, 2]), 3));
    assert_eq!(read.held_out.classes, Some(vec![1]));

    for part in ["t10k-", ""] {
        let bench = Bench::new();
        let [(_, images), (_, labels), ..] = files();
        bench.write(&format!("{part}images-idx3-ubyte"), images);
        bench.write(&format!("{part}labels-idx1-ubyte"), labels);
        assert_eq!(bench.idx().unwrap(), read, "{part}");
    }
}

#[test]
fn a_source_as_written_reads_its_folder() {
    let bench = Bench::with_images(true);
    let source: Source = format!("idx:{}", bench.folder().display()).parse().unwrap();
    assert_eq!(Dataset::read(&source).unwrap(), bench.idx().unwrap());
}
