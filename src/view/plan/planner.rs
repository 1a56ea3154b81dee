//! Which cells a figure shows, and which figures there are of a kind.

use crate::record::{AxisRecord, CellRecord};

use super::stem::Stems;
use super::subject::{Planned, Subject};
use crate::view::cells::combination;
use crate::view::cells::naming::Naming;
use crate::view::cells::pages::pages;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sites;
use crate::view::cells::sweep::Sweep;
use crate::view::cells::table::Table;
use crate::view::plots::machines::{filters, looks, pretraining, units, walk};
use crate::view::plots::signal::{aspect, curves, depth, sheet, stripes, weights};
use crate::view::plots::spectra::singular::Spectrum;
use crate::view::plots::spectra::{eigenvalues, singular};
use crate::view::plots::training::{
    course, ends, learning, loss, outcome, progress, saturation, symmetry, time, updates,
};

/// Most trained networks of which each has figures of its own.
const EACH: usize = 48;

/// Plans the figures of a record.
#[derive(Debug)]
pub(crate) struct Planner<'a> {
    naming: Naming<'a>,
    /// Cells off the sweep.
    single: Vec<&'a CellRecord>,
    stems: Stems,
    /// What is planned so far.
    pub planned: Vec<Planned<'a>>,
}

impl<'a> Planner<'a> {
    /// A planner whose figures of single cells and of their groups show `single`.
    pub(crate) fn new(naming: Naming<'a>, single: Vec<&'a CellRecord>) -> Self {
        Self { naming, single, stems: Stems::default(), planned: Vec::new() }
    }

    /// Plans a figure named by its kind and the settings of its first cell; its initialization where
    /// the figure is of one.
    fn add(&mut self, kind: &str, first: &CellRecord, with_init: bool, subject: Subject<'a>) {
        let settings = &first.settings;
        let activation = (kind != "weights").then_some(settings.activation.as_str());
        let init = with_init.then_some(settings.init.as_str());
        let parts: Vec<&str> = [Some(kind), activation, init].into_iter().flatten().collect();
        let mut others = self.naming.others(first);
        others.retain(|(axis, _)| with_init || *axis != self.naming.lines());
        self.add_named(&parts, &others, subject);
    }

    fn add_named(&mut self, parts: &[&str], others: &[(&str, String)], subject: Subject<'a>) {
        let others: Vec<String> = others.iter().map(|(axis, value)| format!("{axis}-{value}")).collect();
        let parts: Vec<&str> = parts.iter().copied().chain(others.iter().map(String::as_str)).collect();
        self.planned.push(Planned { stem: self.stems.give(&parts), naming: self.naming, subject });
    }

    /// Cells off the sweep that have something.
    fn with(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<&'a CellRecord> {
        self.single.iter().copied().filter(|cell| has(cell)).collect()
    }

    /// The same of first trials, for figures of one cell.
    fn each(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<&'a CellRecord> {
        let trained = self.with(|cell| cell.trial == 0 && !cell.curves.is_empty());
        if trained.len() > EACH { Vec::new() } else { self.with(|cell| cell.trial == 0 && has(cell)) }
    }

    /// The same in groups that differ in trial and what lines are of only.
    fn groups(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<Vec<&'a CellRecord>> {
        alike(&self.with(has), self.naming, self.naming.lines())
    }

