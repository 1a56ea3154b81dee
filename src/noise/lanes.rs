//! Sixteen xoshiro128++ generators stepped together.

use std::array;

use super::key::SplitMix64;

/// Generators stepped together: one AVX-512 register of `u32`, or two of AVX2.
pub(super) const LANES: usize = 16;

/// Words made at a time: long enough to hide the set-up of the passes over
/// them, short enough to stay in the first-level cache.
pub(super) const BLOCK: usize = 512;

/// [`LANES`] independent xoshiro128++ generators, each state word held as one
/// array over the lanes so that a step is a few whole-vector operations.
///
/// Source: Blackman and Vigna (2021), "Scrambled Linear Pseudorandom Number
/// Generators", ACM TOMS 47(4), xoshiro128++ 1.0 with shift 9, rotation 11 and
/// scrambler rotation 7.
pub(super) struct Lanes {
    state: [[u32; LANES]; 4],
}

impl Lanes {
    /// Seeds the lanes in order from the SplitMix64 sequence of `key`, two
    /// 64-bit words each, low half first.
    ///
    /// No lane can start in the all-zero state, which xoshiro never leaves,
    /// because two consecutive SplitMix64 words are never both zero.
    pub(super) fn new(key: u64) -> Self {
        let mut words = SplitMix64::new(key);
        let seeds: [[u32; 4]; LANES] = array::from_fn(|_| {
            let (a, b) = (words.next(), words.next());
            [a as u32, (a >> 32) as u32, b as u32, (b >> 32) as u32]
        });
        let state = array::from_fn(|word| seeds.map(|seed| seed[word]));
        Self { state }
    }

    /// Writes the next words: step-major, so lane l makes positions l modulo
    /// [`LANES`].
    #[inline(always)]
    pub(super) fn fill(&mut self, out: &mut [u32; BLOCK]) {
        let [mut s0, mut s1, mut s2, mut s3] = self.state;
        let (steps, _) = out.as_chunks_mut::<LANES>();
        for step in steps {
            for (lane, word) in step.iter_mut().enumerate() {
                let (a, b, c, d) = (s0[lane], s1[lane], s2[lane], s3[lane]);
                *word = a.wrapping_add(d).rotate_left(7).wrapping_add(a);
                let (c, d) = (c ^ a, d ^ b);
                s0[lane] = a ^ d;
                s1[lane] = b ^ c;
                s2[lane] = c ^ (b << 9);
                s3[lane] = d.rotate_left(11);
            }
        }
        self.state = [s0, s1, s2, s3];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{Rng, SeedableRng};
    use rand_xoshiro::Xoshiro128PlusPlus;

    #[test]
    fn every_lane_is_the_reference_generator() {
        let mut lanes = Lanes::new(7);
        let mut references: Vec<_> = (0..LANES)
            .map(|lane| {
                let mut seed = [0; 16];
                for (bytes, word) in seed.chunks_mut(4).zip(lanes.state) {
                    bytes.copy_from_slice(&word[lane].to_le_bytes());
                }
                Xoshiro128PlusPlus::from_seed(seed)
            })
            .collect();
        let mut block = [0; BLOCK];
        for _ in 0..4 {
            lanes.fill(&mut block);
            for (position, &word) in block.iter().enumerate() {
                assert_eq!(word, references[position % LANES].next_u32());
            }
        }
    }
}
