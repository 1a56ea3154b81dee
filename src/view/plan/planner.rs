//! Which figures a record has, before any of them is built.

use std::collections::HashSet;

use crate::record::{AxisRecord, CellRecord, Metric, Record};

use super::choice::Choice;
use super::kinds::{Figures, KINDS, Kind, Needs, Rows};
use super::planned::{Plan, Planned};
use crate::view::cells::group::pages;
use crate::view::cells::{Naming, Sweep, Table, group};
use crate::view::plots::facets::Facets;
use crate::view::plots::machines::snapshots;
use crate::view::plots::training::{course, outcome, progress};

/// Most trained networks of which each has figures of its own.
const EACH: usize = 48;
/// All of the settings that weights know, besides their initialization.
const OF_WEIGHTS: [&str; 4] = ["tied", "precision", "width", "depth"];

/// The figures of `record` that are chosen, in the order of the study or of a report, each kind's in plan
/// order. Of cells along a sweep there are maps, ends and courses, as nobody looks at forty rows, and of more
/// trained networks than a few dozen none has a figure of its own.
pub fn plan<'a>(record: &'a Record, choice: &Choice) -> Vec<Planned<'a>> {
    plan_all(record, choice).0
}

/// The chosen kinds of figures that `record` would have if it were not one of statistics alone.
pub fn undrawn(record: &Record, choice: &Choice) -> Vec<&'static str> {
    if record.has_histograms() { Vec::new() } else { plan_all(record, choice).1 }
}

/// The figures of `record` that are chosen, and the kinds that it lacks histograms for.
fn plan_all<'a>(record: &'a Record, choice: &Choice) -> (Vec<Planned<'a>>, Vec<&'static str>) {
    let (mut plan, mut undrawn) = (Plan::default(), Vec::new());
    let has_histograms = record.has_histograms();
    for headline in choice.of(record) {
        let cells: Vec<&CellRecord> =
            record.cells.iter().filter(|cell| headline.shows(&cell.settings)).collect();
        let Some(kind) = KINDS.iter().find(|kind| kind.stem == headline.kind) else { continue };
        let before = plan.figures.len();
        plan = Planner::new(record, cells, plan).add(kind);
        let planned = plan.figures.len() > before;
        let lacking = !has_histograms
            && match kind.needs {
                Needs::Nothing => false,
                Needs::Histograms => planned,
                // Many studies have none.
                Needs::Stripes => !planned && *choice != Choice::All,
            };
        undrawn.extend(lacking.then_some(kind.stem));
        plan.figures.truncate(before.saturating_add(if lacking { 0 } else { choice.most() }));
    }
    undrawn.dedup();
    (plan.figures, undrawn)
}

struct Planner<'a> {
    naming: Naming<'a>,
    cells: Vec<&'a CellRecord>,
    /// Cells on the sweep, and off it.
    swept: Vec<&'a CellRecord>,
    single: Vec<&'a CellRecord>,
    sweep: Option<Sweep<'a>>,
    /// Whether cells are machines that learn one by one, of which there is no network yet.
    machines: bool,
    plan: Plan<'a>,
}

impl<'a> Planner<'a> {
    fn new(record: &'a Record, cells: Vec<&'a CellRecord>, plan: Plan<'a>) -> Self {
        let machines = cells.iter().any(|cell| cell.settings.gibbs.is_some());
        let sweep = Sweep::of(&record.manifest).filter(|_| !machines);
        let on_sweep = |cell: &&CellRecord| sweep.as_ref().is_some_and(|sweep| sweep.place(cell).is_some());
        let (swept, single): (Vec<&CellRecord>, Vec<&CellRecord>) = cells.iter().copied().partition(on_sweep);
        let naming = Naming::new(&record.manifest).among(&single);
        Self { naming, cells, swept, single, sweep, machines, plan }
    }

