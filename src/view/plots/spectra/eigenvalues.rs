//! Eigenvalues of the weights in the complex plane: one panel per initialization, all on one scale,
//! with the circle on which the weights, applied again and again, neither grow nor shrink.

use crate::number;
use std::f64::consts::PI;

use crate::record::{CellRecord, Site};

use crate::view::cells::naming::Naming;
use crate::view::cells::sites;
use crate::view::figure::axis::Axis;
use crate::view::figure::colour::{BAR, GREY};
use crate::view::figure::model::{Area, Figure, LineStyle, Mark, Panel, Stroke};
use crate::view::figure::text::Text;
use crate::view::figure::tick;
use crate::view::figure::tick::Wording;
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::typeface;

/// Most panels of one figure; bounds the canvas.
pub(crate) const MOST: usize = 20;

const COLUMNS: i32 = 4;
const LEFT: i32 = 100;
const TOP: i32 = 136;
const SIDE: i32 = 430;
/// Between columns, and between rows: tick labels, and the title of the panel below.
const GAP: (i32, i32) = (36, 100);
const BOTTOM: i32 = 110;
const TICKS: i32 = 20;
/// Pixels per em of titles, least and most.
const TITLE: (i32, i32) = (16, 24);
const NOTE: i32 = 18;
/// Least reach of the axes: the circle with some space around it.
const REACH: f64 = 1.15;
/// Strokes that a circle is made of.
const STROKES: usize = 180;

/// The first layer whose eigenvalues were looked at.
pub(crate) fn first(cell: &CellRecord) -> Option<&Site> {
    sites::first(cell, "eigenvalue").into_iter().next()
}

/// Draws the eigenvalues of `cells`, one panel each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let count = i32::try_from(cells.len()).unwrap_or(1);
    let rows = ((count + COLUMNS - 1) / COLUMNS).max(1);
    let columns = ((count + rows - 1) / rows).max(1);
    let width = (LEFT + columns * (SIDE + GAP.0) - GAP.0 + MARGIN).max(1100);
    let height = TOP + rows * (SIDE + GAP.1) - GAP.1 + BOTTOM;
    let sites: Vec<&Site> = cells.iter().filter_map(|cell| first(cell)).collect();
    let furthest = sites.iter().filter_map(|site| site.summary.max).fold(0.0, f64::max);
    let reach = (1.08 * furthest).max(REACH);
    let mut texts = Vec::new();
    let mut panels = Vec::new();
    for (index, (cell, site)) in (0..).zip(cells.iter().zip(&sites)) {
        let area = Area {
            left: LEFT + index % columns * (SIDE + GAP.0),
            top: TOP + index / columns * (SIDE + GAP.1),
            width: SIDE,
            height: SIDE,
        };
        let radius = match site.summary.max.filter(|_| !site.eigenvalues.is_empty()) {
            Some(max) => format!(", radius {}", number::short(max)),
            None => ", not finite".to_owned(),
        };
        let title = naming.init(cell).to_owned() + &radius;
        let fits = |size: &i32| typeface::width(&title, *size) <= f64::from(SIDE);
        let size = (TITLE.0..=TITLE.1).rev().find(fits).unwrap_or(TITLE.0);
        let room = SIDE - typeface::width(&radius, size).ceil() as i32;
        let title = typeface::fit(naming.init(cell), size, room) + &radius;
        let middle = crate::view::Anchor::Middle;
        texts.push(Text::new(title, (area.centre(), area.top - 14), size).anchored(middle));
        let mut y = axis(reach);
        y.label = (index % columns == 0).then(|| "imaginary part".to_owned());
        if index % columns > 0 {
            y.label_size = 0;
        }
        let x = Axis { label: (index + columns >= count).then(|| "real part".to_owned()), ..axis(reach) };
        panels.push(Panel { area, title: None, x, y, marks: marks(site) });
        let one = site.eigenvalues.iter().all(|value| Some(value) == site.eigenvalues.first());
        if one && site.eigenvalues.len() > 1 {
            let words = format!("all {} are one", site.eigenvalues.len());
            texts.push(Text::new(words, (area.left + NOTE / 2, area.top + NOTE * 6 / 5), NOTE).inked(GREY));
        }
    }
    if let Some(cell) = cells.first() {
        let layer = sites.first().map_or(1, |site| site.layer);
        let of = if cell.settings.tied { String::new() } else { format!(", layer {layer}") };
        let words = format!("Eigenvalues of the weights{of}");
        texts.push(caption::title(&naming.heading(&words, cell), width));
    }
    let note = "radius: the largest modulus; circle: modulus 1";
    texts.extend(caption::footer(note, &naming.source(), (width, height)));
    Figure { width, height, panels, legend: Vec::new(), badges: Vec::new(), texts }
}

/// An axis of either part.
fn axis(reach: f64) -> Axis {
    let mut axis = Axis::bare(-reach, reach, crate::view::Scale::Linear);
    axis.mark(tick::linear(-reach, reach, 5, Wording::Each));
    axis.label_size = TICKS;
    axis
}

/// The unit circle under the eigenvalues.
fn marks(site: &Site) -> Vec<Mark> {
    let angle = |step: usize| 2.0 * PI * step as f64 / STROKES as f64;
    let circle = (0..=STROKES).map(|step| (angle(step).cos(), Some(angle(step).sin()))).collect();
    let style = LineStyle { colour: GREY, stroke: Stroke::Plain };
    let points = site.eigenvalues.iter().map(|[re, im]| (*re, *im)).collect();
    vec![Mark::Line { points: circle, style }, Mark::Dots { points, colour: BAR }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_axes_have_one_scale_and_the_circle_is_inside() {
        for reach in [REACH, 40.0] {
            let axis = axis(reach);
            let shares = [-1.0, 0.0, 1.0].map(|value| axis.share(value).unwrap());
            assert!(shares[0] > 0.0 && shares[2] < 1.0);
            assert_eq!(shares[1], 0.5);
        }
    }
}
