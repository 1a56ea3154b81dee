//! Pages of line charts: panels side by side and a legend to their right.

use super::page::{Margins, Page, Width};

/// Pixels across the page, unless a figure needs fewer.
pub(crate) const WIDTH: i32 = 2000;
/// Pixels per em of tick labels.
pub(crate) const TICKS: i32 = 22;
/// Pixels across the legend.
pub(crate) const LEGEND: i32 = 374;
/// Between the last panel and the legend.
pub(crate) const APART: i32 = 36;

/// Between panels lie the y tick labels of the right one, and between rows the x axis of the upper one and
/// the titles of the lower.
const MARGINS: Margins =
    Margins { left: 100, top: 116, right: APART + LEGEND, bottom: 134, gap: (100, 124), ticks: TICKS };
/// Least pixels down all panels, where they stand in one row and in two.
const INSIDE: (i32, i32) = (710, 930);
/// Most panels in a single row.
const BESIDE: usize = 3;

/// A page `width` pixels wide for so many panels, as tall as so many rows of a legend need.
pub(crate) fn page(width: i32, panels: usize, legend: usize) -> Page {
    let (rows, least) = if panels > BESIDE { (2, INSIDE.1) } else { (1, INSIDE.0) };
    let inside = least.max(40 * i32::try_from(legend).unwrap_or(i32::MAX / 64));
    let gap = MARGINS.gap.1;
    let cells = (panels.div_ceil(rows), rows);
    Page::new(MARGINS, Width::Page(width), (inside + gap) / rows as i32 - gap, cells)
}
