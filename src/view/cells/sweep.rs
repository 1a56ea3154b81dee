//! A setting that a study moves along a scale.

use crate::number;
use crate::record::{AxisRecord, CellRecord, Manifest};

use super::naming;

/// Values from which on a sweep is drawn as a map rather than cell by cell.
const LEAST: usize = 8;

/// The first axis with many values on a scale, with those values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sweep<'a> {
    axis: &'a AxisRecord,
    /// What is swept, in a few words.
    pub name: String,
    /// What of a swept value is swept, where the study says it: `std`, `lr`.
    pub key: Option<&'a str>,
    /// Positions in rising order with the values that have them.
    values: Vec<(f64, &'a str)>,
}

impl<'a> Sweep<'a> {
    /// The study's sweep, if it has one.
    pub(crate) fn of(manifest: &'a Manifest) -> Option<Self> {
        let placed = |axis: &'a AxisRecord| -> Vec<(f64, &'a str)> {
            let place =
                |value: &'a crate::record::AxisValueRecord| Some((value.number?, value.value.as_str()));
            axis.values.iter().filter_map(place).collect()
        };
        let (axis, mut values) = manifest
            .axes
            .iter()
            .map(|axis| (axis, placed(axis)))
            .find(|(_, values)| values.len() >= LEAST)?;
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let first = axis.values.iter().find(|value| value.number.is_some())?;
        // Labels of a sweep read `std 0.001`: all but the number is common.
        let key = first.label.rsplit_once(' ').map(|(key, _)| key);
        let name = match key {
            Some("lr") => "learning rate".to_owned(),
            Some(key) => format!("{} {key}", axis.name),
            None => axis.name.clone(),
        };
        Some(Self { axis, name, key, values })
    }

    /// Where a cell lies on the scale, counted from the lowest; `None` where it is off it.
    pub(crate) fn place(&self, cell: &CellRecord) -> Option<usize> {
        let value = cell.settings.get(&self.axis.name)?;
        self.values.iter().position(|(_, known)| *known == value)
    }

    /// The positions.
    pub(crate) fn positions(&self) -> impl Iterator<Item = f64> {
        self.values.iter().map(|(position, _)| *position)
    }

    /// Positions in rising order with the values that have them.
    pub(crate) fn values(&self) -> impl Iterator<Item = (f64, &'a str)> {
        self.values.iter().copied()
    }

    /// The values that have a position, in the order of the study.
    pub(crate) fn written(&self) -> impl Iterator<Item = &'a str> {
        let placed = self.axis.values.iter().filter(|value| value.number.is_some());
        placed.map(|value| value.value.as_str())
    }

    /// A value in words, a swept one in few digits.
    pub(crate) fn label(&self, value: &str) -> String {
        let position = self.values.iter().find(|(_, known)| *known == value);
        match (position, self.key) {
            (Some((position, _)), Some(key)) => format!("{key} {}", number::short(*position)),
            _ => naming::standalone(self.axis, value),
        }
    }

    /// Name of the setting.
    pub(crate) fn setting(&self) -> &'a str {
        &self.axis.name
    }

    /// What the swept values have in common: the name that their settings belong to.
    pub(crate) fn family(&self) -> &'a str {
        let name = |value: &'a str| value.split(':').next().unwrap_or(value);
        self.values.first().map_or("", |(_, value)| name(value))
    }

    /// Whether positions keep their ratio rather than their difference.
    pub(crate) fn is_logarithmic(&self) -> bool {
        keep_ratios(&self.positions().collect::<Vec<_>>())
    }
}

/// Whether rising `positions` keep their ratio rather than their difference.
pub(crate) fn keep_ratios(positions: &[f64]) -> bool {
    // Positions are rounded to four digits, sizes to whole numbers.
    let spread = |steps: Vec<f64>| {
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        steps.iter().map(|step| (step / mean - 1.0).abs()).fold(0.0, f64::max)
    };
    let steps = |f: fn(f64) -> f64| positions.windows(2).map(|pair| f(pair[1]) - f(pair[0])).collect();
    positions.first().is_some_and(|first| *first > 0.0) && spread(steps(f64::ln)) < spread(steps(|x| x))
}
