//! Whether the units of a layer are still one unit: how many can be told apart over training, and what the loss
//! makes of it. A column for each activation.

use crate::record::{CellRecord, Metric};

use super::heights;
use super::heights::Heights;
use super::lines::Trials;
use super::{lines, progress};
use crate::view::cells::{Naming, group};
use crate::view::figure::colour::GREY;
use crate::view::figure::{Area, Axis, Figure, LineStyle, Mark, Stroke, Text, typeface};
use crate::view::layout::{MARGIN, Margins, Page, Width};
use crate::view::plots::facets;
use crate::view::plots::line::Line;

/// Most columns and lines of a figure.
pub(crate) const MOST: (usize, usize) = (3, facets::LINES);

const WIDTH: i32 = 2000;
const LEGEND: i32 = 330;
/// Between rows: the name of the axis, and the titles of the lower panels.
const MARGINS: Margins =
    Margins { left: 110, top: 124, right: LEGEND + MARGIN, bottom: 130, gap: (26, 44), ticks: NOTE };
const HEIGHT: i32 = 360;
const NOTE: i32 = 20;
/// Lines that are never further apart, as a share of the axis, are one to the eye.
const SAME: f64 = 0.01;
/// Free space beside words along a line, as a share of the axis.
const ASIDE: f64 = 0.03;
/// Markers of a line.
const MARKERS: usize = 6;
/// What the lower row shows: the first that was recorded.
const LOSSES: [Metric; 2] = [Metric::TrainLoss, Metric::Loss];

/// Whether the units of `cell` were compared.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    progress::has(cell, Metric::DistinctUnits)
}

/// Draws `cells`, a column for each activation; cells that differ in nothing else are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let columns = group::by(cells, |cell| cell.settings.activation.as_str());
    let all = lines::of(cells, naming);
    let style = |name: &str| all.iter().find(|trials| trials.name == name).map(|trials| trials.style);
    let loss = LOSSES.into_iter().find(|metric| cells.iter().any(|cell| progress::has(cell, *metric)));
    let layer = cells.iter().map(|cell| cell.settings.depth()).max().unwrap_or(1).max(1);
    let rows: Vec<(Metric, Option<usize>)> =
        [(Metric::DistinctUnits, Some(layer))].into_iter().chain(loss.map(|metric| (metric, None))).collect();
    let mut page = Page::new(MARGINS, Width::Page(WIDTH), HEIGHT, (columns.len(), rows.len()));
    for (row, (metric, of)) in rows.iter().enumerate() {
        let drawn = |cells: &Vec<&CellRecord>| -> Vec<(String, Line, LineStyle)> {
            let line = |trials: Trials<'_>| {
                let line = progress::line_of(&trials.cells, *metric, *of);
                let style = style(&trials.name).unwrap_or(trials.style);
                (trials.name, line, style)
            };
            lines::of(cells, naming).into_iter().map(line).collect()
        };
        let drawn: Vec<Vec<(String, Line, LineStyle)>> = columns.iter().map(drawn).collect();
        let every: Vec<&Line> = drawn.iter().flatten().map(|(_, line, _)| line).collect();
        let heights = heights(&every, *metric, cells);
        for (column, area) in page.row_of(row, columns.len()).into_iter().enumerate() {
            let mut x =
                progress::steps(progress::last_step(cells, &[*metric]), "iterations", page.room(area, 4));
            if row + 1 < rows.len() {
                x = x.silent();
            }
            let name =
                if row == 0 { format!("units told apart in layer {layer}") } else { "loss".to_owned() };
            let y = Axis { label: Some(name), ..heights.axis.clone() };
            let y = if page.is_first(area) { y } else { y.silent() };
            let lines = &drawn[column];
            page.figure.texts.extend(together(lines, &y, area));
            let plain: Vec<(Line, LineStyle)> =
                lines.iter().map(|(_, line, style)| (line.clone(), plain(*style))).collect();
            let mut panel = lines::panel(area, x, Heights { axis: y, range: heights.range }, &plain);
            panel.marks.extend(markers(lines, heights.range));
            let title = naming.activation(columns[column][0]);
            page.figure.panels.push(if row == 0 { panel.titled(title) } else { panel });
        }
    }
    page.add_legend(lines::legend(&all, |_| String::new()), LEGEND);
    let mut notes = vec!["told apart: by more than 1 % of their length".to_owned()];
    notes.extend(progress::schedule(cells, naming));
    let note = progress::with_trials(notes, cells, all.len() * columns.len());
    page.finish(&naming.common(cells, "can equal units become different?"), &note, &naming.source())
}

/// One axis for all columns.
fn heights(lines: &[&Line], metric: Metric, cells: &[&CellRecord]) -> Heights {
    if metric != Metric::DistinctUnits {
        return Heights::of(lines, metric, heights::top(cells), NOTE);
    }
    let most = lines.iter().flat_map(|line| line.ranges()).map(|(_, most)| most).fold(1.0, f64::max);
    let pad = 0.06 * most;
    Heights { axis: Axis::up(-pad, most + pad, 6, NOTE), range: (-pad, most + pad) }
}

fn plain(style: LineStyle) -> LineStyle {
    LineStyle { stroke: Stroke::Plain, ..style }
}

