//! Eigenvalues of the weights in the complex plane: one panel per initialization, all on one scale,
//! with the circle on which the weights, applied again and again, neither grow nor shrink.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::{Naming, sites};
use crate::view::figure::colour::{BAR, GREY};
use crate::view::figure::{Anchor, Axis, Figure, Mark, Panel, Text};
use crate::view::layout::{MARGIN, Margins, Page, Width, page, wrap};

/// Most panels of one figure; bounds the canvas.
pub(crate) const MOST: usize = 8;

const COLUMNS: usize = 4;
const SIDE: i32 = 380;
/// Between rows: tick labels, and the two lines over the panel below.
const MARGINS: Margins =
    Margins { left: 100, top: 150, right: MARGIN, bottom: 110, gap: (36, 124), ticks: 20 };
/// Pixels per em of titles, least and most, and of what stands under them.
const TITLE: (i32, i32) = (20, 26);
const NOTE: i32 = 20;
/// Least reach of the axes: the circle with some space around it.
const REACH: f64 = 1.15;

/// Whether there is anything to draw.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    first(cell).is_some()
}

/// The first layer whose eigenvalues were looked at.
fn first(cell: &CellRecord) -> Option<&Site> {
    sites::first(cell, "eigenvalue").into_iter().next()
}

/// Draws the eigenvalues of `cells`, one panel each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let (columns, rows) = page::grid(cells.len(), COLUMNS);
    let mut page = Page::new(MARGINS, Width::Column(SIDE, 1100), SIDE, (columns, rows));
    let sites: Vec<&Site> = cells.iter().filter_map(|cell| first(cell)).collect();
    let furthest = sites.iter().filter_map(|site| site.summary.max).fold(0.0, f64::max);
    let reach = (1.08 * furthest).max(REACH);
    let names: Vec<String> = cells.iter().map(|cell| naming.init(cell).to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (size, names) = wrap::apart(&names, TITLE, SIDE);
    for (index, (site, area)) in sites.iter().zip(page.areas()).enumerate() {
        let radius = match site.summary.max.filter(|_| !site.eigenvalues.is_empty()) {
            Some(max) => format!("spectral radius {}", number::short(max)),
            None => "not finite".to_owned(),
        };
        let over = |words: &str, up: i32, size: i32| {
            Text::new(words, (area.centre(), area.top - up), size).anchored(Anchor::Middle)
        };
        page.figure.texts.push(over(&names[index], 40, size));
        page.figure.texts.push(over(&radius, 14, NOTE).inked(GREY));
        let mut y = axis(reach);
        y.label = Some("imaginary part".to_owned());
        let y = if page.is_first(area) { y } else { y.silent() };
        let lowest = index + columns >= cells.len();
        let x = Axis { label: lowest.then(|| "real part".to_owned()), ..axis(reach) };
        page.figure.panels.push(Panel { area, title: None, x, y, marks: marks(site) });
        let one = site.eigenvalues.iter().all(|value| Some(value) == site.eigenvalues.first());
        if one && site.eigenvalues.len() > 1 {
            let words = format!("all {} are one", site.eigenvalues.len());
            let at = (area.left + NOTE / 2, area.top + NOTE * 6 / 5);
            page.figure.texts.push(Text::new(words, at, NOTE).inked(GREY));
        }
    }
    let layer = sites.first().map_or(1, |site| site.layer);
    let title = |cell: &&CellRecord| {
        let of = if cell.settings.tied { String::new() } else { format!(", layer {layer}") };
        naming.heading(&format!("Eigenvalues of the weights{of}"), cell)
    };
    let title = cells.first().map_or_else(String::new, title);
    page.finish(&title, "spectral radius: the largest modulus; circle: modulus 1", &naming.source())
}

/// An axis of either part.
fn axis(reach: f64) -> Axis {
    Axis::up(-reach, reach, 5, MARGINS.ticks)
}

/// The unit circle under the eigenvalues.
fn marks(site: &Site) -> Vec<Mark> {
    let points = site.eigenvalues.iter().map(|[re, im]| (*re, *im)).collect();
    vec![Mark::Ring { centre: (0.0, 0.0), radius: 1.0, colour: GREY }, Mark::Dots { points, colour: BAR }]
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
