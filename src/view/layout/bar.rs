//! Colour bars.

use super::page::Page;
use crate::view::figure::{Anchor, Area, Axis, Colour, Panel, Text};

/// Pixels per em of the words under a bar.
pub(crate) const SMALL: i32 = 20;

/// From a bar to the base line of words of `size` under it.
pub(crate) fn base_line(bar: Area, size: i32) -> i32 {
    bar.bottom() + size + 8
}

/// The words for a scale's low end, middle and high end: the middle tells whether colours keep ratios or
/// differences, the ends whether there are numbers beyond.
pub(crate) fn words(scale: &Axis, beyond: (bool, bool), number: impl Fn(f64) -> String) -> [String; 3] {
    let under = if beyond.0 { "≤ " } else { "" };
    let over = if beyond.1 { "≥ " } else { "" };
    [under.to_owned() + &number(scale.low), number(scale.middle()), over.to_owned() + &number(scale.high)]
}

impl Page {
    /// Adds a bar of `colours` with the words for its left end, middle and right end.
    pub(crate) fn add_bar(&mut self, colours: Vec<Colour>, [low, middle, high]: [String; 3], area: Area) {
        self.figure.panels.push(Panel::heat(area, colours.len(), colours));
        let marked = [
            (low, area.left, Anchor::Start),
            (middle, area.centre(), Anchor::Middle),
            (high, area.right(), Anchor::End),
        ];
        let under = base_line(area, SMALL);
        let texts = marked.map(|(words, at, anchor)| Text::new(words, (at, under), SMALL).anchored(anchor));
        self.figure.texts.extend(texts);
    }
}
