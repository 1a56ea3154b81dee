//! Which axis of an array runs fastest.

/// The axis that runs fastest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The last.
    C,
    /// The first.
    Fortran,
}

/// Brings Fortran's order, in which the first axis runs fastest, into C's.
pub(super) fn in_c_order<T: Copy>(order: Order, shape: &[usize], numbers: Vec<T>) -> Vec<T> {
    if order == Order::C || shape.len() < 2 || numbers.is_empty() {
        return numbers;
    }
    let mut index = vec![0usize; shape.len()];
    let mut ordered = Vec::with_capacity(numbers.len());
    for _ in 0..numbers.len() {
        // Place in the file: the last axis has the longest step.
        let place = index.iter().zip(shape).rev().fold(0, |place, (index, length)| place * length + index);
        ordered.push(numbers[place]);
        for (index, length) in index.iter_mut().zip(shape).rev() {
            *index += 1;
            if *index < *length {
                break;
            }
            *index = 0;
        }
    }
    ordered
}
