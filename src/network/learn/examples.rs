//! Samples with their classes, and minibatches of them.

use ndarray::ArrayView2;

use crate::kernel::{Real, SparseRows};

/// Share of entries that are not zero up to which products leave the zeros out.
const SPARSE: f64 = 0.3;

/// Samples by inputs and the class of each sample.
#[derive(Clone, Debug)]
pub struct Examples<T> {
    width: usize,
    inputs: Inputs<T>,
    classes: Vec<u8>,
}

/// Samples by inputs.
#[derive(Clone, Debug)]
enum Inputs<T> {
    Dense(Vec<T>),
    /// Most of them zero, as pixels of digits are.
    Sparse(SparseRows<T>),
}

impl<T: Real> Examples<T> {
    /// Takes samples, one in each row, and their classes.
    ///
    /// # Panics
    ///
    /// If there is not one class for each sample, or a sample has no inputs.
    pub fn new(inputs: ArrayView2<f32>, classes: &[u8]) -> Self {
        let (samples, width) = inputs.dim();
        assert_eq!(samples, classes.len(), "one class for each sample");
        assert!(width > 0, "samples have no inputs");
        let filled = inputs.iter().filter(|value| **value != 0.0).count();
        let is_sparse = filled as f64 <= SPARSE * (samples * width) as f64;
        let inputs = if is_sparse {
            let mut rows = SparseRows::default();
            for row in inputs.rows() {
                rows.push(row.iter().map(|value| T::from_f32(*value)));
            }
            Inputs::Sparse(rows)
        } else {
            Inputs::Dense(inputs.iter().map(|value| T::from_f32(*value)).collect())
        };
        Self { width, inputs, classes: classes.to_vec() }
    }

    /// Number of samples.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether there are no samples.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Number of inputs of a sample.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// Some of the examples, side by side.
#[derive(Clone, Debug)]
pub(super) struct Batch<T> {
    pub(super) classes: Vec<u8>,
    /// Row by row, where the samples are dense.
    pub(super) rows: Vec<T>,
    /// By sample and by input, where they are sparse.
    pub(super) sparse: Option<[SparseRows<T>; 2]>,
}

impl<T: Real> Batch<T> {
    /// An empty batch of such examples, which keeps the zeros if it must be `dense`.
    pub(super) fn of(examples: &Examples<T>, dense: bool) -> Self {
        let sparse = !dense && matches!(examples.inputs, Inputs::Sparse(_));
        Self { classes: Vec::new(), rows: Vec::new(), sparse: sparse.then(Default::default) }
    }

    /// Takes the examples at `places`, with what the way back needs too if `both_ways`.
    pub(super) fn gather(
        &mut self,
        examples: &Examples<T>,
        places: impl Iterator<Item = usize>,
        both_ways: bool,
    ) {
        self.classes.clear();
        self.rows.clear();
        if let Some([by_sample, _]) = &mut self.sparse {
            by_sample.clear();
        }
        for place in places {
            self.classes.push(examples.classes[place]);
            match (&examples.inputs, &mut self.sparse) {
                (Inputs::Sparse(rows), Some([by_sample, _])) => by_sample.push_from(rows, place),
                (Inputs::Sparse(rows), None) => rows.extend_dense(place, examples.width, &mut self.rows),
                (Inputs::Dense(values), _) => {
                    self.rows.extend_from_slice(&values[place * examples.width..][..examples.width]);
                }
            }
        }
        if let Some([by_sample, by_input]) = self.sparse.as_mut().filter(|_| both_ways) {
            by_input.transpose(by_sample, examples.width);
        }
    }
}
