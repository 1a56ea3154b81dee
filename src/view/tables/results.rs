//! The numbers of a study in a table: per cell and layer std, shape and verdict.

use std::collections::HashMap;

use super::fate::Fate;
use super::spark::sparkline;
use super::verdicts::Verdicts;
use crate::number::{brief, percent, significant};
use crate::record::{AxisRecord, CellRecord, Judgement, Record, Site, Verdict};
use crate::view::cells::{Naming, Place, Quantity, naming, sites};

/// One row: a cell of the first trial, with the verdicts of all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResultRow {
    /// Labels of the settings in [`columns`], in their order.
    pub labels: Vec<String>,
    /// What it is called among others.
    pub name: Name,
    /// What its layers are.
    pub place: Place,
    /// Its layers, in rising order.
    pub layers: Vec<LayerResult>,
    /// What becomes of the signal, or of the gradient on its way down.
    pub fate: Option<Fate>,
}

/// What a network is called in a table whose rows stand in groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// What the rows of its group share: an activation, unless it is that which varies.
    pub group: String,
    /// Its other settings that vary.
    pub line: String,
}

impl Name {
    /// Of a cell of `record`.
    pub(crate) fn of(record: &Record, cell: &CellRecord) -> Self {
        let naming = Naming::new(&record.manifest);
        let by_activation = naming.lines().iter().all(|axis| axis.name != "activation");
        let group = if by_activation { naming.activation(cell) } else { naming.init(cell) };
        Self { group: group.to_owned(), line: naming.line(cell) }
    }
}

/// One layer of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LayerResult {
    /// Layer.
    pub layer: usize,
    /// Standard deviation of the activations or gradients.
    pub std: Option<f64>,
    /// Share of the variance that comes from the input.
    pub signal_share: Option<f64>,
    /// The histogram in a few characters.
    pub sparkline: String,
    /// Judgements of all trials.
    pub verdicts: Verdicts,
    /// Share of units whose slope is 0 for every sample, where there is any such unit.
    pub dead: Option<f64>,
}

/// The settings that tell rows apart: activation, init and whatever takes several values.
pub(crate) fn columns(record: &Record) -> impl Iterator<Item = &AxisRecord> {
    let always = |axis: &AxisRecord| axis.name == "activation" || axis.name == "init";
    record.manifest.axes.iter().filter(move |axis| always(axis) || axis.values.len() > 1)
}

/// One row for each cell of the first trial, as initialized.
pub(crate) fn results(record: &Record) -> Vec<ResultRow> {
    rows(record, Quantity::Activation)
}

/// As [`results`], of the gradients by the layers' outputs; layer 0 is the input.
pub(crate) fn gradients(record: &Record) -> Vec<ResultRow> {
    rows(record, Quantity::Gradient)
}

fn rows(record: &Record, quantity: Quantity) -> Vec<ResultRow> {
    // By values: labels may be alike.
    let mut places: HashMap<Vec<Option<String>>, usize> = HashMap::new();
    let mut rows: Vec<Vec<&CellRecord>> = Vec::new();
    for cell in &record.cells {
        let values = columns(record).map(|axis| cell.settings.get(&axis.name)).collect();
        let place = *places.entry(values).or_insert(rows.len());
        match rows.get_mut(place) {
            Some(trials) => trials.push(cell),
            None => rows.push(vec![cell]),
        }
    }
    let row = |trials: Vec<&CellRecord>| {
        let first = trials.iter().find(|cell| cell.trial == 0)?;
        let all: Vec<Vec<&Site>> = trials.iter().map(|cell| quantity.sites(cell)).collect();
        let layers: Vec<LayerResult> =
            quantity.sites(first).into_iter().map(|site| layer(site, &all)).collect();
        let (place, down) = (Place::of(first), quantity == Quantity::Gradient);
        let mut way: Vec<(usize, Verdicts)> =
            layers.iter().map(|layer| (layer.layer, layer.verdicts.clone())).collect();
        if down {
            way.reverse();
        }
        let fate = Fate::of(&way, place, down);
        Some(ResultRow { labels: labels(record, first), name: Name::of(record, first), place, layers, fate })
    };
    rows.into_iter().filter_map(row).collect()
}

/// Labels of a cell's settings in [`columns`].
pub(crate) fn labels(record: &Record, cell: &CellRecord) -> Vec<String> {
    let label = |axis: &AxisRecord| Some(naming::label(axis, &cell.settings.get(&axis.name)?).to_owned());
    columns(record).filter_map(label).collect()
}

/// The layer of `site`, which is of the first of all `trials`.
fn layer(site: &Site, trials: &[Vec<&Site>]) -> LayerResult {
    LayerResult {
        layer: site.layer,
        std: site.summary.std,
        signal_share: site.summary.signal_share,
        sparkline: site
            .histograms
            .first()
            .map(|first| sparkline(&first.histogram.counts))
            .unwrap_or_default(),
        verdicts: Verdicts::of(sites::of_layer(trials, site.layer)),
        dead: dead_share(site),
    }
}

/// Share of dead units, where there is any.
pub(crate) fn dead_share(site: &Site) -> Option<f64> {
    site.summary.dead_unit_fraction.filter(|share| *share > 0.0)
}

impl LayerResult {
    /// The verdicts, and how many units are dead where any is.
    pub(crate) fn judgement(&self) -> Vec<String> {
        // Of dead layers the verdict says it.
        let dead = self.dead.filter(|_| self.verdicts.main() != Some(Verdict::Dead));
        let dead = dead.map(|share| format!("{} dead", percent(share)));
        self.verdicts.words().into_iter().chain(dead).collect()
    }
}

/// Which units are dead, with the number of samples where it is one.
pub(crate) fn dead_words(record: &Record) -> String {
    let samples = |cell: &CellRecord| {
        let input = cell.sites.iter().find(|site| site.layer == 0)?;
        Some(input.summary.count / (*cell.settings.layers.first()?).max(1) as u64)
    };
    let mut all: Vec<u64> = record.cells.iter().filter_map(samples).collect();
    all.dedup();
    let samples = match all[..] {
        [samples] => format!("each of the {samples} samples looked at"),
        _ => "every sample looked at".to_owned(),
    };
    format!("units whose slope is 0 for {samples}")
}

/// Digits that tell the ends of a claim's band apart.
fn digits(judgement: &Judgement) -> usize {
    let (Some(low), Some(high)) = (judgement.low, judgement.high) else { return 3 };
    (3..8).find(|&digits| low == high || significant(low, digits) != significant(high, digits)).unwrap_or(8)
}

/// What was measured of a claim, in few characters.
pub(crate) fn measured(judgement: &Judgement) -> String {
    judgement.measured.map_or_else(|| "–".to_owned(), |value| significant(value, digits(judgement)))
}

/// Where a claim's number must lie, in few characters.
pub(crate) fn band(judgement: &Judgement) -> String {
    let end = |value| significant(value, digits(judgement));
    match (judgement.low, judgement.high) {
        (Some(low), Some(high)) if low == high => end(low),
        // Ends that look the same are a number and its tolerance.
        (Some(low), Some(high)) if end(low).parse::<f64>().ok() == end(high).parse().ok() => {
            format!("{} ± {}", brief(Some(0.5 * low + 0.5 * high)), brief(Some(0.5 * high - 0.5 * low)))
        }
        (Some(low), Some(high)) => format!("{} to {}", end(low), end(high)),
        (Some(low), None) => format!("over {}", end(low)),
        (None, Some(high)) => format!("under {}", end(high)),
        (None, None) => String::new(),
    }
}
