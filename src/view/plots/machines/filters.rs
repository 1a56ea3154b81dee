//! What the hidden units of a machine answer to: their weights, as pictures.

use crate::number;
use crate::record::CellRecord;
use crate::view::cells::naming::Naming;
use crate::view::figure::colour;
use crate::view::figure::model::{Area, Figure};
use crate::view::layout::bar;
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;

use super::image;
use super::image::Rows;

/// Pictures in a row.
const COLUMNS: usize = 10;
const SIDE: i32 = 140;
const GAP: i32 = 10;
const TOP: i32 = 90;
const BOTTOM: i32 = 150;
const BAR: (i32, i32) = (700, 18);

/// Whether the weights of `layer` were kept.
pub(crate) fn is_in(cell: &CellRecord, layer: usize) -> bool {
    last(cell, layer).is_some()
}

/// The weights that the units ended with, and the epoch.
fn last(cell: &CellRecord, layer: usize) -> Option<(u64, Rows)> {
    let epoch = *super::looks::epochs(cell, layer).last()?;
    let site = super::looks::site(cell, "weight", layer, epoch)?;
    Some((epoch, Rows::of(site.stripes.as_ref())?))
}

/// Draws the weights of the units of `layer`.
pub(crate) fn figure(cell: &CellRecord, layer: usize, naming: Naming<'_>) -> Figure {
    let last = last(cell, layer);
    let units = last.as_ref().map_or(0, |(_, rows)| rows.iter().len());
    let columns = units.clamp(1, COLUMNS);
    let width = (2 * MARGIN + columns as i32 * (SIDE + GAP) - GAP).max(1000);
    let height = TOP + units.div_ceil(columns) as i32 * (SIDE + GAP) + BOTTOM;
    let epoch = last.as_ref().map_or(0, |(epoch, _)| *epoch);
    let title = format!("{}: weights of the hidden units {}", naming.init(cell), super::looks::when(epoch));
    let title = naming.heading(&title, cell) + &super::looks::of_layer(cell, layer);
    let mut figure = Figure::titled(&title, (width, height));
    let Some((_, rows)) = last else { return figure };
    let (low, high) = rows.extent().unwrap_or((0.0, 0.0));
    let most = low.abs().max(high.abs());
    let shade = |weight: f64| colour::diverging(if most > 0.0 { weight / most } else { 0.0 });
    for (unit, weights) in rows.iter().enumerate() {
        let area = Area {
            left: MARGIN + (unit % columns) as i32 * (SIDE + GAP),
            top: TOP + (unit / columns) as i32 * (SIDE + GAP),
            width: SIDE,
            height: SIDE,
        };
        figure.panels.push(image::panel(weights, area, shade));
    }
    let at = Area { left: MARGIN, top: height - BOTTOM + 40, width: BAR.0, height: BAR.1 };
    let ends = [format!("−{}", number::short(most)), number::short(most)];
    bar::add_of(colour::all_diverging(), [&ends[0], "0", &ends[1]], at, &mut figure);
    let all = cell.settings.layers.get(layer).copied().unwrap_or(units);
    let note = if units < all {
        format!("{units} of {all} units; one scale for all")
    } else {
        "one scale for all units".to_owned()
    };
    figure.texts.extend(caption::footer(&note, &naming.source(), (width, height)));
    figure
}
