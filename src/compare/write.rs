//! `differences.csv`: every compared number.

use std::io;
use std::path::Path;

use serde::Serialize;

use super::{Difference, Pairing};
use crate::record::CellRecord;
use crate::record::tables::sheet;

/// One number in two records; the fields are the columns in their order.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(serialize_with = "sheet::serialize")]
    first_cell: &'a str,
    #[serde(serialize_with = "sheet::serialize")]
    second_cell: &'a str,
    #[serde(serialize_with = "sheet::serialize")]
    activation: &'a str,
    #[serde(serialize_with = "sheet::serialize")]
    init: &'a str,
    #[serde(serialize_with = "sheet::serialize")]
    bias: &'a str,
    step: u64,
    layer: usize,
    #[serde(serialize_with = "sheet::serialize")]
    quantity: &'a str,
    measure: &'a str,
    first: Option<f64>,
    first_error: Option<f64>,
    first_trials: usize,
    second: Option<f64>,
    second_error: Option<f64>,
    second_trials: usize,
    p_value: Option<f64>,
    beyond_sampling_error: Option<bool>,
}

/// Writes every difference with the cells (of the first trial) that it is about; `activation`, `init`
/// and `bias` are the first record's.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write(path: &Path, pairing: &Pairing<'_>, differences: &[Difference]) -> io::Result<()> {
    let mut rows = csv::Writer::from_path(path)?;
    for difference in differences {
        let Some(pair) = pairing.pairs.get(difference.pair) else { continue };
        let (Some(a), Some(b)): (Option<&&CellRecord>, Option<&&CellRecord>) =
            (pair.a.first(), pair.b.first())
        else {
            continue;
        };
        rows.serialize(Row {
            first_cell: &a.cell,
            second_cell: &b.cell,
            activation: &a.settings.activation,
            init: &a.settings.init,
            bias: &a.settings.bias,
            step: difference.step,
            layer: difference.layer,
            quantity: &difference.quantity,
            measure: difference.measure.name(),
            first: difference.a.map(|a| a.mean),
            first_error: difference.a.and_then(|a| a.error),
            first_trials: difference.a.map_or(0, |a| a.trials),
            second: difference.b.map(|b| b.mean),
            second_error: difference.b.and_then(|b| b.error),
            second_trials: difference.b.map_or(0, |b| b.trials),
            p_value: difference.p_value,
            beyond_sampling_error: difference.beyond,
        })?;
    }
    rows.flush()
}