/// The markers of every line, each at steps of its own: of lines that lie on each other all are seen.
fn markers(lines: &[(String, Line, LineStyle)], (low, high): (f64, f64)) -> Vec<Mark> {
    let of = |(index, (_, line, style)): (usize, &(String, Line, LineStyle))| {
        let apart = line.medians.len().div_ceil(MARKERS).max(1);
        let first = index * apart / lines.len();
        let marked = line.medians.iter().skip(first).step_by(apart);
        let marked = marked.filter(|(_, value)| value.is_some_and(|value| low <= value && value <= high));
        Mark::Line {
            points: marked.flat_map(|(at, value)| [(*at, *value), (*at, None)]).collect(),
            style: *style,
        }
    };
    lines.iter().enumerate().map(of).collect()
}

/// The names of lines that lie on each other all along, beside their end.
fn together(lines: &[(String, Line, LineStyle)], y: &Axis, area: Area) -> Vec<Text> {
    let mut joined: Vec<(&Line, Vec<&str>)> = Vec::new();
    for (name, line, _) in lines {
        match joined.iter_mut().find(|(other, _)| same(other, line, y)) {
            Some((_, names)) => names.push(name),
            None => joined.push((line, vec![name])),
        }
    }
    let label = |(line, names): &(&Line, Vec<&str>)| {
        let words = names.join(" · ");
        let width = typeface::width(&words, NOTE) / f64::from(area.width);
        let (first, last) = (line.medians.first()?.0, line.medians.last()?.0);
        if names.len() < 2 || width > 0.8 {
            return None;
        }
        // Along the line from its end, above it or below: the first place that no line crosses.
        let places =
            [0.96 - width, 0.5 - width / 2.0, 0.04].into_iter().flat_map(|left| [(left, 1.0), (left, -1.0)]);
        let em = f64::from(NOTE) / f64::from(area.height);
        let free = |(left, side): &(f64, f64)| {
            let place = |share: f64| first + (last - first) * share;
            let (from, to) = (place(left - ASIDE), place(left + width + ASIDE));
            // From the lowest to the highest of each stroke of a line that is here.
            let here = |line: &Line| -> Vec<(f64, f64)> {
                let strokes = line.medians.windows(2).filter(|pair| pair[0].0 <= to && pair[1].0 >= from);
                let share = |(_, value): (f64, Option<f64>)| y.share(value?);
                let ends = strokes.filter_map(|pair| Some((share(pair[0])?, share(pair[1])?)));
                ends.map(|(a, b)| (a.min(b), a.max(b))).collect()
            };
            let (low, high) =
                here(line).into_iter().reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))?;
            // Between the words and the line is room for a marker.
            let bottom = if *side > 0.0 { high + 0.6 * em } else { low - 1.8 * em };
            let top = bottom + 1.2 * em;
            let over = |(low, high): (f64, f64)| low < top + 0.4 * em && bottom - 0.4 * em < high;
            let crossed = lines.iter().flat_map(|(_, other, _)| here(other)).any(over);
            (bottom > 0.0 && top < 1.0 && !crossed).then_some((*left, bottom))
        };
        let (left, bottom) = places.into_iter().find_map(|place| free(&place))?;
        Some(Text::new(words, (area.x(left), area.y(bottom + 0.2 * em)), NOTE).inked(GREY))
    };
    joined.iter().filter_map(label).collect()
}

/// Whether two lines cannot be told apart on an axis.
fn same(one: &Line, other: &Line, y: &Axis) -> bool {
    let shares = |line: &Line| -> Vec<Option<f64>> {
        line.medians.iter().map(|(_, value)| value.and_then(|value| y.share(value))).collect()
    };
    let (one, other) = (shares(one), shares(other));
    let near = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= SAME,
        (a, b) => a == b,
    };
    one.len() == other.len() && one.iter().zip(&other).all(near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::figure::Scale;
    use crate::view::plots::looks;

    fn lines(ends: &[f64]) -> Vec<(String, Line, LineStyle)> {
        let line = |(index, end): (usize, &f64)| {
            let medians = (0..12).map(|step| (f64::from(step), Some(*end))).collect();
            (format!("line {index}"), Line { medians, extents: Vec::new() }, looks::numbered(index))
        };
        ends.iter().enumerate().map(line).collect()
    }

    #[test]
    fn lines_that_lie_on_each_other_are_named_together_and_marked_in_turn() {
        let lines = lines(&[1.0, 50.0, 1.0, 1.0]);
        let area = Area { left: 0, top: 0, width: 500, height: 300 };
        let axis = Axis::bare(0.0, 53.0, Scale::Linear);
        let texts = together(&lines, &axis, area);
        let words: Vec<&str> = texts.iter().map(|text| text.content.as_str()).collect();
        assert_eq!(words, ["line 0 · line 2 · line 3"]);
        let marked = |mark: &Mark| match mark {
            Mark::Line { points, .. } => points.iter().map(|(at, _)| *at as u32).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let marks: Vec<Vec<u32>> = markers(&line_pair(&lines), (0.0, 53.0)).iter().map(marked).collect();
        assert!(marks[0].iter().all(|step| !marks[1].contains(step)), "{marks:?}");
    }

    fn line_pair(lines: &[(String, Line, LineStyle)]) -> Vec<(String, Line, LineStyle)> {
        vec![lines[0].clone(), lines[2].clone()]
    }
}
