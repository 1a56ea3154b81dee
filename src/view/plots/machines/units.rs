//! Histograms of a machine's hidden units and weights, before, while and after it learns.

use crate::number;
use crate::record::{CellRecord, Site};
use crate::view::cells::naming::Naming;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sites;
use crate::view::figure::colour::BAR;
use crate::view::figure::model::{Area, Figure};
use crate::view::figure::text::Text;
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::histograms;
use crate::view::layout::histograms::Dress;

const ROWS: [(&str, &str); 2] = [("activation", "probabilities of the hidden units"), ("weight", "weights")];
const LEFT: i32 = 130;
const GAP: i32 = 40;
const TOP: i32 = 150;
const PANEL: i32 = 320;
/// From a row to the next: tick labels and the words over it.
const BETWEEN: i32 = 120;
const BOTTOM: i32 = 90;
const NAME: i32 = 24;
const DRESS: Dress = Dress {
    ticks: 22,
    notes: 20,
    intervals: 5,
    gap: GAP,
    of: Quantity::Activation,
    counted: true,
    detailed: true,
    bars: BAR,
};

/// Whether there are histograms of `layer`.
pub(crate) fn is_in(cell: &CellRecord, layer: usize) -> bool {
    ROWS.iter().any(|(quantity, _)| !sites(cell, quantity, layer).is_empty())
}

fn sites<'a>(cell: &'a CellRecord, quantity: &str, layer: usize) -> Vec<&'a Site> {
    let site = |epoch| super::looks::site(cell, quantity, layer, epoch);
    let seen = super::looks::epochs(cell, layer).into_iter().filter_map(site);
    seen.filter(|site| !site.histograms.is_empty()).collect()
}

/// Draws the histograms of `layer`.
pub(crate) fn figure(cell: &CellRecord, layer: usize, naming: Naming<'_>) -> Figure {
    let columns = super::looks::epochs(cell, layer).len();
    let width = (LEFT + MARGIN + columns as i32 * 560).clamp(1000, 2000);
    let row = |number: usize| Area {
        left: LEFT,
        top: TOP + number as i32 * (PANEL + BETWEEN),
        width: width - LEFT - MARGIN,
        height: PANEL,
    };
    let height = row(ROWS.len() - 1).bottom() + BOTTOM;
    let title = naming.heading(&format!("{}: hidden units and weights", naming.init(cell)), cell);
    let mut figure = Figure::titled(&(title + &super::looks::of_layer(cell, layer)), (width, height));
    for (number, (quantity, name)) in ROWS.iter().enumerate() {
        let sites = sites(cell, quantity, layer);
        let areas = sites::side_by_side(row(number), columns, GAP);
        let (mut panels, notes) = histograms::panels(&sites, &areas, DRESS);
        for (panel, site) in panels.iter_mut().zip(&sites) {
            let std =
                site.summary.std.map_or_else(String::new, |std| format!(": std {}", number::short(std)));
            panel.title = Some(super::looks::when(site.step) + &std);
        }
        figure.panels.append(&mut panels);
        figure.texts.extend(notes);
        figure.texts.push(Text::new(*name, (MARGIN, row(number).top - 50), NAME));
    }
    let note = "bars: counts, one scale per row";
    figure.texts.extend(caption::footer(note, &naming.source(), (width, height)));
    figure
}
