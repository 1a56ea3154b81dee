//! Histograms of a machine's hidden units and weights, before, while and after it learns.

use super::snapshots;
use crate::number;
use crate::record::{CellRecord, Site};
use crate::view::cells::Naming;
use crate::view::figure::{Figure, Text};
use crate::view::layout::histograms::{Dress, LARGE};
use crate::view::layout::{MARGIN, Margins, Page, Width};

const ROWS: [(&str, &str); 2] = [("activation", "probabilities of the hidden units"), ("weight", "weights")];
/// Between rows: tick labels and the words over the lower one.
const MARGINS: Margins =
    Margins { left: 130, top: 150, right: MARGIN, bottom: 90, gap: (40, 120), ticks: 22 };
const NAME: i32 = 24;
const DRESS: Dress = Dress { intervals: 5, ..LARGE };

/// Whether there are histograms of `layer`.
pub(crate) fn is_in(cell: &CellRecord, layer: usize) -> bool {
    ROWS.iter().any(|(quantity, _)| !sites(cell, quantity, layer).is_empty())
}

fn sites<'a>(cell: &'a CellRecord, quantity: &str, layer: usize) -> Vec<&'a Site> {
    let site = |epoch| snapshots::site(cell, quantity, layer, epoch);
    let seen = snapshots::epochs(cell, layer).into_iter().filter_map(site);
    seen.filter(|site| !site.histograms.is_empty()).collect()
}

/// Draws the histograms of `layer`.
pub(crate) fn figure(cell: &CellRecord, layer: usize, naming: Naming<'_>) -> Figure {
    let columns = snapshots::epochs(cell, layer).len();
    let mut page = Page::new(MARGINS, Width::About(560), 320, (columns, ROWS.len()));
    for (number, (quantity, name)) in ROWS.iter().enumerate() {
        let sites = sites(cell, quantity, layer);
        page.add_histograms(&sites, &page.row_of(number, columns), DRESS, |site, _| {
            let std =
                site.summary.std.map_or_else(String::new, |std| format!(": std {}", number::short(std)));
            Some(snapshots::when(site.step) + &std)
        });
        page.figure.texts.push(Text::new(*name, (MARGIN, page.row(number).top - 50), NAME));
    }
    let title = snapshots::title(cell, layer, "hidden units and weights", naming);
    page.finish(&title, "bars: counts, one scale per row", &naming.source())
}
