//! What LSUV aimed at and did not reach.

use crate::activation::Activation;
use crate::init::{At, Init};
use crate::number::brief;
use crate::record::{CellRecord, Record, Site};

/// Roundings of a std that was taken twice, in another order.
const ROUNDING: f64 = 1e-6;

/// A line on layers that LSUV was to give a std of 1 and that have another; `None` where there are none.
/// Networks are asked that were looked at with all the samples that it saw.
pub(super) fn words(record: &Record) -> Option<String> {
    let missed: Vec<(&CellRecord, Vec<&Site>)> =
        record.cells.iter().map(|cell| (cell, missed(cell))).filter(|(_, sites)| !sites.is_empty()).collect();
    let Some((cell, sites)) = missed.first() else { return record.cells.iter().find_map(beyond) };
    let layers: usize = missed.iter().map(|(_, sites)| sites.len()).sum();
    Some(format!(
        "lsuv did not reach a std of 1 in {layers} {} of {} {}: with {}, {}, layer {} has {}",
        if layers == 1 { "layer" } else { "layers" },
        missed.len(),
        if missed.len() == 1 { "network" } else { "networks" },
        cell.settings.activation,
        cell.settings.init,
        sites[0].layer,
        brief(sites[0].summary.std)
    ))
}

/// Of a network that was not looked at with the samples that LSUV saw, what no samples change: values in an
/// interval have at most half its length as their std (Popoviciu 1935).
fn beyond(cell: &CellRecord) -> Option<String> {
    let settings = &cell.settings;
    let Ok(Init::Lsuv(lsuv)) = settings.init.parse() else { return None };
    let (low, high) = settings.activation.parse::<Activation>().ok()?.range()?;
    (lsuv.at == At::Activation && 0.5 * (high - low) < 1.0 - lsuv.tolerance).then(|| {
        format!(
            "lsuv cannot reach a std of 1 with {}, whose values lie from {low} to {high}: at most {}",
            settings.activation,
            0.5 * (high - low)
        )
    })
}

/// The layers of a cell that LSUV missed.
fn missed(cell: &CellRecord) -> Vec<&Site> {
    let settings = &cell.settings;
    let Ok(Init::Lsuv(lsuv)) = settings.init.parse() else { return Vec::new() };
    if lsuv.batch.is_some() || !["forward", "backward"].contains(&settings.protocol.as_str()) {
        return Vec::new();
    }
    let quantity = match lsuv.at {
        At::PreActivation => "pre-activation",
        At::Activation => "activation",
    };
    // All layers share what was made for the first, and a residual layer's output is more than it saw.
    let fitted = |site: &Site| {
        (!settings.tied || site.layer == 1) && !(settings.residual && lsuv.at == At::Activation)
    };
    let reached = |site: &Site| {
        site.summary.std.is_some_and(|std| (std - 1.0).abs() <= lsuv.tolerance * (1.0 + ROUNDING) + ROUNDING)
    };
    let depth = settings.depth();
    let sites = cell.sites.iter().filter(|site| site.quantity == quantity && site.layer <= depth);
    sites.filter(|site| fitted(site) && !reached(site)).collect()
}
