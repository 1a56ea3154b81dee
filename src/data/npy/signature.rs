//! What a file is by its first bytes.

use super::NpyError;

/// How every `.npy` file starts.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// Whether bytes start as a zip archive does, an empty one included.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// What a file without the format's first bytes is, as far as its own tell.
pub(super) fn other_file(bytes: &[u8]) -> NpyError {
    // A zip archive has the name of its first file from byte 30 on, its length at 26.
    let name = || {
        let length = usize::from(u16::from_le_bytes([*bytes.get(26)?, *bytes.get(27)?]));
        bytes.get(30..30 + length)
    };
    match bytes {
        [] => NpyError::Nothing,
        [b'P', b'K', 3, 4, ..] if name().is_some_and(|name| name.ends_with(b".pkl")) => NpyError::Torch,
        _ if is_archive(bytes) => NpyError::Archive,
        // Python's pickles, which old checkpoints are.
        [0x80, 2..=5, ..] => NpyError::Torch,
        _ => NpyError::NotNpy,
    }
}
