//! A temporary folder with files in it, and what reading them comes to.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use initscope::data::{ArrayFile, DataError, Dataset, Folder, Source, Split, Table};
use tempfile::TempDir;

/// Images to train on, 2 x 3 pixels each, and to hold out.
pub(crate) const TRAIN: [u8; 24] =
    [0, 51, 102, 153, 204, 255, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];
pub(crate) const TEST: [u8; 12] = [255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0];

pub(crate) struct Bench(TempDir);

impl Bench {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The four files: 4 images to train on, 2 held out.
    pub(crate) fn with_images(packed: bool) -> Self {
        let bench = Self::new();
        for (name, bytes) in files() {
            match packed {
                true => bench.write(&format!("{name}.gz"), gzip(&bytes)),
                false => bench.write(name, bytes),
            }
        }
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// The folder as networks learn from it.
    pub(crate) fn idx(&self) -> Result<Dataset, DataError> {
        Dataset::read(&Source::Idx(Folder::new(self.0.path())), Split::HeldOut { seed: 0 })
    }

    /// A table whole, in its order.
    pub(crate) fn csv(&self, bytes: impl AsRef<[u8]>) -> Result<Dataset, DataError> {
        self.csv_with("", bytes)
    }

    /// A table with keys such as `,label=x`.
    pub(crate) fn csv_with(&self, keys: &str, bytes: impl AsRef<[u8]>) -> Result<Dataset, DataError> {
        self.write("x.csv", bytes);
        let Source::Csv(table) = format!("csv:x.csv{keys}").parse().unwrap() else { panic!("a table") };
        Dataset::read(&Source::Csv(Table { path: self.path("x.csv"), ..table }), Split::Whole)
    }

    /// An array whole, in its order.
    pub(crate) fn npy(&self, bytes: impl AsRef<[u8]>) -> Result<Dataset, DataError> {
        self.npy_with("", bytes)
    }

    /// An array with keys such as `,array=x`.
    pub(crate) fn npy_with(&self, keys: &str, bytes: impl AsRef<[u8]>) -> Result<Dataset, DataError> {
        self.write("x.npy", bytes);
        let Source::Npy(file) = format!("npy:x.npy{keys}").parse().unwrap() else { panic!("an array") };
        Dataset::read(&Source::Npy(ArrayFile { path: self.path("x.npy"), ..file }), Split::Whole)
    }

    /// The message of an error, without the folder.
    pub(crate) fn said(&self, read: Result<Dataset, DataError>) -> String {
        let folder = format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR);
        read.unwrap_err().to_string().replace(&folder, "")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }
}

/// The plain four files by name.
pub(crate) fn files() -> [(&'static str, Vec<u8>); 4] {
    [
        ("train-images-idx3-ubyte", images(&[4, 2, 3], &TRAIN)),
        ("train-labels-idx1-ubyte", labels(&[0, 1, 2, 1])),
        ("t10k-images-idx3-ubyte", images(&[2, 2, 3], &TEST)),
        ("t10k-labels-idx1-ubyte", labels(&[3, 0])),
    ]
}

pub(crate) fn images(shape: &[u32; 3], pixels: &[u8]) -> Vec<u8> {
    let header = [0x803, shape[0], shape[1], shape[2]];
    header.into_iter().flat_map(u32::to_be_bytes).chain(pixels.iter().copied()).collect()
}

pub(crate) fn labels(classes: &[u8]) -> Vec<u8> {
    let header = [0x801, classes.len() as u32];
    header.into_iter().flat_map(u32::to_be_bytes).chain(classes.iter().copied()).collect()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}
