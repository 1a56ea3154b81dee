//! Cells in groups that share their values on some axes of the study.

use crate::record::{AxisRecord, CellRecord};

use super::naming;
use super::naming::Naming;

/// Cells that share their values on some axes.
#[derive(Clone, Debug)]
pub(crate) struct Combination<'a> {
    /// The values in words; empty where there are no such axes.
    pub words: String,
    /// The values by their axes.
    values: Vec<(String, Option<String>)>,
    /// Its cells in plan order; at least one.
    pub cells: Vec<&'a CellRecord>,
}

impl<'a> Combination<'a> {
    /// Its cells that have `value` as `setting`: the trials of one where nothing else varies.
    pub(crate) fn at(&self, setting: &str, value: &str) -> Vec<&'a CellRecord> {
        let here = |cell: &&CellRecord| cell.settings.get(setting).as_deref() == Some(value);
        self.cells.iter().copied().filter(here).collect()
    }

    /// Its value on `axis`, where that is one of its axes.
    pub(crate) fn value(&self, axis: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == axis)?.1.as_deref()
    }

    /// Its values on all axes but `axis`.
    pub(crate) fn apart_from(&self, axis: &str) -> Vec<&(String, Option<String>)> {
        self.values.iter().filter(|(name, _)| name != axis).collect()
    }
}

/// `cells` by their values on all of `axes`, in the order of their first cell.
pub(crate) fn of<'a>(cells: &[&'a CellRecord], axes: &[&AxisRecord]) -> Vec<Combination<'a>> {
    let mut found: Vec<Combination<'a>> = Vec::new();
    for cell in cells {
        let value = |axis: &&AxisRecord| (axis.name.clone(), cell.settings.get(&axis.name));
        let values: Vec<_> = axes.iter().map(value).collect();
        if let Some(known) = found.iter_mut().find(|known| known.values == values) {
            known.cells.push(cell);
            continue;
        }
        let said = axes.iter().zip(&values);
        let said = said.filter_map(|(axis, (_, value))| Some(naming::standalone(axis, value.as_deref()?)));
        found.push(Combination { words: said.collect::<Vec<_>>().join(", "), values, cells: vec![cell] });
    }
    found
}

/// The cells of `lines` by what they do not all share, `but` the axis that they run along.
pub(crate) fn anew<'a>(lines: &[Combination<'a>], naming: Naming<'a>, but: &str) -> Vec<Combination<'a>> {
    let cells: Vec<&CellRecord> = lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    of(&cells, &others(&naming.varied(&cells), &[but]))
}

/// The axes of `all` that are none of `taken`.
pub(crate) fn others<'a>(all: &[&'a AxisRecord], taken: &[&str]) -> Vec<&'a AxisRecord> {
    all.iter().copied().filter(|axis| !taken.contains(&axis.name.as_str())).collect()
}
