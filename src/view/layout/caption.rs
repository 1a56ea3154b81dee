//! Titles and footers: the same place and size in every figure, over as many lines as their words need.

use super::wrap::wrap;
use crate::view::figure::colour::GREY;
use crate::view::figure::{Anchor, Figure, Text, typeface};

/// Free space at the sides of a figure.
pub(crate) const MARGIN: i32 = 30;
/// Pixels per em of a title: least, where it is too long for one line, and most.
const TITLE: (i32, i32) = (24, 30);
/// Base line of the first line of a title.
const TOP: i32 = 46;
/// Pixels per em of a footer.
const FOOTER: i32 = 20;
/// From a base line to the next, in em.
const PITCH: f64 = 1.3;
/// From the last line of the footer to the edge.
const BOTTOM: i32 = 16;
/// A viewer of the SVG may set the words so much wider in another font.
const WIDER: f64 = 1.1;

/// Puts words over `figure`, and under it how to read it and where it comes from: what does not fit into a
/// line makes the figure higher.
pub(crate) fn add(figure: &mut Figure, words: &str, note: &str, source: &str) {
    let room = figure.width - 2 * MARGIN;
    let words = sentence(words);
    let size = typeface::largest(&[&words], TITLE, room);
    let title = lines(&words, size, room);
    figure.lower(pitch(size) * (title.len().max(1) as i32 - 1));
    let middle = figure.width / 2;
    for (line, base_line) in title.into_iter().zip((TOP..).step_by(pitch(size) as usize)) {
        figure.texts.push(Text::new(line, (middle, base_line), size).anchored(Anchor::Middle));
    }

    let beside = pixels(note) + pixels(source) + 2 * MARGIN <= room;
    let under: Vec<String> = if beside { Vec::new() } else { lines(source, FOOTER, room) };
    let over = lines(note, FOOTER, room);
    let count = (over.len() + under.len()).max(1) as i32;
    figure.height += pitch(FOOTER) * (count - 1);
    let first = figure.height - BOTTOM - pitch(FOOTER) * (count - 1);
    for (line, base_line) in over.into_iter().chain(under).zip((first..).step_by(pitch(FOOTER) as usize)) {
        figure.texts.push(Text::new(line, (MARGIN, base_line), FOOTER).inked(GREY));
    }
    if beside && !source.is_empty() {
        let at = (figure.width - MARGIN, first);
        figure.texts.push(Text::new(source, at, FOOTER).inked(GREY).anchored(Anchor::End));
    }
}

/// `words` with a capital letter at the beginning, unless that is a name that is written without: tanh, a spec
/// string, a number.
fn sentence(words: &str) -> String {
    let first = words.split([' ', ',']).next().unwrap_or_default().trim_end_matches(':');
    let is_plain = first.chars().all(char::is_alphabetic) && first != "tanh";
    match words.chars().next() {
        Some(letter) if is_plain => letter.to_uppercase().chain(words.chars().skip(1)).collect(),
        _ => words.to_owned(),
    }
}

fn lines(words: &str, size: i32, room: i32) -> Vec<String> {
    wrap(words, |line| typeface::width(line, size) * WIDER <= f64::from(room))
}

fn pitch(size: i32) -> i32 {
    (PITCH * f64::from(size)) as i32
}

fn pixels(words: &str) -> i32 {
    (WIDER * typeface::width(words, FOOTER)).ceil() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "A book, by Somebody, section 6.2 · seed 12345";

    fn figure(width: i32, words: &str, note: &str) -> Figure {
        let mut figure = Figure::new(width, 600);
        add(&mut figure, words, note, SOURCE);
        figure
    }

    #[test]
    fn nothing_of_a_title_or_a_footer_is_cut_whatever_the_room() {
        for note in ["", "a note", &"a very long note ".repeat(20)] {
            for width in [400, 700, 1000, 2000] {
                let figure = figure(width, "a title of many words that say what is shown and of what", note);
                let said: Vec<&str> = figure.texts.iter().map(|text| text.content.as_str()).collect();
                let said = said.join(" ");
                for words in ["A title of many words that say what is shown and of what", note.trim(), SOURCE]
                {
                    assert!(said.contains(words), "{width}: {said}");
                }
                let inside = |text: &Text| {
                    let bounds = typeface::bounds(text);
                    bounds.left >= 0 && bounds.right() <= width && bounds.bottom() <= figure.height
                };
                assert!(figure.texts.iter().all(inside), "{width}");
            }
        }
    }

    #[test]
    fn a_second_line_makes_the_figure_higher() {
        let long = "relu, truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5, ".repeat(3);
        assert!(figure(1250, &long, "").height > 600);
        assert_eq!(figure(1250, "short", "").height, 600);
    }

    #[test]
    fn titles_begin_with_a_capital_unless_they_begin_with_a_name() {
        let titles =
            ["linear: loss", "sigmoid, Xavier", "tanh: loss", "he-normal: loss", "leaky ReLU", "ReLU"];
        let written =
            ["Linear: loss", "Sigmoid, Xavier", "tanh: loss", "he-normal: loss", "Leaky ReLU", "ReLU"];
        assert_eq!(titles.map(sentence), written);
    }
}
