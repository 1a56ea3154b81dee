//! Memory for a layer's output.

use std::ops::{Deref, DerefMut};

use crate::kernel::Real;

/// Bytes that memory is read by.
const LINE: usize = 64;

/// Numbers that start where a cache line does: no vector of a loop over them then lies in two lines,
/// which would take two reads.
#[derive(Clone, Debug)]
pub(crate) struct Aligned<T> {
    memory: Vec<T>,
    start: usize,
    length: usize,
}

impl<T> Default for Aligned<T> {
    /// Without any memory yet.
    fn default() -> Self {
        Self { memory: Vec::new(), start: 0, length: 0 }
    }
}

impl<T: Real> Aligned<T> {
    /// Numbers beside those asked for, among which a line starts.
    const SLACK: usize = LINE / size_of::<T>() - 1;

    /// Makes room for so many numbers, asked for once.
    pub(crate) fn reserve(&mut self, length: usize) {
        self.memory.reserve_exact((length + Self::SLACK).saturating_sub(self.memory.len()));
    }

    /// Becomes so many numbers, whichever.
    pub(crate) fn resize(&mut self, length: usize) {
        self.memory.resize(length + Self::SLACK, T::ZERO);
        // Where the place is not known, any will do.
        self.start = self.memory.as_ptr().align_offset(LINE).min(Self::SLACK);
        self.length = length;
    }
}

impl<T> Aligned<T> {
    /// Memory held.
    pub(crate) fn bytes(&self) -> usize {
        self.memory.capacity() * size_of::<T>()
    }
}

impl<T> Deref for Aligned<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.memory[self.start..][..self.length]
    }
}

impl<T> DerefMut for Aligned<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.memory[self.start..][..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start_at_lines<T: Real>() {
        let mut numbers = Aligned::<T>::default();
        assert!(numbers.is_empty());
        numbers.reserve(1000);
        let held = numbers.bytes();
        for length in [1, 7, 1000, 0, 64, 65] {
            numbers.resize(length);
            assert_eq!(numbers.len(), length);
            assert_eq!(numbers.as_ptr() as usize % LINE, 0, "{length}");
            assert_eq!(numbers.bytes(), held);
        }
    }

    #[test]
    fn of_any_length_numbers_start_at_a_line_and_need_no_more_memory() {
        start_at_lines::<f32>();
        start_at_lines::<f64>();
    }
}
