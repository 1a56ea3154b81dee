//! The product of a dense layer, cut into fixed tiles.

use ndarray::{ArrayView2, ArrayViewMut2, Axis, s};
use rayon::prelude::*;

use super::tiles::Interior;
use crate::init::Fans;
use crate::kernel::{EDGE, Real, edge_product, product};

/// Rows and columns of a tile of a wide layer's product.
const WIDE_TILE: [usize; 2] = [512, 512];

/// Terms of a sum of the edge at most: longer ones are summed in parts, as those of other columns.
const LONGEST_EDGE: usize = 256;

/// One layer's way from input to weighted sums: `x · W + b`, plus what enters at its step.
pub(crate) struct Dense<'a, T> {
    pub(crate) fans: Fans,
    pub(crate) input: &'a [T],
    pub(crate) weights: &'a [T],
    pub(crate) bias: &'a [T],
    /// Row by row; empty where nothing enters.
    pub(crate) drive: &'a [T],
}

impl<T: Real> Dense<'_, T> {
    /// Whether tiles of whole rows would leave threads without work or weights out of cache.
    pub(crate) fn is_wide(&self) -> bool {
        self.fans.fan_out >= 2 * WIDE_TILE[1]
    }

    /// Multiplies some whole rows, from `first_row` on, on the calling thread.
    pub(crate) fn multiply_rows(&self, first_row: usize, out: &mut [T]) {
        let Fans { fan_in, fan_out } = self.fans;
        let rows = out.len() / fan_out;
        let input = &self.input[first_row * fan_in..][..rows * fan_in];
        let first = fan_out - self.edge(rows);
        let (weights, filled) = (matrix(self.weights, fan_out), matrix_mut(out, fan_out));
        let whole = s![.., ..first];
        product(matrix(input, fan_in), weights.slice(whole), filled.slice_move(whole));
        if first < fan_out {
            edge_product(input, self.weights, [fan_in, fan_out], first, out);
        }
    }

    /// Last columns of a product of so many rows that are taken apart: those of less than half a vector,
    /// beside others, in sums that are otherwise alike. Products of two terms or single rows are not.
    fn edge(&self, rows: usize) -> usize {
        let Fans { fan_in, fan_out } = self.fans;
        let edge = fan_out % (2 * EDGE);
        let worth = fan_out > edge + 1 && edge <= EDGE && (3..=LONGEST_EDGE).contains(&fan_in) && rows > 1;
        if worth { edge } else { 0 }
    }

    /// Multiplies everything, in tiles of rows by columns over all threads.
    pub(crate) fn multiply_wide(&self, out: &mut [T]) {
        let Fans { fan_in, fan_out } = self.fans;
        tiled_product(matrix(self.input, fan_in), matrix(self.weights, fan_out), out);
    }

    /// Multiplies everything; on the calling thread where it is little.
    pub(crate) fn multiply(&self, out: &mut [T]) {
        match Interior::for_work(out.len() * self.fans.fan_in) {
            Interior::Serial => self.multiply_rows(0, out),
            Interior::Parallel => self.multiply_wide(out),
        }
    }

    /// The weights' gradient `xᵀ · g` from that of the weighted sums.
    pub(crate) fn weight_gradient(&self, gradient: &[T], out: &mut [T]) {
        let Fans { fan_in, fan_out } = self.fans;
        any_product(matrix(self.input, fan_in).reversed_axes(), matrix(gradient, fan_out), out);
    }

    /// The input's gradient `g · Wᵀ` from that of the weighted sums.
    pub(crate) fn input_gradient(&self, gradient: &[T], out: &mut [T]) {
        let fan_out = self.fans.fan_out;
        any_product(matrix(gradient, fan_out), matrix(self.weights, fan_out).reversed_axes(), out);
    }

    /// Adds what is no product to whole rows, from value `start` of all on: the bias, and what enters.
    pub(crate) fn add_rest(&self, start: usize, rows: &mut [T]) {
        if self.bias.iter().any(|&b| b != T::ZERO) {
            for row in rows.chunks_exact_mut(self.fans.fan_out) {
                for (value, &b) in row.iter_mut().zip(self.bias) {
                    *value += b;
                }
            }
        }
        if !self.drive.is_empty() {
            add(rows, &self.drive[start..]);
        }
    }
}

