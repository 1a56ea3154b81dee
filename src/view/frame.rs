//! The box around a panel with its ticks and their labels.

use super::axis::Axis;
use super::colour::BLACK;
use super::figure::{Area, Panel};
use super::scene::Shape;
use super::text::{Anchor, Text};
use super::typeface;

/// Width of frames and ticks.
const LINE: i32 = 2;
/// Length of ticks.
const TICK: i32 = 8;
/// Gap between a tick and its label.
const TICK_PAD: i32 = 6;

/// Draws the box of `panel` and both axes.
pub fn draw(panel: &Panel, shapes: &mut Vec<Shape>) {
    sides(panel.area, shapes);
    ticks_below(panel, shapes);
    ticks_left(panel, shapes);
}

fn sides(area: Area, shapes: &mut Vec<Shape>) {
    let half = LINE / 2;
    let (left, top) = (area.left - half, area.top - half);
    let (width, height) = (area.width + LINE, area.height + LINE);
    let sides = [
        Area { left, top, width, height: LINE },
        Area { left, top: area.bottom() - half, width, height: LINE },
        Area { left, top, width: LINE, height },
        Area { left: area.right() - half, top, width: LINE, height },
    ];
    shapes.extend(sides.map(|side| Shape::Rectangle(side, BLACK)));
}

fn ticks_below(panel: &Panel, shapes: &mut Vec<Shape>) {
    let Panel { area, x: axis, .. } = panel;
    let size = axis.label_size;
    let base_line = area.bottom() + TICK + TICK_PAD + size * 3 / 4;
    for (tick, share) in shares(axis) {
        let at = area.x(share);
        shapes.push(Shape::Rectangle(
            Area { left: at - LINE / 2, top: area.bottom(), width: LINE, height: TICK },
            BLACK,
        ));
        if size > 0 {
            let label = Text::new(tick, (at, base_line), size).anchored(Anchor::Middle);
            shapes.push(Shape::Text(label));
        }
    }
    // Under the last tick label, or under the name of the axis.
    if let Some(offset) = &axis.offset {
        let at = (area.right(), base_line + size * 5 / 4);
        shapes.push(Shape::Text(Text::new(offset, at, size).anchored(Anchor::End)));
    }
    if let Some(label) = &axis.label {
        let down = if axis.ticks.is_empty() { 0 } else { size * 3 / 2 };
        let at = (area.centre(), base_line + down);
        shapes.push(Shape::Text(Text::new(label, at, size).anchored(Anchor::Middle)));
    }
}

fn ticks_left(panel: &Panel, shapes: &mut Vec<Shape>) {
    let Panel { area, y: axis, .. } = panel;
    let size = axis.label_size;
    for (tick, share) in shares(axis) {
        let at = area.y(share);
        shapes.push(Shape::Rectangle(
            Area { left: area.left - TICK, top: at - LINE / 2, width: TICK, height: LINE },
            BLACK,
        ));
        if size > 0 {
            let corner = (area.left - TICK - TICK_PAD, at + size * 3 / 8);
            shapes.push(Shape::Text(Text::new(tick, corner, size).anchored(Anchor::End)));
        }
    }
    if let Some(label) = &axis.label {
        let widest = axis.ticks.iter().map(|tick| typeface::width(&tick.label, size)).fold(0.0, f64::max);
        let beside = if axis.ticks.is_empty() { 0 } else { widest.ceil() as i32 + size / 2 };
        let at = (area.left - TICK - TICK_PAD - beside, area.y(0.5));
        shapes.push(Shape::Text(Text::new(label, at, size).anchored(Anchor::Middle).upwards()));
    }
}

fn shares(axis: &Axis) -> impl Iterator<Item = (&str, f64)> {
    axis.ticks
        .iter()
        .filter_map(|tick| Some((tick.label.as_str(), axis.share(tick.at)?)))
        .filter(|(_, share)| (-1e-6..=1.0 + 1e-6).contains(share))
}
