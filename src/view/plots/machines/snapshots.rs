//! Restricted Boltzmann machines: what they keep of a sample, what their units answer to, and how they
//! learned.

use crate::record::{CellRecord, Site};
use crate::view::cells::Naming;

/// The site of `quantity` in `layer` after so many epochs.
pub(crate) fn site<'a>(cell: &'a CellRecord, quantity: &str, layer: usize, step: u64) -> Option<&'a Site> {
    cell.sites.iter().find(|site| site.quantity == quantity && site.layer == layer && site.step == step)
}

/// Layers whose machines were looked at.
pub(crate) fn layers(cell: &CellRecord) -> Vec<usize> {
    let mut layers: Vec<usize> = looks(cell).map(|site| site.layer).collect();
    layers.dedup();
    layers
}

fn looks(cell: &CellRecord) -> impl Iterator<Item = &Site> {
    cell.sites.iter().filter(|site| site.quantity == "reconstruction")
}

/// Epochs after which the machine of `layer` was looked at: the first, one in the middle and the last.
pub(crate) fn epochs(cell: &CellRecord, layer: usize) -> Vec<u64> {
    let all: Vec<u64> = looks(cell).filter(|site| site.layer == layer).map(|site| site.step).collect();
    match all.as_slice() {
        [first, .., last] if all.len() > 2 => vec![*first, all[all.len() / 2], *last],
        few => few.to_vec(),
    }
}

/// What an epoch is called.
pub(crate) fn when(epoch: u64) -> String {
    match epoch {
        0 => "before learning".to_owned(),
        1 => "after 1 epoch".to_owned(),
        epochs => format!("after {epochs} epochs"),
    }
}

/// The title of a figure of a cell's `layer`.
pub(crate) fn title(cell: &CellRecord, layer: usize, words: &str, naming: Naming<'_>) -> String {
    naming.heading(&format!("{}: {words}", naming.init(cell)), cell) + &of_layer(cell, layer)
}

/// Words for a layer of a cell that has several.
pub(crate) fn of_layer(cell: &CellRecord, layer: usize) -> String {
    if cell.settings.depth() > 1 { format!(", layer {layer}") } else { String::new() }
}
