//! QR decompositions by the linear algebra library.

use faer::dyn_stack::{MemBuffer, MemStack};
use faer::linalg::householder;
use faer::linalg::qr::no_pivoting::factor;
use faer::traits::RealField;
use faer::traits::math_utils::{one, zero};
use faer::{Conj, MatMut, Par};

/// The number types that the linear algebra library knows, behind a trait that does not show it.
pub trait Factor: Sized {
    #[doc(hidden)]
    fn factor(a: &mut [Self], q: &mut [Self], rows: usize, columns: usize) -> Vec<Self>;
}

impl Factor for f32 {
    fn factor(a: &mut [Self], q: &mut [Self], rows: usize, columns: usize) -> Vec<Self> {
        householder_qr(a, q, rows, columns)
    }
}

impl Factor for f64 {
    fn factor(a: &mut [Self], q: &mut [Self], rows: usize, columns: usize) -> Vec<Self> {
        householder_qr(a, q, rows, columns)
    }
}

fn householder_qr<T: RealField + Copy>(a: &mut [T], q: &mut [T], rows: usize, columns: usize) -> Vec<T> {
    let (serial, zero, one) = (Par::Seq, zero::<T>(), one::<T>());
    let block = factor::recommended_block_size::<T>(rows, columns);
    let mut reflectors = vec![zero; block * columns];
    let scratch = factor::qr_in_place_scratch::<T>(rows, columns, block, serial, Default::default()).or(
        householder::apply_block_householder_sequence_on_the_left_in_place_scratch::<T>(rows, block, columns),
    );
    let mut memory = MemBuffer::new(scratch);
    let stack = MemStack::new(&mut memory);
    let mut a = MatMut::from_column_major_slice_mut(a, rows, columns);
    let mut reflectors = MatMut::from_column_major_slice_mut(&mut reflectors, block, columns);
    factor::qr_in_place(a.as_mut(), reflectors.as_mut(), serial, stack, Default::default());
    q.fill(zero);
    q.iter_mut().step_by(rows + 1).for_each(|diagonal| *diagonal = one);
    householder::apply_block_householder_sequence_on_the_left_in_place_with_conj(
        a.as_ref(),
        reflectors.as_ref(),
        Conj::No,
        MatMut::from_column_major_slice_mut(q, rows, columns),
        serial,
        stack,
    );
    (0..columns).map(|index| if a[(index, index)] < zero { -one } else { one }).collect()
}
