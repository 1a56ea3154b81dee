//! Bytes a line at a time, counted.

use std::io::{self, BufRead, Read};

/// Gives no more than a line at once, so that a reader that has asked for the end of one has not asked for
/// the next. The `csv` crate's own count stands at the last line that was not blank.
pub(super) struct Lines<R> {
    bytes: R,
    line: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, line: 0, ended: true }
    }

    /// The line that was given last, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.bytes.fill_buf()?;
        let bytes = &bytes[..bytes.len().min(buffer.len())];
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let count = end.map_or(bytes.len(), |end| end + 1);
        buffer[..count].copy_from_slice(&bytes[..count]);
        if count > 0 {
            self.line += u64::from(self.ended);
            self.ended = end.is_some();
        }
        self.bytes.consume(count);
        Ok(count)
    }
}
