//! One file of the IDX format.
//!
//! A magic number (two zero bytes, the type of the elements and the number of axes), the length of each axis in
//! four bytes, the highest first, and the elements, the last axis running fastest
//! (<https://yann.lecun.org/exdb/mnist/>). Images are unsigned bytes; labels may be integers of up to four bytes
//! and have a second axis, of which the first column is the class, as QMNIST's.

use std::io::BufRead;

use super::IdxError;
use crate::data::unpacked::{Unpacked, fits};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Images,
    Labels,
}

/// Grey images, one behind the other.
#[derive(Debug)]
pub(super) struct Images {
    pub(super) rows: u32,
    pub(super) columns: u32,
    pub(super) pixels: Vec<u8>,
}

impl Images {
    pub(super) fn read<'a>(file: impl BufRead + 'a) -> Result<Self, IdxError> {
        let Elements { shape, bytes: pixels, .. } = elements(Kind::Images, file)?;
        let [count, rows, columns] = shape[..] else { unreachable!("images have three axes") };
        match (count, pixels.is_empty()) {
            (0, _) => Err(IdxError::Empty { what: "images", shape }),
            (_, true) => Err(IdxError::Empty { what: "pixels", shape }),
            _ => Ok(Self { rows, columns, pixels }),
        }
    }

    /// Pixels of an image.
    pub(super) fn size(&self) -> usize {
        self.rows as usize * self.columns as usize
    }

    pub(super) fn count(&self) -> usize {
        self.pixels.len() / self.size()
    }
}

/// The class of each sample.
pub(super) fn labels<'a>(file: impl BufRead + 'a) -> Result<Vec<i64>, IdxError> {
    let Elements { shape, width, signed, bytes } = elements(Kind::Labels, file)?;
    if bytes.is_empty() {
        return Err(IdxError::Empty { what: "labels", shape });
    }
    let row = bytes.len() / shape[0] as usize;
    let first = |row: &[u8]| {
        let negative = signed && row[0] >= 0x80;
        row[..width]
            .iter()
            .fold(if negative { -1 } else { 0 }, |number: i64, byte| number << 8 | i64::from(*byte))
    };
    Ok(bytes.chunks_exact(row).map(first).collect())
}

/// What a file holds.
struct Elements {
    shape: Vec<u32>,
    /// Bytes of an element, the highest first.
    width: usize,
    signed: bool,
    bytes: Vec<u8>,
}

impl Kind {
    fn magic(self) -> u32 {
        match self {
            Self::Images => 0x803,
            Self::Labels => 0x801,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Images => "images",
            Self::Labels => "labels",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Images => Self::Labels,
            Self::Labels => Self::Images,
        }
    }

    /// Bytes of an element, whether they have signs, and the number of axes.
    fn check(self, found: [u8; 4]) -> Result<(usize, bool, usize), IdxError> {
        let (what, expected, magic) = (self.name(), self.magic(), u32::from_be_bytes(found));
        match (self, found) {
            (Self::Images, [0, 0, 8, 3]) => return Ok((1, false, 3)),
            (Self::Labels, [0, 0, 8, axes @ 1..=2]) => return Ok((1, false, axes.into())),
            (Self::Labels, [0, 0, kind @ (9 | 11 | 12), axes @ 1..=2]) => {
                let width = match kind {
                    9 => 1,
                    11 => 2,
                    _ => 4,
                };
                return Ok((width, true, axes.into()));
            }
            _ => {}
        }
        if magic == self.other().magic() {
            return Err(IdxError::Swapped { what, other: self.other().name(), expected, found: magic });
        }
        let problem = match found {
            [b'P', b'K', 3, 4] => "this is a zip archive; unpack it",
            [b'<', ..] => "this is a web page, as a download that failed leaves; get the file again",
            [0, 0, 8..=14, _] => {
                "its elements or axes are others; images have bytes and 3 axes, labels whole numbers and 1 or 2"
            }
            _ => "this is some other file; get it again",
        };
        Err(IdxError::Magic { what, expected, found: magic, problem })
    }
}

