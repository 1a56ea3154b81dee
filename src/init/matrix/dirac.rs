//! Identities in groups of units.

use super::fan::Fans;
use crate::kernel::Real;

/// Units of a group that copy an input.
fn copies(Fans { fan_in, fan_out }: Fans, groups: usize) -> usize {
    (fan_out / groups).min(fan_in)
}

/// Weights that are 1.
pub(crate) fn ones(fans: Fans, groups: usize) -> usize {
    groups * copies(fans, groups)
}

/// `W[d, g · fan_out / groups + d] = 1` in each group g.
pub(crate) fn fill<T: Real>(fans: Fans, groups: usize, weights: &mut [T]) {
    weights.fill(T::ZERO);
    let size = fans.fan_out / groups;
    for group in 0..groups {
        for copied in 0..copies(fans, groups) {
            weights[copied * fans.fan_out + group * size + copied] = T::ONE;
        }
    }
}
