//! The files of MNIST and of the data sets that come in its format.
//!
//! Read `read` here, then `find` (which files of a folder), `file` (what one holds) and `error`.
//!
//! Y. LeCun, C. Cortes, C. J. C. Burges, *The MNIST database of handwritten digits*; H. Xiao, K. Rasul,
//! R. Vollgraf, *Fashion-MNIST* (arXiv:1708.07747); G. Cohen, S. Afshar, J. Tapson, A. van Schaik, *EMNIST*
//! (arXiv:1702.05373), whose images lie on their side in the files and are left so; T. Clanuwat et al., *KMNIST*
//! (arXiv:1812.01718); C. Yadav, L. Bottou, *QMNIST* (arXiv:1905.10498).

mod error;
mod file;
mod find;

pub use error::IdxError;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::labels::Labels;
use super::rows::Rows;
use super::{DataError, Dataset, Folder, Numbers, Samples, Scale, Split, Unreadable};
use file::{Images, labels};
use find::{Files, Two};

/// The data set in a folder.
pub(super) fn read(folder: &Folder, split: Split) -> Result<Dataset, DataError> {
    let Files { train, test } = Files::find(folder)?;
    match (train, test) {
        (Some(train), Some(test)) => {
            let (pair, other) = (train.read()?, test.read()?);
            if pair.size != other.size {
                let (train, test) = (train.images, test.images);
                return Err(DataError::Sizes { train, size: pair.size, test, test_size: other.size });
            }
            dataset([pair, other], &train.labels, split)
        }
        (Some(only), None) | (None, Some(only)) => {
            let Pair { shades, labels, size } = only.read()?;
            let rows = Rows {
                width: size.0 as usize * size.1 as usize,
                numbers: Numbers::Single(shades),
                labels: Some(classes(&labels, &only.labels)?),
                scale: Some(Scale::None),
                notes: Vec::new(),
            };
            Ok(Dataset::cut(rows, split).expect("shades are finite"))
        }
        // Where files were found there is a part.
        (None, None) => Err(DataError::NoFiles { folder: folder.path.clone(), there: Vec::new() }),
    }
}

/// Images and their labels.
pub(super) struct Pair {
    /// Rows and columns of an image.
    size: (u32, u32),
    shades: Vec<f32>,
    pub(super) labels: Vec<i64>,
}

impl Pair {
    /// The first images, and the rest.
    pub(super) fn split_at(mut self, count: usize) -> [Self; 2] {
        let shades = self.shades.split_off(count * (self.size.0 as usize * self.size.1 as usize));
        let labels = self.labels.split_off(count);
        let rest = Self { size: self.size, shades, labels };
        [self, rest]
    }
}

/// Two pairs of images of one size that are set apart; `path` is where labels come from.
pub(super) fn dataset([train, held_out]: [Pair; 2], path: &Path, split: Split) -> Result<Dataset, DataError> {
    let count = train.labels.len();
    let mut labels = classes(&[train.labels, held_out.labels].concat(), path)?;
    let note = labels.note();
    let of = labels.of.split_off(count);
    let width = train.size.0 as usize * train.size.1 as usize;
    let [train, held_out] = [(train.shades, labels.of), (held_out.shades, of)]
        .map(|(shades, classes)| Samples::new(width, shades, Some(classes)));
    let mut dataset = Dataset::of_parts(train, held_out, labels.names, split);
    dataset.notes.extend(note);
    Ok(dataset)
}

/// The classes that labels name; `path` is where they come from.
fn classes(labels: &[i64], path: &Path) -> Result<Labels, DataError> {
    Labels::of_numbers(labels).map_err(|_| DataError::Classes { path: path.to_owned() })
}

/// Images and their labels from two files, by name and bytes.
pub(super) fn pair<'a>(
    images: (&Path, impl BufRead + 'a),
    classes: (&Path, impl BufRead + 'a),
) -> Result<Pair, DataError> {
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
    Ok(Pair { size: (read.rows, read.columns), shades, labels })
}

impl Two {
    fn read(&self) -> Result<Pair, DataError> {
        let open = |path: &Path| {
            let file = File::open(path).map(BufReader::new).map_err(Unreadable::Io);
            file.map_err(|error| DataError::Idx { path: path.to_owned(), error: error.into() })
        };
        pair((&self.images, open(&self.images)?), (&self.labels, open(&self.labels)?))
    }
}
