//! The names of rows, to the left of their panels.

use super::MARGIN;
use super::wrap;
use crate::view::figure::{Anchor, Text, typeface};

/// Type sizes, least and most.
const NAME: (i32, i32) = (20, 26);
/// Most pixels of a name, and between it and the first panel.
const MOST: i32 = 420;
const GAP: i32 = 24;

/// Names of one size.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    /// Pixels per em.
    pub size: i32,
    /// Where names end.
    pub right: i32,
    names: Vec<String>,
}

impl Labels {
    /// `names` in a column as wide as the widest needs, and no narrower than `least`.
    pub(crate) fn new(names: &[&str], least: i32) -> Self {
        let widest = names.iter().map(|name| typeface::width(name, NAME.1).ceil() as i32).max();
        let room = widest.unwrap_or(0).clamp(least.min(MOST), MOST);
        let (size, names) = wrap::apart(names, NAME, room);
        Self { size, right: MARGIN + room, names }
    }

    /// The margin of the panels.
    pub(crate) fn left(&self) -> i32 {
        self.right + GAP
    }

    /// The name of a row, on a base line.
    pub(crate) fn text(&self, row: usize, base_line: i32) -> Text {
        let name = self.names.get(row).map_or("", String::as_str);
        Text::new(name, (self.right, base_line), self.size).anchored(Anchor::End)
    }
}
