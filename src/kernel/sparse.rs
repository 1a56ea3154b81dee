//! Products with a matrix that is mostly zeros.

use super::{Real, vectorize};

/// Columns whose sums are kept in registers: four of the widest vectors of `f64`.
const WIDE: usize = 32;
const NARROW: usize = 4;

/// Rows of a matrix without its zeros: row `i` has the entries from `starts[i]` to `starts[i + 1]`.
#[derive(Clone, Debug)]
pub struct SparseRows<T> {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for SparseRows<T> {
    fn default() -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new() }
    }
}

impl<T: Real> SparseRows<T> {
    /// Takes all rows out, keeping the memory.
    pub fn clear(&mut self) {
        self.starts.truncate(1);
        self.columns.clear();
        self.values.clear();
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Adds the entries of a row that are not zero.
    pub fn push(&mut self, row: impl Iterator<Item = T>) {
        for (column, value) in (0..).zip(row) {
            if value != T::ZERO {
                self.columns.push(column);
                self.values.push(value);
            }
        }
        self.starts.push(self.values.len());
    }

    /// Adds row `index` of `other`.
    pub fn push_from(&mut self, other: &Self, index: usize) {
        let entries = other.starts[index]..other.starts[index + 1];
        self.columns.extend_from_slice(&other.columns[entries.clone()]);
        self.values.extend_from_slice(&other.values[entries]);
        self.starts.push(self.values.len());
    }

    /// Adds row `index` of `width` numbers to `rows`, zeros and all.
    pub fn extend_dense(&self, index: usize, width: usize, rows: &mut Vec<T>) {
        let start = rows.len();
        rows.resize(start + width, T::ZERO);
        for entry in self.starts[index]..self.starts[index + 1] {
            rows[start + self.columns[entry] as usize] = self.values[entry];
        }
    }

    /// Becomes the transpose of `other`, which has so many columns.
    pub fn transpose(&mut self, other: &Self, columns: usize) {
        self.starts.clear();
        self.starts.resize(columns + 1, 0);
        for column in &other.columns {
            self.starts[*column as usize + 1] += 1;
        }
        for column in 0..columns {
            self.starts[column + 1] += self.starts[column];
        }
        self.columns.resize(other.columns.len(), 0);
        self.values.resize(other.values.len(), T::ZERO);
        let mut next = self.starts.clone();
        for row in 0..other.rows() {
            for entry in other.starts[row]..other.starts[row + 1] {
                let place = &mut next[other.columns[entry] as usize];
                self.columns[*place] = row as u32;
                self.values[*place] = other.values[entry];
                *place += 1;
            }
        }
    }

    /// `out = self · b`, for `b` with `width` columns, row by row; every sum runs over the entries in
    /// their order, with fused multiply-adds.
    ///
    /// # Panics
    ///
    /// If `b` has fewer rows than an entry asks for, or `out` is too short.
    pub fn product(&self, b: &[T], width: usize, out: &mut [T]) {
        vectorize(
            #[inline(always)]
            || {
                for row in 0..self.rows() {
                    let entries = self.starts[row]..self.starts[row + 1];
                    let (columns, values) = (&self.columns[entries.clone()], &self.values[entries]);
                    let out = &mut out[row * width..][..width];
                    let mut first = 0;
                    while first + WIDE <= width {
                        sums::<T, WIDE>(columns, values, b, width, first, out);
                        first += WIDE;
                    }
                    while first + NARROW <= width {
                        sums::<T, NARROW>(columns, values, b, width, first, out);
                        first += NARROW;
                    }
                    while first < width {
                        sums::<T, 1>(columns, values, b, width, first, out);
                        first += 1;
                    }
                }
            },
        );
    }
}

#[inline(always)]
fn sums<T: Real, const N: usize>(
    columns: &[u32],
    values: &[T],
    b: &[T],
    width: usize,
    first: usize,
    out: &mut [T],
) {
    let mut sums = [T::ZERO; N];
    for (column, value) in columns.iter().zip(values) {
        let row = &b[*column as usize * width + first..][..N];
        for lane in 0..N {
            sums[lane] = value.mul_add(row[lane], sums[lane]);
        }
    }
    out[first..][..N].copy_from_slice(&sums);
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
        for (rows, inner, width) in [(5, 7, 100), (1, 1, 1), (4, 9, 39), (3, 8, 32), (2, 4, 7)] {
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
        transposed.transpose(&sparse(&a, 5), 5);
        let turned: Vec<f64> = (0..30).map(|i| a[i % 6 * 5 + i / 6]).collect();
        let expected = sparse(&turned, 6);
        assert_eq!((transposed.starts, transposed.columns), (expected.starts, expected.columns));
        assert_eq!(transposed.values, expected.values);
    }

    #[test]
    fn rows_are_taken_over_whole() {
        let all = sparse(&matrix(4, 5), 5);
        let mut picked = SparseRows::default();
        picked.push_from(&all, 2);
        picked.push_from(&all, 0);
        let mut out = vec![0.0; 2 * 5];
        let identity: Vec<f64> = (0..25).map(|i| f64::from(u8::from(i % 6 == 0))).collect();
        picked.product(&identity, 5, &mut out);
        assert_eq!(out, [&matrix(4, 5)[10..15], &matrix(4, 5)[..5]].concat());
    }
}