/// `a · b`, row by row in `out`; on the calling thread where it is little.
fn any_product<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>, out: &mut [T]) {
    match Interior::for_work(out.len() * a.ncols()) {
        Interior::Serial => {
            let columns = b.ncols();
            product(a, b, matrix_mut(out, columns));
        }
        Interior::Parallel => tiled_product(a, b, out),
    }
}

/// `a · b`, row by row in `out`, in fixed tiles over all threads.
fn tiled_product<T: Real>(a: ArrayView2<T>, b: ArrayView2<T>, out: &mut [T]) {
    let mut tiles = Vec::new();
    for (rows, band) in bands(matrix_mut(out, b.ncols()), Axis(0), WIDE_TILE[0]) {
        for (columns, tile) in bands(band, Axis(1), WIDE_TILE[1]) {
            tiles.push((rows.clone(), columns, tile));
        }
    }
    tiles.into_par_iter().for_each(|(rows, columns, tile)| {
        product(a.slice(s![rows, ..]), b.slice(s![.., columns]), tile);
    });
}

/// Cuts a matrix along `axis` into bands of `size`, each with its index range; the last takes
/// what would be less than half a band, since products of single rows take another path.
fn bands<T>(
    mut rest: ArrayViewMut2<'_, T>,
    axis: Axis,
    size: usize,
) -> Vec<(std::ops::Range<usize>, ArrayViewMut2<'_, T>)> {
    let mut bands = Vec::new();
    let mut start = 0;
    while rest.len_of(axis) > 0 {
        let left = rest.len_of(axis);
        let length = if left < size + size / 2 { left } else { size };
        let (band, after) = rest.split_at(axis, length);
        bands.push((start..start + length, band));
        rest = after;
        start += length;
    }
    bands
}

/// Adds the first of `others` to `values`.
pub(crate) fn add<T: Real>(values: &mut [T], others: &[T]) {
    for (value, other) in values.iter_mut().zip(others) {
        *value += *other;
    }
}

/// A slice of whole rows as a matrix.
pub(crate) fn matrix<T>(values: &[T], columns: usize) -> ArrayView2<'_, T> {
    let shape = (values.len() / columns, columns);
    ArrayView2::from_shape(shape, values).expect("rows times columns is the length of whole rows")
}

pub(crate) fn matrix_mut<T>(values: &mut [T], columns: usize) -> ArrayViewMut2<'_, T> {
    let shape = (values.len() / columns, columns);
    ArrayViewMut2::from_shape(shape, values).expect("rows times columns is the length of whole rows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_tiles_and_row_tiles_give_the_same_product() {
        let fans = Fans { fan_in: 37, fan_out: 1300 };
        let input: Vec<f64> = (0..1100 * 37).map(|i| ((i * 31) % 97) as f64 / 97.0).collect();
        let weights: Vec<f64> = (0..37 * 1300).map(|i| ((i * 57) % 89) as f64 / 89.0).collect();
        let dense = Dense { fans, input: &input, weights: &weights, bias: &[], drive: &[] };
        assert!(dense.is_wide());
        let mut wide = vec![0.0; 1100 * 1300];
        dense.multiply_wide(&mut wide);
        let mut rows = vec![0.0; 1100 * 1300];
        dense.multiply_rows(0, &mut rows[..600 * 1300]);
        dense.multiply_rows(600, &mut rows[600 * 1300..]);
        for (a, b) in wide.iter().zip(&rows) {
            // 37 products of numbers under 1, summed in any order.
            assert!((a - b).abs() <= 37.0 * 37.0 * f64::EPSILON);
        }
    }
}
