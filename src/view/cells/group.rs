//! Cells in groups that share some of their settings.

use std::collections::HashMap;
use std::hash::Hash;

use crate::record::{AxisRecord, CellRecord};

use super::naming;
use super::naming::Naming;

/// Cells that share their values on some axes.
#[derive(Clone, Debug)]
pub(crate) struct Group<'a> {
    /// The values in words; empty where there are no such axes.
    pub words: String,
    /// The values by their axes.
    values: Vec<(String, Option<String>)>,
    /// Its cells in plan order; at least one.
    pub cells: Vec<&'a CellRecord>,
}

impl<'a> Group<'a> {
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

/// `cells` by their `key`, in the order of their first cell; no group is empty.
pub(crate) fn by<'a, K: Eq + Hash>(
    cells: &[&'a CellRecord],
    key: impl Fn(&'a CellRecord) -> K,
) -> Vec<Vec<&'a CellRecord>> {
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut groups: Vec<Vec<&CellRecord>> = Vec::new();
    for cell in cells {
        let place = *places.entry(key(cell)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(cell);
    }
    groups
}

/// The trials of each network: cells that share all settings.
pub(crate) fn trials<'a>(cells: &[&'a CellRecord]) -> Vec<Vec<&'a CellRecord>> {
    by(cells, |cell| format!("{:?}", cell.settings))
}

/// The trials of each line of a figure.
pub(crate) fn lines<'a>(cells: &[&'a CellRecord], naming: Naming<'_>) -> Vec<Vec<&'a CellRecord>> {
    let lines = naming.lines();
    by(cells, |cell| lines.iter().map(|axis| cell.settings.get(&axis.name)).collect::<Vec<_>>())
}

/// `cells` by their values on all of `axes`.
pub(crate) fn of<'a>(cells: &[&'a CellRecord], axes: &[&AxisRecord]) -> Vec<Group<'a>> {
    let values = |cell: &CellRecord| -> Vec<(String, Option<String>)> {
        axes.iter().map(|axis| (axis.name.clone(), cell.settings.get(&axis.name))).collect()
    };
    let group = |cells: Vec<&'a CellRecord>| {
        let values = values(cells[0]);
        let said = axes.iter().zip(&values);
        let said = said.filter_map(|(axis, (_, value))| Some(naming::standalone(axis, value.as_deref()?)));
        Group { words: said.collect::<Vec<_>>().join(", "), values, cells }
    };
    by(cells, values).into_iter().map(group).collect()
}

/// The cells of `lines` by what they do not all share, `but` the axis that they run along.
pub(crate) fn anew<'a>(lines: &[Group<'a>], naming: Naming<'a>, but: &str) -> Vec<Group<'a>> {
    let cells: Vec<&CellRecord> = lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    of(&cells, &others(&naming.varied(&cells), &[but]))
}

/// The axes of `all` that are none of `taken`.
pub(crate) fn others<'a>(all: &[&'a AxisRecord], taken: &[&str]) -> Vec<&'a AxisRecord> {
    all.iter().copied().filter(|axis| !taken.contains(&axis.name.as_str())).collect()
}

/// As few pages as it takes, none with more than `most`, all about as long.
pub(crate) fn pages<T>(items: &[T], most: usize) -> std::slice::Chunks<'_, T> {
    let count = items.len().div_ceil(most).max(1);
    items.chunks(items.len().div_ceil(count).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_few_and_about_as_long() {
        let lengths = |items: usize| pages(&vec![0; items], 4).map(<[_]>::len).collect::<Vec<_>>();
        assert_eq!(lengths(4), [4]);
        assert_eq!(lengths(5), [3, 2]);
        assert_eq!(lengths(9), [3, 3, 3]);
        assert!(lengths(0).is_empty());
    }
}
