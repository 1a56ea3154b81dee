//! How units saturate over training: mean, spread and the far end of every layer's activations, as figures 2
//! and 3 of Glorot & Bengio (2010).

use crate::record::{CellRecord, RangeKind, Site};

use super::layers;
use super::layers::{Spread, Subject};
use crate::view::cells::{Naming, Quantiles, sites};
use crate::view::figure::Figure;

const QUANTITY: &str = "activation";
/// The share of a layer's values that lies below the dashed line.
const FAR: f64 = 0.98;

/// Whether layers of `cell` were looked at often enough, and their activation is bounded: one that is not saturates
/// by being 0 at most.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    let natural = |site: &Site| {
        let found = site.histograms.iter().find(|found| found.range == RangeKind::Natural)?;
        Some((found.histogram.low, found.histogram.high))
    };
    let mut ranges = sites::hidden(cell, QUANTITY).map(natural);
    let first = ranges.next().flatten();
    layers::is_in(cell, QUANTITY) && first.is_some() && ranges.all(|range| range == first)
}

/// Draws the layers of `cells`, a row each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let subject = Subject {
        quantity: QUANTITY,
        axis: QUANTITY,
        title: ": how layers saturate over training",
        note: "line: mean of a layer's activations; band: ± 1 std; dashed: 98 % of them lie below",
        spread,
    };
    layers::figure(cells, naming, &subject)
}

fn spread(site: &Site) -> Option<Spread> {
    let (mean, std) = site.summary.mean.zip(site.summary.std)?;
    let far = Quantiles::of(site).and_then(|quantiles| quantiles.at(FAR));
    Some(Spread { outer: None, inner: (mean - std, mean + std), centre: mean, dashed: far })
}
