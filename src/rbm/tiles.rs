//! Products in fixed tiles of rows, whatever the number of threads.

use ndarray::{ArrayView2, ArrayViewMut2, s};
use rayon::prelude::*;

use crate::kernel::{Real, product};

/// Rows of a tile.
const ROWS: usize = 128;

/// Multiplications from which on tiles are worth several threads.
pub(super) const PARALLEL_WORK: usize = 1 << 25;

/// `a · b`, row by row in `out`; every tile is `finish`ed while it is in cache.
pub(super) fn product_tiles<T: Real>(
    a: ArrayView2<T>,
    b: ArrayView2<T>,
    out: &mut [T],
    finish: impl Fn(&mut [T]) + Sync,
) {
    let ((rows, terms), columns) = (a.dim(), b.ncols());
    let length = ROWS * columns;
    let work = |(index, tile): (usize, &mut [T])| {
        let first = index * ROWS;
        let last = rows.min(first + ROWS);
        product(a.slice(s![first..last, ..]), b, matrix_mut(tile, columns));
        finish(tile);
    };
    if rows * terms * columns < PARALLEL_WORK {
        out.chunks_mut(length).enumerate().for_each(work);
    } else {
        out.par_chunks_mut(length).enumerate().for_each(work);
    }
}

/// A slice of whole rows as a matrix.
pub(super) fn matrix<T>(values: &[T], columns: usize) -> ArrayView2<'_, T> {
    let shape = (values.len() / columns, columns);
    ArrayView2::from_shape(shape, values).expect("rows times columns is the length of whole rows")
}

fn matrix_mut<T>(values: &mut [T], columns: usize) -> ArrayViewMut2<'_, T> {
    let shape = (values.len() / columns, columns);
    ArrayViewMut2::from_shape(shape, values).expect("rows times columns is the length of whole rows")
}
