//! Cells in groups that share their values on some axes of the study.

use crate::record::{AxisRecord, CellRecord};

use super::naming;

/// Cells that share their values on some axes.
#[derive(Clone, Debug)]
pub struct Combination<'a> {
    /// The values in words; empty where there are no such axes.
    pub words: String,
    /// Its cells in plan order; at least one.
    pub cells: Vec<&'a CellRecord>,
}

impl<'a> Combination<'a> {
    /// Its cells that have `value` as `setting`: the trials of one where nothing else varies.
    pub fn at(&self, setting: &str, value: &str) -> Vec<&'a CellRecord> {
        let here = |cell: &&CellRecord| cell.settings.get(setting).as_deref() == Some(value);
        self.cells.iter().copied().filter(here).collect()
    }
}

/// `cells` by their values on all of `axes`, in the order of their first cell.
pub fn of<'a>(cells: &[&'a CellRecord], axes: &[&AxisRecord]) -> Vec<Combination<'a>> {
    let mut keys: Vec<Vec<Option<String>>> = Vec::new();
    let mut found: Vec<Combination<'a>> = Vec::new();
    for cell in cells {
        let key: Vec<Option<String>> = axes.iter().map(|axis| cell.settings.get(&axis.name)).collect();
        if let Some(index) = keys.iter().position(|known| *known == key) {
            found[index].cells.push(cell);
            continue;
        }
        let said = axes.iter().zip(&key);
        let said = said.filter_map(|(axis, value)| Some(naming::standalone(axis, value.as_deref()?)));
        found.push(Combination { words: said.collect::<Vec<_>>().join(", "), cells: vec![cell] });
        keys.push(key);
    }
    found
}

/// The axes of `all` that are none of `taken`.
pub fn others<'a>(all: &[&'a AxisRecord], taken: &[&str]) -> Vec<&'a AxisRecord> {
    all.iter().copied().filter(|axis| !taken.contains(&axis.name.as_str())).collect()
}
