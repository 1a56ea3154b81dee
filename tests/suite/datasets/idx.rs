//! The files of MNIST under the names that they go by.

use initscope::data::{Dataset, Folder, Source, Split};
use ndarray::array;

use crate::datasets::bench::{Bench, TEST, TRAIN, files, gzip};

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
    assert_eq!(plain.class_count(), 4);
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
fn one_part_alone_has_a_fifth_held_out() {
    let train = Bench::with_images(false);
    let whole = train.idx().unwrap();
    train.remove("t10k-images-idx3-ubyte");
    train.remove("t10k-labels-idx1-ubyte");
    let read = train.idx().unwrap();
    assert_eq!((read.train.inputs.nrows(), read.held_out.inputs.nrows(), read.class_count()), (3, 1, 3));
    let both = ndarray::concatenate![ndarray::Axis(0), read.train.inputs, read.held_out.inputs];
    let mut rows: Vec<Vec<f32>> = both.rows().into_iter().map(|row| row.to_vec()).collect();
    let mut expected: Vec<Vec<f32>> = whole.train.inputs.rows().into_iter().map(|row| row.to_vec()).collect();
    rows.sort_by(|a, b| a.partial_cmp(b).unwrap());
    expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(rows, expected);

    for part in ["t10k-", "test-", ""] {
        let bench = Bench::new();
        let [(_, images), (_, labels), ..] = files();
        bench.write(&format!("{part}images-idx3-ubyte"), images);
        bench.write(&format!("{part}labels-idx1-ubyte"), labels);
        assert_eq!(bench.idx().unwrap(), read, "{part}");
    }
}

#[test]
fn classes_are_those_that_occur() {
    let bench = Bench::with_images(false);
    bench.write("train-labels-idx1-ubyte", crate::datasets::bench::labels(&[1, 26, 2, 1]));
    bench.write("t10k-labels-idx1-ubyte", crate::datasets::bench::labels(&[26, 3]));
    let read = bench.idx().unwrap();
    assert_eq!((read.class_count(), read.classes.join(" ")), (4, "1 2 3 26".to_owned()));
    assert_eq!((read.train.classes, read.held_out.classes), (Some(vec![0, 3, 1, 0]), Some(vec![3, 2])));
    assert_eq!(read.notes, ["4 classes: 1=0, 2=1, 3=2, 26=3"]);
}

/// A folder as libraries and archives leave it, with what each file of the bench is called there.
fn moved(folder: &str, name: impl Fn(&str) -> String) -> Bench {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path(folder)).unwrap();
    for (file, bytes) in files() {
        bench.write(&format!("{folder}/{}", name(file)), bytes);
    }
    bench
}

#[test]
fn folders_of_the_relatives_of_mnist_are_found() {
    let expected = Bench::with_images(false).idx().unwrap();
    let emnist = |name: &str| format!("emnist-letters-{}", name.replace("t10k", "test"));
    let layouts = [
        moved("MNIST/raw", str::to_owned),
        moved("FashionMNIST/raw", str::to_owned),
        moved("KMNIST/raw", str::to_owned),
        moved("raw", str::to_owned),
        moved("gzip", emnist),
        moved("EMNIST/raw", emnist),
        moved("QMNIST/raw", |name| format!("qmnist-{}", name.replace("t10k", "test"))),
        moved(".", |name| name.to_uppercase()),
    ];
    for bench in layouts {
        assert_eq!(bench.idx().unwrap(), expected, "{:?}", std::fs::read_dir(bench.folder()).unwrap().next());
    }
    // As Kaggle's archive unpacks: each file in a folder of its name.
    let bench = Bench::new();
    for (name, bytes) in files() {
        std::fs::create_dir(bench.path(name)).unwrap();
        bench.write(&format!("{name}/{name}"), bytes);
    }
    assert_eq!(bench.idx().unwrap(), expected);
}

#[test]
fn qmnist_has_eight_numbers_of_which_the_first_is_the_label() {
    let bench = Bench::with_images(false);
    let expected = bench.idx().unwrap();
    for (part, classes) in [("train", [0u32, 1, 2, 1].as_slice()), ("test", &[3, 0])] {
        let from = if part == "test" { "t10k" } else { part };
        bench.rename(&format!("{from}-images-idx3-ubyte"), &format!("qmnist-{part}-images-idx3-ubyte"));
        bench.remove(&format!("{from}-labels-idx1-ubyte"));
        let header = [0xc02, classes.len() as u32, 8];
        let rows = classes.iter().flat_map(|class| [*class, 9, 9, 9, 9, 9, 9, 9]);
        let bytes: Vec<u8> = header.into_iter().chain(rows).flat_map(u32::to_be_bytes).collect();
        bench.write(&format!("qmnist-{part}-labels-idx2-int.gz"), gzip(&bytes));
    }
    assert_eq!(bench.idx().unwrap(), expected);
}

#[test]
fn of_several_data_sets_one_is_chosen_by_name() {
    let bench = moved(".", |name| format!("emnist-letters-{name}"));
    for (name, bytes) in files() {
        bench.write(&format!("emnist-digits-{name}"), bytes);
    }
    let read = |set: Option<&str>| {
        let folder = Folder { set: set.map(str::to_owned), ..Folder::new(bench.folder()) };
        Dataset::read(&Source::Idx(folder), Split::HeldOut { seed: 0 })
    };
    assert_eq!(read(Some("emnist-digits")).unwrap(), Bench::with_images(false).idx().unwrap());
    let folder = bench.folder().display().to_string();
    assert_eq!(
        read(None).unwrap_err().to_string(),
        format!(
            "{folder}: has several data sets, emnist-digits, emnist-letters; say which: idx:{folder},set=emnist-digits"
        )
    );
    assert_eq!(
        read(Some("letters")).unwrap_err().to_string(),
        format!("{folder}: has no data set `letters`; it has emnist-digits, emnist-letters")
    );
}

#[test]
fn zeros_that_fill_a_packed_file_up_are_no_damage() {
    let bench = Bench::with_images(false);
    let expected = bench.idx().unwrap();
    let [(name, bytes), ..] = files();
    let (start, end) = bytes.split_at(20);
    for zeros in [1, 511, 100_000] {
        let zeros = vec![0; zeros];
        bench.write(name, [&gzip(&bytes)[..], &zeros].concat());
        assert_eq!(bench.idx().unwrap(), expected);
        bench.write(name, [&gzip(start)[..], &zeros, &gzip(end), &zeros].concat());
        assert_eq!(bench.idx().unwrap(), expected);
    }
}

#[test]
fn a_source_as_written_reads_its_folder() {
    let bench = Bench::with_images(true);
    let source: Source = format!("idx:{}", bench.folder().display()).parse().unwrap();
    assert_eq!(Dataset::read(&source, Split::HeldOut { seed: 0 }).unwrap(), bench.idx().unwrap());
}
