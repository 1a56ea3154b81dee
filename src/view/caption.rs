//! Titles and footers: the same place and size in every figure.

use super::colour::GREY;
use super::text::{Anchor, Text};
use super::typeface;

/// Free space at the sides of a figure.
pub const MARGIN: i32 = 30;
const TITLE: i32 = 30;
const FOOTER: i32 = 18;

/// The words over a figure of `width` pixels.
pub fn title(words: &str, width: i32) -> Text {
    let words = typeface::fit(words, TITLE, width - 2 * MARGIN);
    Text::new(words, (width / 2, 46), TITLE).anchored(Anchor::Middle)
}

/// The small words under a figure: how to read it on the left, where it comes from on the right.
pub fn footer(note: &str, source: &str, (width, height): (i32, i32)) -> [Text; 2] {
    let base_line = height - 16;
    let room = width - 2 * MARGIN;
    let note = typeface::fit(note, FOOTER, room);
    // A viewer of the SVG may set the note a tenth wider in another font.
    let left = room - (1.1 * typeface::width(&note, FOOTER)).ceil() as i32 - 2 * MARGIN;
    let source = typeface::fit(source, FOOTER, left);
    [
        Text::new(note, (MARGIN, base_line), FOOTER).inked(GREY),
        Text::new(source, (width - MARGIN, base_line), FOOTER).inked(GREY).anchored(Anchor::End),
    ]
}
