//! The last few columns of a matrix product.

use super::Real;
use super::dispatch::vectorize_narrow;

/// Columns of an edge at most: half a vector of `f64`.
pub const EDGE: usize = 4;

/// Rows whose sums are taken together, so that none waits for its last sum.
const ROWS: usize = 8;

/// The columns of `a · b` from `first` on, at most [`EDGE`] of them, into those of `out`: a product
/// that fills whole vectors would leave most of the last one empty. All matrices lie row by row,
/// `a` with `fan_in` columns, `b` and `out` with `fan_out`.
///
/// Every sum over `fan_in` runs in order, with fused multiply-adds.
///
/// # Panics
///
/// If there are more columns.
pub fn edge_product<T: Real>(a: &[T], b: &[T], [fan_in, fan_out]: [usize; 2], first: usize, out: &mut [T]) {
    let width = fan_out - first;
    assert!(width <= EDGE, "an edge is too wide");
    let mut factors = vec![[T::ZERO; EDGE]; fan_in];
    for (factors, row) in factors.iter_mut().zip(b.chunks_exact(fan_out)) {
        factors[..width].copy_from_slice(&row[first..]);
    }
    vectorize_narrow(
        #[inline(always)]
        || {
            let (groups, out_groups) = (a.chunks_exact(ROWS * fan_in), out.chunks_exact_mut(ROWS * fan_out));
            for (rows, out) in groups.zip(out_groups) {
                edge_rows::<T, ROWS>(rows, &factors, fan_out, first, out);
            }
            let done = a.len() / (ROWS * fan_in) * ROWS;
            let rest = a[done * fan_in..].chunks_exact(fan_in);
            for (row, out) in rest.zip(out[done * fan_out..].chunks_exact_mut(fan_out)) {
                edge_rows::<T, 1>(row, &factors, fan_out, first, out);
            }
        },
    );
}

#[inline(always)]
fn edge_rows<T: Real, const N: usize>(
    rows: &[T],
    factors: &[[T; EDGE]],
    fan_out: usize,
    first: usize,
    out: &mut [T],
) {
    let fan_in = factors.len();
    let mut values = [&rows[..fan_in]; N];
    for row in 1..N {
        values[row] = &rows[row * fan_in..][..fan_in];
    }
    let mut sums = [[T::ZERO; EDGE]; N];
    for index in 0..fan_in {
        for row in 0..N {
            let x = values[row][..fan_in][index];
            for lane in 0..EDGE {
                sums[row][lane] = x.mul_add(factors[index][lane], sums[row][lane]);
            }
        }
    }
    for (sums, out) in sums.iter().zip(out.chunks_exact_mut(fan_out)) {
        let out = &mut out[first..];
        // Mostly as many as there are sums: told so, the compiler stores them without a call.
        match out.first_chunk_mut() {
            Some(out) => *out = *sums,
            None => out.copy_from_slice(&sums[..fan_out - first]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_the_sum_over_k_in_order() {
        for (rows, fan_in, fan_out, width) in [(19, 7, 12, 4), (8, 1, 5, 1), (3, 100, 3, 3)] {
            let numbers =
                |count: usize| (0..count).map(|i| ((i * 31) % 97) as f64 / 97.0).collect::<Vec<_>>();
            let (a, b) = (numbers(rows * fan_in), numbers(fan_in * fan_out));
            let mut out = vec![-1.0; rows * fan_out];
            edge_product(&a, &b, [fan_in, fan_out], fan_out - width, &mut out);
            for (index, value) in out.iter().enumerate() {
                let (row, column) = (index / fan_out, index % fan_out);
                let term = |sum: f64, k: usize| a[row * fan_in + k].mul_add(b[k * fan_out + column], sum);
                let expected = if column < fan_out - width { -1.0 } else { (0..fan_in).fold(0.0, term) };
                assert_eq!(*value, expected);
            }
        }
    }
}
