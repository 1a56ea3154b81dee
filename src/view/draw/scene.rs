//! From a figure to shapes on whole pixels, back to front.

use super::clip::Share;
use super::shape::Shape;
use super::{clip, frame, stroke};
use crate::view::figure::colour::WHITE;
use crate::view::figure::{Anchor, Colour, Figure, Mark, Panel, Text};

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
    for leader in &figure.leaders {
        stroke::leader(leader, &mut shapes);
    }
    shapes.extend(figure.badges.iter().map(|badge| Shape::Rectangle(badge.area, badge.colour)));
    shapes.extend(figure.texts.iter().cloned().map(Shape::Text));
    shapes
}

fn place(mark: &Mark, panel: &Panel, shapes: &mut Vec<Shape>) {
    let Panel { area, x, y, .. } = panel;
    let share = |at: f64, value: f64| Some((x.share(at)?, y.share(value)?));
    let spot = |(across, up): Share| (area.x(across), area.y(up));
    match mark {
        Mark::Bars { low, high, heights, colour } => {
            shapes.extend(columns((*low, *high), heights, *colour, panel));
        }
        Mark::Line { points, style } => {
            let shares: Vec<_> = points.iter().map(|(at, value)| share(*at, (*value)?)).collect();
            for stretch in clip::stretches(&shares) {
                stroke::line(&stretch, spot, *style, shapes);
            }
        }
        Mark::Band { points, colour } => {
            let lower = points.iter().filter_map(|(at, low, _)| share(*at, *low));
            let upper = points.iter().rev().filter_map(|(at, _, high)| share(*at, *high));
            let inside = clip::polygon(lower.chain(upper).collect());
            let within = |(across, up): Share| spot((across.clamp(0.0, 1.0), up));
            shapes.push(Shape::Veil(inside.into_iter().map(within).collect(), *colour));
        }
        Mark::Dots { points, colour } => {
            let shares = points.iter().filter_map(|(at, value)| share(*at, *value));
            let inside = shares.filter(|share| clip::holds(*share));
            shapes.extend(inside.map(|share| Shape::Disc(spot(share), DOT, *colour)));
        }
        Mark::Ring { centre: (at, value), radius, colour } => {
            let ends = share(*at, *value).map(spot).zip(share(at + radius, *value).map(spot));
            // A smaller disc of paper on one of ink: an outline of strokes between whole pixels has corners.
            shapes.extend(ends.into_iter().flat_map(|(middle, end)| {
                let reach = end.0.abs_diff(middle.0);
                [Shape::Disc(middle, reach + 1, *colour), Shape::Disc(middle, reach.saturating_sub(1), WHITE)]
            }));
        }
        Mark::Heat { columns, colours } => {
            shapes.push(Shape::Cells { area: *area, columns: *columns, colours: colours.clone() })
        }
    }
}

/// Radius of dots.
const DOT: u32 = 4;

/// Rows that a bar with anything in it covers at least: under one it would pass for the frame.
const LEAST: i32 = 2;

/// Bars on rounded edges: the right edge of one is the left edge of the next, so no gap opens.
/// Bars that share all their pixels become one, as tall as the tallest.
fn columns((low, high): (f64, f64), heights: &[f64], colour: Colour, panel: &Panel) -> Option<Shape> {
    let Panel { area, x, y, .. } = panel;
    // Shares of the way between the ends: values there may be no numbers of their own.
    let (first, last) = (x.share(low)?, x.share(high)?);
    let edge = |index: usize| {
        let share = first + (last - first) * (index as f64 / heights.len() as f64);
        area.x(share.clamp(0.0, 1.0))
    };
    let top = |height: f64| {
        let up = y.share(height).map_or(0.0, |share| share.clamp(0.0, 1.0));
        // A bin with a single value among millions still shows.
        let least = if height > 0.0 { LEAST } else { 0 };
        area.y(up).min(area.bottom() - least)
    };
    let (mut edges, mut tops) = (vec![edge(0)], Vec::with_capacity(heights.len()));
    let mut tallest = 0.0_f64;
    for (index, &height) in heights.iter().enumerate() {
        tallest = tallest.max(height);
        let right = edge(index + 1);
        if edges.last().is_some_and(|left| *left < right) {
            edges.push(right);
            tops.push(top(tallest));
            tallest = 0.0;
        }
    }
    // The last bars have no following pixel to go to.
    if let Some(last) = tops.last_mut() {
        *last = top(tallest).min(*last);
    }
    Some(Shape::Columns { base: area.bottom(), edges, tops, colour })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::area::Area;
    use crate::view::figure::axis::{Axis, Scale};

    fn drawn(heights: Vec<f64>, (low, high): (f64, f64)) -> (Vec<i32>, Vec<i32>) {
        let x = Axis { pad: 0.05, ..Axis::bare(low, high, Scale::Linear) };
        let panel = Panel {
            area: Area { left: 0, top: 0, width: 110, height: 400 },
            title: None,
            x,
            y: Axis::bare(0.0, 1e6, Scale::Linear),
            marks: Vec::new(),
        };
        match columns((low, high), &heights, Colour(0, 0, 0), &panel) {
            Some(Shape::Columns { edges, tops, .. }) => (edges, tops),
            _ => panic!("columns are columns"),
        }
    }

    #[test]
    fn bars_have_their_width_where_numbers_are_too_coarse_for_their_edges() {
        let ranges = [(0.0, 1.0), (0.0, f64::MAX), (12345678.0, 12345678.0 + 8e-9), (0.0, 5e-324)];
        for range in ranges {
            let (edges, tops) = drawn(vec![1e6; 10], range);
            assert_eq!(edges, [5, 15, 25, 35, 45, 55, 65, 75, 85, 95, 105], "{range:?}");
            assert_eq!(tops, [0; 10]);
        }
    }

    #[test]
    fn a_single_value_shows_however_many_bins_and_values_there_are() {
        for bin in [0, 3, 517, 998, 999] {
            let mut heights = vec![0.0; 1000];
            heights[bin] = 1.0;
            let (edges, tops) = drawn(heights, (0.0, 1.0));
            assert!(edges.windows(2).all(|pair| pair[0] < pair[1]));
            assert_eq!(edges.len(), tops.len() + 1);
            assert_eq!(tops.iter().filter(|top| **top == 400 - LEAST).count(), 1, "{bin}");
        }
    }
}
