//! A study's cells as tables: two of its axes as rows and columns, the others as tables side by
//! side.

use crate::number;
use crate::record::{AxisRecord, CellRecord};

use super::group;
use super::group::Group;
use super::group::pages;
use super::naming;
use super::naming::Naming;
use super::sweep::Sweep;

/// Most rows and columns of one table, and tables of one figure.
const ROWS: usize = 24;
const COLUMNS: usize = 48;
const PANELS: usize = 4;
/// Columns from which on tables may have to stand under each other, and most rows of these.
const WIDE: usize = 8;
const STACKED: usize = 24;

/// Values of an axis with their words.
#[derive(Clone, Debug)]
pub(crate) struct Side<'a> {
    /// Name of the axis, or of what is swept.
    pub name: String,
    setting: &'a str,
    /// Canonical value and words.
    values: Vec<(&'a str, String)>,
}

impl<'a> Side<'a> {
    /// The values of `axis` that `cells` have, in the order of the study; of a sweep its numbers in
    /// rising order, then the others.
    fn new(axis: &'a AxisRecord, cells: &[&CellRecord], sweep: Option<&Sweep<'a>>) -> Self {
        let sweep = sweep.filter(|sweep| sweep.setting() == axis.name);
        let swept = sweep.into_iter().flat_map(|sweep| sweep.values());
        let mut values: Vec<(&str, String)> =
            swept.map(|(number, value)| (value, number::short(number))).collect();
        for known in &axis.values {
            if values.iter().all(|(value, _)| *value != known.value) {
                values.push((&known.value, naming::label(axis, &known.value).to_owned()));
            }
        }
        let present: std::collections::HashSet<String> =
            cells.iter().filter_map(|cell| cell.settings.get(&axis.name)).collect();
        values.retain(|(value, _)| present.contains(*value));
        let name = sweep.map_or_else(|| axis.name.clone(), |sweep| sweep.name.clone());
        Self { name, setting: &axis.name, values }
    }

    /// Words of the values.
    pub(crate) fn labels(&self) -> Vec<&str> {
        self.values.iter().map(|(_, label)| label.as_str()).collect()
    }

    fn parts(&self, most: usize) -> Vec<Self> {
        pages(&self.values, most).map(|values| Self { values: values.to_vec(), ..self.clone() }).collect()
    }
}

/// Tables of the same rows and columns.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    /// From top to bottom.
    pub rows: Side<'a>,
    /// From left to right.
    pub columns: Side<'a>,
    /// One table each.
    pub panels: Vec<Group<'a>>,
}

impl<'a> Table<'a> {
    /// `cells` in as many figures as they need; none unless at least two axes vary among them.
    pub(crate) fn of(cells: &[&'a CellRecord], naming: Naming<'a>, sweep: Option<&Sweep<'a>>) -> Vec<Self> {
        let varied = naming.varied(cells);
        let mut sides: Vec<Side<'a>> = varied.iter().map(|axis| Side::new(axis, cells, sweep)).collect();
        // The study's order where two are equally long.
        sides.sort_by_key(|side| std::cmp::Reverse(side.values.len()));
        if let Some(swept) =
            sweep.and_then(|sweep| sides.iter().position(|side| side.setting == sweep.setting()))
        {
            let columns = sides.remove(swept);
            sides.insert(sides.len().min(1), columns);
        }
        let [rows, columns, ..] = sides.as_slice() else {
            return Vec::new();
        };
        let others = group::others(&varied, &[rows.setting, columns.setting]);
        let panels = group::of(cells, &others);
        let mut found = Vec::new();
        for panels in pages(&panels, PANELS) {
            for rows in rows.parts(ROWS) {
                for columns in columns.parts(COLUMNS) {
                    let wide = columns.values.len() > WIDE;
                    let most = if wide { (STACKED / rows.values.len()).max(1) } else { PANELS };
                    found.extend(pages(panels, most).map(|panels| Self {
                        rows: rows.clone(),
                        columns: columns.clone(),
                        panels: panels.to_vec(),
                    }));
                }
            }
        }
        found
    }

    /// The table in as many parts as it takes for each to fit: of its panels, and of one panel its rows.
    pub(crate) fn parted(&self, fits: &impl Fn(&Self) -> bool) -> Vec<Self> {
        let halves = |count: usize| count.div_ceil(2);
        let parts: Vec<Self> = match (self.panels.len(), self.rows.values.len()) {
            _ if fits(self) => Vec::new(),
            (panels @ 2.., _) => {
                let parts = self.panels.chunks(halves(panels));
                parts.map(|panels| Self { panels: panels.to_vec(), ..self.clone() }).collect()
            }
            (_, rows @ 2..) => {
                let parts = self.rows.parts(halves(rows));
                parts.into_iter().map(|rows| Self { rows, ..self.clone() }).collect()
            }
            _ => Vec::new(),
        };
        if parts.is_empty() {
            vec![self.clone()]
        } else {
            parts.iter().flat_map(|part| part.parted(fits)).collect()
        }
    }

    /// What `read` makes of the trials at each place of a table, row by row.
    pub(crate) fn map<T>(&self, panel: &Group<'a>, read: impl Fn(&[&'a CellRecord]) -> T) -> Vec<T> {
        let has = |cell: &CellRecord, side: &Side<'_>, value: &str| {
            cell.settings.get(side.setting).as_deref() == Some(value)
        };
        let mut found = Vec::new();
        for (row, _) in &self.rows.values {
            let line: Vec<&CellRecord> =
                panel.cells.iter().copied().filter(|cell| has(cell, &self.rows, row)).collect();
            for (column, _) in &self.columns.values {
                let trials: Vec<&CellRecord> =
                    line.iter().copied().filter(|cell| has(cell, &self.columns, column)).collect();
                found.push(read(&trials));
            }
        }
        found
    }
}
