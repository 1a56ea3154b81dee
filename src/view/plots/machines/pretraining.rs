//! How machines learn: the error of reconstructions, and the free energy of samples that they have not
//! learned from against that of those they have (Hinton 2012, section 6).

use super::snapshots;
use crate::record::{CellRecord, Metric};
use crate::view::cells::Naming;
use crate::view::figure::Figure;
use crate::view::plots::training::learning::{self, MACHINES};
use crate::view::plots::training::progress;

/// Draws the machines of `layer` in `cells`; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], layer: usize, naming: Naming<'_>) -> Figure {
    let title = |first: &&CellRecord| {
        let words = naming.of_lines(cells, ": restricted Boltzmann machines learn");
        words + &snapshots::of_layer(first, layer)
    };
    let title = cells.first().map_or_else(String::new, title);
    let notes = vec!["a gap that grows: the machine learns its samples by heart".to_owned()];
    let gap = |trials: &[&CellRecord]| divergence(trials, layer);
    learning::draw(cells, naming, &MACHINES, Some(layer), gap, (&title, notes))
}

/// After which epoch the first of `trials` had left the range of numbers; empty where none did.
fn divergence(trials: &[&CellRecord], layer: usize) -> String {
    let curve = |cell: &&CellRecord| progress::curve(cell, Metric::ReconstructionError, Some(layer));
    let first = trials.iter().filter_map(|cell| progress::lost(&curve(cell))).min();
    first.map_or_else(String::new, |epoch| format!("(diverged by epoch {epoch})"))
}
