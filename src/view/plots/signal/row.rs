//! One cell: the histogram of every layer, side by side, as textbooks print them.

use crate::record::CellRecord;

use crate::view::cells::naming::Naming;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sites;
use crate::view::cells::sites::Place;
use crate::view::figure::colour::BAR;
use crate::view::figure::model::{Area, Figure};
use crate::view::layout::caption;
use crate::view::layout::histograms;
use crate::view::layout::histograms::Dress;

const HEIGHT: i32 = 600;
/// Room for y tick labels.
const LEFT: i32 = 130;
const GAP: i32 = 26;
const DRESS: Dress = Dress {
    ticks: 22,
    notes: 20,
    intervals: 4,
    gap: GAP,
    of: Quantity::Activation,
    counted: true,
    detailed: true,
    bars: BAR,
};

/// Draws `quantity` of the layers of `cell`.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>, quantity: Quantity) -> Figure {
    let sites = sites::spread(&quantity.sites(cell));
    // Few layers make a narrower figure rather than wide bars.
    let panels = i32::try_from(sites.len()).unwrap_or(1);
    let width = (LEFT + caption::MARGIN + panels * 373).clamp(1000, 2000);
    let whole = Area { left: LEFT, top: 116, width: width - LEFT - caption::MARGIN, height: 374 };
    let areas = sites::side_by_side(whole, sites.len(), GAP);
    let (mut panels, notes) = histograms::panels(&sites, &areas, Dress { of: quantity, ..DRESS });
    for (panel, site) in panels.iter_mut().zip(&sites) {
        panel.title = Some(quantity.title(site, Place::of(cell), panel.area.width));
    }
    let words = format!("{}, {}", naming.activation(cell), naming.init(cell));
    let words = naming.heading(&words, cell) + quantity.suffix();
    let mut texts = vec![caption::title(&words, width)];
    texts.extend(notes);
    texts.extend(caption::footer("", &naming.source(), (width, HEIGHT)));
    Figure { width, height: HEIGHT, panels, legend: Vec::new(), badges: Vec::new(), texts }
}
