//! Text for a terminal, which obeys some characters instead of showing them.

use std::io::{self, Write};

/// Writes text whose control characters, and those that turn the direction of others, are made visible: files, studies
/// and records may hold any, and only the program's own line breaks and tabs are for the terminal.
#[derive(Debug)]
pub struct Shown<W> {
    out: W,
    /// Whether colours are the program's own.
    is_painted: bool,
    /// The start of a character that is not whole yet.
    begun: Vec<u8>,
}

impl<W: Write> Shown<W> {
    /// In front of `out`.
    pub fn new(out: W) -> Self {
        Self { out, is_painted: false, begun: Vec::new() }
    }

    /// In front of `out`, which colours reach: texts that are painted have no control characters of their own.
    pub fn painted(out: W) -> Self {
        Self { is_painted: true, ..Self::new(out) }
    }

    fn write_whole(&mut self, whole: usize) -> io::Result<()> {
        let bytes: Vec<u8> = self.begun.drain(..whole).collect();
        let text = visible(&String::from_utf8_lossy(&bytes), self.is_painted);
        self.out.write_all(text.as_bytes())
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = whole(&self.begun);
        let paint = self.begun[..whole].iter().rposition(|byte| *byte == ESCAPE).filter(|_| self.is_painted);
        self.write_whole(match paint {
            Some(at) if is_begun_colour(&self.begun[at..whole]) => at,
            _ => whole,
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_whole(self.begun.len())?;
        self.out.flush()
    }
}

/// Bytes without a character at their end that more bytes might make whole.
fn whole(bytes: &[u8]) -> usize {
    match str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    }
}

const ESCAPE: u8 = 0x1b;

/// Bytes of a colour: `ESC [`, digits and semicolons, `m`.
fn colour(text: &[u8]) -> Option<usize> {
    let inside = text.strip_prefix(&[ESCAPE, b'['])?;
    let end = inside.iter().position(|byte| !matches!(byte, b'0'..=b'9' | b';'))?;
    (inside[end] == b'm').then_some(end + 3)
}

/// Whether more bytes may make a colour of these.
fn is_begun_colour(bytes: &[u8]) -> bool {
    const LONGEST: usize = 20;
    bytes.len() < LONGEST && colour(&[bytes, b"m"].concat()).is_some_and(|length| length == bytes.len() + 1)
        || bytes == [ESCAPE]
}

fn visible(text: &str, is_painted: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(length) = colour(rest.as_bytes()).filter(|_| is_painted) {
            shown.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        rest = &rest[character.len_utf8()..];
        match character {
            '\n' | '\t' => shown.push(character),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                shown.extend(character.escape_unicode());
            }
            control if control.is_control() => shown.extend(control.escape_default()),
            other => shown.push(other),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[&[u8]]) -> String {
        let mut out = Vec::new();
        let mut writer = Shown::new(&mut out);
        parts.iter().for_each(|part| writer.write_all(part).unwrap());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_a_terminal_would_obey_is_made_visible() {
        for (text, expected) in [
            ("plain ▇\n\tand ü", "plain ▇\n\tand ü"),
            ("\x1b]0;title\x07", "\\u{1b}]0;title\\u{7}"),
            ("\u{9b}2J\x7f\r\0", "\\u{9b}2J\\u{7f}\\r\\u{0}"),
            ("abc\u{202e}cba", "abc\\u{202e}cba"),
        ] {
            assert_eq!(shown(&[text.as_bytes()]), expected);
        }
    }

    #[test]
    fn colours_of_the_program_pass_and_nothing_else_does() {
        let text = "\x1b[1;31mred\x1b[0m \x1b]0;x\x07 \x1b[2J\x1b[31";
        for size in 1..9 {
            let mut out = Vec::new();
            let mut writer = Shown::painted(&mut out);
            text.as_bytes().chunks(size).for_each(|part| writer.write_all(part).unwrap());
            writer.flush().unwrap();
            let expected = "\x1b[1;31mred\x1b[0m \\u{1b}]0;x\\u{7} \\u{1b}[2J\\u{1b}[31";
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn characters_that_come_in_pieces_stay_whole_and_no_text_is_lost() {
        let text = "ü▇\u{9b}".as_bytes();
        let pieces: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(shown(&pieces), "ü▇\\u{9b}");
        assert_eq!(shown(&[b"a\xffb"]), "a\u{fffd}b");
    }
}
