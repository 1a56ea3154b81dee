//! The noise of a chain, drawn in order.

use crate::noise::{CHUNK, Stream};

/// Numbers of a stream, one run after another: each run starts a chunk of its own.
#[derive(Clone, Debug)]
pub(super) struct Draws {
    stream: Stream,
    chunk: u64,
    numbers: Vec<f32>,
}

impl Draws {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, chunk: 0, numbers: Vec::new() }
    }

    /// The next numbers uniform on \[0, 1).
    pub(super) fn uniform(&mut self, count: usize) -> &[f32] {
        self.next(count, Stream::uniform_chunk)
    }

    /// The next standard normal numbers.
    pub(super) fn normal(&mut self, count: usize) -> &[f32] {
        self.next(count, Stream::normal_chunk)
    }

    fn next(&mut self, count: usize, fill: impl Fn(&Stream, u64, &mut [f32])) -> &[f32] {
        self.numbers.resize(count, 0.0);
        for numbers in self.numbers.chunks_mut(CHUNK) {
            fill(&self.stream, self.chunk, numbers);
            self.chunk += 1;
        }
        &self.numbers
    }
}
