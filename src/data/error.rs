//! Data sets that cannot be read.

use std::io;
use std::path::PathBuf;

use super::{CsvError, IdxError, NpyError};

/// Why a [`Dataset`](super::Dataset) cannot be read: which file, what was found, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A folder that is not there.
    #[error(
        "{path}: there is no such folder; make it and put the files of the data set into it",
        path = path.display()
    )]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file in place of a folder.
    #[error("{path}: this is a file; give the folder that it is in", path = path.display())]
    NotFolder {
        /// The file.
        path: PathBuf,
    },
    /// A folder that cannot be looked into.
    #[error("{path}: cannot be opened: {error}", path = path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Reason.
        error: io::Error,
    },
    /// A folder without any of the files.
    #[error(
        "{folder}: none of the files is in it; looked for train-images-idx3-ubyte with train-labels-idx1-ubyte, t10k-images-idx3-ubyte with t10k-labels-idx1-ubyte, and images-idx3-ubyte with labels-idx1-ubyte, each also with .gz behind it or with a dot before idx",
        folder = folder.display()
    )]
    NoFiles {
        /// The folder.
        folder: PathBuf,
    },
    /// Images without labels, or labels without images.
    #[error(
        "{found}: its other half is missing; looked for {missing} beside it, also with .gz behind it or with a dot before idx",
        found = found.display()
    )]
    Alone {
        /// The file that is there.
        found: PathBuf,
        /// Name of the one that is not.
        missing: String,
    },
    /// A file of images or labels that is none.
    #[error("{path}: {error}", path = path.display())]
    Idx {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: IdxError,
    },
    /// Numbers of images and labels that differ.
    #[error(
        "{labels}: has {label_count} labels, and {images} has {image_count} images; take both files from the same place",
        labels = labels.display(),
        images = images.display()
    )]
    Counts {
        /// The file of images.
        images: PathBuf,
        /// Images in it.
        image_count: usize,
        /// The file of labels.
        labels: PathBuf,
        /// Labels in it.
        label_count: usize,
    },
    /// Images to train on of another size than those held out.
    #[error(
        "{test}: its images have {} x {} pixels, and those of {train} have {} x {}; take both files from the same data set",
        test_size.0, test_size.1, size.0, size.1,
        test = test.display(),
        train = train.display()
    )]
    Sizes {
        /// Images to train on.
        train: PathBuf,
        /// Rows and columns of them.
        size: (u32, u32),
        /// Images held out.
        test: PathBuf,
        /// Rows and columns of them.
        test_size: (u32, u32),
    },
    /// Labels that tell nothing apart.
    #[error(
        "{path}: every sample to train on is of class {class} (there are {samples}), so there is nothing to learn; shuffle the samples if they are sorted by class",
        path = path.display()
    )]
    OneClass {
        /// The file of the labels.
        path: PathBuf,
        /// The class.
        class: u8,
        /// How many samples there are to train on.
        samples: usize,
    },
    /// A file that is no table of numbers.
    #[error("{path}: {error}", path = path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: CsvError,
    },
    /// A file that is no array of numbers.
    #[error("{path}: {error}", path = path.display())]
    Npy {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: NpyError,
    },
    /// An array that is not `[samples, width]`.
    #[error(
        "{path}: its shape is {shape:?}; samples are the rows of an array of shape [samples, width]: numpy.save(\"x.npy\", x.reshape(len(x), -1))",
        path = path.display()
    )]
    NpyShape {
        /// The file.
        path: PathBuf,
        /// Length of each axis.
        shape: Vec<usize>,
    },
    /// An array with a number that no sample may have.
    #[error(
        "{path}: x[{row}, {column}] is {value}; every number must be finite, and in float32: at most 3.4e38",
        path = path.display()
    )]
    NpyNumber {
        /// The file.
        path: PathBuf,
        /// Row, from 0 as in NumPy.
        row: usize,
        /// Column, from 0.
        column: usize,
        /// What it is.
        value: f64,
    },
}
