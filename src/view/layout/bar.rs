//! Colour bars.

use crate::view::figure::axis::{Axis, Scale};
use crate::view::figure::colour;
use crate::view::figure::colour::{Colour, HEAT_LEVELS};
use crate::view::figure::model::{Area, Figure, Mark, Panel};
use crate::view::figure::text::{Anchor, Text};

/// Pixels per em of the words under a bar.
pub(crate) const SMALL: i32 = 20;

/// Adds a bar of all colours with the words for its left end, middle and right end.
pub(crate) fn add(words: [&str; 3], area: Area, figure: &mut Figure) {
    add_of((0..HEAT_LEVELS).map(colour::heat).collect(), words, area, figure);
}

/// The same of some colours.
pub(crate) fn add_of(colours: Vec<Colour>, [low, middle, high]: [&str; 3], area: Area, figure: &mut Figure) {
    figure.panels.push(heat(area, Mark::Heat { columns: colours.len(), colours }));
    let base_line = area.bottom() + SMALL + 8;
    let marked = [
        (low, area.left, Anchor::Start),
        (middle, area.centre(), Anchor::Middle),
        (high, area.right(), Anchor::End),
    ];
    let texts = marked.map(|(words, at, anchor)| Text::new(words, (at, base_line), SMALL).anchored(anchor));
    figure.texts.extend(texts);
}

/// A panel without ticks.
pub(crate) fn heat(area: Area, mark: Mark) -> Panel {
    let axis = Axis::bare(0.0, 1.0, Scale::Linear);
    Panel { area, title: None, x: axis.clone(), y: axis, marks: vec![mark] }
}
