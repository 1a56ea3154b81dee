//! Lines and columns of a text.

use super::origin::Origin;

/// Bytes after which characters are counted anew: a look-up counts no more than these.
const STRIDE: usize = 256;

/// Finds lines and columns by byte, each in the same short time however long the text and its lines are.
pub(crate) struct Places<'a> {
    text: &'a [u8],
    /// Where each line begins.
    lines: Vec<usize>,
    /// Characters that begin before every so many bytes.
    characters: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        let newlines = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let lines = std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect();
        let mut seen = 0;
        let counted = text.chunks(STRIDE).map(|chunk| {
            seen += begun(chunk);
            seen
        });
        let characters = std::iter::once(0).chain(counted).collect();
        Self { text, lines, characters }
    }

    /// Line and column of a byte, from 1; the end for one behind it.
    pub(crate) fn of(&self, at: usize) -> Origin {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= at);
        let column = self.before(at) - self.before(self.lines[line - 1]) + 1;
        Origin::Study { line, column }
    }

    /// Characters that begin before a byte.
    fn before(&self, at: usize) -> usize {
        let stride = at / STRIDE;
        self.characters[stride] + begun(&self.text[stride * STRIDE..at])
    }
}

/// Characters of UTF-8 that begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_start_finds() {
        let text = format!("a = 1\n{}b = \"日本\"\r\n\nc", "äö, ".repeat(300));
        let places = Places::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let line = before.matches('\n').count() + 1;
            let column = before[start..].chars().count() + 1;
            assert_eq!(places.of(at), Origin::Study { line, column });
        }
        assert_eq!(places.of(usize::MAX), places.of(text.len()));
        assert_eq!(Places::new("").of(0), Origin::Study { line: 1, column: 1 });
    }
}
