//! Every kind of figure: a new one is a file with its `figure`, and an entry here.

use crate::record::Metric::TrainLoss;
use crate::record::{CellRecord, Metric};

use crate::view::cells::quantity::Quantity::{Activation, Gradient};
use crate::view::cells::{Group, Naming, Sweep, sites};
use crate::view::figure::Figure;
use crate::view::plots::machines::{filters, pretraining, walk};
use crate::view::plots::signal::aspect::{GRADIENTS, RECURRENCE, SIGNAL};
use crate::view::plots::signal::{depth, map, overlay, overview, ridge, row, sheet, stripes, weights};
use crate::view::plots::spectra::singular::Spectrum::{Jacobian, Product, Weight};
use crate::view::plots::spectra::{eigenvalues, singular, spectrum};
use crate::view::plots::training::{course, ends, layers, loss, saturation, symmetry, time, updates};

/// A kind of figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    /// First words of the names of its files.
    pub stem: &'static str,
    /// Which cells a figure shows, and what draws them.
    pub figures: Figures,
    /// What it shows beside statistics.
    pub needs: Needs,
}

/// What a record of statistics alone lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    Nothing,
    Histograms,
    Stripes,
}

/// Whether a cell has something.
type Has = fn(&CellRecord) -> bool;
type OfLines = fn(&[Group<'_>], &[&str], &Sweep<'_>, Naming<'_>) -> Figure;
type OfCells = fn(&[&CellRecord], Naming<'_>) -> Figure;

/// Which cells a figure shows, and what draws them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Figures {
    /// One for each cell, of its first trial.
    Cell(Has, fn(&CellRecord, Naming<'_>) -> Figure),
    /// One for all networks.
    Networks {
        has: Has,
        /// Most rows, and most activations.
        most: (usize, usize),
        draw: OfCells,
    },
    /// One for cells that differ in trial, in activation and in what lines are of.
    Across {
        has: Has,
        /// Most activations and most lines.
        most: (usize, usize),
        draw: OfCells,
    },
    /// One for cells that differ in trial and in what lines are of.
    Lines {
        /// Cells that have a line, if there is none to draw a name.
        named: Has,
        /// At least one of them has it.
        has: Has,
        /// Most lines.
        most: usize,
        draw: OfCells,
    },
    /// One for the cells that [`Facets`](crate::view::plots::facets::Facets) puts together.
    Multiples {
        /// Cells that have a line, if there is none to draw a name.
        named: Has,
        /// At least one of them has it.
        has: Has,
        draw: OfCells,
    },
    /// One for the first trials, or all where they are judged, of cells that differ in what `rows` says.
    Rows {
        rows: Rows,
        has: Has,
        /// Whether a row is worth a figure of its own.
        alone: Has,
        /// Most rows.
        most: usize,
        draw: OfCells,
    },
    /// One for each layer of a cell with restricted Boltzmann machines, of its first trial.
    Machine(fn(&CellRecord, usize) -> bool, fn(&CellRecord, usize, Naming<'_>) -> Figure),
    /// One for each layer of such cells that are put together in the same way.
    Machines(Has, fn(&[&CellRecord], usize, Naming<'_>) -> Figure),
    /// One for the ends of training of all cells, as tables.
    Ended(Metric),
    /// One for trained cells along the sweep.
    Swept {
        has: Has,
        /// Most swept values and most lines.
        most: (usize, usize),
        /// Whether the swept setting is in the names of the files.
        named: bool,
        draw: OfLines,
    },
    /// One for cells that differ in trial and in the swept setting.
    Mapped(Has, fn(&[&CellRecord], &Sweep<'_>, Naming<'_>) -> Figure),
}

/// What the rows of a figure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// What lines are of.
    Signal,
    /// The same, with all trials of each: all are judged.
    Judged,
    /// Initializations: the activation and whatever else weights do not know have no part in them.
    Weights,
    /// The same, of the first of all networks.
    FirstWeights,
}

impl Rows {
    /// Whether they are of signals, not of weights alone.
    pub(crate) fn is_of_signal(self) -> bool {
        matches!(self, Self::Signal | Self::Judged)
    }
}

impl Figures {
    /// Whether it shows machines that learn one by one, of which there is no network yet.
    pub(crate) fn is_of_machines(&self) -> bool {
        matches!(self, Self::Machine(..) | Self::Machines(..))
    }
}

const fn kind(stem: &'static str, figures: Figures) -> Kind {
    Kind { stem, figures, needs: Needs::Nothing }
}

const fn of_histograms(stem: &'static str, figures: Figures) -> Kind {
    Kind { needs: Needs::Histograms, ..kind(stem, figures) }
}

/// Of a cell without a single number, as its training diverged at once, there is still a name.
const fn trained(has: Has, most: usize, draw: OfCells) -> Figures {
    Figures::Lines { named: |cell| !cell.curves.is_empty(), has, most, draw }
}

const fn multiples(named: Has, has: Has, draw: OfCells) -> Figures {
    Figures::Multiples { named, has, draw }
}

/// Networks beside each other, each in a panel of its own.
const fn beside(has: Has, most: usize, draw: OfCells) -> Figures {
    Figures::Lines { named: has, has, most, draw }
}

/// A single panel is all in the tables.
const fn singular(rows: Rows, has: Has, alone: Has, draw: OfCells) -> Figures {
    Figures::Rows { rows, has, alone, most: singular::ROWS, draw }
}

/// A row for each network.
const fn rows(has: Has, most: usize, draw: OfCells) -> Figures {
    Figures::Rows { rows: Rows::Signal, has, alone: |_| true, most, draw }
}

fn seen(cell: &CellRecord) -> bool {
    !sites::activations(cell).is_empty()
}

fn is_recurrent(cell: &CellRecord) -> bool {
    cell.settings.tied && RECURRENCE.is_whole_in(cell)
}

/// Every kind, in the order of a report: how training ended, then its courses, then for activations and for
/// gradients rows, contact sheets, figures against depth, stripes and weights, then courses of time, then
/// maps, and at last machines.
pub(crate) const KINDS: &[Kind] = &[
    kind("overview", Figures::Networks { has: seen, most: overview::MOST, draw: overview::figure }),
    kind("outcome_train-loss", Figures::Ended(TrainLoss)),
    kind("outcome_held-out-accuracy", Figures::Ended(Metric::HeldOutAccuracy)),
    kind("outcome_steps-to-target", Figures::Ended(Metric::StepsToTarget)),
    kind("ends", Figures::Swept { has: ends::is_in, most: ends::MOST, named: true, draw: ends::figure }),
    kind(
        "course_train-accuracy",
        Figures::Swept {
            has: course::is_in,
            most: (course::PANELS, course::LINES),
            named: false,
            draw: course::figure,
        },
    ),
    kind("symmetry", Figures::Across { has: symmetry::is_in, most: symmetry::MOST, draw: symmetry::figure }),
    kind("loss", multiples(|c| !c.curves.is_empty(), loss::is_in, loss::figure)),
    kind("updates", trained(updates::is_in, updates::PANELS, updates::figure)),
    of_histograms("row", Figures::Cell(seen, row::figure)),
    of_histograms(
        "sheet",
        Figures::Rows {
            rows: Rows::Judged,
            has: seen,
            alone: |_| false,
            most: sheet::ROWS,
            draw: sheet::figure,
        },
    ),
    of_histograms("ridge", beside(seen, ridge::COLUMNS, ridge::figure)),
    of_histograms(
        "overlay_activation",
        beside(|c| overlay::is_in(c, Activation), overlay::PANELS, |c, n| overlay::figure(c, n, Activation)),
    ),
    of_histograms(
        "overlay_gradient",
        beside(|c| overlay::is_in(c, Gradient), overlay::PANELS, |c, n| overlay::figure(c, n, Gradient)),
    ),
    kind("recurrence", multiples(is_recurrent, is_recurrent, |c, n| depth::figure(c, n, &RECURRENCE))),
    kind("depth", multiples(seen, seen, |c, n| depth::figure(c, n, &SIGNAL))),
    of_histograms(
        "spectrum",
        Figures::Across { has: spectrum::is_in, most: spectrum::MOST, draw: spectrum::figure },
    ),
    of_histograms(
        "singular_jacobian",
        singular(
            Rows::Signal,
            |c| Jacobian.is_in(c),
            |c| Jacobian.has_columns(c),
            |c, n| singular::figure(c, n, Jacobian),
        ),
    ),
    of_histograms(
        "singular_weight",
        singular(
            Rows::Weights,
            |c| Weight.is_in(c),
            |c| Weight.has_columns(c),
            |c, n| singular::figure(c, n, Weight),
        ),
    ),
    of_histograms(
        "singular_product",
        singular(
            Rows::Weights,
            |c| Product.is_in(c),
            |c| Product.has_columns(c),
            |c, n| singular::figure(c, n, Product),
        ),
    ),
    kind(
        "eigenvalues",
        Figures::Rows {
            rows: Rows::Weights,
            has: eigenvalues::is_in,
            alone: |_| true,
            most: eigenvalues::MOST,
            draw: eigenvalues::figure,
        },
    ),
    Kind { needs: Needs::Stripes, ..kind("stripes", rows(stripes::is_in, stripes::ROWS, stripes::figure)) },
    kind(
        "weights",
        Figures::Rows {
            rows: Rows::FirstWeights,
            has: weights::is_in,
            alone: |_| false,
            most: weights::MOST,
            draw: weights::figure,
        },
    ),
    kind(
        "gradients",
        multiples(|c| GRADIENTS.is_in(c), |c| GRADIENTS.is_in(c), |c, n| depth::figure(c, n, &GRADIENTS)),
    ),
    of_histograms("saturation", rows(saturation::is_in, layers::ROWS, saturation::figure)),
    of_histograms(
        "time_activation",
        rows(|c| time::is_in(c, Activation), layers::ROWS, |c, n| time::figure(c, n, Activation)),
    ),
    of_histograms(
        "time_activation-gradient",
        rows(|c| time::is_in(c, Gradient), layers::ROWS, |c, n| time::figure(c, n, Gradient)),
    ),
    kind("map", Figures::Mapped(seen, map::figure)),
    kind("walk", Figures::Machine(walk::is_in, walk::figure)),
    kind("filters", Figures::Machine(filters::is_in, filters::figure)),
    kind("pretraining", Figures::Machines(pretraining::is_in, pretraining::figure)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::FigureKind;

    #[test]
    fn every_figure_that_can_be_asked_for_is_drawn_and_the_other_way_round() {
        let drawn: Vec<&str> = KINDS.iter().map(|kind| kind.stem).collect();
        assert_eq!(drawn, FigureKind::ALL.map(FigureKind::name));
    }
}
