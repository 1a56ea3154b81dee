//! The files of MNIST and of the data sets that come in its format.
//!
//! Y. LeCun, C. Cortes, C. J. C. Burges, *The MNIST database of handwritten digits*; H. Xiao, K. Rasul,
//! R. Vollgraf, *Fashion-MNIST* (arXiv:1708.07747).

mod error;
mod file;

pub use error::IdxError;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use super::{DataError, Dataset, Samples, Unreadable};
use file::{Images, labels};

/// What the names of a part's two files start with.
const TRAIN: &str = "train-";
const TEST: &str = "t10k-";
/// A data set of one part.
const ONLY: &str = "";

/// Rows and columns of an image.
type Size = (u32, u32);

/// The data set in a folder.
pub(super) fn read(folder: &Path) -> Result<Dataset, DataError> {
    check(folder)?;
    let train = match Part::find(folder, TRAIN)? {
        Some(train) => Some(train),
        None => Part::find(folder, ONLY)?,
    };
    match (train, Part::find(folder, TEST)?) {
        (Some(train), Some(test)) => {
            let (samples, size) = train.read()?;
            let (held_out, test_size) = test.read()?;
            if size != test_size {
                let (train, test) = (train.images, test.images);
                return Err(DataError::Sizes { train, size, test, test_size });
            }
            Dataset::new(samples, held_out, &train.labels)
        }
        (Some(part), None) | (None, Some(part)) => Dataset::split(part.read()?.0, &part.labels),
        (None, None) => Err(DataError::NoFiles { folder: folder.to_owned() }),
    }
}

/// Images and their labels from two files, by name and bytes.
pub(super) fn pair<'a>(
    images: (&Path, impl BufRead + 'a),
    classes: (&Path, impl BufRead + 'a),
) -> Result<(Samples, Size), DataError> {
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |error| DataError::Idx { path, error }
    };
    let read = Images::read(images.1).map_err(wrong(images.0))?;
    let labels = labels(classes.1).map_err(wrong(classes.0))?;
    if read.count() != labels.len() {
        return Err(DataError::Counts {
            images: images.0.to_owned(),
            image_count: read.count(),
            labels: classes.0.to_owned(),
            label_count: labels.len(),
        });
    }
    let shades = read.pixels.iter().map(|pixel| f32::from(*pixel) / 255.0).collect();
    Ok((Samples::new(read.size(), shades, Some(labels)), (read.rows, read.columns)))
}

/// The two files of one part.
struct Part {
    images: PathBuf,
    labels: PathBuf,
}

impl Part {
    /// `None` if neither of the two is there.
    fn find(folder: &Path, part: &str) -> Result<Option<Self>, DataError> {
        let [images, labels] = [("images", 3), ("labels", 1)].map(|(what, axes)| {
            (find(folder, &format!("{part}{what}"), axes), format!("{part}{what}-idx{axes}-ubyte"))
        });
        match (images, labels) {
            ((Some(images), _), (Some(labels), _)) => Ok(Some(Self { images, labels })),
            ((None, _), (None, _)) => Ok(None),
            ((Some(found), _), (None, missing)) | ((None, missing), (Some(found), _)) => {
                Err(DataError::Alone { found, missing })
            }
        }
    }

    fn read(&self) -> Result<(Samples, Size), DataError> {
        let open = |path: &Path| {
            let file = File::open(path).map(BufReader::new).map_err(Unreadable::Io);
            file.map_err(|error| DataError::Idx { path: path.to_owned(), error: error.into() })
        };
        pair((&self.images, open(&self.images)?), (&self.labels, open(&self.labels)?))
    }
}

/// The file as it is before the packed one. Folders are passed over: some archives unpack into a folder with
/// the name of the file in it.
fn find(folder: &Path, name: &str, axes: usize) -> Option<PathBuf> {
    let endings = ["", ".gz"].into_iter().flat_map(|ending| ["-", "."].map(|before| (before, ending)));
    let paths = endings.map(|(before, ending)| folder.join(format!("{name}{before}idx{axes}-ubyte{ending}")));
    paths.into_iter().find(|path| path.is_file())
}

fn check(folder: &Path) -> Result<(), DataError> {
    let path = || folder.to_owned();
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(DataError::NotFolder { path: path() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(DataError::NoFolder { path: path() }),
        Err(error) => Err(DataError::Folder { path: path(), error }),
    }
}
