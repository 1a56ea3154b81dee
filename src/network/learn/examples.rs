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

    /// How many of the first samples have every class among them: at least `count`, where there are so many. In
    /// samples that come sorted by class, `count` of them may be of one.
    pub(crate) fn first_of_every_class(&self, count: usize) -> usize {
        let mut seen = [false; 256];
        let first = |(_, class): &(usize, &u8)| !std::mem::replace(&mut seen[usize::from(**class)], true);
        let last = self.classes.iter().enumerate().filter(first).last();
        count.max(last.map_or(0, |(place, _)| place + 1)).min(self.len())
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

/// Some of the examples.
#[derive(Clone, Debug)]
pub(super) struct Batch<'a, T> {
    examples: &'a Examples<T>,
    /// Which they are.
    places: Vec<usize>,
    pub(super) classes: Vec<u8>,
    /// Row by row, unless zeros are left out.
    pub(super) rows: Vec<T>,
    is_sparse: bool,
    /// By input, for the way back.
    by_input: SparseRows<T>,
}

impl<'a, T: Real> Batch<'a, T> {
    /// An empty batch of such examples, which keeps the zeros if it must be `dense`.
    pub(super) fn of(examples: &'a Examples<T>, dense: bool) -> Self {
        let is_sparse = !dense && matches!(examples.inputs, Inputs::Sparse(_));
        let (places, classes, rows) = (Vec::new(), Vec::new(), Vec::new());
        Self { examples, places, classes, rows, is_sparse, by_input: SparseRows::default() }
    }

    /// Takes the examples at `places`, with what the way back needs too if `both_ways`.
    pub(super) fn gather(&mut self, places: impl Iterator<Item = usize>, both_ways: bool) {
        let Self { examples, places: taken, classes, rows, is_sparse, by_input } = self;
        taken.clear();
        taken.extend(places);
        classes.clear();
        classes.extend(taken.iter().map(|place| examples.classes[*place]));
        rows.clear();
        let width = examples.width;
        match &examples.inputs {
            Inputs::Sparse(all) if *is_sparse && both_ways => by_input.transpose(all, taken, width),
            Inputs::Sparse(_) if *is_sparse => {}
            Inputs::Sparse(all) => taken.iter().for_each(|place| all.extend_dense(*place, width, rows)),
            Inputs::Dense(values) => {
                taken.iter().for_each(|place| rows.extend_from_slice(&values[place * width..][..width]));
            }
        }
    }

    /// Samples times weights of so many units, if zeros are left out.
    pub(super) fn multiply(&self, weights: &[T], units: usize, out: &mut Vec<T>) -> bool {
        let Inputs::Sparse(all) = &self.examples.inputs else { return false };
        if self.is_sparse {
            out.resize(self.places.len() * units, T::ZERO);
            all.product_of(&self.places, weights, units, out);
        }
        self.is_sparse
    }

    /// The gradient of so many units' weights from that of their sums, if zeros are left out.
    pub(super) fn weight_gradient(&self, gradient: &[T], units: usize, out: &mut [T]) -> bool {
        if self.is_sparse {
            self.by_input.product(gradient, units, out);
        }
        self.is_sparse
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    #[test]
    fn samples_sorted_by_class_are_judged_by_all_classes() {
        let first = |classes: &[u8], count| {
            Examples::<f64>::new(Array2::ones((classes.len(), 1)).view(), classes).first_of_every_class(count)
        };
        assert_eq!(first(&[0, 0, 0, 1, 1, 2, 2], 2), 6);
        assert_eq!(first(&[0, 1, 2, 0, 1, 2, 0], 4), 4);
        assert_eq!(first(&[0, 1, 2], 9), 3);
        assert_eq!(first(&[], 9), 0);
    }
}
