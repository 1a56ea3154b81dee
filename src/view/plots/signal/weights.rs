//! The weights themselves: one histogram per initialization.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::{Naming, sites};
use crate::view::figure::{Figure, typeface};
use crate::view::layout::histograms::SMALL;
use crate::view::layout::{MARGIN, Margins, Page, Width};

/// Most histograms of one figure; bounds the canvas.
pub(crate) const MOST: usize = 20;
const COLUMNS: usize = 4;
/// Between rows: tick labels, and the title of the panel below.
const MARGINS: Margins =
    Margins { left: MARGIN, top: 136, right: MARGIN, bottom: 104, gap: (40, 92), ticks: 20 };
/// Pixels per em of titles.
const TITLE: i32 = 26;

/// Whether there is anything to draw.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    first(cell).is_some()
}

/// The weights of the first layer, as they were first seen.
fn first(cell: &CellRecord) -> Option<&Site> {
    sites::first(cell, "weight").into_iter().find(|site| !site.histograms.is_empty())
}

/// Draws the weights of `cells`, one histogram each, every one with scales of its own.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let columns = COLUMNS.min(cells.len()).max(1);
    let mut page =
        Page::new(MARGINS, Width::Column(455, 1100), 190, (columns, cells.len().div_ceil(columns)));
    for (cell, area) in cells.iter().zip(page.areas()) {
        let Some(site) = first(cell) else { continue };
        page.add_histograms(&[site], &[area], SMALL, |site, width| {
            let std =
                site.summary.std.map_or_else(String::new, |std| format!(", std {}", number::short(std)));
            let room = width - typeface::width(&std, TITLE).ceil() as i32;
            Some(typeface::fit(naming.init(cell), TITLE, room) + &std)
        });
    }
    let title = "Weights of the first layer";
    let title = cells.first().map_or_else(String::new, |cell| naming.heading(title, cell));
    page.finish(&title, "each histogram has its own scales", &naming.source())
}
