//! Samples to train on and samples held out.

use std::path::Path;

use ndarray::Array2;

use super::{DataError, Source, csv, digits, idx, npy};

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
/// use initscope::data::{Dataset, Source};
///
/// let digits = Dataset::read(&Source::Digits).unwrap();
/// assert_eq!(digits.train.inputs.dim(), (4000, 784));
/// assert_eq!(digits.held_out.inputs.dim(), (1000, 784));
/// assert_eq!(digits.class_count, 10);
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
    /// Samples that training does not see. None where the source has one sample only.
    pub held_out: Samples,
    /// The largest label and 1, as classes count from 0; 0 without labels.
    pub class_count: usize,
}

impl Dataset {
    /// Reads a source whole.
    ///
    /// | source | samples | held out | numbers | classes |
    /// |---|---|---|---|---|
    /// | `digits` | 5000 images of 28 x 28 pixels, 500 of each digit, in turn | the last 1000 | pixels / 255 | 10 |
    /// | `idx:DIR` | `train-images-idx3-ubyte` with `train-labels-idx1-ubyte` | those of `t10k-...` | pixels / 255 | those of the labels |
    /// | `csv:FILE` | rows | the last fifth | as they are | the column `label` or `class` of a header |
    /// | `npy:FILE` | rows of an array `[samples, width]` of `float32` or `float64` | the last fifth | as they are, in `f32` | none |
    ///
    /// Files of IDX may be packed (`.gz`) or not, and be named with a dot before `idx`; of two that are there the
    /// one that is not packed is read. Plain `images-idx3-ubyte` with `labels-idx1-ubyte` stand in for a training
    /// pair that is missing. A folder with one pair only, `t10k-...` too, has its last fifth held out. A fifth is
    /// rounded down, but is one sample at least where there are two.
    ///
    /// A table has a header if its first line has a column `label` or `class`, in any case, or no number; its
    /// labels are whole numbers from 0 to 255. It may be packed too.
    ///
    /// The digits are a part of MNIST's training set (Y. LeCun, C. Cortes, C. J. C. Burges; CC BY-SA 3.0);
    /// `data/mnist5k/SOURCE.md` has their origin. No sample is shuffled.
    ///
    /// # Errors
    ///
    /// If a file is missing, is not of its format, has numbers that are not finite in `f32`, or if all samples
    /// to train on are of one class. The error names the file, and what to do.
    pub fn read(source: &Source) -> Result<Self, DataError> {
        match source {
            Source::Digits => digits::read(),
            Source::Idx(folder) => idx::read(folder),
            Source::Csv(path) => Self::split(csv::read(path)?, path),
            Source::Npy(path) => Self::split(npy::samples(path)?, path),
        }
    }

    /// Numbers of a sample.
    pub fn width(&self) -> usize {
        self.train.inputs.ncols()
    }

    /// Holds the last fifth out of the samples of `path`.
    pub(super) fn split(mut samples: Samples, path: &Path) -> Result<Self, DataError> {
        let (count, width) = samples.inputs.dim();
        let kept = count - if count < 2 { 0 } else { (count / 5).max(1) };
        let (mut values, _) = samples.inputs.into_raw_vec_and_offset();
        let last = values.split_off(kept * width);
        let last_classes = samples.classes.as_mut().map(|classes| classes.split_off(kept));
        let train = Samples::new(width, values, samples.classes);
        Self::new(train, Samples::new(width, last, last_classes), path)
    }

    /// Refuses what nothing can be learned from; `path` is where the classes of `train` come from.
    pub(super) fn new(train: Samples, held_out: Samples, path: &Path) -> Result<Self, DataError> {
        if let Some([first, others @ ..]) = train.classes.as_deref()
            && others.iter().all(|class| class == first)
        {
            let samples = others.len() + 1;
            return Err(DataError::OneClass { path: path.to_owned(), class: *first, samples });
        }
        let classes = [&train, &held_out].into_iter().filter_map(|samples| samples.classes.as_ref());
        let class_count = classes.flatten().max().map_or(0, |largest| usize::from(*largest) + 1);
        Ok(Self { train, held_out, class_count })
    }
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
    use super::*;

    fn counts(samples: usize) -> (usize, usize) {
        let values = (0..samples * 3).map(|value| value as f32).collect();
        let set = Dataset::split(Samples::new(3, values, None), Path::new("x")).unwrap();
        let joined = ndarray::concatenate![ndarray::Axis(0), set.train.inputs, set.held_out.inputs];
        assert!(joined.iter().enumerate().all(|(place, value)| *value == place as f32));
        assert_eq!((joined.dim(), set.width(), set.class_count), ((samples, 3), 3, 0));
        (set.train.inputs.nrows(), set.held_out.inputs.nrows())
    }

    #[test]
    fn the_last_fifth_is_held_out_and_one_sample_at_least_of_two() {
        let expected =
            [(1, (1, 0)), (2, (1, 1)), (4, (3, 1)), (9, (8, 1)), (10, (8, 2)), (5000, (4000, 1000))];
        for (samples, parts) in expected {
            assert_eq!(counts(samples), parts);
        }
    }

    #[test]
    fn classes_are_counted_over_both_parts_and_split_with_the_samples() {
        let samples = Samples::new(1, vec![0.0; 5], Some(vec![0, 2, 0, 1, 255]));
        let set = Dataset::split(samples, Path::new("x")).unwrap();
        assert_eq!(set.train.classes, Some(vec![0, 2, 0, 1]));
        assert_eq!(set.held_out.classes, Some(vec![255]));
        assert_eq!(set.class_count, 256);
    }
}
