//! One row of `curves.csv`.

use serde::Serialize;

use super::{CellRecord, CurvePoint, Metric};

/// One number of a training curve; the fields are the columns in their order. Columns may be added
/// at the end, never moved: readers go by name.
#[derive(Debug, Serialize)]
pub(super) struct CurveRow<'a> {
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
    metric: Metric,
    value: Option<f64>,
    layer: Option<usize>,
    optimizer: &'a str,
    drive: &'a str,
}

impl<'a> CurveRow<'a> {
    pub(super) fn new(cell: &'a CellRecord, point: &CurvePoint) -> Self {
        let settings = &cell.settings;
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
            step: point.step,
            metric: point.metric,
            value: point.value,
            layer: point.layer,
            optimizer: settings.optimizer(),
            drive: settings.drive(),
        }
    }
}
