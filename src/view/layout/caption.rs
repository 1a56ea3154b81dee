//! Titles and footers: the same place and size in every figure.

use crate::view::figure::colour::GREY;
use crate::view::figure::{Anchor, Text, typeface};

/// Free space at the sides of a figure.
pub(crate) const MARGIN: i32 = 30;
/// Pixels per em of a title: least, where it is too long for its figure, and most.
const TITLE: (i32, i32) = (20, 30);
const FOOTER: i32 = 18;

/// The words over a figure of `width` pixels.
pub(crate) fn title(words: &str, width: i32) -> Text {
    let room = width - 2 * MARGIN;
    let size = typeface::largest(&[words], TITLE, room);
    let words = typeface::fit(words, size, room);
    Text::new(words, (width / 2, 46), size).anchored(Anchor::Middle)
}

/// The small words under a figure: how to read it on the left, on the right where it comes from:
/// of `source`, the first words give way before the later ones, and the last stay whole.
pub(crate) fn footer(note: &str, source: &[String], (width, height): (i32, i32)) -> [Text; 2] {
    let base_line = height - 16;
    let room = width - 2 * MARGIN;
    let kept = source.last().map_or(0, |last| pixels(last) + 2 * MARGIN);
    // A viewer of the SVG may set the words a tenth wider in another font.
    let note = typeface::fit(note, FOOTER, (f64::from(room - kept) / 1.1) as i32);
    let source = shortened(source, room - pixels(&note) - 2 * MARGIN);
    [
        Text::new(note, (MARGIN, base_line), FOOTER).inked(GREY),
        Text::new(source, (width - MARGIN, base_line), FOOTER).inked(GREY).anchored(Anchor::End),
    ]
}

fn pixels(words: &str) -> i32 {
    (1.1 * typeface::width(words, FOOTER)).ceil() as i32
}

/// `parts` in one line of `room` pixels: what is too much is cut from the first part, which goes
/// where hardly anything of it would stay, then from the next.
fn shortened(parts: &[String], room: i32) -> String {
    const BETWEEN: &str = " · ";
    /// Letters of a part below which it says nothing.
    const LEAST: usize = 12;
    let whole = parts.join(BETWEEN);
    match parts {
        [first, rest @ ..] if !rest.is_empty() && pixels(&whole) > room => {
            let after = format!("{BETWEEN}{}", rest.join(BETWEEN));
            let left = (f64::from(room) / 1.1) as i32 - typeface::width(&after, FOOTER).ceil() as i32;
            let cut = typeface::fit(first, FOOTER, left);
            if cut.chars().count() < LEAST { shortened(rest, room) } else { cut + &after }
        }
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Vec<String> {
        ["A long title of a study about everything", "A book, by Somebody, section 6.2", "seed 12345"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn footers_keep_their_seed_whatever_the_room() {
        for note in ["", "a note", &"a very long note ".repeat(20)] {
            for width in [400, 700, 1000, 2000] {
                let [note, source] = footer(note, &source(), (width, 600));
                assert!(source.content.ends_with("seed 12345"), "{width}: {}", source.content);
                let both = typeface::width(&note.content, FOOTER) + typeface::width(&source.content, FOOTER);
                assert!(both <= f64::from(width - 3 * MARGIN), "{width}: {}", source.content);
            }
        }
    }

    #[test]
    fn titles_give_way_before_sources() {
        let texts: Vec<String> = [1200, 700, 500, 330].map(|room| shortened(&source(), room)).to_vec();
        assert_eq!(texts[0], source().join(" · "));
        assert!(texts[1].contains("… · A book, by Somebody, section 6.2 · seed"), "{}", texts[1]);
        assert!(texts[2].starts_with("A book, by Somebody, section 6.2 · seed"), "{}", texts[2]);
        assert!(texts[3].starts_with("A book") && texts[3].contains('…'), "{}", texts[3]);
    }

    #[test]
    fn long_titles_are_set_smaller_before_they_are_cut() {
        let words = "relu, truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5, bias normal:std=0.1";
        let text = title(words, 1250);
        assert_eq!(text.content, words);
        assert!((TITLE.0..TITLE.1).contains(&text.size));
    }
}
