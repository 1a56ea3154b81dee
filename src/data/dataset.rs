//! Samples to train on and samples held out.

use ndarray::{Array2, Axis, concatenate};
use rand::RngExt;

use super::rows::{Rows, TooLarge};
use super::{DataError, Source, csv, digits, idx, npy};
use crate::noise::{Role, Stream};

/// Inputs of a network, and what they are of.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// `[samples, width]`: a row is a sample.
    pub inputs: Array2<f32>,
    /// The class of each sample, where the source has labels.
    pub classes: Option<Vec<u8>>,
}

/// Samples to train on, and others to see what was learned.
///
/// Inputs are `f32` because noise is: a network of either precision sees the same numbers, which `f64`
/// holds exactly.
///
/// ```
/// use initscope::data::{Dataset, Source, Split};
///
/// let digits = Dataset::read(&Source::Digits, Split::HeldOut { seed: 0 }).unwrap();
/// assert_eq!(digits.train.inputs.dim(), (4000, 784));
/// assert_eq!(digits.held_out.inputs.dim(), (1000, 784));
/// assert_eq!(digits.class_count(), 10);
/// // One of each digit, and again.
/// assert_eq!(digits.train.classes.unwrap()[..12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
/// // 0 is paper and 1 is ink.
/// let ink = digits.train.inputs.mapv(f64::from).mean().unwrap();
/// assert_eq!(format!("{ink:.4}"), "0.1309");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Samples to train on; there is one at least.
    pub train: Samples,
    /// Samples that training does not see. None where nothing learns, or the source has one sample only.
    pub held_out: Samples,
    /// The classes that occur as the source writes them, in their order; empty without labels.
    pub classes: Vec<String>,
    /// What was made of the source that its owner may not expect: scales, classes, shapes, and columns that may
    /// be something else.
    pub notes: Vec<String>,
}

/// Which samples are held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// None, and all stay in the order of the source: nothing learns.
    Whole,
    /// Those that the source itself sets apart, or else a fifth.
    HeldOut {
        /// Seed of the order in which samples are dealt.
        seed: u64,
    },
}

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
    /// samples are dealt in an order that depends on the seed alone ([`Role::Split`]), so that a file that is
    /// sorted by class has all of them in both parts. What the source itself sets apart stays as it is, and the
    /// digits come in turn.
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

    /// Numbers of a sample.
    pub fn width(&self) -> usize {
        self.train.inputs.ncols()
    }

    /// How many classes occur; 0 without labels.
    pub fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// Deals samples into those to train on and those held out.
    pub(super) fn cut(mut rows: Rows, split: Split) -> Result<Self, TooLarge> {
        let order = match split {
            Split::Whole => (0..rows.count()).collect(),
            Split::HeldOut { seed } => shuffled(rows.count(), seed),
        };
        let kept = match split {
            Split::Whole => order.len(),
            Split::HeldOut { .. } => kept(order.len()),
        };
        let (train, held_out) = order.split_at(kept);
        let ([train, held_out], note) = rows.parts([train, held_out])?;
        let mut notes = std::mem::take(&mut rows.notes);
        if held_out.inputs.nrows() > 0 {
            let (held_out, all) = (held_out.inputs.nrows(), order.len());
            notes.push(format!("{held_out} of its {all} samples are held out, drawn by the seed"));
        }
        notes.extend(note.or_else(|| rows.pixels()));
        notes.extend(rows.labels.as_ref().and_then(|labels| labels.note()));
        let classes = rows.labels.map(|labels| labels.names).unwrap_or_default();
        Ok(Self { train, held_out, classes, notes })
    }

    /// Two parts that the source sets apart; where nothing learns, one behind the other.
    pub(super) fn of_parts(train: Samples, held_out: Samples, classes: Vec<String>, split: Split) -> Self {
        let notes = Vec::new();
        match split {
            Split::HeldOut { .. } => Self { train, held_out, classes, notes },
            Split::Whole => {
                let inputs = concatenate![Axis(0), train.inputs, held_out.inputs];
                let none =
                    Samples::new(inputs.ncols(), Vec::new(), train.classes.as_ref().map(|_| Vec::new()));
                let both = train.classes.zip(held_out.classes);
                let train =
                    Samples { inputs, classes: both.map(|(train, held_out)| [train, held_out].concat()) };
                Self { train, held_out: none, classes, notes }
            }
        }
    }
}

