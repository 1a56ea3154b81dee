//! Products with a matrix that is mostly zeros.

use super::{Real, vectorize};

/// Rows of a matrix without its zeros: row `i` has the entries from `starts[i]` to `starts[i + 1]`.
#[derive(Clone, Debug)]
pub struct SparseRows<T> {
    starts: Vec<usize>,
    entries: Vec<Entry<T>>,
}

/// A number that is not zero: in a stream of pairs, as both are needed together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Entry<T> {
    column: u32,
    value: T,
}

impl<T> Default for SparseRows<T> {
    fn default() -> Self {
        Self { starts: vec![0], entries: Vec::new() }
    }
}

impl<T: Real> SparseRows<T> {
    /// Takes all rows out but the first `kept`, keeping the memory.
    pub fn truncate(&mut self, kept: usize) {
        self.starts.truncate(kept + 1);
        self.entries.truncate(self.starts.last().copied().unwrap_or(0));
    }

    fn row(&self, index: usize) -> &[Entry<T>] {
        &self.entries[self.starts[index]..self.starts[index + 1]]
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds the entries of a row that are not zero.
    pub fn push(&mut self, row: impl Iterator<Item = T>) {
        for (column, value) in (0..).zip(row) {
            if value != T::ZERO {
                self.entries.push(Entry { column, value });
            }
        }
        self.starts.push(self.entries.len());
    }

    /// Adds row `index` of `width` numbers to `rows`, zeros and all.
    pub fn extend_dense(&self, index: usize, width: usize, rows: &mut Vec<T>) {
        let start = rows.len();
        rows.resize(start + width, T::ZERO);
        for entry in self.row(index) {
            rows[start + entry.column as usize] = entry.value;
        }
    }

    /// Becomes the transpose of some `rows` of `other`, which has so many columns.
    pub fn transpose(&mut self, other: &Self, rows: &[usize], columns: usize) {
        self.starts.clear();
        self.starts.resize(columns + 2, 0);
        // Each column's count two places on, so that its start moves to its end as it fills.
        let mut count = 0;
        for row in rows {
            for entry in other.row(*row) {
                self.starts[entry.column as usize + 2] += 1;
            }
            count += other.row(*row).len();
        }
        for column in 1..=columns {
            self.starts[column + 1] += self.starts[column];
        }
        self.entries.resize(count, Entry::default());
        for (place, row) in (0..).zip(rows) {
            for entry in other.row(*row) {
                let next = &mut self.starts[entry.column as usize + 1];
                self.entries[*next] = Entry { column: place, value: entry.value };
                *next += 1;
            }
        }
        self.starts.truncate(columns + 1);
    }

    /// The product of all rows with `b`: see [`product_of`](Self::product_of).
    ///
    /// # Panics
    ///
    /// As [`product_of`](Self::product_of).
    pub fn product(&self, b: &[T], width: usize, out: &mut [T]) {
        self.products(0..self.rows(), b, width, out);
    }

    /// Some `rows` times `b`, which has `width` columns, row by row; every sum runs over the entries in
    /// their order, with fused multiply-adds.
    ///
    /// # Panics
    ///
    /// If `b` has fewer rows than an entry asks for, or `out` is too short.
    pub fn product_of(&self, rows: &[usize], b: &[T], width: usize, out: &mut [T]) {
        self.products(rows.iter().copied(), b, width, out);
    }

    fn products(&self, rows: impl Iterator<Item = usize> + Clone, b: &[T], width: usize, out: &mut [T]) {
        vectorize(
            #[inline(always)]
            || {
                for (row, out) in rows.clone().zip(out.chunks_exact_mut(width)) {
                    let mut first = 0;
                    while first < width {
                        let left = width - first;
                        first += match left {
                            65.. if width >= 96 => sums::<T, 96>(self.row(row), b, width, first, out),
                            33.. if width >= 64 => sums::<T, 64>(self.row(row), b, width, first, out),
                            17.. if width >= 32 => sums::<T, 32>(self.row(row), b, width, first, out),
                            5.. if width >= 16 => sums::<T, 16>(self.row(row), b, width, first, out),
                            2.. if width >= 4 => sums::<T, 4>(self.row(row), b, width, first, out),
                            _ => sums::<T, 1>(self.row(row), b, width, first, out),
                        };
                    }
                }
            },
        );
    }
}

/// The sums of `N` columns from `first` on, in registers, or of the last `N`: a narrow block takes as long
/// as a wide one, as each sum waits for the one before it. Returns how many columns are done with.
#[inline(always)]
fn sums<T: Real, const N: usize>(
    entries: &[Entry<T>],
    b: &[T],
    width: usize,
    first: usize,
    out: &mut [T],
) -> usize {
    let first = first.min(width - N);
    let mut sums = [T::ZERO; N];
    for Entry { column, value } in entries {
        let row = &b[*column as usize * width + first..][..N];
        for lane in 0..N {
            sums[lane] = value.mul_add(row[lane], sums[lane]);
        }
    }
    out[first..][..N].copy_from_slice(&sums);
    N
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every third number is not zero.
    fn matrix(rows: usize, columns: usize) -> Vec<f64> {
        (0..rows * columns).map(|i| if i % 3 == 0 { ((i * 31) % 97) as f64 - 48.0 } else { 0.0 }).collect()
    }

    fn sparse(matrix: &[f64], columns: usize) -> SparseRows<f64> {
        let mut sparse = SparseRows::default();
        matrix.chunks(columns).for_each(|row| sparse.push(row.iter().copied()));
        sparse
    }

    #[test]
    fn a_sparse_product_is_the_dense_one() {
        // Whole numbers: sums are exact in any order.
        for (rows, inner, width) in
            [(5, 7, 100), (1, 1, 1), (4, 9, 39), (3, 8, 64), (2, 4, 7), (2, 5, 3), (1, 4, 260)]
        {
            let (a, b) = (matrix(rows, inner), matrix(inner, width));
            let mut out = vec![f64::NAN; rows * width];
            sparse(&a, inner).product(&b, width, &mut out);
            for (index, value) in out.iter().enumerate() {
                let (row, column) = (index / width, index % width);
                let expected: f64 = (0..inner).map(|k| a[row * inner + k] * b[k * width + column]).sum();
                assert_eq!(*value, expected);
            }
        }
    }

    #[test]
    fn a_transpose_has_the_entries_by_column() {
        let a = matrix(6, 5);
        let mut transposed = SparseRows::default();
        transposed.transpose(&sparse(&a, 5), &[0, 1, 2, 3, 4, 5], 5);
        let turned: Vec<f64> = (0..30).map(|i| a[i % 6 * 5 + i / 6]).collect();
        let expected = sparse(&turned, 6);
        assert_eq!((transposed.starts, transposed.entries), (expected.starts, expected.entries));
    }

    #[test]
    fn some_rows_are_taken_in_any_order() {
        let all = sparse(&matrix(4, 5), 5);
        let identity: Vec<f64> = (0..25).map(|i| f64::from(u8::from(i % 6 == 0))).collect();
        let picked = [&matrix(4, 5)[10..15], &matrix(4, 5)[..5]].concat();
        let mut out = vec![0.0; 2 * 5];
        all.product_of(&[2, 0], &identity, 5, &mut out);
        assert_eq!(out, picked);
        let mut transposed = SparseRows::default();
        transposed.transpose(&all, &[2, 0], 5);
        let turned: Vec<f64> = (0..10).map(|i| picked[i % 2 * 5 + i / 2]).collect();
        let mut dense = Vec::new();
        (0..5).for_each(|row| transposed.extend_dense(row, 2, &mut dense));
        assert_eq!(dense, turned);
    }
}
