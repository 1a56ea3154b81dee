//! Folders and files of IDX that are wrong: the message names the file and says what to do.

use initscope::data::{DataError, Dataset, Folder, IdxError, Source, Split, Unreadable};

use crate::datasets::bench::{Bench, TRAIN, files, gzip, images, labels};

const IMAGES: &str = "train-images-idx3-ubyte";
const LABELS: &str = "train-labels-idx1-ubyte";
const TEST_IMAGES: &str = "t10k-images-idx3-ubyte";

/// One file is another; plain and packed, the message must be this.
fn replaced(name: &str, bytes: &[u8], problem: &str) {
    for bytes in [bytes.to_vec(), gzip(bytes)] {
        let bench = Bench::with_images(false);
        bench.write(name, bytes);
        assert_eq!(bench.said(bench.idx()), format!("{name}: {problem}"));
    }
}

#[test]
fn a_folder_that_is_missing_or_a_file_is_said_to_be() {
    let bench = Bench::with_images(false);
    let read =
        |name: &str| bench.said(Dataset::read(&Source::Idx(Folder::new(bench.path(name))), Split::Whole));
    assert_eq!(
        read("nowhere"),
        "nowhere: there is no such folder; make it and put the files of the data set into it"
    );
    let folder = bench.folder().display();
    assert_eq!(
        read(IMAGES),
        format!("{IMAGES}: this is a file; give the folder that it is in: idx:{folder}")
    );
    assert!(
        read("x,sett=y")
            .ends_with("into it; if `sett` is meant as a key: known are set; did you mean `set`?")
    );
}

#[test]
fn a_folder_without_files_lists_what_was_looked_for() {
    let bench = Bench::new();
    bench.write("train.csv", "1,2");
    std::fs::create_dir(bench.path("other")).unwrap();
    let expected = "none of the files is in it or in the folders in it; looked for train-images-idx3-ubyte with train-labels-idx1-ubyte, t10k-images-idx3-ubyte with t10k-labels-idx1-ubyte (or test-...), and images-idx3-ubyte with labels-idx1-ubyte, each also with .gz behind it, a dot before idx, or the name of a data set in front (emnist-letters-train-...); there is other/, train.csv; a table is read by csv:FILE";
    let error = bench.idx().unwrap_err();
    assert!(matches!(&error, DataError::NoFiles { folder, .. } if folder == bench.folder()));
    assert!(Bench::new().idx().unwrap_err().to_string().ends_with("; it is empty"));
    assert_eq!(error.to_string(), format!("{}: {expected}", bench.folder().display()));
}

#[test]
fn a_file_without_its_other_half_names_both() {
    for (missing, found) in
        [(0, "train-labels-idx1-ubyte"), (1, IMAGES), (2, "t10k-labels-idx1-ubyte"), (3, TEST_IMAGES)]
    {
        let bench = Bench::with_images(true);
        let (missing, _) = files()[missing];
        bench.remove(&format!("{missing}.gz"));
        let expected = format!(
            "{found}.gz: its other half is missing; looked for {missing} beside it, also with .gz behind it or with a dot before idx"
        );
        assert_eq!(bench.said(bench.idx()), expected);
    }
}

#[test]
fn images_and_labels_that_were_swapped_are_told_from_other_files() {
    replaced(
        IMAGES,
        &labels(&[0, 1, 2, 1]),
        "starts with 0x00000801, as a file of labels does; a file of images starts with 0x00000803: the two files are swapped, rename them",
    );
    replaced(
        LABELS,
        &images(&[4, 2, 3], &TRAIN),
        "starts with 0x00000803, as a file of images does; a file of labels starts with 0x00000801: the two files are swapped, rename them",
    );
}

#[test]
fn other_files_say_how_they_start_and_what_they_may_be() {
    let cases: [(&[u8], _, _); 4] = [
        (b"PK\x03\x04 and more", "504b0304", "this is a zip archive; unpack it"),
        (
            b"<?xml version=\"1.0\"?><Error>",
            "3c3f786d",
            "this is a web page, as a download that failed leaves; get the file again",
        ),
        (
            &[0, 0, 0x0d, 3, 0, 0, 0, 1],
            "00000d03",
            "its elements or axes are others; images have bytes and 3 axes, labels whole numbers and 1 or 2",
        ),
        (b"1,2,3,4\n", "312c322c", "this is some other file; get it again"),
    ];
    for (bytes, found, problem) in cases {
        let says = |what, expected| {
            format!("starts with 0x{found}; a file of {what} starts with 0x{expected}: {problem}")
        };
        replaced(IMAGES, bytes, &says("images", "00000803"));
        replaced(LABELS, bytes, &says("labels", "00000801"));
    }
}