/// The lengths of the axes, and as many bytes as they promise.
fn elements<'a>(kind: Kind, file: impl BufRead + 'a) -> Result<Elements, IdxError> {
    let mut file = Unpacked::new(file)?;
    let magic = file.take(4)?;
    let (width, signed, axes) = match magic.first_chunk() {
        Some(magic) => kind.check(*magic)?,
        None => (1, false, (kind.magic() & 0xff) as usize),
    };
    let expected = 4 + 4 * axes;
    let lengths = file.take(4 * axes as u64)?;
    let found = magic.len() + lengths.len();
    if found < expected {
        return Err(IdxError::HeaderCut { expected, found });
    }
    let shape: Vec<u32> = lengths.as_chunks().0.iter().map(|length| u32::from_be_bytes(*length)).collect();
    // Three lengths of 32 bits and a width of 4 stay below 2^98.
    let promised = shape.iter().map(|length| u128::from(*length)).product::<u128>() * width as u128;
    let bytes = file.take(u64::try_from(promised).unwrap_or(u64::MAX))?;
    let found = bytes.len() as u64 + file.rest()?;
    if u128::from(found) != promised {
        let header = expected as u64;
        return Err(IdxError::Length {
            shape,
            promised: promised + u128::from(header),
            found: found + header,
        });
    }
    if !fits(bytes.len()) {
        return Err(IdxError::TooLarge { shape });
    }
    Ok(Elements { shape, width, signed, bytes })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn header(magic: u32, shape: &[u32]) -> Vec<u8> {
        [&[magic], shape].concat().into_iter().flat_map(u32::to_be_bytes).collect()
    }

    #[test]
    fn labels_may_be_wider_and_have_more_columns_of_which_the_first_counts() {
        let qmnist: Vec<u8> = [5i32, 1, -2, 2].into_iter().flat_map(i32::to_be_bytes).collect();
        assert_eq!(labels(&[&header(0xc02, &[2, 2])[..], &qmnist].concat()[..]).unwrap(), [5, -2]);
        let shorts: Vec<u8> = [300i16, -1].into_iter().flat_map(i16::to_be_bytes).collect();
        assert_eq!(labels(&[&header(0xb01, &[2])[..], &shorts].concat()[..]).unwrap(), [300, -1]);
        assert_eq!(labels(&[&header(0x901, &[2])[..], &[200, 1]].concat()[..]).unwrap(), [-56, 1]);
        assert_eq!(labels(&[&header(0x801, &[2])[..], &[200, 1]].concat()[..]).unwrap(), [200, 1]);
        assert!(labels(&[&header(0xc02, &[2, 2])[..], &qmnist[1..]].concat()[..]).is_err());
        assert!(labels(&header(0xc02, &[2, 0])[..]).is_err());
    }

    #[test]
    fn a_promise_beyond_any_memory_sets_nothing_aside() {
        let most = u32::MAX;
        let error = Images::read(&[&header(0x803, &[most; 3])[..], &[7; 3]].concat()[..]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "has 19 bytes, and its header, 4294967295 x 4294967295 x 4294967295, promises 79228162458924105385300197391: it is cut short; get the file again"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Images::read(&bytes[..]);
            let _ = labels(&bytes[..]);
        }

        #[test]
        fn images_are_what_the_header_says_or_an_error(
            shape in proptest::array::uniform3(0u32..6),
            data in proptest::collection::vec(any::<u8>(), 0..130),
        ) {
            let read = Images::read(&[&header(0x803, &shape)[..], &data].concat()[..]);
            let promised = shape.iter().product::<u32>() as usize;
            prop_assert_eq!(read.is_ok(), promised > 0 && promised == data.len());
            if let Ok(images) = read {
                prop_assert_eq!((images.count() as u32, images.rows, images.columns), shape.into());
                prop_assert_eq!(images.pixels, data);
            }
        }

        #[test]
        fn no_packed_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Images::read(&[&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3][..], &bytes].concat()[..]);
        }
    }
}