/// How many of so many samples are trained on.
pub(super) fn kept(count: usize) -> usize {
    count - if count < 2 { 0 } else { (count / 5).max(1) }
}

/// Fisher and Yates's shuffle, addressed by the seed alone.
fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut rng = Stream::new(seed, 0, Role::Split, 0).rng(0);
    let mut order: Vec<usize> = (0..count).collect();
    for place in 0..count {
        order.swap(place, rng.random_range(place..count));
    }
    order
}

impl Samples {
    /// Rows of `width` values, one behind the other.
    pub(super) fn new(width: usize, values: Vec<f32>, classes: Option<Vec<u8>>) -> Self {
        let shape = (values.len() / width, width);
        let inputs = Array2::from_shape_vec(shape, values).expect("values come in whole rows");
        Self { inputs, classes }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::data::Numbers;
    use crate::data::labels::Labels;

    fn rows(samples: usize) -> Rows {
        let numbers = Numbers::Single((0..samples * 3).map(|value| value as f32).collect());
        let classes: Vec<i64> = (0..samples).map(|row| (row * 3 / samples) as i64).collect();
        let labels = Some(Labels::of_numbers(&classes, Path::new("x")).unwrap());
        Rows { width: 3, numbers, labels, scale: None, notes: Vec::new() }
    }

    fn cut(samples: usize, split: Split) -> Dataset {
        Dataset::cut(rows(samples), split).unwrap_or_else(|_| panic!("finite"))
    }

    fn first_column(samples: &Samples) -> Vec<usize> {
        samples.inputs.column(0).iter().map(|value| *value as usize / 3).collect()
    }

    #[test]
    fn a_fifth_is_held_out_and_one_sample_at_least_of_two() {
        let expected =
            [(1, (1, 0)), (2, (1, 1)), (4, (3, 1)), (9, (8, 1)), (10, (8, 2)), (5000, (4000, 1000))];
        for (samples, parts) in expected {
            let set = cut(samples, Split::HeldOut { seed: 0 });
            assert_eq!((set.train.inputs.nrows(), set.held_out.inputs.nrows()), parts);
            let mut all = [first_column(&set.train), first_column(&set.held_out)].concat();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..samples), "each is in one part");
        }
    }

    #[test]
    fn the_order_depends_on_the_seed_alone_and_samples_keep_their_classes() {
        let set = |seed| cut(30, Split::HeldOut { seed });
        assert_eq!(set(7), set(7));
        assert_ne!(set(7), set(8));
        // Pinned: another order is another split of everyone's files.
        assert_eq!(first_column(&set(0).held_out), PINNED);
        for part in [set(3).train, set(3).held_out] {
            let classes: Vec<u8> = first_column(&part).iter().map(|row| (row / 10) as u8).collect();
            assert_eq!(part.classes, Some(classes));
        }
    }

    const PINNED: [usize; 6] = [23, 21, 20, 11, 13, 7];

    #[test]
    fn where_nothing_learns_nothing_is_held_out_or_moved() {
        let set = cut(30, Split::Whole);
        assert!(first_column(&set.train).into_iter().eq(0..30));
        assert_eq!(set.held_out.inputs.dim(), (0, 3));
        assert_eq!(set.held_out.classes, Some(vec![]));
        let (train, held_out) = (cut(10, Split::Whole).train, cut(20, Split::Whole).train);
        let joined = Dataset::of_parts(train.clone(), held_out.clone(), vec![], Split::Whole);
        let order: Vec<usize> = (0..10).chain(0..20).collect();
        assert_eq!(first_column(&joined.train), order);
        assert_eq!(joined.train.classes.unwrap().len(), 30);
        assert_eq!(joined.held_out.inputs.dim(), (0, 3));
        let apart = Dataset::of_parts(train, held_out.clone(), vec![], Split::HeldOut { seed: 1 });
        assert_eq!(apart.held_out, held_out);
    }
}
