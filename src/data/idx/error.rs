//! Files that are not what they should be.

use crate::data::Unreadable;

/// Why a file has no images, or no labels, in the IDX format.
#[derive(Debug, thiserror::Error)]
pub enum IdxError {
    /// No bytes come out of it.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The file ends before its header does.
    #[error(
        "is cut short: the header alone takes {expected} bytes, and there are {found}; get the file again"
    )]
    HeaderCut {
        /// Bytes of the header.
        expected: usize,
        /// Bytes that there are.
        found: usize,
    },
    /// Labels in place of images, or the other way round.
    #[error(
        "starts with 0x{found:08x}, as a file of {other} does; a file of {what} starts with 0x{expected:08x}: the two files are swapped, rename them"
    )]
    Swapped {
        /// What the file should have.
        what: &'static str,
        /// What it has.
        other: &'static str,
        /// The first four bytes of what it should have.
        expected: u32,
        /// Its first four bytes.
        found: u32,
    },
    /// Some other file.
    #[error("starts with 0x{found:08x}; a file of {what} starts with 0x{expected:08x}: {problem}")]
    Magic {
        /// What the file should have.
        what: &'static str,
        /// The first four bytes of such a file.
        expected: u32,
        /// Its first four bytes.
        found: u32,
        /// What it is instead, and what to do.
        problem: &'static str,
    },
    /// Fewer or more bytes than the header says.
    #[error(
        "has {found} bytes, and its header, {shape}, promises {promised}: {what}; get the file again",
        shape = words(shape),
        what = if u128::from(*found) < *promised { "it is cut short" } else { "there is something behind them" }
    )]
    Length {
        /// What the header says: the number of samples, and of rows and columns of an image.
        shape: Vec<u32>,
        /// Bytes of header and samples, unpacked.
        promised: u128,
        /// Bytes that there are, unpacked.
        found: u64,
    },
    /// More pixels than there is memory for.
    #[error("its numbers, {shape}, do not fit into the memory that is free", shape = words(shape))]
    TooLarge {
        /// What the header says.
        shape: Vec<u32>,
    },
    /// A header that promises nothing.
    #[error("has no {what}: its header says {shape}", shape = words(shape))]
    Empty {
        /// `images`, `labels` or `pixels`.
        what: &'static str,
        /// What the header says.
        shape: Vec<u32>,
    },
}

fn words(shape: &[u32]) -> String {
    shape.iter().map(u32::to_string).collect::<Vec<_>>().join(" x ")
}
