//! What is done to documents that were right.

use proptest::prelude::*;
use proptest::sample::Index;

/// Pieces that readers stumble over.
const PIECES: [&[u8]; 32] = [
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xc3\x28",
    b"\x1b]0;x\x07",
    b"\n",
    b"\r\n",
    b",",
    b":",
    b"=",
    b"\"",
    b"'''",
    b"[[[[[[[[[[[[[[[[",
    b"{\"a\":{\"a\":{\"a\":",
    b"[axes]\n",
    b"[[claim]]\n",
    b"-",
    b"0",
    b"1e999",
    b"-1e308",
    b"5e-324",
    b"nan",
    b"inf",
    b"18446744073709551615",
    b"18446744073709551616",
    b"9223372036854775807",
    b"4294967296",
    b"null",
    b"true",
    b"../../elsewhere",
    b"<script>",
    b"e\xcc\x81",
];

/// One thing that is done to bytes.
#[derive(Clone, Debug)]
enum Damage {
    Flip(Index, u8),
    Cut(Index),
    Remove(Index, Index),
    Insert(Index, &'static [u8]),
    /// Bytes from one place put at another.
    Splice(Index, Index, Index),
    /// A line once more, somewhere else.
    Repeat(Index, Index),
    /// A number for another.
    Number(Index, &'static [u8]),
}

impl Damage {
    fn any() -> impl Strategy<Value = Self> {
        let place = any::<Index>;
        let piece = || prop::sample::select(&PIECES[..]);
        prop_oneof![
            1 => (place(), any::<u8>()).prop_map(|(at, byte)| Self::Flip(at, byte)),
            1 => place().prop_map(Self::Cut),
            1 => (place(), place()).prop_map(|(from, to)| Self::Remove(from, to)),
            4 => (place(), piece()).prop_map(|(at, piece)| Self::Insert(at, piece)),
            1 => (place(), place(), place()).prop_map(|(from, to, at)| Self::Splice(from, to, at)),
            2 => (place(), place()).prop_map(|(line, at)| Self::Repeat(line, at)),
            4 => (place(), piece()).prop_map(|(which, piece)| Self::Number(which, piece)),
        ]
    }

    fn done(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let range = |a: &Index, b: &Index| {
            let (a, b) = (a.index(length), b.index(length));
            // Long pieces say nothing that short ones do not.
            a.min(b)..a.max(b).min(a.min(b) + 64)
        };
        match self {
            Self::Flip(at, byte) => bytes[at.index(length)] = *byte,
            Self::Cut(at) => bytes.truncate(at.index(length)),
            Self::Remove(from, to) => drop(bytes.drain(range(from, to))),
            Self::Insert(at, piece) => put(bytes, at.index(length)..at.index(length), piece),
            Self::Splice(from, to, at) => {
                let piece = bytes[range(from, to)].to_vec();
                put(bytes, at.index(length)..at.index(length), &piece);
            }
            Self::Repeat(line, at) => {
                let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
                let (line, before) = (lines[line.index(lines.len())].to_vec(), at.index(lines.len()));
                let at = lines[..before].iter().map(|line| line.len()).sum();
                put(bytes, at..at, &line);
            }
            Self::Number(which, piece) => {
                let numbers = numbers(bytes);
                if !numbers.is_empty() {
                    put(bytes, numbers[which.index(numbers.len())].clone(), piece);
                }
            }
        }
    }
}

fn put(bytes: &mut Vec<u8>, place: std::ops::Range<usize>, piece: &[u8]) {
    bytes.splice(place, piece.iter().copied());
}

/// Where digits stand.
fn numbers(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (place, _) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match found.last_mut() {
            Some(last) if last.end == place => last.end += 1,
            _ => found.push(place..place + 1),
        }
    }
    found
}

/// One of these documents, with up to six things done to it.
pub(crate) fn damaged(documents: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let damage = prop::collection::vec(Damage::any(), 0..6);
    (prop::sample::select(documents), damage).prop_map(|(mut bytes, all)| {
        all.iter().for_each(|damage| damage.done(&mut bytes));
        bytes
    })
}
