//! One cell: the histogram of every layer, side by side, as textbooks print them.

use crate::record::CellRecord;

use crate::view::cells::{Naming, Place, Quantity, sites};
use crate::view::figure::Figure;
use crate::view::layout::histograms::{Dress, LARGE};
use crate::view::layout::{MARGIN, Margins, Page, Width};

const MARGINS: Margins = Margins { left: 130, top: 116, right: MARGIN, bottom: 110, gap: (26, 0), ticks: 22 };
/// Few layers make a narrower figure rather than wide bars.
const WIDTH: Width = Width::About(373);

/// Draws `quantity` of the layers of `cell`.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>, quantity: Quantity) -> Figure {
    let sites = sites::spread(&quantity.sites(cell));
    let mut page = Page::new(MARGINS, WIDTH, 374, (sites.len(), 1));
    let title = |site: &_, width| Some(quantity.title(site, Place::of(cell), width));
    page.add_histograms(&sites, &page.areas(), Dress { of: quantity, ..LARGE }, title);
    page.finish(&(naming.of_cell(cell, "") + quantity.suffix()), "", &naming.source())
}
