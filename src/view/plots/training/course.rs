//! Training along a sweep: one small panel for each swept value, as "Deep Learning from Scratch"
//! prints it for batch normalization.

use crate::record::{CellRecord, Metric};

use super::heights;
use super::heights::Heights;
use super::progress;
use super::progress::Line;
use crate::view::cells::combination::Combination;
use crate::view::cells::naming::Naming;
use crate::view::cells::sweep::Sweep;
use crate::view::figure::across::Room;
use crate::view::figure::axis::Axis;
use crate::view::figure::colour::{CYCLE, Colour};
use crate::view::figure::model::{Area, Figure, LineStyle, Panel, Stroke};
use crate::view::figure::text::{Anchor, Text};
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::legend;
use crate::view::layout::legend::Row;
use crate::view::layout::typeface;
use crate::view::tables::words;

/// Every metric that has such a figure.
pub(crate) const METRICS: [Metric; 2] = [Metric::TrainAccuracy, Metric::TrainLoss];
/// Most lines of a panel, and panels of a figure.
pub(crate) const LINES: usize = 6;
pub(crate) const PANELS: usize = 20;

const WIDTH: i32 = 2000;
const LEFT: i32 = 110;
const TOP: i32 = 126;
const GAP: i32 = 26;
/// Height of panels in few rows and in many.
const PANEL: (i32, i32) = (320, 236);
/// From a row to the next: the titles of that.
const BETWEEN: i32 = 52;
const BOTTOM: i32 = 130;
const APART: i32 = 36;
const LEGEND: i32 = 374;
const TICKS: i32 = 20;
const TITLE: (i32, i32) = (16, 24);
/// Pixels per em of notes inside panels.
const NOTE: i32 = 18;

