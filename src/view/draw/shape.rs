//! What a figure comes to before it becomes pixels.

use crate::view::figure::{Area, Colour, Text};

/// A coloured shape at its final place.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rectangle(Area, Colour),
    /// Filled columns without gaps between them, standing on `base`.
    Columns {
        /// Bottom row.
        base: i32,
        /// Left edge of every column and the right edge of the last.
        edges: Vec<i32>,
        /// Top row of every column.
        tops: Vec<i32>,
        /// Ink.
        colour: Colour,
    },
    /// A polyline.
    Stroke {
        /// Corners.
        points: Vec<(i32, i32)>,
        /// Pixels across.
        width: u32,
        /// Ink.
        colour: Colour,
    },
    /// A filled convex polygon.
    Polygon(Vec<(i32, i32)>, Colour),
    /// A pale filled polygon.
    Veil(Vec<(i32, i32)>, Colour),
    /// A filled circle.
    Disc((i32, i32), u32, Colour),
    /// A grid of heat map cells.
    Cells {
        /// Where.
        area: Area,
        /// Cells across.
        columns: usize,
        /// Colour of each cell, row by row.
        colours: Vec<Colour>,
    },
    /// A line of text.
    Text(Text),
}