    /// How the `trained` cells ended, as tables.
    pub(crate) fn outcomes(&mut self, trained: &[&'a CellRecord], sweep: Option<&Sweep<'a>>) {
        let tables = Table::of(trained, self.naming, sweep);
        for metric in outcome::METRICS {
            if trained.iter().any(|cell| progress::has(cell, metric)) {
                let shades = outcome::shades(&tables, metric);
                for table in &tables {
                    let subject = Subject::Outcome(table.clone(), metric, shades.clone());
                    self.add_named(&["outcome", metric.name()], &[], subject);
                }
            }
        }
    }

    /// How the trained cells of the sweep ended, and how they came there; activation by activation where the
    /// lines of two are more than can be told apart.
    pub(crate) fn courses(&mut self, swept: &[&'a CellRecord], sweep: &Sweep<'a>) {
        let others = combination::others(&self.naming.varied(swept), &[sweep.setting()]);
        let (activations, others): (Vec<&AxisRecord>, Vec<&AxisRecord>) =
            others.into_iter().partition(|axis| axis.name == "activation");
        let groups = combination::of(swept, &activations);
        if groups.len() == 1 || 2 * combination::of(swept, &others).len() <= course::LINES {
            return self.courses_of(swept, None, sweep);
        }
        for group in groups {
            self.courses_of(&group.cells, group.value("activation"), sweep);
        }
    }

    /// The same of some of them, all with one activation if it is said.
    fn courses_of(&mut self, swept: &[&'a CellRecord], activation: Option<&str>, sweep: &Sweep<'a>) {
        let others = combination::others(&self.naming.varied(swept), &[sweep.setting()]);
        let lines = combination::of(swept, &others);
        let named =
            |kind, about| [Some(kind), Some(about), activation].into_iter().flatten().collect::<Vec<_>>();
        if swept.iter().any(|cell| ends::is_in(cell)) {
            for page in pages(&lines, depth::LINES) {
                let lines = combination::anew(page, self.naming, sweep.setting());
                self.add_named(&named("ends", sweep.setting()), &[], Subject::Ends(lines, sweep.clone()));
            }
        }
        let values: Vec<&str> = sweep.written().collect();
        for metric in course::METRICS {
            if !swept.iter().any(|cell| progress::has(cell, metric)) {
                continue;
            }
            for values in pages(&values, course::PANELS) {
                let here = |cell: &&&CellRecord| {
                    cell.settings.get(sweep.setting()).is_some_and(|value| values.contains(&value.as_str()))
                };
                let shown: Vec<&CellRecord> = swept.iter().filter(here).copied().collect();
                for lines in pages(&combination::of(&shown, &others), course::LINES) {
                    let lines = combination::anew(lines, self.naming, sweep.setting());
                    let subject = Subject::Course(lines, values.to_vec(), metric, sweep.clone());
                    self.add_named(&named("course", metric.name()), &[], subject);
                }
            }
        }
    }

    /// Restricted Boltzmann machines, layer by layer.
    pub(crate) fn machines(&mut self) {
        type Kind<'a> =
            (&'static str, fn(&CellRecord, usize) -> bool, fn(&'a CellRecord, usize) -> Subject<'a>);
        let kinds: [Kind<'a>; 3] = [
            ("walk", walk::is_in, Subject::Walk),
            ("filters", filters::is_in, Subject::Filters),
            ("units", units::is_in, Subject::Spread),
        ];
        for (kind, is_in, subject) in kinds {
            for cell in self.with(|cell| cell.trial == 0) {
                for layer in looks::layers(cell).into_iter().filter(|layer| is_in(cell, *layer)) {
                    let numbered = (cell.settings.depth() > 1).then(|| format!("layer-{layer}"));
                    let parts = [Some(kind), Some(&*cell.settings.init), numbered.as_deref()];
                    let parts: Vec<&str> = parts.into_iter().flatten().collect();
                    self.add_named(&parts, &self.naming.others(cell), subject(cell, layer));
                }
            }
        }
        for group in self.groups(pretraining::is_in) {
            for layer in looks::layers(group[0]) {
                for page in pages(&curves::by_line(&group, self.naming), depth::LINES) {
                    let numbered = format!("layer-{layer}");
                    let numbered = (group[0].settings.depth() > 1).then_some(numbered.as_str());
                    let parts: Vec<&str> = std::iter::once("pretraining").chain(numbered).collect();
                    let mut others = self.naming.others(page[0][0]);
                    others.retain(|(axis, _)| *axis != self.naming.lines());
                    self.add_named(&parts, &others, Subject::Pretraining(page.concat(), layer));
                }
            }
        }
    }

    /// Lines of training.
    pub(crate) fn training(&mut self) {
        type Kind<'a> =
            (&'static str, fn(&CellRecord) -> bool, usize, fn(Vec<&'a CellRecord>) -> Subject<'a>);
        let kinds: [Kind<'a>; 4] = [
            ("symmetry", symmetry::is_in, depth::LINES, Subject::Symmetry),
            ("loss", loss::is_in, depth::LINES, Subject::Loss),
            ("learning", learning::is_in, depth::LINES, Subject::Learning),
            ("updates", updates::is_in, updates::PANELS, Subject::Updates),
        ];
        // A cell without a single number, as its training diverged at once, is still named.
        let groups = self.groups(|cell| !cell.curves.is_empty());
        for (kind, is_in, most, subject) in kinds {
            for group in groups.iter().filter(|group| group.iter().any(|cell| is_in(cell))) {
                for page in pages(&curves::by_line(group, self.naming), most) {
                    self.add(kind, page[0][0], false, subject(page.concat()));
                }
            }
        }
    }

    /// Rows and contact sheets of `quantity`.
    pub(crate) fn histograms(&mut self, quantity: Quantity) {
        let (row, sheet) = quantity.kinds();
        let seen = |cell: &CellRecord| !quantity.sites(cell).is_empty();
        for cell in self.each(seen) {
            self.add(row, cell, true, Subject::Row(cell, quantity));
        }
        for group in self.groups(seen) {
            let rows = first_trials(&group);
            // A sheet of one row would repeat the row figure.
            for page in pages(&rows, sheet::ROWS).filter(|_| rows.len() > 1) {
                self.add(sheet, page[0], false, Subject::Sheet(page.to_vec(), quantity));
            }
        }
    }

    /// Figures against depth of `subject`.
    pub(crate) fn depths(&mut self, kind: &str, subject: aspect::Subject) {
        // Whatever is against depth belongs to a network whose signal was seen, or to its gradients.
        let seen = |cell: &CellRecord| match subject {
            aspect::Subject::Gradients | aspect::Subject::Recurrence => subject.is_in(cell),
            _ => !sites::activations(cell).is_empty(),
        };
        for group in self.groups(seen).iter().filter(|group| group.iter().any(|cell| subject.is_in(cell))) {
            for page in pages(&curves::by_line(group, self.naming), depth::LINES) {
                self.add(kind, page[0][0], false, Subject::Depth(page.concat(), subject));
            }
        }
    }

    /// Contact sheets of singular values, and eigenvalues in their plane.
    pub(crate) fn spectra(&mut self) {
        for spectrum in Spectrum::ALL {
            let seen = |cell: &CellRecord| !spectrum.sites(cell).is_empty();
            let groups = match spectrum.is_of_weights() {
                true => self.groups_of_weights(seen),
                false => self.groups(seen),
            };
            for group in groups {
                let mut rows = first_trials(&group);
                // A single panel is all in the tables.
                let lone = rows.len() == 1;
                rows.retain(|row| !lone || spectrum.sites(row).len() > 1);
                for page in pages(&rows, singular::ROWS) {
                    let subject = Subject::Spectrum(page.to_vec(), spectrum);
                    match spectrum.is_of_weights() {
                        true => self.add_of_weights(spectrum.kind(), page[0], subject),
                        false => self.add(spectrum.kind(), page[0], false, subject),
                    }
                }
            }
        }
        for group in self.groups_of_weights(|cell| eigenvalues::first(cell).is_some()) {
            for page in pages(&first_trials(&group), eigenvalues::MOST) {
                self.add_of_weights("eigenvalues", page[0], Subject::Eigenvalues(page.to_vec()));
            }
        }
    }

    /// Cells off the sweep that differ in trial and initialization only. Of those that differ in what weights
    /// do not know the first stand for all: in the activation too, as few schemes ask which it is.
    fn groups_of_weights(&self, has: impl Fn(&CellRecord) -> bool) -> Vec<Vec<&'a CellRecord>> {
        let mut seen = std::collections::HashSet::new();
        let mut groups = alike(&self.with(has), self.naming, "init");
        groups.retain(|group| {
            let settings = &group[0].settings;
            seen.insert((settings.tied, &settings.layers, &settings.precision))
        });
        groups
    }

    /// Plans a figure of weights, named by what they know of the settings of its first cell.
    fn add_of_weights(&mut self, kind: &str, first: &CellRecord, subject: Subject<'a>) {
        let mut others = self.naming.others(first);
        others.retain(|(axis, _)| ["tied", "precision", "width", "depth"].contains(axis));
        self.add_named(&[kind], &others, subject);
    }

    /// Stripes.
    pub(crate) fn stripes(&mut self) {
        for cell in self.each(stripes::recorded) {
            self.add("stripes", cell, true, Subject::Stripes(cell));
        }
    }

    /// Weights of the first layer.
    pub(crate) fn weights(&mut self) {
        let groups = self.groups_of_weights(|cell| !sites::activations(cell).is_empty());
        if let Some(group) = groups.into_iter().next().filter(|group| group.len() > 1) {
            let mut rows = first_trials(&group);
            rows.retain(|cell| weights::first(cell).is_some());
            for page in pages(&rows, weights::MOST).filter(|_| rows.len() > 1) {
                self.add("weights", page[0], false, Subject::Weights(page.to_vec()));
            }
        }
    }

    /// Courses of time.
    pub(crate) fn times(&mut self) {
        for cell in self.each(saturation::is_in) {
            self.add("saturation", cell, true, Subject::Saturation(cell));
        }
        for quantity in Quantity::ALL {
            for cell in self.each(|cell| time::is_in(cell, quantity)) {
                let kind = format!("time_{}", quantity.name());
                self.add(&kind, cell, true, Subject::Time(cell, quantity));
            }
        }
    }

    /// Maps of the cells along the sweep.
    pub(crate) fn maps(&mut self, swept: &[&'a CellRecord], sweep: &Sweep<'a>) {
        let seen: Vec<&CellRecord> =
            swept.iter().copied().filter(|cell| !sites::activations(cell).is_empty()).collect();
        for group in alike(&seen, self.naming, sweep.setting()) {
            let settings = &group[0].settings;
            let named = [("activation", settings.activation.as_str()), ("init", settings.init.as_str())];
            let named = named.into_iter().filter(|(setting, _)| *setting != sweep.setting());
            let mut others = self.naming.others(group[0]);
            others.retain(|(axis, _)| *axis != sweep.setting());
            let parts: Vec<&str> = std::iter::once("map").chain(named.map(|(_, value)| value)).collect();
            let subject = Subject::Map(group.clone(), sweep.clone());
            self.add_named(&parts, &others, subject);
        }
    }
}

fn first_trials<'a>(cells: &[&'a CellRecord]) -> Vec<&'a CellRecord> {
    cells.iter().filter(|cell| cell.trial == 0).copied().collect()
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