    /// The plan with the figures of a kind.
    fn add(mut self, kind: &Kind) -> Plan<'a> {
        if kind.figures.is_of_machines() == self.machines {
            self.add_each(kind);
        }
        self.plan
    }

    fn add_each(&mut self, kind: &Kind) {
        let (naming, stem) = (self.naming, kind.stem);
        match kind.figures {
            Figures::Cell(has, draw) => {
                for cell in self.each(has) {
                    let parts = [stem, &cell.settings.activation, &cell.settings.init];
                    self.plan.add(&parts, &naming.others(cell), move || draw(cell, naming));
                }
            }
            Figures::Networks { has, most, draw } => {
                let networks = self.with(has);
                let by_activation = self.naming.lines().iter().all(|axis| axis.name != "activation");
                let columns = group::by(&networks, |cell| by_activation.then_some(&cell.settings.activation));
                let columns = if group::trials(&networks).len() > 1 { columns } else { Vec::new() };
                for columns in pages(&columns, most.1) {
                    for page in pages(&group::lines(&columns.concat(), naming), most.0) {
                        let cells = page.concat();
                        self.plan.add(&[stem], &[], move || draw(&cells, naming.among(&cells)));
                    }
                }
            }
            Figures::Across { has, most, draw } => {
                let activations = group::by(&self.with(has), |cell| cell.settings.activation.as_str());
                for page in pages(&activations, most.0) {
                    let cells = page.concat();
                    for page in pages(&group::lines(&cells, naming), most.1) {
                        let cells = page.concat();
                        self.plan.add(&[stem], &[], move || draw(&cells, naming.among(&cells)));
                    }
                }
            }
            Figures::Lines { named, has, most, draw } => {
                for group in self.alike(named).iter().filter(|group| group.iter().any(|cell| has(cell))) {
                    for page in pages(&group::lines(group, naming), most) {
                        let cells = page.concat();
                        let parts = [Some(stem), shared_activation(&cells)];
                        let parts: Vec<&str> = parts.into_iter().flatten().collect();
                        self.plan.add(&parts, &[], move || draw(&cells, naming.among(&cells)));
                    }
                }
            }
            Figures::Rows { rows, has, alone, most, draw } => {
                for group in self.rows(rows, has) {
                    let mut networks = match rows {
                        Rows::Judged => group::trials(&group),
                        _ => group.iter().filter(|cell| cell.trial == 0).map(|cell| vec![*cell]).collect(),
                    };
                    if let [one] = networks.as_slice()
                        && !alone(one[0])
                    {
                        networks.clear();
                    }
                    for page in pages(&networks, most) {
                        let cells = page.concat();
                        let activation = shared_activation(&cells).filter(|_| rows.is_of_signal());
                        let parts: Vec<&str> = [Some(stem), activation].into_iter().flatten().collect();
                        let mut others = Vec::new();
                        if rows == Rows::Weights {
                            others = naming.others(cells[0]);
                            others.retain(|(axis, _)| OF_WEIGHTS.contains(axis));
                        }
                        self.plan.add(&parts, &others, move || draw(&cells, naming.among(&cells)));
                    }
                }
            }
            Figures::Machine(has, draw) => {
                for cell in self.with(|cell| cell.trial == 0) {
                    for layer in snapshots::layers(cell).into_iter().filter(|layer| has(cell, *layer)) {
                        let numbered = numbered(cell, layer);
                        let parts = [stem, &cell.settings.init].into_iter().chain(numbered.as_deref());
                        let parts: Vec<&str> = parts.collect();
                        self.plan.add(&parts, &naming.others(cell), move || draw(cell, layer, naming));
                    }
                }
            }
            Figures::Multiples { named, has, draw } => {
                for cells in Facets::of(naming).figures(&self.with(named)) {
                    if cells.iter().any(|cell| has(cell)) {
                        let parts: Vec<&str> = [stem].into_iter().chain(shared_activation(&cells)).collect();
                        self.plan.add(&parts, &[], move || draw(&cells, naming.among(&cells)));
                    }
                }
            }
            Figures::Machines(has, draw) => {
                for cells in Facets::of(naming).figures(&self.with(has)) {
                    for layer in snapshots::layers(cells[0]) {
                        let numbered = numbered(cells[0], layer);
                        let parts: Vec<&str> = [stem].into_iter().chain(numbered.as_deref()).collect();
                        let cells = cells.clone();
                        self.plan.add(&parts, &[], move || draw(&cells, layer, naming.among(&cells)));
                    }
                }
            }
            Figures::Ended(metric) => self.add_tables(stem, metric),
            Figures::Swept { .. } => {
                if let Some(sweep) = self.sweep.clone() {
                    self.add_swept(kind, &sweep);
                }
            }
            Figures::Mapped(has, draw) => {
                let Some(sweep) = self.sweep.clone() else { return };
                let seen: Vec<&CellRecord> = self.swept.iter().copied().filter(|cell| has(cell)).collect();
                for cells in alike(&seen, naming, sweep.setting()) {
                    let settings = &cells[0].settings;
                    let named = [("activation", &*settings.activation), ("init", &*settings.init)];
                    let named = named.into_iter().filter(|(setting, _)| *setting != sweep.setting());
                    let parts: Vec<&str> = [stem].into_iter().chain(named.map(|(_, value)| value)).collect();
                    let mut others = naming.others(cells[0]);
                    others.retain(|(axis, _)| *axis != sweep.setting());
                    let sweep = sweep.clone();
                    self.plan.add(&parts, &others, move || draw(&cells, &sweep, naming));
                }
            }
        }
    }

    /// The cells off the sweep that have something.
    fn with(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<&'a CellRecord> {
        self.single.iter().copied().filter(|cell| has(cell)).collect()
    }

    /// The same of first trials, for figures of one cell.
    fn each(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<&'a CellRecord> {
        let trained = self.with(|cell| cell.trial == 0 && !cell.curves.is_empty());
        if trained.len() > EACH { Vec::new() } else { self.with(|cell| cell.trial == 0 && has(cell)) }
    }

    /// The same in groups that differ in trial and in what lines are of only.
    fn alike(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<Vec<&'a CellRecord>> {
        let lines = self.naming.lines();
        let apart = lines.iter().all(|axis| axis.name != "activation");
        group::by(&self.with(has), |cell| apart.then_some(cell.settings.activation.as_str()))
    }

    /// The same by what `rows` are. Of cells that differ in what weights do not know the first stand for all:
    /// in the activation too, as few schemes ask which it is.
    fn rows(&self, rows: Rows, has: impl Fn(&CellRecord) -> bool) -> Vec<Vec<&'a CellRecord>> {
        if rows.is_of_signal() {
            return self.alike(has);
        }
        let mut seen = HashSet::new();
        let mut groups = alike(&self.with(has), self.naming, "init");
        groups.retain(|group| {
            let settings = &group[0].settings;
            seen.insert((settings.tied, &settings.layers, &settings.precision))
        });
        groups.truncate(if rows == Rows::FirstWeights { 1 } else { groups.len() });
        groups
    }

    /// The ends of all trained cells, by `metric`.
    fn add_tables(&mut self, stem: &str, metric: Metric) {
        let naming = self.naming;
        let trained = self.cells.iter().copied().filter(|cell| !cell.curves.is_empty());
        let trained: Vec<&CellRecord> = trained.collect();
        if !trained.iter().any(|cell| progress::has(cell, metric)) {
            return;
        }
        let tables = Table::of(&trained, naming, self.sweep.as_ref());
        let shades = outcome::shades(&tables, metric);
        let fits = |table: &Table<'_>| outcome::fits(table, metric);
        for table in tables.iter().flat_map(|table| table.parted(&fits)) {
            let shades = shades.clone();
            self.plan.add(&[stem], &[], move || outcome::figure(&table, metric, &shades, naming));
        }
    }

    /// The trained cells of the sweep; activation by activation where the lines of two are more than can be
    /// told apart.
    fn add_swept(&mut self, kind: &Kind, sweep: &Sweep<'a>) {
        let trained = self.swept.iter().copied().filter(|cell| !cell.curves.is_empty());
        let trained: Vec<&CellRecord> = trained.collect();
        let others = group::others(&self.naming.varied(&trained), &[sweep.setting()]);
        let (activations, others): (Vec<&AxisRecord>, Vec<&AxisRecord>) =
            others.into_iter().partition(|axis| axis.name == "activation");
        let groups = group::of(&trained, &activations);
        if groups.len() == 1 || 2 * group::of(&trained, &others).len() <= course::LINES {
            return self.add_lines(kind, &trained, None, sweep);
        }
        for group in groups {
            self.add_lines(kind, &group.cells, group.value("activation"), sweep);
        }
    }

    /// The same of some of them, all with one activation if it is said.
    fn add_lines(
        &mut self,
        kind: &Kind,
        trained: &[&'a CellRecord],
        activation: Option<&str>,
        sweep: &Sweep<'a>,
    ) {
        let Figures::Swept { has, most, named, draw } = kind.figures else { return };
        if !trained.iter().any(|cell| has(cell)) {
            return;
        }
        let (naming, setting) = (self.naming, sweep.setting());
        let others = group::others(&naming.varied(trained), &[setting]);
        let parts = [Some(kind.stem), named.then_some(setting), activation];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let values: Vec<&str> = sweep.written().collect();
        for values in pages(&values, most.0) {
            let here = |cell: &&&CellRecord| {
                cell.settings.get(setting).is_some_and(|value| values.contains(&value.as_str()))
            };
            let shown: Vec<&CellRecord> = trained.iter().filter(here).copied().collect();
            for lines in pages(&group::of(&shown, &others), most.1) {
                let lines = group::anew(lines, naming, setting);
                let (values, sweep) = (values.to_vec(), sweep.clone());
                self.plan.add(&parts, &[], move || draw(&lines, &values, &sweep, naming));
            }
        }
    }
}

/// A layer in the name of a file, where its cell has several.
fn numbered(cell: &CellRecord, layer: usize) -> Option<String> {
    (cell.settings.depth() > 1).then(|| format!("layer-{layer}"))
}

/// The activation of all of `cells`, if it is the same.
fn shared_activation<'a>(cells: &[&'a CellRecord]) -> Option<&'a str> {
    let first = cells.first()?.settings.activation.as_str();
    cells.iter().all(|cell| cell.settings.activation == first).then_some(first)
}

/// Cells that share every setting but `but`.
fn alike<'a>(cells: &[&'a CellRecord], naming: Naming<'a>, but: &str) -> Vec<Vec<&'a CellRecord>> {
    group::by(cells, |cell| {
        let settings = &cell.settings;
        let activation = (but != "activation").then_some(settings.activation.as_str());
        let init = (but != "init").then_some(settings.init.as_str());
        let others = naming.others(cell).into_iter().filter(|(axis, _)| *axis != but);
        (activation, init, others.collect::<Vec<_>>())
    })
}
