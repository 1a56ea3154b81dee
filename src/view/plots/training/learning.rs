//! Losses and accuracies over training, of training and of held-out samples.

use crate::record::{CellRecord, Metric};

use super::heights;
use super::heights::Heights;
use super::loss::MARKERS;
use super::progress;
use super::progress::Line;
use crate::view::cells::naming::Naming;
use crate::view::figure::colour::GREY;
use crate::view::figure::model::{Area, Figure, LineStyle, Panel, Stroke};
use crate::view::layout::caption;
use crate::view::layout::chart::{Chart, TICKS};
use crate::view::layout::legend;
use crate::view::layout::legend::Row;
use crate::view::plots::signal::curves;

const WIDTH: i32 = 2000;

const PANELS: [(&str, &[Metric]); 3] = [
    ("loss", &[Metric::TrainLoss, Metric::HeldOutLoss]),
    ("training accuracy", &[Metric::TrainAccuracy]),
    ("held-out accuracy", &[Metric::HeldOutAccuracy]),
];

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    PANELS.iter().any(|(_, metrics)| metrics.iter().any(|metric| progress::has(cell, *metric)))
}

/// A line with its look.
struct Drawn {
    line: Line,
    style: LineStyle,
}

/// Draws `cells`; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let groups = curves::by_line(cells, naming);
    let seen = |metrics: &[Metric]| {
        cells.iter().any(|cell| metrics.iter().any(|metric| progress::has(cell, *metric)))
    };
    let shown: Vec<_> = PANELS.into_iter().filter(|(_, metrics)| seen(metrics)).collect();
    let both = seen(&[Metric::TrainLoss]) && seen(&[Metric::HeldOutLoss]);
    let dashed = |style: LineStyle| LineStyle { stroke: Stroke::Dashed, ..style };

    let chart = Chart::new(WIDTH, groups.len() + usize::from(both));
    let mut notes: Vec<String> = progress::schedule(cells, naming).into_iter().collect();
    let mut panels = Vec::new();
    for ((title, metrics), area) in shown.iter().zip(chart.panels(shown.len())) {
        let mut lines = Vec::new();
        for (index, trials) in groups.iter().enumerate() {
            let style = curves::style(index, MARKERS);
            for metric in *metrics {
                let style = if both && *metric == Metric::HeldOutLoss { dashed(style) } else { style };
                lines.push(Drawn { line: Line::of(trials, *metric, None), style });
            }
        }
        let last = progress::last_step(cells, metrics);
        panels.push(panel(title, &lines, metrics[0], last, area, &mut notes));
    }

    let mut rows = Vec::new();
    for (index, trials) in groups.iter().enumerate() {
        let style = curves::style(index, MARKERS);
        let mut note = progress::divergence(trials);
        let mut metrics = shown.iter().flat_map(|(_, metrics)| *metrics);
        if note.is_empty() && metrics.all(|metric| Line::of(trials, *metric, None).extents.is_empty()) {
            note = "(undefined)".to_owned();
        }
        rows.push(Row { style, name: naming.line(trials[0]), note });
    }
    if both {
        let style = LineStyle { colour: GREY, stroke: Stroke::Dashed };
        rows.push(Row { style, name: "held-out loss", note: String::new() });
    }
    let mut texts = Vec::new();
    if let Some(first) = cells.first() {
        let words = format!("{}: loss and accuracy over training", naming.group(first));
        texts.push(caption::title(&naming.heading_but(&words, first, naming.lines()), WIDTH));
    }
    let legend = legend::place(rows, chart.legend(), &mut texts);
    let note = progress::with_trials(notes, cells, groups.len());
    texts.extend(caption::footer(&note, &naming.source(), (WIDTH, chart.height)));
    Figure { width: WIDTH, height: chart.height, panels, legend, badges: Vec::new(), texts }
}

/// One panel; `notes` is told what it does not show.
fn panel(
    title: &str,
    drawn: &[Drawn],
    metric: Metric,
    last: u64,
    area: Area,
    notes: &mut Vec<String>,
) -> Panel {
    let lines: Vec<&Line> = drawn.iter().map(|drawn| &drawn.line).collect();
    let heights = Heights::new(&lines, metric, heights::RANGE.1, TICKS);
    notes.extend(heights.clipped(&lines, title));
    Panel {
        area,
        title: Some(title.to_owned()),
        x: progress::steps(last, "iterations", Chart::room(area)),
        marks: progress::marks(drawn.iter().map(|drawn| (&drawn.line, drawn.style)), heights.range),
        y: heights.axis,
    }
}
