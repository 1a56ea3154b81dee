//! Filling a chunk block by block, on the widest vectors of the processor.

use std::marker::PhantomData;

use super::box_muller::box_muller;
use super::lanes::{BLOCK, Lanes};
use crate::isa::arch;

/// Numbers under one key. Part of the pinned layout.
pub const CHUNK: usize = 4096;

/// A law that takes one word per number.
pub(super) trait Law {
    /// Turns a block of words into a block of numbers.
    fn transform(words: &[u32; BLOCK], out: &mut [f32; BLOCK]);
}

/// The standard normal law.
pub(super) struct Normal;

impl Law for Normal {
    #[inline(always)]
    fn transform(words: &[u32; BLOCK], out: &mut [f32; BLOCK]) {
        box_muller(words, out);
    }
}

/// The uniform law on \[0, 1): the upper 24 bits of the word over 2²⁴, exact.
pub(super) struct Uniform;

impl Law for Uniform {
    #[inline(always)]
    fn transform(words: &[u32; BLOCK], out: &mut [f32; BLOCK]) {
        for (u, &word) in out.iter_mut().zip(words) {
            *u = (word >> 8) as i32 as f32 * (1.0 / 16_777_216.0);
        }
    }
}

/// Fills `out` with the first numbers under `key`, compiled for whatever
/// processor the calling function is compiled for.
///
/// # Panics
/// When `out` is longer than [`CHUNK`].
#[inline(always)]
pub(super) fn fill_portable<L: Law>(key: u64, out: &mut [f32]) {
    assert!(out.len() <= CHUNK, "a chunk holds {CHUNK} numbers, not {}", out.len());
    let mut lanes = Lanes::new(key);
    let mut words = [0; BLOCK];
    let (blocks, rest) = out.as_chunks_mut::<BLOCK>();
    for block in blocks {
        lanes.fill(&mut words);
        L::transform(&words, block);
    }
    if !rest.is_empty() {
        let mut block = [0.0; BLOCK];
        lanes.fill(&mut words);
        L::transform(&words, &mut block);
        rest.copy_from_slice(&block[..rest.len()]);
    }
}

/// [`fill_portable`] compiled for the vector instructions in use;
/// the bits are the same.
pub(super) fn fill<L: Law>(key: u64, out: &mut [f32]) {
    arch().dispatch(Fill::<L> { key, out, law: PhantomData });
}

/// The call handed to the dispatcher. A closure here would be reached through
/// an out-of-line `FnOnce::call_once`, compiled without the vector features.
struct Fill<'a, L> {
    key: u64,
    out: &'a mut [f32],
    law: PhantomData<L>,
}

impl<L: Law> pulp::NullaryFnOnce for Fill<'_, L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        fill_portable::<L>(self.key, self.out);
    }
}
