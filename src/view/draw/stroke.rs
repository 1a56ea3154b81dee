//! Lines of a chart: strokes, dashes and the markers at their points.

use super::clip::{Edge, Share, Stretch};
use super::shape::Shape;
use crate::view::figure::{Colour, Leader, LegendEntry, LineStyle, Marker, Stroke};

/// A place in whole pixels.
pub(crate) type Spot = (i32, i32);

const WIDTH: u32 = 3;
const DASH_WIDTH: u32 = 3;
/// Pixels of a dash, then of a gap.
const DASHES: [f64; 2] = [14.0, 9.0];
/// What of a dash counts as nothing.
const REMAINDER: f64 = 1e-9;
/// A line of more points is marked only every so many pixels.
const MARKED: usize = 11;
const APART: i32 = 56;
/// Half the width and the length of the arrow of a line that leaves its panel.
const ARROW: (i32, i32) = (9, 20);
/// Width of what joins a line to its name.
const LEADER: u32 = 1;
/// Length of a legend's sample.
pub(crate) const SAMPLE: i32 = 64;

/// A part of a line: markers stand at its points alone, and an arrow where it leaves its panel.
pub(crate) fn line(
    stretch: &Stretch,
    spot: impl Fn(Share) -> Spot,
    style: LineStyle,
    shapes: &mut Vec<Shape>,
) {
    let run: Vec<Spot> = stretch.corners.iter().map(|(corner, _)| spot(*corner)).collect();
    match style.stroke {
        Stroke::Dashed => dashed(&run, style.colour, shapes),
        _ if run.len() > 1 => shapes.push(stroke(run.clone(), WIDTH, style.colour)),
        _ => {}
    }
    if let Stroke::Marked(kind) = style.stroke {
        let points = run.iter().zip(&stretch.corners).filter(|(_, (_, is_point))| *is_point);
        let mut free_from = i32::MIN;
        for (&at, _) in points {
            if run.len() <= MARKED || at.0 >= free_from {
                shapes.extend(marker(kind, at, style.colour));
                free_from = at.0 + APART;
            }
        }
    }
    let ends = [run.first().zip(stretch.entry), run.last().zip(stretch.exit)];
    for (&(x, y), edge) in ends.into_iter().flatten() {
        // Corners in the order of a marker's.
        let (aside, back) = if edge == Edge::Top { ARROW } else { (-ARROW.0, -ARROW.1) };
        let corners = vec![(x, y), (x + aside, y + back), (x - aside, y + back)];
        shapes.push(Shape::Polygon(corners, style.colour));
    }
}

/// What joins the end of a line to its name, with the line's marker before the name.
pub(crate) fn leader(leader: &Leader, shapes: &mut Vec<Shape>) {
    let Leader { style, from, to } = leader;
    shapes.push(stroke(vec![*from, *to], LEADER, style.colour));
    if let Stroke::Marked(kind) = style.stroke {
        shapes.extend(marker(kind, *to, style.colour));
    }
}

/// The sample stroke of a legend entry.
pub(crate) fn sample(entry: &LegendEntry, shapes: &mut Vec<Shape>) {
    let (x, y) = entry.at;
    let (start, end) = ((x, y), (x + SAMPLE, y));
    let solid = stroke(vec![start, end], WIDTH, entry.style.colour);
    match entry.style.stroke {
        Stroke::Plain => shapes.push(solid),
        Stroke::Dashed => dashed(&[start, end], entry.style.colour, shapes),
        Stroke::Marked(kind) => {
            shapes.push(solid);
            shapes.extend(marker(kind, (x + SAMPLE / 2, y), entry.style.colour));
        }
    }
}

fn stroke(points: Vec<Spot>, width: u32, colour: Colour) -> Shape {
    Shape::Stroke { points, width, colour }
}

/// Dashes whose pattern runs on around corners.
fn dashed(run: &[Spot], colour: Colour, shapes: &mut Vec<Shape>) {
    let (mut drawing, mut left) = (true, DASHES[0]);
    for pair in run.windows(2) {
        let [from, to] = [pair[0], pair[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let at = |way: f64| {
            let share = way / length;
            let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
            (x.round() as i32, y.round() as i32)
        };
        let mut way = 0.0;
        while way < length {
            let end = (way + left).min(length);
            if drawing {
                shapes.push(stroke(vec![at(way), at(end)], DASH_WIDTH, colour));
            }
            left -= end - way;
            way = end;
            // A remainder of rounding would never be walked: adding it changes no place.
            if left <= REMAINDER {
                drawing = !drawing;
                left = DASHES[usize::from(!drawing)];
            }
        }
    }
}

fn marker(kind: Marker, (x, y): Spot, colour: Colour) -> Vec<Shape> {
    let polygon = |corners: &[Spot]| {
        let corners = corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
        vec![Shape::Polygon(corners, colour)]
    };
    match kind {
        Marker::Circle => vec![Shape::Disc((x, y), 8, colour)],
        Marker::Square => polygon(&[(-8, -8), (8, -8), (8, 8), (-8, 8)]),
        Marker::Triangle => polygon(&[(0, -11), (10, 7), (-10, 7)]),
        Marker::Diamond => polygon(&[(0, -11), (11, 0), (0, 11), (-11, 0)]),
        Marker::TriangleDown => polygon(&[(0, 11), (-10, -7), (10, -7)]),
        Marker::Cross => [[(-8, -8), (8, 8)], [(-8, 8), (8, -8)]]
            .map(|ends| {
                let ends = ends.map(|(dx, dy)| (x + dx, y + dy));
                stroke(ends.to_vec(), 5, colour)
            })
            .to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::colour::BLACK;

    #[test]
    fn dashes_around_any_corners_come_to_an_end() {
        let mut shapes = Vec::new();
        for slope in 0..200 {
            let run: Vec<Spot> = (0..60).map(|step| (7 * step, (slope * step * step) % 97)).collect();
            dashed(&run, BLACK, &mut shapes);
        }
        assert!(!shapes.is_empty());
    }
}
