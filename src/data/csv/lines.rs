//! Bytes a line at a time, counted.

use std::io::{self, BufRead, ErrorKind, Read};

/// Gives no more than a line at once, so that a reader that has asked for the end of one has not asked for
/// the next. The `csv` crate's own count stands at the last line that was not blank.
pub(super) struct Lines<R> {
    bytes: R,
    line: u64,
    ended: bool,
    /// Bytes of the row that is being read.
    row: usize,
}

/// Bytes that a row may have, with all lines of its quoted fields.
const MOST: usize = 64_000_000;

impl<R: BufRead> Lines<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, line: 0, ended: true, row: 0 }
    }

    /// Says that what comes next is of another row.
    pub(super) fn start_row(&mut self) {
        self.row = 0;
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
        self.row += count;
        if self.row > MOST {
            let problem = format!(
                "the row that ends in or behind line {} has more than {} MB; is a quote left open?",
                self.line + 1,
                MOST / 1_000_000
            );
            return Err(io::Error::new(ErrorKind::FileTooLarge, problem));
        }
        buffer[..count].copy_from_slice(&bytes[..count]);
        if count > 0 {
            self.line += u64::from(self.ended);
            self.ended = end.is_some();
        }
        self.bytes.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_without_an_end_is_refused_before_it_is_all_in_memory() {
        let mut endless = Lines::new(io::BufReader::new(io::repeat(b'1')));
        let error = io::copy(&mut endless, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("has more than 64 MB"), "{error}");
    }
}
