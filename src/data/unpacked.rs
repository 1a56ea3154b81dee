//! Files as they are or packed with gzip.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;

use flate2::bufread::GzDecoder;

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
        let bytes: Box<dyn BufRead + 'a> = match gzip {
            true => Box::new(BufReader::new(Members::new(whole))),
            false => Box::new(whole),
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
