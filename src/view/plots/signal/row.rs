//! One cell: the histogram of every layer, side by side, as textbooks print them.

use crate::record::{CellRecord, Site};

use crate::view::cells::common::{Common, input_size};
use crate::view::cells::{Naming, Place, sites};
use crate::view::figure::Figure;
use crate::view::layout::histograms::{Dress, LARGE};
use crate::view::layout::{MARGIN, Margins, Page, Width};

const MARGINS: Margins = Margins { left: 150, top: 116, right: MARGIN, bottom: 134, gap: (26, 0), ticks: 22 };
/// Few layers make a narrower figure rather than wide bars.
const WIDTH: Width = Width::About(373);

/// Draws the activations of `cell`.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>) -> Figure {
    let sites = sites::spread(&sites::activations(cell));
    let mut page = Page::new(MARGINS, WIDTH, 374, (sites.len(), 1));
    let title = |site: &Site| Some(Place::of(cell).title(site.layer));
    let dress = Dress { value: Some("activation"), most: naming.most_count(cell), ..LARGE };
    let common = Common::of(&sites, input_size(cell));
    page.add_histograms(&sites, &page.areas(), dress, common, title);
    page.finish(&(naming.of_cell(cell, "") + ": activations"), "", &naming.source())
}
