//! Filling a layer's weights.

use rayon::prelude::*;

use super::{Fans, Init};
use crate::kernel::Real;
use crate::noise::{CHUNK, Stream};

/// Weights from which on one matrix is filled by several threads.
const PARALLEL_WEIGHTS: usize = 1 << 18;

/// A way to fill the weights of a layer; [`Init`] is the built-in one.
///
/// Implement it to watch a scheme of your own (`examples/custom_scheme.rs`).
pub trait Scheme: Sync {
    /// Fills `weights`, row-major `[fan_in, fan_out]`. All randomness must come from `stream`,
    /// which knows seed, trial, role and layer: then results do not depend on threads.
    fn fill<T: Real>(&self, fans: Fans, stream: &Stream, weights: &mut [T]);
}

impl Scheme for Init {
    fn fill<T: Real>(&self, fans: Fans, stream: &Stream, weights: &mut [T]) {
        let law = self.law(fans);
        let fill = |(chunk, weights): (usize, &mut [T])| law.fill_chunk(stream, chunk as u64, weights);
        if weights.len() < PARALLEL_WEIGHTS {
            weights.chunks_mut(CHUNK).enumerate().for_each(fill);
        } else {
            weights.par_chunks_mut(CHUNK).enumerate().for_each(fill);
        }
    }
}
