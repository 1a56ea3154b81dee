//! Lines of text at their final place.

use super::colour::{BLACK, Colour};

/// Where a text's position lies in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its first letter.
    Start,
    /// In its middle.
    Middle,
    /// Behind its last letter.
    End,
}

/// Which way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the right.
    Across,
    /// Upwards, along a y axis.
    Up,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The words.
    pub content: String,
    /// Position of the anchor on the base line.
    pub at: (i32, i32),
    /// Pixels per em.
    pub size: i32,
    /// Ink.
    pub colour: Colour,
    /// What of the text lies at the position.
    pub anchor: Anchor,
    /// Which way it runs.
    pub direction: Direction,
}

impl Text {
    /// Black text that starts at `at` and runs to the right.
    pub(crate) fn new(content: impl Into<String>, at: (i32, i32), size: i32) -> Self {
        Self {
            content: content.into(),
            at,
            size,
            colour: BLACK,
            anchor: Anchor::Start,
            direction: Direction::Across,
        }
    }

    /// The same text with another anchor.
    pub(crate) fn anchored(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// The same text in another ink.
    pub(crate) fn inked(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// The same text, running upwards.
    pub(crate) fn upwards(mut self) -> Self {
        self.direction = Direction::Up;
        self
    }
}
