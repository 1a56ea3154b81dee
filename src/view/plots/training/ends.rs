//! Where training ended against a swept setting.

use crate::record::{CellRecord, Metric};

use super::ending::Ending;
use super::heights;
use super::heights::Heights;
use super::loss::MARKERS;
use super::progress;
use super::progress::Line;
use crate::view::cells::combination::Combination;
use crate::view::cells::naming::Naming;
use crate::view::cells::sweep::Sweep;
use crate::view::figure::across::Room;
use crate::view::figure::axis::Axis;
use crate::view::figure::model::{Area, Figure, LineStyle, Mark, Panel, Stroke};
use crate::view::layout::caption;
use crate::view::layout::chart::{Chart, TICKS};
use crate::view::layout::legend;
use crate::view::layout::legend::Row;
use crate::view::plots::signal::curves;
use crate::view::tables::words;

const WIDTH: i32 = 2000;
/// Most panels side by side; of more, half stand below the others.
const BESIDE: usize = 3;
const TALL: i32 = 1180;
const BELOW: i32 = 124;
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
pub(crate) fn figure(lines: &[Combination<'_>], sweep: &Sweep<'_>, naming: Naming<'_>) -> Figure {
    let cells: Vec<&CellRecord> = lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let seen = |metric: Metric| cells.iter().any(|cell| progress::has(cell, metric));
    let shown: Vec<_> = METRICS.into_iter().filter(|metric| seen(*metric)).collect();
    let top = heights::top(&cells);

    let chart = Chart::new(WIDTH, lines.len());
    let chart = if shown.len() > BESIDE { Chart { height: chart.height.max(TALL), ..chart } } else { chart };
    let mut notes: Vec<String> = progress::schedule(&cells, naming).into_iter().collect();
    let mut panels = Vec::new();
    for (metric, area) in shown.iter().zip(areas(chart, shown.len())) {
        let drawn: Vec<Line> = lines.iter().map(|line| along(line, *metric, sweep)).collect();
        let all: Vec<&Line> = drawn.iter().collect();
        let heights = Heights::new(&all, *metric, top, TICKS);
        notes.extend(heights.clipped(&all, words::metric(*metric)));
        let styled = drawn.iter().enumerate().map(|(index, line)| (line, curves::style(index, MARKERS)));
        let marks = progress::marks(styled, heights.range);
        panels.push(Panel {
            area,
            title: Some(words::metric(*metric).to_owned()),
            x: across(sweep, area),
            marks: marks.into_iter().flat_map(each_marked).collect(),
            y: heights.axis,
        });
    }

    let never = |cell: &&CellRecord| Ending::median(&[*cell], Metric::StepsToTarget) == Some(Ending::Never);
    let waits = seen(Metric::StepsToTarget);
    notes.extend((waits && cells.iter().any(never)).then(|| "never: the target was not reached".to_owned()));
    let words: Vec<(String, String)> =
        lines.iter().map(|line| (line.words.clone(), missing(line, sweep, waits))).collect();
    let named = words
        .iter()
        .enumerate()
        .filter(|(_, (name, note))| lines.len() > 1 || !(name.is_empty() && note.is_empty()));
    let rows = named
        .map(|(index, (name, note))| Row { style: curves::style(index, MARKERS), name, note: note.clone() })
        .collect();
    let mut texts = Vec::new();
    let legend = legend::place(rows, chart.legend(), &mut texts);
    let title = format!("where training ended against {}", sweep.name);
    texts.push(caption::title(&naming.shared(&cells, &title, sweep.setting()), WIDTH));
    let note = progress::with_trials(notes, &cells, lines.len() * sweep.positions().count());
    texts.extend(caption::footer(&note, &naming.source(), (WIDTH, chart.height)));
    Figure { width: WIDTH, height: chart.height, panels, legend, badges: Vec::new(), texts }
}

/// The ends of `line` by swept value.
fn along(line: &Combination<'_>, metric: Metric, sweep: &Sweep<'_>) -> Line {
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

/// Two panels below two others where there are more than fit side by side.
fn areas(chart: Chart, count: usize) -> Vec<Area> {
    if count <= BESIDE {
        return chart.panels(count);
    }
    let columns = chart.panels(count.div_ceil(2));
    let half = |area: &Area| (area.height - BELOW) / 2;
    let upper = columns.iter().map(|area| Area { height: half(area), ..*area });
    let lower =
        columns.iter().map(|area| Area { top: area.bottom() - half(area), height: half(area), ..*area });
    upper.chain(lower).take(count).collect()
}

/// A line whose every point has its marker, however many they are.
fn each_marked(mark: Mark) -> Vec<Mark> {
    match mark {
        Mark::Line { points, style } if points.len() <= MARKED => {
            let alone = points.iter().flat_map(|(at, value)| [(*at, *value), (*at, None)]).collect();
            let plain = LineStyle { stroke: Stroke::Plain, ..style };
            vec![Mark::Line { points, style: plain }, Mark::Line { points: alone, style }]
        }
        other => vec![other],
    }
}

/// How many gaps `line` has, in a few words, those of waiting in vain where that is shown; empty where it
/// has none.
fn missing(line: &Combination<'_>, sweep: &Sweep<'_>, waits: bool) -> String {
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
fn across(sweep: &Sweep<'_>, area: Area) -> Axis {
    let positions: Vec<f64> = sweep.positions().collect();
    let (low, high) = match (positions.first(), positions.last()) {
        (Some(low), Some(high)) => (*low, *high),
        _ => (0.0, 1.0),
    };
    let room: Room = Chart::room(area);
    let mut axis = if sweep.is_logarithmic() {
        let beside = (high / low).powf(PAD);
        Axis::across_log(low / beside, high * beside, room)
    } else {
        Axis::across((low, high), PAD, room)
    };
    axis.label = Some(sweep.name.clone());
    axis
}
