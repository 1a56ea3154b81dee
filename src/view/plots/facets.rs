//! How cells are laid out in figures of lines: schemes are lines, and what else a study compares are columns.

use crate::record::{AxisRecord, CellRecord};

use super::looks;
use crate::view::cells::group::pages;
use crate::view::cells::{Naming, group, naming};
use crate::view::figure::LineStyle;

/// Most lines of a panel: more cannot be told apart.
pub(crate) const LINES: usize = 8;
/// Most panels side by side.
const COLUMNS: usize = 4;

/// Which axes of a study are lines and which are columns.
#[derive(Clone, Debug)]
pub(crate) struct Facets<'a> {
    naming: Naming<'a>,
    lines: Option<&'a AxisRecord>,
    columns: Vec<&'a AxisRecord>,
}

/// The cells of one panel of every row.
#[derive(Clone, Debug)]
pub(crate) struct Column<'a> {
    /// What they share and other columns do not.
    pub words: String,
    /// The trials of each line.
    pub lines: Vec<Trials<'a>>,
}

/// The trials of one line.
#[derive(Clone, Debug)]
pub(crate) struct Trials<'a> {
    /// What they share.
    pub name: String,
    /// Look of their line.
    pub style: LineStyle,
    /// At least one.
    pub cells: Vec<&'a CellRecord>,
}

impl<'a> Facets<'a> {
    /// Lines are of initializations, or where the study has one alone of the first other axis that it varies.
    pub(crate) fn of(naming: Naming<'a>) -> Self {
        let varied: Vec<&AxisRecord> = naming.axes().iter().filter(|axis| axis.values.len() > 1).collect();
        let named = |name: &str| varied.iter().copied().find(|axis| axis.name == name);
        let other = || varied.iter().copied().find(|axis| axis.name != "activation");
        let lines = named("init").or_else(other).or_else(|| named("activation"));
        let mut columns = group::others(&varied, &["activation", lines.map_or("", |axis| &axis.name)]);
        if columns.is_empty() {
            columns.extend(named("activation").filter(|axis| Some(*axis) != lines));
        }
        Self { naming, lines, columns }
    }

    /// Whether columns are settings that are compared on one scale, rather than activations.
    pub(crate) fn is_of_settings(&self) -> bool {
        self.columns.iter().all(|axis| axis.name != "activation")
    }

    /// The cells of each figure.
    pub(crate) fn figures(&self, cells: &[&'a CellRecord]) -> Vec<Vec<&'a CellRecord>> {
        let apart = |cell: &CellRecord| {
            let within = self.lines.into_iter().chain(self.columns.iter().copied());
            let within = within.into_iter().any(|axis| axis.name == "activation");
            (!within).then(|| cell.settings.activation.clone())
        };
        let mut figures = Vec::new();
        for group in group::by(cells, apart) {
            let columns = group::of(&group, &self.columns);
            for columns in pages(&columns, COLUMNS) {
                let cells: Vec<_> = columns.iter().flat_map(|column| column.cells.iter().copied()).collect();
                figures.extend(pages(&self.trials(&cells), LINES).map(<[_]>::concat));
            }
        }
        figures
    }

    /// The columns of a figure.
    pub(crate) fn columns(&self, cells: &[&'a CellRecord]) -> Vec<Column<'a>> {
        let column = |group: group::Group<'a>| Column {
            words: self.words(group.cells[0]),
            lines: self.lines(&group.cells),
        };
        group::of(cells, &self.columns).into_iter().map(column).collect()
    }

    /// The lines of a panel.
    pub(crate) fn lines(&self, cells: &[&'a CellRecord]) -> Vec<Trials<'a>> {
        let line = |(index, cells): (usize, Vec<&'a CellRecord>)| {
            let value = |axis: &'a AxisRecord| Some((axis, cells[0].settings.get(&axis.name)?));
            let (name, style) = match self.lines.and_then(value) {
                Some((axis, value)) => (self.naming.standalone(&axis.name, &value), looks::of(axis, &value)),
                None => (self.naming.init(cells[0]).to_owned(), looks::numbered(index)),
            };
            Trials { name, style, cells }
        };
        self.trials(cells).into_iter().enumerate().map(line).collect()
    }

    fn trials(&self, cells: &[&'a CellRecord]) -> Vec<Vec<&'a CellRecord>> {
        group::by(cells, |cell| self.lines.and_then(|axis| cell.settings.get(&axis.name)))
    }

    /// What tells a column apart, with the name of its axis where the study's label leaves it out.
    fn words(&self, cell: &CellRecord) -> String {
        let said = |axis: &&AxisRecord| {
            let value = cell.settings.get(&axis.name)?;
            let words = self.naming.standalone(&axis.name, &value);
            let label = naming::label(axis, &value);
            let telling = label == value || axis.name == "activation" || words.contains(&axis.name);
            Some(if telling { words } else { format!("{}: {words}", axis.name) })
        };
        self.columns.iter().filter_map(said).collect::<Vec<_>>().join(", ")
    }
}
