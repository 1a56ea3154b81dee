//! Samples to train on and samples held out.

use ndarray::Array2;

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

impl Dataset {
    /// Numbers of a sample.
    pub fn width(&self) -> usize {
        self.train.inputs.ncols()
    }

    /// How many classes occur; 0 without labels.
    pub fn class_count(&self) -> usize {
        self.classes.len()
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