#[test]
fn a_header_that_is_cut_counts_its_bytes() {
    let whole = images(&[4, 2, 3], &TRAIN);
    for found in [0, 3, 4, 15] {
        let problem = format!(
            "is cut short: the header alone takes 16 bytes, and there are {found}; get the file again"
        );
        replaced(IMAGES, &whole[..found], &problem);
    }
    replaced(
        LABELS,
        &labels(&[1])[..7],
        "is cut short: the header alone takes 8 bytes, and there are 7; get the file again",
    );
}

#[test]
fn a_file_that_is_shorter_or_longer_than_its_header_says_counts_the_bytes() {
    let whole = images(&[4, 2, 3], &TRAIN);
    replaced(
        IMAGES,
        &whole[..39],
        "has 39 bytes, and its header, 4 x 2 x 3, promises 40: it is cut short; get the file again",
    );
    replaced(
        IMAGES,
        &[&whole[..], &[0; 1000]].concat(),
        "has 1040 bytes, and its header, 4 x 2 x 3, promises 40: there is something behind them; get the file again",
    );
    replaced(
        LABELS,
        &labels(&[0, 1, 2, 1])[..11],
        "has 11 bytes, and its header, 4, promises 12: it is cut short; get the file again",
    );
    // Nothing of that size is set aside.
    replaced(
        IMAGES,
        &images(&[u32::MAX, 65535, 65535], &TRAIN),
        "has 40 bytes, and its header, 4294967295 x 65535 x 65535, promises 18446181123756261391: it is cut short; get the file again",
    );
}

#[test]
fn a_header_that_promises_nothing_is_refused() {
    replaced(IMAGES, &images(&[0, 28, 28], &[]), "has no images: its header says 0 x 28 x 28");
    replaced(IMAGES, &images(&[4, 0, 28], &[]), "has no pixels: its header says 4 x 0 x 28");
    replaced(IMAGES, &images(&[4, 28, 0], &[]), "has no pixels: its header says 4 x 28 x 0");
    replaced(LABELS, &labels(&[]), "has no labels: its header says 0");
}

#[test]
fn numbers_of_images_and_labels_must_agree() {
    replaced(
        LABELS,
        &labels(&[0, 1, 2]),
        "has 3 labels, and train-images-idx3-ubyte has 4 images; take both files from the same place",
    );
    replaced(
        "t10k-labels-idx1-ubyte",
        &labels(&[0, 1, 2]),
        "has 3 labels, and t10k-images-idx3-ubyte has 2 images; take both files from the same place",
    );
}

#[test]
fn both_parts_must_have_images_of_one_size() {
    // As many pixels, but turned.
    replaced(
        TEST_IMAGES,
        &images(&[2, 3, 2], &[1; 12]),
        "its images have 3 x 2 pixels, and those of train-images-idx3-ubyte have 2 x 3; take both files from the same data set",
    );
}

#[test]
fn data_sets_in_several_folders_are_listed() {
    let bench = Bench::new();
    for folder in ["MNIST/raw", "KMNIST/raw"] {
        std::fs::create_dir_all(bench.path(folder)).unwrap();
        for (name, bytes) in files() {
            bench.write(&format!("{folder}/{name}"), bytes);
        }
    }
    let folder = bench.folder().display().to_string();
    assert_eq!(
        bench.idx().unwrap_err().to_string(),
        format!(
            "{folder}: several folders in it have data sets; give one of them: idx:{folder}/KMNIST/raw, idx:{folder}/MNIST/raw"
        )
    );
}

#[test]
fn gzip_that_is_cut_anywhere_is_said_to_be() {
    let bench = Bench::with_images(true);
    let whole = gzip(&images(&[4, 2, 3], &TRAIN));
    for end in 2..whole.len() {
        bench.write("train-images-idx3-ubyte.gz", &whole[..end]);
        let error = bench.idx().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "{}: its gzip data end early: the file is cut short; get it again",
                bench.path("train-images-idx3-ubyte.gz").display()
            ),
            "{end} of {}",
            whole.len()
        );
        assert!(matches!(error, DataError::Idx { error: IdxError::Unreadable(Unreadable::Cut), .. }));
    }
}

#[test]
fn gzip_with_a_wrong_checksum_or_something_behind_it_is_damaged() {
    let whole = gzip(&images(&[4, 2, 3], &TRAIN));
    let checksum = whole.len() - 8;
    let mut wrong = whole.clone();
    wrong[checksum] ^= 1;
    for bytes in [wrong, [&whole[..], b"more than a page of text, which is no gzip"].concat()] {
        let bench = Bench::with_images(true);
        bench.write("train-images-idx3-ubyte.gz", bytes);
        let error = bench.idx().unwrap_err();
        assert!(
            matches!(error, DataError::Idx { error: IdxError::Unreadable(Unreadable::Damaged(_)), .. }),
            "{error}"
        );
        let said = error.to_string();
        assert!(said.contains("train-images-idx3-ubyte.gz: its gzip data are damaged ("), "{said}");
        assert!(said.ends_with("; get the file again"), "{said}");
    }
}
