//! From a figure to shapes on whole pixels, back to front.

use super::colour::Colour;
use super::figure::{Area, Figure, Mark, Panel};
use super::text::{Anchor, Text};
use super::{frame, stroke};

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

/// The shapes of `figure`.
pub fn compose(figure: &Figure) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for panel in &figure.panels {
        for mark in &panel.marks {
            place(mark, panel, &mut shapes);
        }
        frame::draw(panel, &mut shapes);
        if let Some(title) = &panel.title {
            let at = (panel.area.centre(), panel.area.top - 14);
            shapes.push(Shape::Text(Text::new(title, at, 26).anchored(Anchor::Middle)));
        }
    }
    for entry in &figure.legend {
        stroke::sample(entry, &mut shapes);
    }
    shapes.extend(figure.badges.iter().map(|badge| Shape::Rectangle(badge.area, badge.colour)));
    shapes.extend(figure.texts.iter().cloned().map(Shape::Text));
    shapes
}

fn place(mark: &Mark, panel: &Panel, shapes: &mut Vec<Shape>) {
    let Panel { area, x, y, .. } = panel;
    let spot = |at: f64, value: f64| {
        let (across, up) = (x.share(at)?, y.share(value)?);
        Some((area.x(across.clamp(0.0, 1.0)), area.y(up.clamp(0.0, 1.0))))
    };
    match mark {
        Mark::Bars { low, high, counts, colour } => {
            shapes.extend(columns((*low, *high), counts, *colour, panel));
        }
        Mark::Line { points, style } => {
            let spots = points.iter().map(|(at, value)| spot(*at, (*value)?)).collect::<Vec<_>>();
            stroke::line(&spots, *style, shapes);
        }
        Mark::Band { points, colour } => {
            let lower = points.iter().filter_map(|(at, low, _)| spot(*at, *low));
            let upper = points.iter().rev().filter_map(|(at, _, high)| spot(*at, *high));
            shapes.push(Shape::Veil(lower.chain(upper).collect(), *colour));
        }
        Mark::Heat { columns, colours } => {
            shapes.push(Shape::Cells { area: *area, columns: *columns, colours: colours.clone() })
        }
    }
}

/// Bars on rounded edges: the right edge of one is the left edge of the next, so no gap opens.
fn columns((low, high): (f64, f64), counts: &[u64], colour: Colour, panel: &Panel) -> Option<Shape> {
    let Panel { area, x, y, .. } = panel;
    let edge = |index: usize| {
        let at = low + (high - low) * (index as f64 / counts.len() as f64);
        x.share(at).map(|share| area.x(share.clamp(0.0, 1.0)))
    };
    let top = |count: &u64| {
        let up = y.share(*count as f64).map_or(0.0, |share| share.clamp(0.0, 1.0));
        // A bin with a single value among millions still shows.
        let least = i32::from(*count > 0);
        area.y(up).min(area.bottom() - least)
    };
    let edges = (0..=counts.len()).map(edge).collect::<Option<Vec<_>>>()?;
    Some(Shape::Columns { base: area.bottom(), edges, tops: counts.iter().map(top).collect(), colour })
}
