//! How machines learn: the error of reconstructions, and the free energy of samples that they have not
//! learned from against that of those they have (Hinton 2012, section 6).

use super::snapshots;
use crate::record::{CellRecord, Metric};
use crate::view::cells::Naming;
use crate::view::figure::colour::GREY;
use crate::view::figure::{Figure, LineStyle, Stroke};
use crate::view::plots::facets::{Column, Facets, Trials};
use crate::view::plots::line::Line;
use crate::view::plots::multiples::{self, Drawn, Multiples, Plot, Row};
use crate::view::plots::training::heights::{self, Heights};
use crate::view::plots::training::progress;

/// What the rows show.
const ROWS: [(Metric, &str); 2] =
    [(Metric::ReconstructionError, "mean squared error"), (Metric::FreeEnergyGap, "free-energy gap")];
/// What errors are held against.
const AGAINST: LineStyle = LineStyle { colour: GREY, stroke: Stroke::Plain };

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    ROWS.iter().any(|(metric, _)| progress::has(cell, *metric))
}

/// Draws the machines of `layer` in `cells`; those of one line are trials.
pub(crate) fn figure(cells: &[&CellRecord], layer: usize, naming: Naming<'_>) -> Figure {
    let facets = Facets::of(naming);
    let columns = facets.columns(cells);
    let recorded = ROWS.iter().filter(|(metric, _)| cells.iter().any(|cell| progress::has(cell, *metric)));
    let row = |(metric, label): &(Metric, &str)| {
        let metric = *metric;
        let axis = move |plots: &[&Plot]| {
            let lines: Vec<&Line> = plots.iter().flat_map(|plot| plot.all_lines()).collect();
            Heights::of(&lines, metric, heights::RANGE.1, multiples::TICKS).axis
        };
        let plots = columns.iter().map(|column| plot(column, metric, layer)).collect();
        Row { label: (*label).to_owned(), hint: None, plots, axis: Box::new(axis) }
    };
    let rows: Vec<Row<'_>> = recorded.map(row).collect();

    let mut notes = vec!["error: of reconstructions".to_owned()];
    if cells.iter().any(|cell| progress::has(cell, HELD_OUT)) {
        notes.push("dashed: of held-out samples".to_owned());
    }
    notes.push("gap: held-out − training samples, whose means the machine starts from; where it grows, it learns its samples by heart".to_owned());
    let lines = columns.iter().map(|column| column.lines.len()).sum();
    let notes = [progress::with_trials(notes, cells, lines)];
    let words = "restricted Boltzmann machines learn".to_owned();
    let title = words + &cells.first().map_or_else(String::new, |first| snapshots::of_layer(first, layer));
    let columns = columns.iter().map(|column| column.words.clone()).collect();
    let shared = facets.is_of_settings();
    Multiples { columns, rows, shared, along: "epoch" }.draw(&title, &notes, &naming.source())
}

const HELD_OUT: Metric = Metric::HeldOutReconstructionError;

fn plot(column: &Column<'_>, metric: Metric, layer: usize) -> Plot {
    let is_error = metric == Metric::ReconstructionError;
    let drawn = |trials: &Trials<'_>| Drawn {
        name: trials.name.clone(),
        style: trials.style,
        line: progress::line_of(&trials.cells, metric, Some(layer)),
        end: divergence(&trials.cells, layer),
    };
    let mut plot = Plot { lines: column.lines.iter().map(drawn).collect(), ..Plot::default() };
    if is_error {
        let held_out =
            |trials: &Trials<'_>| (progress::line_of(&trials.cells, HELD_OUT, Some(layer)), trials.style);
        plot.dashed = column.lines.iter().map(held_out).collect();
        let cells: Vec<&CellRecord> =
            column.lines.iter().flat_map(|trials| trials.cells.iter().copied()).collect();
        let line = progress::line_of(&cells, Metric::MeanError, Some(layer));
        let against =
            Drawn { name: "the mean of the data".to_owned(), style: AGAINST, line, end: String::new() };
        plot.lines.push(against);
    }
    plot
}

/// After which epoch the first of `trials` had left the range of numbers; empty where none did.
fn divergence(trials: &[&CellRecord], layer: usize) -> String {
    let curve = |cell: &&CellRecord| progress::curve(cell, Metric::ReconstructionError, Some(layer));
    let first = trials.iter().filter_map(|cell| progress::lost(&curve(cell))).min();
    first.map_or_else(String::new, |epoch| format!("diverged by epoch {epoch}"))
}
