//! The noise of one tensor.

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::fill::{CHUNK, Law, Normal, Uniform, fill, fill_portable};
use super::key::{Draw, Role, SplitMix64, hash};

/// The noise of one tensor: of one role in one layer of one trial.
///
/// Normal, uniform and generator draws of the same chunk are independent of
/// each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    seed: u64,
    trial: u64,
    role: Role,
    layer: u64,
}

impl Stream {
    /// The stream at an address; any values will do, neighbouring ones included.
    pub fn new(seed: u64, trial: u64, role: Role, layer: u64) -> Self {
        Self { seed, trial, role, layer }
    }

    /// The layer whose noise this is.
    pub fn layer(&self) -> u64 {
        self.layer
    }

    /// Fills `out` with the first standard normal numbers of `chunk`.
    ///
    /// Box-Muller on 32-bit words, so |z| ≤ √(64 ln 2) = 6.66.
    ///
    /// # Panics
    /// When `out` is longer than [`CHUNK`].
    pub fn normal_chunk(&self, chunk: u64, out: &mut [f32]) {
        fill::<Normal>(self.key(Draw::Normal, chunk), out);
    }

    /// Fills `out` with the first numbers of `chunk` uniform on \[0, 1):
    /// multiples of 2⁻²⁴.
    ///
    /// # Panics
    /// When `out` is longer than [`CHUNK`].
    pub fn uniform_chunk(&self, chunk: u64, out: &mut [f32]) {
        fill::<Uniform>(self.key(Draw::Uniform, chunk), out);
    }

    /// A generator for laws that draw a varying number of words per number,
    /// such as rejection samplers: xoshiro256++ (Blackman and Vigna, 2021, ACM
    /// TOMS 47(4)) seeded through SplitMix64.
    pub fn rng(&self, chunk: u64) -> Xoshiro256PlusPlus {
        let mut words = SplitMix64::new(self.key(Draw::Generator, chunk));
        let mut seed = [0; 32];
        for bytes in seed.as_chunks_mut::<8>().0 {
            *bytes = words.next().to_le_bytes();
        }
        Xoshiro256PlusPlus::from_seed(seed)
    }

    /// Fills `out`, of any length, with the standard normal numbers of the
    /// chunks from 0 on.
    pub fn fill_normal(&self, out: &mut [f32]) {
        self.fill_chunks::<Normal>(Draw::Normal, out);
    }

    /// Fills `out`, of any length, with the uniform numbers of the chunks from
    /// 0 on.
    pub fn fill_uniform(&self, out: &mut [f32]) {
        self.fill_chunks::<Uniform>(Draw::Uniform, out);
    }

    /// [`Stream::normal_chunk`] without vector dispatch, to compare bits.
    #[doc(hidden)]
    pub fn normal_chunk_portable(&self, chunk: u64, out: &mut [f32]) {
        fill_portable::<Normal>(self.key(Draw::Normal, chunk), out);
    }

    /// [`Stream::uniform_chunk`] without vector dispatch, to compare bits.
    #[doc(hidden)]
    pub fn uniform_chunk_portable(&self, chunk: u64, out: &mut [f32]) {
        fill_portable::<Uniform>(self.key(Draw::Uniform, chunk), out);
    }

    fn fill_chunks<L: Law>(&self, draw: Draw, out: &mut [f32]) {
        for (chunk, numbers) in (0..).zip(out.chunks_mut(CHUNK)) {
            fill::<L>(self.key(draw, chunk), numbers);
        }
    }

    fn key(&self, draw: Draw, chunk: u64) -> u64 {
        hash([draw as u64, self.seed, self.trial, self.role as u64, self.layer, chunk])
    }
}
