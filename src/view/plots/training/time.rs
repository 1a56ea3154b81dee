//! How the values of layers are spread over training, in quantiles.

use crate::record::{CellRecord, Site};

use super::layers;
use super::layers::{Spread, Subject};
use crate::view::cells::{Naming, Quantiles, Quantity};
use crate::view::figure::Figure;

/// Whether there is a course of `quantity` in `cell`.
pub(crate) fn is_in(cell: &CellRecord, quantity: Quantity) -> bool {
    layers::is_in(cell, quantity.name())
}

/// Draws `quantity` of the layers of `cells`, a row each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, quantity: Quantity) -> Figure {
    let (axis, title) = match quantity {
        Quantity::Activation => ("activation", ": activations over training"),
        Quantity::Gradient => ("gradient", ": gradients by the activations over training"),
    };
    let note = "line: median of a layer's values; bands: 25 to 75 % and 5 to 95 % of them";
    layers::figure(cells, naming, &Subject { quantity: quantity.name(), axis, title, note, spread })
}

fn spread(site: &Site) -> Option<Spread> {
    let quantiles = Quantiles::of(site)?;
    let between = |low, high| Some((quantiles.at(low)?, quantiles.at(high)?));
    Some(Spread {
        outer: Some(between(0.05, 0.95)?),
        inner: between(0.25, 0.75)?,
        centre: quantiles.at(0.5)?,
        dashed: None,
    })
}
