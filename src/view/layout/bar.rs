//! Colour bars.

use super::caption::MARGIN;
use super::page;
use super::page::{Margins, Page, Width};
use crate::view::figure::{Anchor, Area, Axis, Colour, Panel, Text};

/// Pixels per em of the words under a bar.
pub(crate) const SMALL: i32 = 20;

/// Pixels from the last panels of a page to the bar under them.
const UNDER: i32 = 96;
/// Around the panels, but for the gap between columns: between rows are tick labels, the name of the axis and
/// the titles of the lower panels.
const MARGINS: Margins = Margins {
    left: 120,
    top: 126,
    right: MARGIN,
    bottom: UNDER + page::BAR.1 + 120,
    gap: (0, 124),
    ticks: 20,
};
/// Height of panels in a single row, and in several.
const PANEL: (i32, i32) = (440, 320);
/// Most panels in a row.
const COLUMNS: usize = 4;

/// A page of so many panels, `gap` pixels apart, and where the bar lies that speaks for all of them.
pub(crate) fn page(count: usize, gap: i32) -> (Page, Area) {
    let (columns, rows) = page::grid(count, COLUMNS);
    let margins = Margins { gap: (gap, MARGINS.gap.1), ..MARGINS };
    let height = if rows == 1 { PANEL.0 } else { PANEL.1 };
    let page = Page::new(margins, Width::About(470), height, (columns, rows));
    let bar = page.under(UNDER);
    (page, bar)
}

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
