//! Text that is UTF-8, and text that is something else.

use super::CsvError;

/// UTF-8's byte order mark, which Excel writes.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The first bytes of a file without a byte order mark, if they are those of UTF-8 text.
pub(super) fn unmarked(start: &[u8]) -> Result<&[u8], CsvError> {
    // ASCII in two bytes each has a zero in every second place.
    let zeros = |from: usize| {
        let places = start.iter().skip(from).step_by(2);
        start.len() > 3 && places.clone().count() > 1 && places.clone().all(|byte| *byte == 0)
    };
    let other = |encoding, endian| Err(CsvError::Encoding { encoding, endian });
    match start {
        [0xff, 0xfe, 0, 0, ..] => other("UTF-32", "LE"),
        [0, 0, 0xfe, 0xff, ..] => other("UTF-32", "BE"),
        [0xff, 0xfe, ..] => other("UTF-16", "LE"),
        [0xfe, 0xff, ..] => other("UTF-16", "BE"),
        [b'P', b'K', 3, 4, ..] => Err(CsvError::Archive),
        _ if start.starts_with(b"\x93NUMPY") => Err(CsvError::Npy),
        _ if zeros(1) && !zeros(0) => other("UTF-16", "LE"),
        _ if zeros(0) && !zeros(1) => other("UTF-16", "BE"),
        _ => Ok(start.strip_prefix(MARK).unwrap_or(start)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let text = "label,a\n0,1\n";
        let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
            [mark, &text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()].concat()
        };
        for (bytes, expected) in [
            (wide(b"\xff\xfe", u16::to_le_bytes), "LE"),
            (wide(b"", u16::to_le_bytes), "LE"),
            (wide(b"\xfe\xff", u16::to_be_bytes), "BE"),
            (wide(b"", u16::to_be_bytes), "BE"),
        ] {
            let said = unmarked(&bytes).unwrap_err();
            assert!(matches!(said, CsvError::Encoding { encoding: "UTF-16", endian } if endian == expected));
        }
        assert_eq!(unmarked(b"\xef\xbb\xbflabel").unwrap(), b"label");
        assert_eq!(unmarked(text.as_bytes()).unwrap(), text.as_bytes());
        assert!(unmarked(&[0; 8]).is_ok() && unmarked(b"").is_ok());
    }
}