/// Draws `metric` of the cells of `combinations` at the swept `values`.
pub(crate) fn figure(
    combinations: &[Combination<'_>],
    values: &[&str],
    metric: Metric,
    sweep: &Sweep<'_>,
    naming: Naming<'_>,
) -> Figure {
    let cells: Vec<&CellRecord> = combinations.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let styles = styles(combinations);
    let at = |value: &&str| -> Vec<Line> {
        combinations.iter().map(|line| Line::of(&line.at(sweep.setting(), value), metric, None)).collect()
    };
    let drawn: Vec<Vec<Line>> = values.iter().map(at).collect();
    let all: Vec<&Line> = drawn.iter().flatten().collect();
    let heights = Heights::new(&all, metric, heights::top(&cells), TICKS);
    let last = progress::last_step(&cells, &[metric]);

    let grid = Grid::new(values.len());
    let mut texts = Vec::new();
    let mut panels = Vec::new();
    for (index, (lines, value)) in drawn.iter().zip(values).enumerate() {
        let area = grid.area(index);
        let mut x = progress::steps(last, "iterations", grid.room(area));
        if grid.has_below(index) {
            (x.label_size, x.label) = (0, None);
        }
        let mut y = Axis { label: Some(words::metric(metric).to_owned()), ..heights.axis.clone() };
        if area.left != LEFT {
            (y.label_size, y.label) = (0, None);
        }
        let title = sweep.label(value);
        let size =
            (TITLE.0..=TITLE.1).rev().find(|size| typeface::width(&title, *size) <= f64::from(area.width));
        let size = size.unwrap_or(TITLE.0);
        let title = typeface::fit(&title, size, area.width + GAP / 2);
        texts.push(Text::new(title, (area.centre(), area.top - 12), size).anchored(Anchor::Middle));
        texts.extend(diverged(combinations, value, &styles, metric, sweep, area));
        let styled = lines.iter().zip(styles.iter().copied());
        panels.push(Panel { area, title: None, x, y, marks: progress::marks(styled, heights.range) });
    }

    let row = |(line, style): (&'_ Combination<'_>, &LineStyle)| {
        (line.words.clone(), *style, progress::divergence(&line.cells))
    };
    let rows: Vec<(String, LineStyle, String)> = combinations.iter().zip(&styles).map(row).collect();
    let rows = rows.iter().filter(|(name, ..)| !name.is_empty());
    let rows = rows.map(|(name, style, note)| Row { style: *style, name, note: note.clone() }).collect();
    let legend = legend::place(rows, grid.legend(), &mut texts);
    let title = format!("{} along {}", words::metric(metric), sweep.name);
    texts.push(caption::title(&naming.shared(&cells, &title, sweep.setting()), WIDTH));
    let mut notes: Vec<String> = progress::schedule(&cells, naming).into_iter().collect();
    notes.extend(heights.clipped(&all, words::metric(metric)));
    let note = progress::with_trials(notes, &cells, combinations.len() * values.len());
    texts.extend(caption::footer(&note, &naming.source(), (WIDTH, grid.height)));
    Figure { width: WIDTH, height: grid.height, panels, legend, badges: Vec::new(), texts }
}

/// Which lines end early in a panel, in the corner where few lines go.
fn diverged(
    lines: &[Combination<'_>],
    value: &str,
    styles: &[LineStyle],
    metric: Metric,
    sweep: &Sweep<'_>,
    area: Area,
) -> Vec<Text> {
    let notes = lines.iter().zip(styles).filter_map(|(line, style)| {
        let ends = line.at(sweep.setting(), value).iter().filter_map(|cell| cell.diverged).min();
        Some((format!("diverged: step {}", ends?), style.colour))
    });
    let place = |(row, (words, colour)): (i32, (String, Colour))| {
        let down = if metric == Metric::TrainLoss {
            area.top + NOTE + row * (NOTE + 4)
        } else {
            area.bottom() - NOTE / 2 - row * (NOTE + 4)
        };
        Text::new(words, (area.right() - NOTE / 2, down), NOTE).inked(colour).anchored(Anchor::End)
    };
    (0..).zip(notes).map(place).collect()
}

/// Networks without normalization are dashed, beside others with it. Those that differ in nothing
/// else have one colour, unless all lines would.
fn styles(lines: &[Combination<'_>]) -> Vec<LineStyle> {
    const NORM: &str = "norm";
    let mut families: Vec<Vec<&(String, Option<String>)>> = Vec::new();
    for line in lines {
        let family = line.apart_from(NORM);
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let style = |(index, line): (usize, &Combination<'_>)| {
        let family = families.iter().position(|family| *family == line.apart_from(NORM));
        let colour = family.filter(|_| families.len() > 1).unwrap_or(index);
        let bare = line.value(NORM) == Some("none");
        LineStyle {
            colour: CYCLE[colour % CYCLE.len()],
            stroke: if bare { Stroke::Dashed } else { Stroke::Plain },
        }
    };
    lines.iter().enumerate().map(style).collect()
}

/// Where the panels lie.
struct Grid {
    height: i32,
    count: usize,
    columns: usize,
    panel: (i32, i32),
}

impl Grid {
    fn new(count: usize) -> Self {
        let columns = if count > 16 { 5 } else { count.clamp(1, 4) };
        let rows = count.div_ceil(columns).max(1);
        let columns = count.div_ceil(rows).max(1);
        let inside = WIDTH - LEFT - APART - LEGEND;
        let width = (inside - GAP * (columns as i32 - 1)) / columns as i32;
        let tall = if rows > 3 { PANEL.1 } else { PANEL.0 };
        let height = TOP + rows as i32 * (tall + BETWEEN) - BETWEEN + BOTTOM;
        Self { height, count, columns, panel: (width, tall) }
    }

    fn area(&self, index: usize) -> Area {
        let (row, column) = ((index / self.columns) as i32, (index % self.columns) as i32);
        let (width, height) = self.panel;
        Area { left: LEFT + column * (width + GAP), top: TOP + row * (height + BETWEEN), width, height }
    }

    fn has_below(&self, index: usize) -> bool {
        index + self.columns < self.count
    }

    fn room(&self, panel: Area) -> Room {
        Room { width: panel.width, gap: GAP, size: TICKS, intervals: 4 }
    }

    fn legend(&self) -> Area {
        let left = WIDTH - LEGEND;
        Area { left, top: TOP, width: LEGEND - MARGIN / 2, height: self.height - TOP - BOTTOM }
    }
}
