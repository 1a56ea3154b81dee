//! What the hidden units of a machine answer to: their weights, as pictures.

use crate::number;
use crate::record::CellRecord;
use crate::view::cells::Naming;
use crate::view::figure::{Figure, colour};
use crate::view::layout::{MARGIN, Margins, Page, Width};

use super::snapshots;
use crate::view::plots::picture;
use crate::view::plots::picture::Rows;

/// Pictures in a row.
const COLUMNS: usize = 10;
const SIDE: i32 = 140;
const MARGINS: Margins =
    Margins { left: MARGIN, top: 90, right: MARGIN, bottom: 160, gap: (10, 10), ticks: 0 };
/// From the last pictures to the colour bar.
const UNDER: i32 = 50;

/// Whether the weights of `layer` were kept.
pub(crate) fn is_in(cell: &CellRecord, layer: usize) -> bool {
    last(cell, layer).is_some()
}

/// The weights that the units ended with, and the epoch.
fn last(cell: &CellRecord, layer: usize) -> Option<(u64, Rows)> {
    let epoch = *snapshots::epochs(cell, layer).last()?;
    let site = snapshots::site(cell, "weight", layer, epoch)?;
    Some((epoch, Rows::of(site.stripes.as_ref())?))
}

/// Draws the weights of the units of `layer`.
pub(crate) fn figure(cell: &CellRecord, layer: usize, naming: Naming<'_>) -> Figure {
    let last = last(cell, layer);
    let units = last.as_ref().map_or(0, |(_, rows)| rows.iter().len());
    let columns = units.clamp(1, COLUMNS);
    let mut page = Page::new(MARGINS, Width::Column(SIDE, 1000), SIDE, (columns, units.div_ceil(columns)));
    let epoch = last.as_ref().map_or(0, |(epoch, _)| *epoch);
    let title = format!("weights of the hidden units {}", snapshots::when(epoch));
    let title = snapshots::title(cell, layer, &title, naming);
    let Some((_, rows)) = last else { return page.finish(&title, "", &naming.source()) };
    let (low, high) = rows.extent().unwrap_or((0.0, 0.0));
    let most = low.abs().max(high.abs());
    let shade = |weight: f64| colour::diverging(if most > 0.0 { weight / most } else { 0.0 });
    let pictures = rows.iter().zip(page.areas()).map(|(weights, area)| picture::panel(weights, area, shade));
    page.figure.panels.extend(pictures);
    let words = [format!("−{}", number::short(most)), "0".to_owned(), number::short(most)];
    page.add_bar(colour::all_diverging(), words, page.under(UNDER));
    let all = cell.settings.layers.get(layer).copied().unwrap_or(units);
    let note = if units < all {
        format!("{units} of {all} units; one scale for all")
    } else {
        "one scale for all units".to_owned()
    };
    page.finish(&title, &note, &naming.source())
}
