//! Data sets that cannot be read.

use std::io;
use std::path::{Path, PathBuf};

use super::source::mistaken;
use super::{CsvError, IdxError, NpyError};

/// Why a [`Dataset`](super::Dataset) cannot be read: which file, what was found, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A folder that is not there.
    #[error(
        "{path}: there is no such folder; make it and put the files of the data set into it{hint}",
        path = path.display(),
        hint = mistaken(&path.to_string_lossy(), &["set"]).map_or_else(String::new, |hint| format!("; {hint}"))
    )]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A file in place of a folder.
    #[error(
        "{path}: this is a file; give the folder that it is in{folder}",
        path = path.display(),
        folder = match path.parent().map(Path::display) {
            Some(folder) if path.components().count() > 1 => format!(": idx:{folder}"),
            _ => ": idx:.".to_owned(),
        }
    )]
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
        "{folder}: none of the files is in it or in the folders in it; looked for train-images-idx3-ubyte with train-labels-idx1-ubyte, t10k-images-idx3-ubyte with t10k-labels-idx1-ubyte (or test-...), and images-idx3-ubyte with labels-idx1-ubyte, each also with .gz behind it, a dot before idx, or the name of a data set in front (emnist-letters-train-...); {there}",
        folder = folder.display(),
        there = there_is(there)
    )]
    NoFiles {
        /// The folder.
        folder: PathBuf,
        /// What is in it.
        there: Vec<String>,
    },
    /// A folder with several data sets.
    #[error(
        "{folder}: has several data sets, {list}; say which: idx:{folder},set={first}",
        folder = folder.display(),
        list = sets.join(", "),
        first = sets.first().map_or("NAME", String::as_str)
    )]
    Sets {
        /// The folder.
        folder: PathBuf,
        /// What the names of their files start with.
        sets: Vec<String>,
    },
    /// A folder without this data set.
    #[error("{folder}: has no data set `{set}`; it has {list}", folder = folder.display(), list = sets.join(", "))]
    NoSet {
        /// The folder.
        folder: PathBuf,
        /// What was asked for.
        set: String,
        /// What there is.
        sets: Vec<String>,
    },
    /// Several folders with data sets below the one that was given.
    #[error(
        "{folder}: several folders in it have data sets; give one of them: {list}",
        folder = folder.display(),
        list = folders.iter().map(|folder| format!("idx:{}", folder.display())).collect::<Vec<_>>().join(", ")
    )]
    Folders {
        /// The folder.
        folder: PathBuf,
        /// Those in it.
        folders: Vec<PathBuf>,
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
    /// More classes than there may be.
    #[error("{path}: has more than 256 different labels; classes are few: are these numbers to predict?", path = path.display())]
    Classes {
        /// The file of the labels.
        path: PathBuf,
    },
    /// A file that is no table of numbers.
    #[error(
        "{path}: {error}{hint}",
        path = path.display(),
        hint = hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"))
    )]
    Csv {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: CsvError,
        /// What may have been meant by the path.
        hint: Option<String>,
    },
    /// A file that is no array of numbers.
    #[error("{path}: {error}", path = path.display())]
    Npy {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: NpyError,
    },
    /// A number of a table that single precision has no room for once it is scaled.
    #[error(
        "{path}: sample {row}, number {column}: {value} is not a finite number of single precision once it is scaled; these are at most 3.4e38",
        path = path.display()
    )]
    CsvNumber {
        /// The file.
        path: PathBuf,
        /// Sample, from 1.
        row: usize,
        /// Which of its inputs, from 1.
        column: usize,
        /// What it is.
        value: f64,
    },
    /// An array of labels that are none.
    #[error("{path}: its array `{name}` holds no labels: {problem}", path = path.display())]
    NpyLabels {
        /// The file.
        path: PathBuf,
        /// The array.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// An array that has no samples.
    #[error(
        "{path}: its shape is {shape:?}; the first axis counts samples, and others hold their numbers: [samples, width]; of one number each, numpy.save(\"x.npy\", x.reshape(-1, 1))",
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

/// What is in a folder that has not what was looked for.
fn there_is(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let ends = |ending: &str| names.iter().any(|name| name.to_ascii_lowercase().ends_with(ending));
    let more = if names.len() > SHOWN { format!(" and {} more", names.len() - SHOWN) } else { String::new() };
    let first = names[..names.len().min(SHOWN)].join(", ");
    let hints = [
        (ends(".csv"), "; a table is read by csv:FILE"),
        (ends(".npy") || ends(".npz"), "; an array is read by npy:FILE"),
        (ends(".zip"), "; unpack the archive"),
        (ends(".parquet") || ends(".png") || ends(".jpg"), "; images of other formats are not read"),
    ];
    let hints: String = hints.into_iter().filter(|(there, _)| *there).map(|(_, hint)| hint).collect();
    if names.is_empty() { "it is empty".to_owned() } else { format!("there is {first}{more}{hints}") }
}
