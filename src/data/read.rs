//! From a source to its samples, whatever its format.

use super::rows::TooLarge;
use super::{DataError, Dataset, Source, Split, csv, digits, idx, npy};

impl Dataset {
    /// Reads a source whole.
    ///
    /// | source | samples | held out | numbers | classes |
    /// |---|---|---|---|---|
    /// | `digits` | 5000 images of 28 x 28 pixels, 500 of each digit, in turn | the last 1000 | pixels / 255 | 10 |
    /// | `idx:DIR` | images with their labels | those of a test pair, or a fifth | pixels / 255 | those of the labels |
    /// | `csv:FILE` | rows | a fifth | as they are, or as `scale` says | the column `label` or `class`, or as `label` says |
    /// | `npy:FILE` | the first axis; other axes are laid out in one row | a fifth | bytes / 255, others as they are, or as `scale` says | the array that `label` names in an archive |
    ///
    /// A fifth is rounded down, but is one sample at least where there are two. Who is in it is drawn: the
    /// samples are dealt in an order that depends on the seed alone
    /// ([`Role::Split`](crate::noise::Role::Split)), so that a file that is sorted by class has all of them
    /// in both parts. What the source itself sets apart stays as it is, and the digits come in turn.
    ///
    /// Classes are those that occur, numbered from 0 in the order of their numbers, or else of their names.
    ///
    /// Files of IDX go by the names of MNIST, Fashion-MNIST, KMNIST, EMNIST and QMNIST: `train-`, `t10k-` or
    /// `test-`, then `images-idx3-ubyte` or `labels-idx1-ubyte` (`labels-idx2-int`, of which the first column
    /// counts), in front of it the name of the data set (`emnist-letters-`), behind it `.gz` or nothing, with a
    /// dot or a dash before `idx`. They are looked for in the folder and, if none is there, in the folders in
    /// it and the folders in those, as torchvision makes them (`MNIST/raw`). A folder with several data sets
    /// asks for `set`. Plain `images-idx3-ubyte` stands in for a training pair that is missing.
    ///
    /// A table has a header if its first line has the column of labels, or no number. A UTF-8 byte order mark
    /// is skipped. Tables and arrays may be packed with gzip.
    ///
    /// The digits are a part of MNIST's training set (Y. LeCun, C. Cortes, C. J. C. Burges; CC BY-SA 3.0);
    /// `data/mnist5k/SOURCE.md` has their origin.
    ///
    /// # Errors
    ///
    /// If a file is missing, is not of its format, or has numbers that are not finite in `f32`. The error names
    /// the file, and what to do.
    pub fn read(source: &Source, split: Split) -> Result<Self, DataError> {
        match source {
            Source::Digits => digits::read(split),
            Source::Idx(folder) => idx::read(folder, split),
            Source::Csv(table) => {
                let number = |TooLarge { row, column, value }| DataError::CsvNumber {
                    path: table.path.clone(),
                    row: row + 1,
                    column: column + 1,
                    value,
                };
                Self::cut(csv::read(table)?, split).map_err(number)
            }
            Source::Npy(file) => {
                let number = |TooLarge { row, column, value }| DataError::NpyNumber {
                    path: file.path.clone(),
                    row,
                    column,
                    value,
                };
                Self::cut(npy::read(file)?, split).map_err(number)
            }
        }
    }
}
