//! One file of the IDX format.
//!
//! A magic number (two zero bytes, the type of the elements, of which unsigned bytes, 8, are read, and the
//! number of axes), the length of each axis in four bytes, the highest first, and the elements, the last axis
//! running fastest (<https://yann.lecun.org/exdb/mnist/>).

use std::io::BufRead;

use super::IdxError;
use crate::data::unpacked::Unpacked;

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
        let ([count, rows, columns], pixels) = elements(Kind::Images, file)?;
        let shape = vec![count, rows, columns];
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
pub(super) fn labels<'a>(file: impl BufRead + 'a) -> Result<Vec<u8>, IdxError> {
    let (shape, labels) = elements::<1>(Kind::Labels, file)?;
    if labels.is_empty() {
        return Err(IdxError::Empty { what: "labels", shape: shape.to_vec() });
    }
    Ok(labels)
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

    fn check(self, found: [u8; 4]) -> Result<(), IdxError> {
        let (what, expected, magic) = (self.name(), self.magic(), u32::from_be_bytes(found));
        if magic == expected {
            return Ok(());
        }
        if magic == self.other().magic() {
            return Err(IdxError::Swapped { what, other: self.other().name(), expected, found: magic });
        }
        let problem = match found {
            [b'P', b'K', 3, 4] => "this is a zip archive; unpack it",
            [b'<', ..] => "this is a web page, as a download that failed leaves; get the file again",
            [0, 0, 8..=14, _] => "its elements or axes are others; images have bytes and 3 axes, labels 1",
            _ => "this is some other file; get it again",
        };
        Err(IdxError::Magic { what, expected, found: magic, problem })
    }
}

/// The lengths of `AXES` axes, and as many bytes as they promise.
fn elements<'a, const AXES: usize>(
    kind: Kind,
    file: impl BufRead + 'a,
) -> Result<([u32; AXES], Vec<u8>), IdxError> {
    let mut file = Unpacked::new(file)?;
    let expected = 4 + 4 * AXES;
    let header = file.take(expected as u64)?;
    let (words, _) = header.as_chunks::<4>();
    if let [magic, ..] = words {
        kind.check(*magic)?;
    }
    if header.len() < expected {
        return Err(IdxError::HeaderCut { expected, found: header.len() });
    }
    let mut shape = [0; AXES];
    for (length, word) in shape.iter_mut().zip(&words[1..]) {
        *length = u32::from_be_bytes(*word);
    }
    // Three lengths of 32 bits stay below 2^96.
    let promised = shape.iter().map(|length| u128::from(*length)).product::<u128>();
    let data = file.take(u64::try_from(promised).unwrap_or(u64::MAX))?;
    let found = data.len() as u64 + file.rest()?;
    if u128::from(found) != promised {
        let header = expected as u64;
        return Err(IdxError::Length {
            shape: shape.to_vec(),
            promised: promised + u128::from(header),
            found: found + header,
        });
    }
    Ok((shape, data))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn header(magic: u32, shape: &[u32]) -> Vec<u8> {
        [&[magic], shape].concat().into_iter().flat_map(u32::to_be_bytes).collect()
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
