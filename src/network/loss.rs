//! What a network is trained to make small.

use crate::kernel::elementary::exp;
use crate::kernel::{Real, vectorize};
use crate::named::named;

named! {
    /// The loss of outputs `y` against classes, and its gradient.
    ///
    /// With `N` samples, `K` outputs and `t` the one-hot class of a sample:
    ///
    /// | loss | value | gradient by `y` |
    /// |---|---|---|
    /// | `cross-entropy` | `mean(-ln softmax(y)[class])` | `(softmax(y) - t) / N` |
    /// | `squared-error` | `sum((y - t)²) / (2 N)` | `(y - t) / N` |
    ///
    /// ```
    /// use initscope::network::Loss;
    ///
    /// // Ten equal outputs: guessing, ln 10.
    /// let mut outputs = [0.0_f64; 10];
    /// let loss = Loss::CrossEntropy.descend(&mut outputs, &[3], 10);
    /// assert!((loss - 10f64.ln()).abs() < 1e-15);
    /// // The outputs are their gradient now.
    /// assert!((outputs[3] + 0.9).abs() < 1e-15 && (outputs[0] - 0.1).abs() < 1e-15);
    /// ```
    #[derive(Default)]
    Loss: "loss" {
        /// Of the softmax of the outputs.
        #[default]
        CrossEntropy = "cross-entropy",
        /// Half the squared distance from the one-hot class.
        SquaredError = "squared-error",
    }
}

impl Loss {
    /// The mean loss of `outputs`, samples by classes, which become its gradient.
    ///
    /// # Panics
    ///
    /// If there is not one class per row, or one that has no output.
    pub fn descend<T: Real>(self, outputs: &mut [T], classes: &[u8], width: usize) -> f64 {
        assert_eq!(outputs.len(), classes.len() * width, "one class per sample");
        let share = 1.0 / classes.len() as f64;
        let mut sum = 0.0;
        vectorize(
            #[inline(always)]
            || {
                for (row, class) in outputs.chunks_exact_mut(width).zip(classes) {
                    let class = usize::from(*class);
                    sum += match self {
                        Self::CrossEntropy => cross_entropy(row, class),
                        Self::SquaredError => squared_error(row, class),
                    };
                    for value in row {
                        *value *= T::from_f64(share);
                    }
                }
            },
        );
        sum * share
    }
}

/// Share of the rows of `outputs` whose largest number is their class's; ties count for the first.
pub(super) fn accuracy<T: Real>(outputs: &[T], classes: &[u8], width: usize) -> f64 {
    let hits = outputs.chunks_exact(width).zip(classes).filter(|(row, class)| {
        let mut largest = 0;
        for (index, value) in row.iter().enumerate() {
            if *value > row[largest] {
                largest = index;
            }
        }
        largest == usize::from(**class)
    });
    hits.count() as f64 / classes.len() as f64
}

/// `ln(sum(exp(y))) - y[class]`, relative to the largest output so that nothing overflows.
#[inline(always)]
fn cross_entropy<T: Real>(row: &mut [T], class: usize) -> f64 {
    let largest = row.iter().fold(f64::NEG_INFINITY, |largest, y| largest.max(y.to_f64()));
    let wanted = row[class].to_f64() - largest;
    let mut sum = 0.0;
    for y in row.iter_mut() {
        let power = exp(y.to_f64() - largest);
        sum += power;
        *y = T::from_f64(power);
    }
    let share = T::from_f64(1.0 / sum);
    for y in row.iter_mut() {
        *y *= share;
    }
    row[class] -= T::ONE;
    sum.ln() - wanted
}

#[inline(always)]
fn squared_error<T: Real>(row: &mut [T], class: usize) -> f64 {
    row[class] -= T::ONE;
    row.iter().map(|y| 0.5 * y.to_f64() * y.to_f64()).sum()
}

/// How well a network does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Mean loss.
    pub loss: f64,
    /// Share of samples whose class has the largest output.
    pub accuracy: f64,
}
