//! Files as they are or packed with gzip.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Error, ErrorKind, Read};
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::machine::free_memory;

/// Share of the free memory that the bytes of a file may take: what is made of them takes more.
const SHARE: f64 = 0.25;

/// Why no bytes come out of a file.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The file cannot be read at all.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// Packed bytes that end in the middle.
    #[error("its gzip data end early: the file is cut short; get it again")]
    Cut,
    /// Packed bytes that are not what was packed.
    #[error("its gzip data are damaged ({0}); get the file again")]
    Damaged(io::Error),
}

/// A file's bytes; unpacked if they are gzip's, which the first two tell, whatever the file is called.
pub(super) struct Unpacked<'a> {
    pub(super) bytes: Box<dyn BufRead + 'a>,
    pub(super) gzip: bool,
}

impl<'a> Unpacked<'a> {
    pub(super) fn open(path: &Path) -> Result<Unpacked<'static>, Unreadable> {
        let file = File::open(path).map_err(Unreadable::Io)?;
        Unpacked::new(BufReader::new(file))
    }

    pub(super) fn new(mut bytes: impl BufRead + 'a) -> Result<Self, Unreadable> {
        let mut first = Vec::new();
        bytes.by_ref().take(2).read_to_end(&mut first).map_err(Unreadable::Io)?;
        let gzip = first == [0x1f, 0x8b];
        let whole = Cursor::new(first).chain(bytes);
        let most = most();
        let bytes: Box<dyn BufRead + 'a> = match gzip {
            true => Box::new(Limited::new(BufReader::new(Members::new(whole)), most)),
            false => Box::new(Limited::new(whole, most)),
        };
        Ok(Self { bytes, gzip })
    }

    /// At most `most` bytes. Memory grows with what is there, not with what is asked for.
    pub(super) fn take(&mut self, most: u64) -> Result<Vec<u8>, Unreadable> {
        let mut taken = Vec::new();
        let read = self.bytes.by_ref().take(most).read_to_end(&mut taken);
        read.map_err(|error| Unreadable::new(error, self.gzip))?;
        Ok(taken)
    }

    /// How many bytes there still are. Only when they have been read is a gzip checksum known to be right.
    pub(super) fn rest(&mut self) -> Result<u64, Unreadable> {
        let rest = io::copy(&mut self.bytes, &mut io::sink());
        rest.map_err(|error| Unreadable::new(error, self.gzip))
    }
}

/// Bytes that there may be.
fn most() -> u64 {
    (SHARE * free_memory()) as u64
}

/// Bytes of which there may not be more than fit into memory, however few are packed into a file.
struct Limited<R> {
    bytes: R,
    most: u64,
    left: u64,
}

impl<R: BufRead> Limited<R> {
    fn new(bytes: R, most: u64) -> Self {
        Self { bytes, most, left: most }
    }
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let (most, left) = (self.most, self.left);
        let found = self.bytes.fill_buf()?;
        if left == 0 && !found.is_empty() {
            let megabytes = most / 1_000_000;
            let problem = format!("it holds more than {megabytes} MB, a quarter of the memory that is free");
            return Err(Error::new(ErrorKind::FileTooLarge, problem));
        }
        let fit = usize::try_from(left).unwrap_or(usize::MAX).min(found.len());
        Ok(&found[..fit])
    }

    fn consume(&mut self, count: usize) {
        self.left -= count as u64;
        self.bytes.consume(count);
    }
}

/// Whether so many numbers and what is made of them fit into memory.
pub(super) fn fits(numbers: usize) -> bool {
    /// As read, and once more as samples.
    const BYTES: f64 = 8.0 + 4.0;
    /// Nobody is asked about fewer.
    const FEW: usize = 1_000_000;
    numbers < FEW || BYTES * numbers as f64 <= free_memory()
}

/// All bytes, if they are not too many.
pub(super) fn limited(bytes: impl Read) -> io::Result<Vec<u8>> {
    let mut read = Vec::new();
    Limited::new(BufReader::new(bytes), most()).read_to_end(&mut read)?;
    Ok(read)
}

/// What is packed in a file of gzip's: members one behind the other, and zeros that fill up a block, as tapes and
/// some archives leave them (gzip's manual, "Tapes").
enum Members<R> {
    Member(GzDecoder<R>),
    End,
}

impl<R: BufRead> Members<R> {
    fn new(bytes: R) -> Self {
        Self::Member(GzDecoder::new(bytes))
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Self::Member(member) = self {
            let count = member.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Self::Member(member) = std::mem::replace(self, Self::End) else { break };
            let mut rest = member.into_inner();
            if skip_zeros(&mut rest)? {
                *self = Self::new(rest);
            }
        }
        Ok(0)
    }
}

/// Whether there is something behind them.
fn skip_zeros(bytes: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let found = bytes.fill_buf()?;
        let zeros = found.iter().take_while(|byte| **byte == 0).count();
        match (zeros, found.len()) {
            (_, 0) => return Ok(false),
            (zeros, length) if zeros < length => {
                bytes.consume(zeros);
                return Ok(true);
            }
            _ => bytes.consume(zeros),
        }
    }
}

impl Unreadable {
    /// What an error of reading means for bytes that are packed or not.
    pub(super) fn new(error: io::Error, gzip: bool) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof if gzip => Self::Cut,
            ErrorKind::InvalidData | ErrorKind::InvalidInput if gzip => Self::Damaged(error),
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    #[test]
    fn what_unpacks_to_more_than_fits_is_left_where_it_is() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&vec![b'1'; 3_000_000]).unwrap();
        let packed = packed.finish().unwrap();
        let unpacked = |most| {
            let mut bytes = Vec::new();
            let members = BufReader::new(Members::new(&packed[..]));
            Limited::new(members, most).read_to_end(&mut bytes).map(|_| bytes.len())
        };
        assert_eq!(unpacked(3_000_000).unwrap(), 3_000_000);
        let error = unpacked(2_999_999).unwrap_err();
        assert_eq!(error.to_string(), "it holds more than 2 MB, a quarter of the memory that is free");
    }
}
