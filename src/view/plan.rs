//! Which figures a record has, before any of them is built.

use crate::record::{CellRecord, Record};

use super::figure::Figure;
use super::naming::Naming;
use super::quantity::Quantity;
use super::stem::Stems;
use super::sweep::Sweep;
use super::{aspect, curves, depth, layers, loss, map, row, sheet, stripes, weights};

/// A figure to be built: its file stem and the cells it shows.
#[derive(Clone, Debug)]
pub struct Planned<'a> {
    /// File name without extension.
    pub stem: String,
    naming: Naming<'a>,
    subject: Subject<'a>,
}

#[derive(Clone, Debug)]
enum Subject<'a> {
    Loss(Vec<&'a CellRecord>),
    Row(&'a CellRecord, Quantity),
    Sheet(Vec<&'a CellRecord>, Quantity),
    Depth(Vec<&'a CellRecord>, aspect::Subject),
    Stripes(&'a CellRecord),
    Weights(Vec<&'a CellRecord>),
    Map(Vec<&'a CellRecord>, Sweep<'a>),
}

impl Planned<'_> {
    /// Builds the figure.
    pub fn figure(&self) -> Figure {
        match &self.subject {
            Subject::Loss(cells) => loss::figure(cells, self.naming),
            Subject::Row(cell, quantity) => row::figure(cell, self.naming, *quantity),
            Subject::Sheet(cells, quantity) => sheet::figure(cells, self.naming, *quantity),
            Subject::Depth(cells, about) => depth::figure(cells, self.naming, *about),
            Subject::Stripes(cell) => stripes::figure(cell, self.naming),
            Subject::Weights(cells) => weights::figure(cells, self.naming),
            Subject::Map(cells, sweep) => map::figure(cells, sweep, self.naming),
        }
    }
}

/// Every figure of `record`: rows, contact sheets, depth, spectrum, stripes, weights, each in plan order; of cells along
/// a sweep one map, as nobody looks at forty rows.
pub fn plan(record: &Record) -> Vec<Planned<'_>> {
    let naming = Naming::new(&record.manifest);
    let mut stems = Stems::default();
    let mut planned = Vec::new();
    let sweep = Sweep::of(&record.manifest);
    let on_sweep = |cell: &&CellRecord| sweep.as_ref().is_some_and(|sweep| sweep.place(cell).is_some());
    let (swept, single): (Vec<&CellRecord>, Vec<&CellRecord>) = record.cells.iter().partition(on_sweep);
    let swept_setting = sweep.as_ref().map_or("", Sweep::setting);
    let mut add = |kind: &str, first: &CellRecord, init: Option<&str>, subject| {
        let without = if kind == "map" { swept_setting } else { "" };
        let others = naming.others(first).into_iter().filter(|(axis, _)| *axis != without);
        let others: Vec<String> = others.map(|(axis, value)| format!("{axis}-{value}")).collect();
        let activation =
            (without != "activation" && kind != "weights").then_some(first.settings.activation.as_str());
        let mut parts = vec![kind];
        parts.extend(activation.into_iter().chain(init));
        parts.extend(others.iter().map(String::as_str));
        planned.push(Planned { stem: stems.give(&parts), naming, subject });
    };
    let with = |has: &dyn Fn(&CellRecord) -> bool| -> Vec<&CellRecord> {
        single.iter().copied().filter(|cell| has(cell)).collect()
    };
    for group in alike(&with(&loss::is_in), naming, "init") {
        for page in pages(&curves::by_init(&group), depth::LINES) {
            add("loss", page[0][0], None, Subject::Loss(page.concat()));
        }
    }
    for quantity in Quantity::ALL {
        let seen = with(&|cell| !quantity.sites(cell).is_empty());
        let drawn = || seen.iter().copied().filter(|cell| cell.trial == 0);
        let groups = alike(&seen, naming, "init");
        let (row, sheet) = quantity.kinds();
        let about: &[(&str, aspect::Subject)] = match quantity {
            Quantity::Activation => {
                &[("depth", aspect::Subject::Signal), ("spectrum", aspect::Subject::Spectrum)]
            }
            Quantity::Gradient => &[("gradients", aspect::Subject::Gradients)],
        };
        for cell in drawn() {
            add(row, cell, Some(&cell.settings.init), Subject::Row(cell, quantity));
        }
        for group in &groups {
            let rows: Vec<&CellRecord> = group.iter().filter(|cell| cell.trial == 0).copied().collect();
            // A sheet of one row would repeat the row figure.
            for page in pages(&rows, sheet::ROWS).filter(|_| rows.len() > 1) {
                add(sheet, page[0], None, Subject::Sheet(page.to_vec(), quantity));
            }
        }
        for (kind, subject) in about {
            let seen = |group: &&Vec<&CellRecord>| group.iter().any(|cell| subject.is_in(cell));
            for group in groups.iter().filter(seen) {
                for page in pages(&curves::by_init(group), depth::LINES) {
                    add(kind, page[0][0], None, Subject::Depth(page.concat(), *subject));
                }
            }
        }
        if quantity == Quantity::Gradient {
            continue;
        }
        for cell in drawn().filter(|cell| stripes::recorded(cell)) {
            add("stripes", cell, Some(&cell.settings.init), Subject::Stripes(cell));
        }
        // One activation stands for all: few schemes ask which it is.
        if let Some(group) = groups.first().filter(|group| group.len() > 1) {
            let rows: Vec<&CellRecord> = group
                .iter()
                .filter(|cell| cell.trial == 0 && weights::first(cell).is_some())
                .copied()
                .collect();
            for page in pages(&rows, weights::MOST).filter(|_| rows.len() > 1) {
                add("weights", page[0], None, Subject::Weights(page.to_vec()));
            }
        }
    }
    if let Some(sweep) = &sweep {
        let seen: Vec<&CellRecord> =
            swept.into_iter().filter(|cell| !layers::activations(cell).is_empty()).collect();
        for group in alike(&seen, naming, sweep.setting()) {
            let init = (sweep.setting() != "init").then_some(group[0].settings.init.as_str());
            add("map", group[0], init, Subject::Map(group, sweep.clone()));
        }
    }
    planned
}

/// As few pages as it takes, none with more than `most`, all about as long.
fn pages<T>(items: &[T], most: usize) -> std::slice::Chunks<'_, T> {
    let count = items.len().div_ceil(most).max(1);
    items.chunks(items.len().div_ceil(count).max(1))
}

/// Cells that share every setting but `but`, in the order of their first cell; no group is empty.
fn alike<'a>(cells: &[&'a CellRecord], naming: Naming<'a>, but: &str) -> Vec<Vec<&'a CellRecord>> {
    type Key<'a> = (Option<&'a str>, Option<&'a str>, Vec<(&'a str, String)>);
    let mut keys: std::collections::HashMap<Key<'a>, usize> = std::collections::HashMap::new();
    let mut groups: Vec<Vec<&CellRecord>> = Vec::new();
    for cell in cells {
        let activation = (but != "activation").then_some(cell.settings.activation.as_str());
        let init = (but != "init").then_some(cell.settings.init.as_str());
        let others = naming.others(cell).into_iter().filter(|(axis, _)| *axis != but).collect();
        let key = (activation, init, others);
        let group = *keys.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(cell);
    }
    groups
}
