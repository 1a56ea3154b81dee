//! How alike vectors are: the units of a layer, each with its weights.

use ndarray::{Array2, ArrayView2};

use crate::kernel::{product, singular_values};

/// Vectors are one while they differ by at most this share of the longer one's length.
const TOLD_APART: f64 = 0.01;

/// How alike the columns of a matrix are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similarity {
    /// How many there are, those counted as one that differ by at most a hundredth of the longer
    /// one's length.
    pub distinct: usize,
    /// Mean cosine of all pairs without a zero vector: 1 where all point the same way, about 0 for
    /// independent ones; `None` where there is no such pair.
    pub cosine: Option<f64>,
}

impl Similarity {
    /// Compares the columns of `vectors`; `None` where an entry is not finite.
    ///
    /// ```
    /// use initscope::stats::Similarity;
    ///
    /// // Two columns along the diagonal, one across.
    /// let vectors = ndarray::array![[1.0, 1.001, 1.0], [1.0, 1.0, -1.0]];
    /// let found = Similarity::of(vectors.view()).unwrap();
    /// assert_eq!(found.distinct, 2);
    /// assert!((found.cosine.unwrap() - 1.0 / 3.0).abs() < 1e-3);
    /// ```
    pub fn of(vectors: ArrayView2<f64>) -> Option<Self> {
        let largest = vectors.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
        if vectors.iter().any(|x| !x.is_finite()) {
            return None;
        }
        // Squares of the entries stay within f64's range.
        let scaled = if largest > 0.0 { vectors.mapv(|x| x / largest) } else { vectors.to_owned() };
        let count = scaled.ncols();
        let mut inner = Array2::zeros((count, count));
        product(scaled.t(), scaled.view(), inner.view_mut());
        let square = |unit: usize| inner[[unit, unit]];
        let same = |a: usize, b: usize| {
            let apart = square(a) + square(b) - 2.0 * inner[[a, b]];
            apart <= TOLD_APART * TOLD_APART * square(a).max(square(b))
        };
        let mut told_apart: Vec<usize> = Vec::new();
        for unit in 0..count {
            if !told_apart.iter().any(|other| same(*other, unit)) {
                told_apart.push(unit);
            }
        }
        let (mut sum, mut pairs) = (0.0, 0_u64);
        for a in (0..count).filter(|unit| square(*unit) > 0.0) {
            for b in (0..a).filter(|unit| square(*unit) > 0.0) {
                sum += inner[[a, b]] / (square(a).sqrt() * square(b).sqrt());
                pairs += 1;
            }
        }
        let cosine = (pairs > 0).then(|| (sum / pairs as f64).clamp(-1.0, 1.0));
        Some(Self { distinct: told_apart.len(), cosine })
    }
}

/// The effective rank of a matrix, `exp(-Σ p ln p)` with `p = σ / Σσ` over its singular values `σ`:
/// 1 where one direction carries all, as many as there are where all carry as much (Roy & Vetterli
/// 2007, definition 1); 0 for a matrix of zeros, `None` where an entry is not finite.
///
/// ```
/// use initscope::stats::effective_rank;
///
/// let identity = ndarray::Array2::eye(4);
/// assert!((effective_rank(identity.view()).unwrap() - 4.0).abs() < 1e-12);
/// assert_eq!(effective_rank(ndarray::Array2::ones((4, 9)).view()), Some(1.0));
/// ```
pub fn effective_rank(matrix: ArrayView2<f64>) -> Option<f64> {
    let entries: Vec<f64> = matrix.iter().copied().collect();
    let values = singular_values(&entries, matrix.ncols().max(1), f64::EPSILON)?;
    let sum: f64 = values.iter().sum();
    let shares = values.iter().map(|value| value / sum).filter(|share| *share > 0.0);
    let entropy: f64 = shares.map(|share| -share * share.ln()).sum();
    Some(if sum > 0.0 { entropy.exp() } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn vectors_are_one_while_they_differ_by_a_hundredth_of_their_length() {
        let near = array![[1.0, 1.0099, -3.0], [0.0, 0.0, 1e-9]];
        assert_eq!(Similarity::of(near.view()).unwrap().distinct, 2);
        let far = array![[1.0, 1.0102, -3.0], [0.0, 0.0, 1e-9]];
        assert_eq!(Similarity::of(far.view()).unwrap().distinct, 3);
    }

    #[test]
    fn zeros_are_one_vector_without_a_direction() {
        let zeros = array![[0.0, 0.0, 2.0], [0.0, -0.0, 0.0]];
        assert_eq!(Similarity::of(zeros.view()), Some(Similarity { distinct: 2, cosine: None }));
        assert_eq!(effective_rank(Array2::zeros((3, 2)).view()), Some(0.0));
    }

    #[test]
    fn huge_and_tiny_numbers_are_compared_and_non_finite_ones_are_not() {
        for scale in [1e-300, 1e300] {
            let vectors = array![[scale, 0.0], [0.0, scale]];
            assert_eq!(Similarity::of(vectors.view()), Some(Similarity { distinct: 2, cosine: Some(0.0) }));
            assert!((effective_rank(vectors.view()).unwrap() - 2.0).abs() < 1e-12);
        }
        let vectors = array![[f64::NAN, 0.0], [0.0, 1.0]];
        assert_eq!((Similarity::of(vectors.view()), effective_rank(vectors.view())), (None, None));
    }

    #[test]
    fn effective_rank_counts_directions_by_what_they_carry() {
        // Shares 2/3 and 1/3: exp(ln 3 - 2/3 ln 2).
        let two = array![[2.0, 0.0], [0.0, 1.0], [0.0, 0.0]];
        let expected = 3.0 / 2f64.powf(2.0 / 3.0);
        assert!((effective_rank(two.view()).unwrap() - expected).abs() < 1e-12);
    }
}
