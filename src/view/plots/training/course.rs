//! Training along a sweep: one small panel for each swept value, as "Deep Learning from Scratch"
//! prints it for batch normalization.

use crate::record::{AxisRecord, CellRecord, Metric};

use super::heights::Heights;
use super::{lines, progress};
use crate::view::cells::{Group, Naming, Sweep, group};
use crate::view::figure::{Anchor, Area, Axis, Colour, Figure, LineStyle, Stroke, Text, typeface};
use crate::view::layout::chart::{APART, LEGEND};
use crate::view::layout::{Margins, Page, Row, Width, page};
use crate::view::plots::line::Line;
use crate::view::plots::looks;
use crate::view::tables::words;

/// Most lines of a panel, and panels of a figure.
pub(crate) const LINES: usize = 6;
pub(crate) const PANELS: usize = 16;

const WIDTH: i32 = 2000;
/// Between rows: the titles of the lower panels.
const MARGINS: Margins =
    Margins { left: 110, top: 126, right: APART + LEGEND, bottom: 130, gap: (26, 52), ticks: 20 };
/// Height of panels in few rows, in three and in four.
const PANEL: [i32; 3] = [320, 270, 190];
const TITLE: (i32, i32) = (20, 24);
/// Pixels per em of notes inside panels.
const NOTE: i32 = 20;

const METRIC: Metric = Metric::TrainAccuracy;

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    progress::has(cell, METRIC)
}

/// Draws the accuracy of the cells of `groups`, one line each, at the swept `values`.
pub(crate) fn figure(groups: &[Group<'_>], values: &[&str], sweep: &Sweep<'_>, naming: Naming<'_>) -> Figure {
    let cells: Vec<&CellRecord> = groups.iter().flat_map(|group| group.cells.iter().copied()).collect();
    let axes = group::others(&naming.varied(&cells), &[sweep.setting(), NORM]);
    let styles = styles(groups, &axes);
    let at = |value: &&str| -> Vec<(Line, LineStyle)> {
        let trials = groups.iter().map(|group| group.at(sweep.setting(), value));
        trials.map(|trials| progress::line_of(&trials, METRIC, None)).zip(styles.iter().copied()).collect()
    };
    let drawn: Vec<Vec<(Line, LineStyle)>> = values.iter().map(at).collect();
    let all: Vec<&Line> = drawn.iter().flatten().map(|(line, _)| line).collect();
    let heights = Heights::of(&all, METRIC, 1.0, MARGINS.ticks);
    let last = progress::last_step(&cells, &[METRIC]);

    let (columns, rows) = page::grid(values.len(), 4);
    let height = PANEL[rows.saturating_sub(2).min(PANEL.len() - 1)];
    let mut page = Page::new(MARGINS, Width::Page(WIDTH), height, (columns, rows));
    for (index, ((lines, value), area)) in drawn.iter().zip(values).zip(page.areas()).enumerate() {
        let x = progress::steps(last, "iterations", page.room(area, 4));
        let x = if index + columns < values.len() { x.silent() } else { x };
        let y = Axis { label: Some(words::metric(METRIC).to_owned()), ..heights.axis.clone() };
        let y = if page.is_first(area) { y } else { y.silent() };
        let title = sweep.label(value);
        let size = typeface::largest(&[&title], TITLE, area.width);
        let title = typeface::fit(&title, size, area.width + MARGINS.gap.0 / 2);
        page.figure
            .texts
            .push(Text::new(title, (area.centre(), area.top - 12), size).anchored(Anchor::Middle));
        page.figure.texts.extend(diverged(groups, value, &styles, sweep, area));
        page.figure.panels.push(lines::panel(area, x, Heights { axis: y, range: heights.range }, lines));
    }

    let named = groups.iter().zip(styles).filter(|(group, _)| !group.words.is_empty());
    let row = |(group, style): (&Group<'_>, LineStyle)| Row {
        style,
        name: group.words.clone(),
        // Each panel says at which step.
        note: progress::divergence(&group.cells).split(',').next().unwrap_or_default().to_owned(),
    };
    page.add_legend(named.map(row).collect(), LEGEND);
    let title = format!("{} along {}", words::metric(METRIC), sweep.name);
    let mut notes: Vec<String> = progress::schedule(&cells, naming).into_iter().collect();
    notes.extend(heights.clipped(all, words::metric(METRIC)));
    let note = progress::with_trials(notes, &cells, groups.len() * values.len());
    page.finish(&naming.shared(&cells, &title, sweep.setting()), &note, &naming.source())
}

/// Which lines end early in a panel, in the corner where few lines go.
fn diverged(
    lines: &[Group<'_>],
    value: &str,
    styles: &[LineStyle],
    sweep: &Sweep<'_>,
    area: Area,
) -> Vec<Text> {
    let notes = lines.iter().zip(styles).filter_map(|(line, style)| {
        let ends = line.at(sweep.setting(), value).iter().filter_map(|cell| cell.diverged).min();
        Some((format!("diverged: step {}", ends?), style.colour))
    });
    let place = |(row, (words, colour)): (i32, (String, Colour))| {
        let down = area.bottom() - NOTE / 2 - row * (NOTE + 4);
        Text::new(words, (area.right() - NOTE / 2, down), NOTE).inked(colour).anchored(Anchor::End)
    };
    (0..).zip(notes).map(place).collect()
}

const NORM: &str = "norm";

/// Networks without normalization are dashed, beside others with it. Those that differ in nothing
/// else have one colour, unless all lines would.
fn styles(lines: &[Group<'_>], axes: &[&AxisRecord]) -> Vec<LineStyle> {
    let mut families: Vec<Vec<&(String, Option<String>)>> = Vec::new();
    for line in lines {
        let family = line.apart_from(NORM);
        if !families.contains(&family) {
            families.push(family);
        }
    }
    let style = |(index, line): (usize, &Group<'_>)| {
        let family = families.iter().position(|family| *family == line.apart_from(NORM));
        let colour = family.filter(|_| families.len() > 1).unwrap_or(index);
        let bare = line.value(NORM) == Some("none");
        LineStyle {
            colour: looks::of_line(colour, axes, &line.cells[0].settings.init).colour,
            stroke: if bare { Stroke::Dashed } else { Stroke::Plain },
        }
    };
    lines.iter().enumerate().map(style).collect()
}
