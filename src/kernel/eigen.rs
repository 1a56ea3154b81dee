//! Eigenvalues.

use faer::MatRef;

use super::singular::scaled;

/// The eigenvalues `[re, im]` of the row-major square matrix `a` of `size` rows, those of the largest
/// modulus first and of a conjugate pair the one above the real axis; `None` where an entry is not
/// finite or the iteration does not converge.
///
/// They are those of a matrix within rounding of `a` (the QR algorithm; Golub & Van Loan 2013, section
/// 7.5). Where eigenvectors are nearly parallel, as in a triangular matrix with equal entries on its
/// diagonal, that may move eigenvalues by far more than rounding: an `n`-fold one by the `n`-th root.
///
/// ```
/// use initscope::kernel::eigenvalues;
///
/// // Twice the rotation by a right angle: 2i and -2i.
/// let [[re, im], [_, conjugate]] = eigenvalues(&[0.0, -2.0, 2.0, 0.0], 2).unwrap()[..] else { panic!() };
/// assert!(re.abs() < 1e-14 && (im - 2.0).abs() < 1e-14 && (conjugate + 2.0).abs() < 1e-14);
/// ```
///
/// # Panics
///
/// If there are not `size · size` entries.
pub fn eigenvalues(a: &[f64], size: usize) -> Option<Vec<[f64; 2]>> {
    assert_eq!(a.len(), size * size, "a square matrix");
    let (scaled, largest) = scaled(a)?;
    if largest == 0.0 {
        return Some(vec![[0.0; 2]; size]);
    }
    let values = MatRef::from_row_major_slice(&scaled, size, size).eigenvalues().ok()?;
    let mut values: Vec<[f64; 2]> =
        values.iter().map(|value| [value.re * largest, value.im * largest]).collect();
    let modulus = |[re, im]: &[f64; 2]| re.hypot(*im);
    values.sort_by(|a, b| modulus(b).total_cmp(&modulus(a)).then(b[1].total_cmp(&a[1])));
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::orthonormalise;

    /// Within `bound` of one another, pair by pair.
    fn are(found: &[[f64; 2]], expected: &[[f64; 2]], bound: f64) {
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            assert!((a[0] - b[0]).hypot(a[1] - b[1]) <= bound, "{found:?} {expected:?}");
        }
    }

    #[test]
    fn closed_forms() {
        // Of a matrix within 10 eps |A| of the given one; eigenvalues of condition number c move by c
        // times that, here by less than 1e-13: norms are at most 7, condition numbers at most 30.
        let bound = 1e-13;
        let (sin, cos) = 0.7f64.sin_cos();
        are(&eigenvalues(&[cos, -sin, sin, cos], 2).unwrap(), &[[cos, sin], [cos, -sin]], bound);
        let triangular = [1.0, 5.0, -2.0, 0.0, -3.0, 4.0, 0.0, 0.0, 0.5];
        are(&eigenvalues(&triangular, 3).unwrap(), &[[-3.0, 0.0], [1.0, 0.0], [0.5, 0.0]], bound);
        // The companion matrix of (x - 2)(x² + 1) = x³ - 2x² + x - 2.
        let companion = [2.0, -1.0, 2.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        are(&eigenvalues(&companion, 3).unwrap(), &[[2.0, 0.0], [0.0, 1.0], [0.0, -1.0]], bound);
        assert_eq!(eigenvalues(&[0.0; 9], 3).unwrap(), [[0.0; 2]; 3]);
    }

    #[test]
    fn extreme_entries_are_scaled_and_non_finite_ones_refused() {
        for scale in [1e-300, 1e300] {
            let found = eigenvalues(&[0.0, -scale, scale, 0.0], 2).unwrap();
            are(&found, &[[0.0, scale], [0.0, -scale]], 1e-14 * scale);
        }
        for bad in [f64::NAN, f64::INFINITY] {
            assert_eq!(eigenvalues(&[1.0, bad, 0.0, 1.0], 2), None);
        }
    }

    #[test]
    fn those_of_an_orthogonal_matrix_lie_on_the_unit_circle() {
        const N: usize = 64;
        let a: Vec<f64> = (0..N * N).map(|i| ((i * i * 31 + i * 17) % 1009) as f64 / 504.5 - 1.0).collect();
        let mut q = vec![0.0; N * N];
        orthonormalise(&mut a.clone(), &mut q, N);
        // N reflections from both sides, each a rounding of N eps |A| with |A| = √N (Higham 2002, lemma
        // 19.3); eigenvalues of a normal matrix move by no more than the matrix (Bauer & Fike 1960).
        let bound = (N * N) as f64 * (N as f64).sqrt() * f64::EPSILON;
        let off = |a: &[f64]| {
            let moduli = eigenvalues(a, N).unwrap().into_iter().map(|[re, im]| re.hypot(im));
            moduli.map(|modulus| (modulus - 1.0).abs()).fold(0.0, f64::max)
        };
        assert!(off(&q) < bound, "{}", off(&q));
        // The control: the matrix that it was made of.
        assert!(off(&a) > 0.5);
    }
}
