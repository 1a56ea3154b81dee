//! How machines learn: the error of reconstructions, and the free energy of samples that they have not
//! learned from against that of those they have (Hinton 2012, section 6).

use crate::record::{CellRecord, Metric};
use crate::view::cells::naming::Naming;
use crate::view::figure::colour::GREY;
use crate::view::figure::model::{Figure, LineStyle, Panel, Stroke};
use crate::view::layout::caption;
use crate::view::layout::chart::{Chart, TICKS};
use crate::view::layout::legend;
use crate::view::layout::legend::Row;
use crate::view::plots::signal::aspect::Scale;
use crate::view::plots::signal::curves;
use crate::view::plots::training::heights;
use crate::view::plots::training::heights::Heights;
use crate::view::plots::training::loss::MARKERS;
use crate::view::plots::training::progress;
use crate::view::plots::training::progress::Line;

const WIDTH: i32 = 2000;

/// What is drawn of free energies: none of a machine that learns is beyond.
const ENERGIES: (f64, f64) = (-1e6, 1e6);

/// Metrics of a panel, the second dashed.
const PANELS: [(&str, &[Metric]); 2] = [
    (
        "mean squared error of reconstructions",
        &[Metric::ReconstructionError, Metric::HeldOutReconstructionError],
    ),
    ("free-energy gap: held-out − training", &[Metric::FreeEnergyGap]),
];

/// Whether there is anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    PANELS.iter().any(|(_, metrics)| metrics.iter().any(|metric| progress::has(cell, *metric)))
}

/// Draws the machines of `layer` in `cells`; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], layer: usize, naming: Naming<'_>) -> Figure {
    let groups = curves::by_line(cells, naming);
    let shown: Vec<_> = PANELS
        .into_iter()
        .filter(|(_, metrics)| cells.iter().any(|cell| progress::has(cell, metrics[0])))
        .collect();
    let both = cells.iter().any(|cell| progress::has(cell, Metric::HeldOutReconstructionError));
    let chart = Chart::new(WIDTH, groups.len() + usize::from(both));
    let mut panels = Vec::new();
    for ((title, metrics), area) in shown.iter().zip(chart.panels(shown.len())) {
        let mut lines = Vec::new();
        for (index, trials) in groups.iter().enumerate() {
            let style = curves::style(index, MARKERS);
            let dashed = LineStyle { stroke: Stroke::Dashed, ..style };
            let styles = std::iter::once(style).chain(std::iter::repeat(dashed));
            let of = |metric: &Metric| Line::of(trials, *metric, Some(layer));
            lines.extend(metrics.iter().map(of).zip(styles));
        }
        let drawn: Vec<&Line> = lines.iter().map(|(line, _)| line).collect();
        let (y, range) = if metrics[0].range().0 == 0.0 {
            let Heights { axis, range } = Heights::new(&drawn, metrics[0], heights::RANGE.1, TICKS);
            (axis, range)
        } else {
            (Scale::Even.axis(drawn.iter().flat_map(|line| line.ranges()), ENERGIES, TICKS), ENERGIES)
        };
        panels.push(Panel {
            area,
            title: Some((*title).to_owned()),
            x: progress::steps(progress::last_step(cells, metrics), "epochs", Chart::room(area)),
            y,
            marks: progress::marks(lines.iter().map(|(line, style)| (line, *style)), range),
        });
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (index, trials) in groups.iter().enumerate() {
        let style = curves::style(index, MARKERS);
        rows.push(Row { style, name: naming.line(trials[0]), note: divergence(trials, layer) });
    }
    if both {
        let style = LineStyle { colour: GREY, stroke: Stroke::Dashed };
        rows.push(Row { style, name: "held-out samples", note: String::new() });
    }
    let mut texts = Vec::new();
    if let Some(first) = cells.first() {
        let words = naming.heading_but("restricted Boltzmann machines learn", first, naming.lines());
        texts.push(caption::title(&(words + &super::looks::of_layer(first, layer)), WIDTH));
    }
    let legend = legend::place(rows, chart.legend(), &mut texts);
    let note = vec!["a gap that grows: the machine learns its samples by heart".to_owned()];
    let note = progress::with_trials(note, cells, groups.len());
    texts.extend(caption::footer(&note, &naming.source(), (WIDTH, chart.height)));
    Figure { width: WIDTH, height: chart.height, panels, legend, badges: Vec::new(), texts }
}

/// After which epoch the first of `trials` had left the range of numbers; empty where none did.
fn divergence(trials: &[&CellRecord], layer: usize) -> String {
    let curve = |cell: &&CellRecord| progress::curve(cell, Metric::ReconstructionError, Some(layer));
    let first = trials.iter().filter_map(|cell| progress::lost(&curve(cell))).min();
    first.map_or_else(String::new, |epoch| format!("(diverged by epoch {epoch})"))
}
