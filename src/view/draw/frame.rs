//! The box around a panel with its ticks and their labels.

use super::shape::Shape;
use crate::view::figure::colour::BLACK;
use crate::view::figure::{Anchor, Area, Axis, Panel, Text, Tick, typeface};

/// Width of frames and ticks.
const LINE: i32 = 2;
/// Length of ticks.
const TICK: i32 = 8;
/// Gap between a tick and its label.
const TICK_PAD: i32 = 6;
/// From the base line of x tick labels to that of what they leave out, in quarters of an em.
const COMMON_DOWN: i32 = 5;

/// Pixels from the bottom of a panel to the bottom of what its x tick labels leave out.
pub(crate) fn common_depth(size: i32) -> i32 {
    TICK + TICK_PAD + size * 3 / 4 + size * COMMON_DOWN / 4 + size / 4
}

/// Draws the box of `panel` and both axes.
pub(crate) fn draw(panel: &Panel, shapes: &mut Vec<Shape>) {
    sides(panel.area, shapes);
    ticks_below(panel, shapes);
    ticks_left(panel, shapes);
}

/// Around the area, so that the lowest of bars is not under the line.
fn sides(area: Area, shapes: &mut Vec<Shape>) {
    let (left, top) = (area.left - LINE, area.top - LINE);
    let (width, height) = (area.width + 2 * LINE, area.height + 2 * LINE);
    let sides = [
        Area { left, top, width, height: LINE },
        Area { left, top: area.bottom(), width, height: LINE },
        Area { left, top, width: LINE, height },
        Area { left: area.right(), top, width: LINE, height },
    ];
    shapes.extend(sides.map(|side| Shape::Rectangle(side, BLACK)));
}

fn ticks_below(panel: &Panel, shapes: &mut Vec<Shape>) {
    let Panel { area, x: axis, .. } = panel;
    let size = axis.label_size;
    let base_line = area.bottom() + TICK + TICK_PAD + size * 3 / 4;
    for (tick, share) in places(axis) {
        let at = area.x(share);
        shapes.push(Shape::Rectangle(
            Area { left: at - LINE / 2, top: area.bottom(), width: LINE, height: TICK },
            BLACK,
        ));
        if size > 0 {
            let label = Text::new(&tick.label, (at + tick.nudge, base_line), size).anchored(Anchor::Middle);
            shapes.push(Shape::Text(label));
        }
    }
    // Under the last tick label.
    if let Some(common) = axis.common.as_ref().filter(|_| size > 0) {
        let at = (area.right(), base_line + size * COMMON_DOWN / 4);
        shapes.push(Shape::Text(
            Text::new(common, at, fitting(common, size, area.width)).anchored(Anchor::End),
        ));
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
    for (tick, share) in places(axis) {
        let at = area.y(share);
        shapes.push(Shape::Rectangle(
            Area { left: area.left - TICK, top: at - LINE / 2, width: TICK, height: LINE },
            BLACK,
        ));
        if size > 0 {
            let corner = (area.left - TICK - TICK_PAD, at + size * 3 / 8);
            shapes.push(Shape::Text(Text::new(&tick.label, corner, size).anchored(Anchor::End)));
        }
    }
    // Over the topmost tick label.
    if let Some(common) = axis.common.as_ref().filter(|_| size > 0) {
        let at = (area.left, area.top - size);
        shapes
            .push(Shape::Text(Text::new(common, at, fitting(common, size, area.left)).anchored(Anchor::End)));
    }
    if let Some(label) = &axis.label {
        let widest = axis.ticks.iter().map(|tick| typeface::width(&tick.label, size)).fold(0.0, f64::max);
        let beside = if axis.ticks.is_empty() { 0 } else { widest.ceil() as i32 + size / 2 };
        let at = (area.left - TICK - TICK_PAD - beside, area.y(0.5));
        shapes.push(Shape::Text(Text::new(label, at, size).anchored(Anchor::Middle).upwards()));
    }
}

/// The size, at most `size`, at which `words` are no wider than `room`.
fn fitting(words: &str, size: i32, room: i32) -> i32 {
    let shrunk = f64::from(size) * f64::from(room) / typeface::width(words, size).max(1.0);
    size.min(shrunk as i32)
}

fn places(axis: &Axis) -> impl Iterator<Item = (&Tick, f64)> {
    axis.ticks
        .iter()
        .filter_map(|tick| Some((tick, axis.place(tick)?)))
        .filter(|(_, share)| (-1e-6..=1.0 + 1e-6).contains(share))
}
