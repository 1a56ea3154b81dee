//! Which figures a record has, before any of them is built.

use crate::record::{CellRecord, Metric, Record};

use super::planner::Planner;
use crate::view::cells::combination::Combination;
use crate::view::cells::naming::Naming;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sweep::Sweep;
use crate::view::cells::table::Table;
use crate::view::figure::model::Figure;
use crate::view::layout::shades::Shades;
use crate::view::plots::machines::{filters, pretraining, units, walk};
use crate::view::plots::signal::{aspect, depth, map, row, sheet, stripes, weights};
use crate::view::plots::spectra::singular::Spectrum;
use crate::view::plots::spectra::{eigenvalues, singular};
use crate::view::plots::training::{
    course, ends, learning, loss, outcome, saturation, symmetry, time, updates,
};

/// A figure to be built: its file stem and the cells it shows.
#[derive(Clone, Debug)]
pub struct Planned<'a> {
    /// File name without extension.
    pub stem: String,
    pub(crate) naming: Naming<'a>,
    pub(crate) subject: Subject<'a>,
}

/// What a figure shows.
#[derive(Clone, Debug)]
pub(crate) enum Subject<'a> {
    Outcome(Table<'a>, Metric, Shades),
    Ends(Vec<Combination<'a>>, Sweep<'a>),
    Course(Vec<Combination<'a>>, Vec<&'a str>, Metric, Sweep<'a>),
    Loss(Vec<&'a CellRecord>),
    Learning(Vec<&'a CellRecord>),
    Updates(Vec<&'a CellRecord>),
    Symmetry(Vec<&'a CellRecord>),
    Time(&'a CellRecord, Quantity),
    Saturation(&'a CellRecord),
    Row(&'a CellRecord, Quantity),
    Sheet(Vec<&'a CellRecord>, Quantity),
    Depth(Vec<&'a CellRecord>, aspect::Subject),
    Stripes(&'a CellRecord),
    Weights(Vec<&'a CellRecord>),
    Spectrum(Vec<&'a CellRecord>, Spectrum),
    Eigenvalues(Vec<&'a CellRecord>),
    Map(Vec<&'a CellRecord>, Sweep<'a>),
    Walk(&'a CellRecord, usize),
    Filters(&'a CellRecord, usize),
    Spread(&'a CellRecord, usize),
    Pretraining(Vec<&'a CellRecord>, usize),
}

impl Planned<'_> {
    /// Builds the figure.
    pub fn figure(&self) -> Figure {
        match &self.subject {
            Subject::Outcome(table, metric, shades) => outcome::figure(table, *metric, shades, self.naming),
            Subject::Ends(lines, sweep) => ends::figure(lines, sweep, self.naming),
            Subject::Course(lines, values, metric, sweep) => {
                course::figure(lines, values, *metric, sweep, self.naming)
            }
            Subject::Loss(cells) => loss::figure(cells, self.naming),
            Subject::Learning(cells) => learning::figure(cells, self.naming),
            Subject::Updates(cells) => updates::figure(cells, self.naming),
            Subject::Symmetry(cells) => symmetry::figure(cells, self.naming),
            Subject::Time(cell, quantity) => time::figure(cell, self.naming, *quantity),
            Subject::Saturation(cell) => saturation::figure(cell, self.naming),
            Subject::Row(cell, quantity) => row::figure(cell, self.naming, *quantity),
            Subject::Sheet(cells, quantity) => sheet::figure(cells, self.naming, *quantity),
            Subject::Depth(cells, about) => depth::figure(cells, self.naming, *about),
            Subject::Stripes(cell) => stripes::figure(cell, self.naming),
            Subject::Weights(cells) => weights::figure(cells, self.naming),
            Subject::Spectrum(cells, spectrum) => singular::figure(cells, self.naming, *spectrum),
            Subject::Eigenvalues(cells) => eigenvalues::figure(cells, self.naming),
            Subject::Map(cells, sweep) => map::figure(cells, sweep, self.naming),
            Subject::Walk(cell, layer) => walk::figure(cell, *layer, self.naming),
            Subject::Filters(cell, layer) => filters::figure(cell, *layer, self.naming),
            Subject::Spread(cell, layer) => units::figure(cell, *layer, self.naming),
            Subject::Pretraining(cells, layer) => pretraining::figure(cells, *layer, self.naming),
        }
    }
}

/// Every figure of `record`: how training ended, then its courses, then for activations and for gradients
/// rows, contact sheets, figures against depth, stripes and weights, then courses of time, each in plan
/// order. Of cells along a sweep there are maps, ends and courses, as nobody looks at forty rows, and
/// of more trained networks than a few dozen none has a figure of its own.
pub fn plan(record: &Record) -> Vec<Planned<'_>> {
    let naming = Naming::new(&record.manifest);
    if record.cells.iter().any(|cell| cell.settings.gibbs.is_some()) {
        // Of layers that learn one by one there is no network yet.
        let mut planner = Planner::new(naming, record.cells.iter().collect());
        planner.machines();
        return planner.planned;
    }
    let sweep = Sweep::of(&record.manifest);
    let on_sweep = |cell: &&CellRecord| sweep.as_ref().is_some_and(|sweep| sweep.place(cell).is_some());
    let (swept, single): (Vec<&CellRecord>, Vec<&CellRecord>) = record.cells.iter().partition(on_sweep);
    let mut planner = Planner::new(naming, single);
    let trained: Vec<&CellRecord> = record.cells.iter().filter(|cell| !cell.curves.is_empty()).collect();
    planner.outcomes(&trained, sweep.as_ref());
    if let Some(sweep) = &sweep {
        let swept: Vec<&CellRecord> = trained.into_iter().filter(on_sweep).collect();
        planner.courses(&swept, sweep);
    }
    planner.training();
    planner.histograms(Quantity::Activation);
    planner.depths("recurrence", aspect::Subject::Recurrence);
    planner.depths("depth", aspect::Subject::Signal);
    planner.depths("spectrum", aspect::Subject::Spectrum);
    planner.spectra();
    planner.stripes();
    planner.weights();
    planner.depths("gradients", aspect::Subject::Gradients);
    planner.histograms(Quantity::Gradient);
    planner.times();
    if let Some(sweep) = &sweep {
        planner.maps(&swept, sweep);
    }
    planner.planned
}
