//! Where training ended against a swept setting.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::ending::Ending;
use super::heights;
use super::heights::Heights;
use super::{lines, progress};
use crate::view::cells::{Group, Naming, Sweep, group};
use crate::view::figure::{Axis, Figure, LineStyle, Mark, Room, Stroke};
use crate::view::layout::{Row, chart};
use crate::view::plots::facets;
use crate::view::plots::line::Line;
use crate::view::plots::looks;
use crate::view::tables::words;

/// Swept values and lines of a figure, at most.
pub(crate) const MOST: (usize, usize) = (usize::MAX, facets::LINES);
/// Most points of which each has its marker.
const MARKED: usize = 24;
/// Free space beside the first and the last swept value, as a share of the axis.
const PAD: f64 = 0.04;

const METRICS: [Metric; 4] =
    [Metric::TrainLoss, Metric::TrainAccuracy, Metric::HeldOutAccuracy, Metric::StepsToTarget];

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    METRICS.iter().any(|metric| progress::has(cell, *metric))
}

/// Draws the ends of the cells of `lines`.
pub(crate) fn figure(lines: &[Group<'_>], _: &[&str], sweep: &Sweep<'_>, naming: Naming<'_>) -> Figure {
    let cells: Vec<&CellRecord> = lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let seen = |metric: Metric| cells.iter().any(|cell| progress::has(cell, metric));
    let shown: Vec<_> = METRICS.into_iter().filter(|metric| seen(*metric)).collect();
    let top = heights::top(&cells);

    let axes = group::others(&naming.varied(&cells), &[sweep.setting()]);
    let style = |index: usize| looks::of_line(index, &axes, &lines[index].cells[0].settings.init);
    let waits = seen(Metric::StepsToTarget);
    let row = |(index, line): (usize, &Group<'_>)| Row {
        style: style(index),
        name: line.words.clone(),
        note: missing(line, sweep, waits),
    };
    let rows = lines.iter().enumerate().map(row);
    let rows = rows.filter(|row| lines.len() > 1 || !(row.name.is_empty() && row.note.is_empty()));
    let rows: Vec<Row> = rows.collect();

    let mut page = chart::page(chart::WIDTH, shown.len(), lines.len());
    let mut notes: Vec<String> = progress::schedule(&cells, naming).into_iter().collect();
    for (metric, area) in shown.iter().zip(page.areas()) {
        let along = |(index, line)| (along(line, *metric, sweep), style(index));
        let drawn: Vec<(Line, LineStyle)> = lines.iter().enumerate().map(along).collect();
        let heights = Heights::new(&drawn, *metric, top, chart::TICKS);
        notes.extend(heights.clipped(drawn.iter().map(|(line, _)| line), words::metric(*metric)));
        let plain = |(line, style): &(Line, LineStyle)| {
            let marked = line.medians.len() > MARKED;
            (line.clone(), if marked { *style } else { LineStyle { stroke: Stroke::Plain, ..*style } })
        };
        let range = heights.range;
        let x = across(sweep, page.room(area, 10));
        let mut panel = lines::panel(area, x, heights, &drawn.iter().map(plain).collect::<Vec<_>>());
        panel.marks.extend(drawn.iter().filter_map(|line| markers(line, range)));
        page.figure.panels.push(panel.titled(title(*metric, &cells)));
    }
    let never = |cell: &&CellRecord| Ending::median(&[*cell], Metric::StepsToTarget) == Some(Ending::Never);
    notes.extend((waits && cells.iter().any(never)).then(|| "never: the target was not reached".to_owned()));
    page.add_legend(rows, chart::LEGEND);
    let title = format!("where training ended against {}", sweep.name);
    let note = progress::with_trials(notes, &cells, lines.len() * sweep.positions().count());
    page.finish(&naming.shared(&cells, &title, sweep.setting()), &note, &naming.source())
}

/// The ends of `line` by swept value.
fn along(line: &Group<'_>, metric: Metric, sweep: &Sweep<'_>) -> Line {
    let mut found = Line::default();
    for (position, value) in sweep.values() {
        let trials = line.at(sweep.setting(), value);
        let end = Ending::median(&trials, metric).and_then(Ending::number);
        found.medians.push((position, end));
        let extent = Ending::extent(&trials, metric).filter(|_| end.is_some());
        found.extents.extend(extent.map(|(low, high)| (position, low, high)));
    }
    found
}

/// A marker at every point of a line that an axis shows, however many they are.
fn markers((line, style): &(Line, LineStyle), (low, high): (f64, f64)) -> Option<Mark> {
    let shown = |value: f64| low <= value && value <= high;
    let points = line.medians.iter().filter(|(_, value)| value.is_some_and(shown));
    let alone = points.flat_map(|(at, value)| [(*at, *value), (*at, None)]).collect();
    (line.medians.len() <= MARKED).then_some(Mark::Line { points: alone, style: *style })
}

/// What a panel shows, with the loss that is waited for.
fn title(metric: Metric, cells: &[&CellRecord]) -> String {
    let target = cells.iter().find_map(|cell| cell.settings.training.as_ref()?.target);
    match target.filter(|_| metric == Metric::StepsToTarget) {
        Some(target) => format!("steps to a training loss of {}", number::short(target)),
        None => words::metric(metric).to_owned(),
    }
}

/// How many gaps `line` has, in a few words, those of waiting in vain where that is shown; empty where it
/// has none.
fn missing(line: &Group<'_>, sweep: &Sweep<'_>, waits: bool) -> String {
    let all: Vec<Vec<&CellRecord>> =
        sweep.values().map(|(_, value)| line.at(sweep.setting(), value)).collect();
    let count =
        |metric, ending| all.iter().filter(|trials| Ending::median(trials, metric) == Some(ending)).count();
    let parts = [
        (count(Metric::TrainLoss, Ending::Diverged), "diverged"),
        (if waits { count(Metric::StepsToTarget, Ending::Never) } else { 0 }, "never"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
    if parts.is_empty() { String::new() } else { format!("(of {}: {})", all.len(), parts.join(", ")) }
}

/// The swept numbers.
fn across(sweep: &Sweep<'_>, room: Room) -> Axis {
    let positions: Vec<f64> = sweep.positions().collect();
    let (low, high) = match (positions.first(), positions.last()) {
        (Some(low), Some(high)) => (*low, *high),
        _ => (0.0, 1.0),
    };
    let mut axis = if sweep.is_logarithmic() {
        let beside = (high / low).powf(PAD);
        Axis::across_log(low / beside, high * beside, room)
    } else {
        Axis::across((low, high), PAD, room)
    };
    axis.label = Some(sweep.name.clone());
    axis
}
