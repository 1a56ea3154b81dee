//! Hashing an address into the 64-bit key of one chunk.

/// What a tensor is for.
///
/// The codes enter the hash, so they never change; new roles take new codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u64)]
pub enum Role {
    /// The signal fed to the first layer.
    Input = 0,
    /// A weight matrix.
    Weight = 1,
    /// A bias vector.
    Bias = 2,
    /// The gradient that a backward pass starts from.
    Gradient = 3,
    /// Which samples a network learns from.
    Batch = 4,
    /// States of units that are drawn, and the order of samples that such a machine learns from.
    Gibbs = 5,
    /// What enters at each step.
    Drive = 6,
    /// Which samples are held out.
    Split = 7,
}

/// What is drawn from a chunk; keeps the draws at one address independent.
#[derive(Clone, Copy)]
#[repr(u64)]
pub(super) enum Draw {
    Normal = 0,
    Uniform = 1,
    Generator = 2,
}

/// Increment of SplitMix64: the odd integer nearest to 2⁶⁴ / golden ratio.
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// Variant 13 of the MurmurHash3 64-bit finalizer, a bijection in which each
/// input bit flips each output bit with probability near one half.
///
/// Source: Stafford (2011), "Better Bit Mixing"; used as the output function of
/// SplitMix64 by Steele, Lea and Flood (2014), OOPSLA (`mix64`).
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Hashes `fields` by chaining hᵢ = mix((hᵢ₋₁ ⊕ xᵢ) + γ) from h₀ = 0, with one
/// more round at the end.
///
/// Each step is a bijection of hᵢ₋₁ for fixed xᵢ and of xᵢ for fixed hᵢ₋₁, so
/// addresses that differ in a single field never collide. The last round gives
/// the last field two rounds of mixing as well.
pub(super) fn hash<const N: usize>(fields: [u64; N]) -> u64 {
    let absorb = |h: u64, x: u64| mix((h ^ x).wrapping_add(GOLDEN_GAMMA));
    absorb(fields.into_iter().fold(0, absorb), 0)
}

/// The seeding generator: SplitMix64 (Steele, Lea and Flood, 2014, OOPSLA,
/// "Fast Splittable Pseudorandom Number Generators"), as recommended for
/// seeding xoshiro by Blackman and Vigna (2021), ACM TOMS 47(4).
pub(super) struct SplitMix64(u64);

impl SplitMix64 {
    pub(super) fn new(key: u64) -> Self {
        Self(key)
    }

    /// The next word. The counter visits every word once per period, so two
    /// consecutive words are never equal, and never both zero.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN_GAMMA);
        mix(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: usize = 6;

    fn addresses() -> impl Iterator<Item = [u64; FIELDS]> {
        (0..512).map(|i| [i % 3, i, i / 7, i % 2, i % 11, i / 3])
    }

    /// Largest deviation from one half, over (input bit, output bit), of the
    /// frequency with which flipping the one flips the other.
    fn worst_avalanche(hash: impl Fn([u64; FIELDS]) -> u64) -> f64 {
        let mut worst: f64 = 0.0;
        for field in 0..FIELDS {
            for bit in 0..64 {
                let mut flips = [0u32; 64];
                for address in addresses() {
                    let mut other = address;
                    other[field] ^= 1 << bit;
                    let changed = hash(address) ^ hash(other);
                    for (position, count) in flips.iter_mut().enumerate() {
                        *count += (changed >> position & 1) as u32;
                    }
                }
                for count in flips {
                    worst = worst.max((f64::from(count) / 512.0 - 0.5).abs());
                }
            }
        }
        worst
    }

    // Under a random function a frequency over 512 addresses has standard
    // error 0.0221. Of 6·64·64 = 24576 frequencies the largest passes 6
    // standard errors with probability 24576 · 2.0e-9 = 5e-5.
    const AVALANCHE_BOUND: f64 = 6.0 * 0.0221;

    #[test]
    fn flipping_any_bit_of_any_field_flips_every_output_bit_half_of_the_time() {
        assert!(worst_avalanche(hash) < AVALANCHE_BOUND);
    }

    #[test]
    fn a_multiplicative_hash_without_finalizer_fails_the_avalanche_bound() {
        let weak =
            |fields: [u64; FIELDS]| fields.into_iter().fold(0u64, |h, x| (h ^ x).wrapping_mul(GOLDEN_GAMMA));
        assert!(worst_avalanche(weak) > AVALANCHE_BOUND);
    }

    #[test]
    fn permuting_small_fields_changes_the_key() {
        let mut keys = std::collections::HashSet::new();
        for a in 0..16 {
            for b in 0..16 {
                for c in 0..16 {
                    for d in 0..16 {
                        assert!(keys.insert(hash([0, a, b, 0, c, d])));
                    }
                }
            }
        }
    }

    #[test]
    fn splitmix64_gives_the_published_sequence() {
        let mut words = SplitMix64::new(1_477_776_061_723_855_037);
        assert_eq!(words.next(), 1_985_237_415_132_408_290);
        assert_eq!(words.next(), 2_979_275_885_539_914_483);
        assert_eq!(words.next(), 13_511_426_838_097_143_398);
    }
}
