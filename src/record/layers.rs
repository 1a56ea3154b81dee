//! One row of `layers.csv`.

use serde::Serialize;

use super::{CellRecord, Site, Verdict};

/// The columns, for a table without rows.
pub(super) const LAYER_COLUMNS: [&str; 38] = [
    "cell",
    "activation",
    "init",
    "bias",
    "norm",
    "residual",
    "tied",
    "precision",
    "width",
    "depth",
    "samples",
    "trial",
    "step",
    "layer",
    "quantity",
    "count",
    "non_finite",
    "mean",
    "std",
    "min",
    "max",
    "excess_kurtosis",
    "zero_fraction",
    "saturated_fraction",
    "dead_unit_fraction",
    "signal_share",
    "mean_cosine",
    "unit_mean_std",
    "within_unit_std",
    "theory_mean",
    "theory_std",
    "verdict",
    "below_resolution",
    "zero_vectors",
    "rms",
    "median",
    "optimizer",
    "drive",
];

/// One (cell, step, layer, quantity); the fields are the columns in their order. Columns may be
/// added at the end, never moved: readers go by name.
#[derive(Debug, Serialize)]
pub(super) struct LayerRow<'a> {
    cell: &'a str,
    activation: &'a str,
    init: &'a str,
    bias: &'a str,
    norm: &'a str,
    residual: bool,
    tied: bool,
    precision: &'a str,
    width: String,
    depth: usize,
    samples: usize,
    trial: u64,
    step: u64,
    layer: usize,
    quantity: &'a str,
    count: u64,
    non_finite: u64,
    mean: Option<f64>,
    std: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    excess_kurtosis: Option<f64>,
    zero_fraction: Option<f64>,
    saturated_fraction: Option<f64>,
    dead_unit_fraction: Option<f64>,
    signal_share: Option<f64>,
    mean_cosine: Option<f64>,
    unit_mean_std: Option<f64>,
    within_unit_std: Option<f64>,
    theory_mean: Option<f64>,
    theory_std: Option<f64>,
    verdict: Option<Verdict>,
    below_resolution: bool,
    zero_vectors: Option<u64>,
    rms: Option<f64>,
    median: Option<f64>,
    optimizer: &'a str,
    drive: &'a str,
}

impl<'a> LayerRow<'a> {
    pub(super) fn new(cell: &'a CellRecord, site: &'a Site) -> Self {
        let (settings, summary) = (&cell.settings, &site.summary);
        Self {
            cell: &cell.cell,
            activation: &settings.activation,
            init: &settings.init,
            bias: &settings.bias,
            norm: &settings.norm,
            residual: settings.residual,
            tied: settings.tied,
            precision: &settings.precision,
            width: settings.width(),
            depth: settings.depth(),
            samples: settings.samples,
            trial: cell.trial,
            step: site.step,
            layer: site.layer,
            quantity: &site.quantity,
            count: summary.count,
            non_finite: summary.non_finite,
            mean: summary.mean,
            std: summary.std,
            min: summary.min,
            max: summary.max,
            excess_kurtosis: summary.excess_kurtosis,
            zero_fraction: summary.zero_fraction,
            saturated_fraction: summary.saturated_fraction,
            dead_unit_fraction: summary.dead_unit_fraction,
            signal_share: summary.signal_share,
            mean_cosine: summary.mean_cosine,
            unit_mean_std: summary.unit_mean_std,
            within_unit_std: summary.within_unit_std,
            theory_mean: site.theory_mean,
            theory_std: site.theory_std,
            verdict: site.verdict,
            below_resolution: summary.below_resolution,
            zero_vectors: summary.zero_vectors,
            rms: summary.rms,
            median: summary.median,
            optimizer: settings.optimizer(),
            drive: settings.drive(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_without_rows_has_the_columns_of_one_with_rows() {
        let source = include_str!("layers.rs");
        let fields = source.split("struct LayerRow<'a> {").nth(1).and_then(|rest| rest.split('}').next());
        let names = fields.unwrap().lines().filter_map(|line| line.trim().split_once(": "));
        assert_eq!(names.map(|(name, _)| name).collect::<Vec<_>>(), LAYER_COLUMNS);
    }
}
