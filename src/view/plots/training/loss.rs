//! The loss over training, one line per initialization, as "Deep Learning from Scratch" prints it.

use crate::number;
use crate::record::{CellRecord, Metric};

use super::heights::{Heights, guessing};
use super::lines::Trials;
use super::progress::Curve;
use super::smooth_curve;
use super::smooth_curve::WINDOW;
use super::{lines, progress};
use crate::view::cells::Naming;
use crate::view::figure::{Axis, Figure, LineStyle, Mark};
use crate::view::layout::legend::DASHED;
use crate::view::layout::{Row, chart};
use crate::view::plots::line::Line;

/// Pixels across: markers, a fixed way apart, stand at every twentieth of the steps.
const WIDTH: i32 = 1660;
/// What is drawn of a loss, as a multiple of that of guessing or else of the first losses.
const MOST: f64 = 2.5;

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    progress::has(cell, Metric::Loss)
}

/// Draws the minibatch losses of `cells`; cells of equal initialization are trials of one line.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let all = lines::of(cells, naming);
    let mut smoothed = false;
    let mut line = |trials: &Trials<'_>| {
        let curve = |cell: &&CellRecord| smooth(progress::curve(cell, Metric::Loss, None), &mut smoothed);
        (progress::line(&trials.cells.iter().map(curve).collect::<Vec<_>>()), trials.style)
    };
    let drawn: Vec<(Line, LineStyle)> = all.iter().map(&mut line).collect();
    let lines = || drawn.iter().map(|(line, _)| line);
    let guess = cells.iter().find_map(|cell| guessing(cell));
    let top = top(&lines().collect::<Vec<_>>(), guess.map(|(_, loss)| loss));
    let guess = guess.filter(|(_, loss)| *loss <= top);

    let mut rows = lines::legend(&all, |_| String::new());
    for (row, line) in rows.iter_mut().zip(lines()).filter(|(row, _)| row.note.is_empty()) {
        if line.extents.is_empty() {
            row.note = "(undefined)".to_owned();
        } else if !line.is_within((0.0, top)) {
            row.note = format!("(over {} throughout)", number::short(top));
        }
    }
    rows.extend(guess.map(|(classes, _)| Row::dashed(&format!("ln {classes}: guessing"))));

    let mut page = chart::page(WIDTH, 1, rows.len());
    let area = page.row(0);
    let last = progress::last_step(cells, &[Metric::Loss]);
    let x = progress::steps(last, "iterations", page.room(area, 10));
    let y = Axis { label: Some("loss".to_owned()), ..Axis::up(0.0, top, 6, chart::TICKS) };
    let mut panel = lines::panel(area, x, Heights { axis: y, range: (0.0, top) }, &drawn);
    // On top: a line that stays at guessing would hide it.
    panel.marks.extend(guess.map(|(_, loss)| Mark::Line {
        points: vec![(0.0, Some(loss)), (last.max(1) as f64, Some(loss))],
        style: DASHED,
    }));
    page.figure.panels.push(panel);
    page.add_legend(rows, chart::LEGEND);

    let mut notes: Vec<String> = progress::schedule(cells, naming).into_iter().collect();
    if smoothed {
        notes.push(format!("smoothed over {WINDOW} points"));
    }
    if lines().flat_map(Line::ranges).any(|(_, largest)| largest > top) {
        notes.push(format!("clipped: loss > {}", number::short(top)));
    }
    let note = progress::with_trials(notes, cells, all.len());
    page.finish(&naming.of_lines(cells, ": loss over training"), &note, &naming.source())
}

/// The curve with every run of numbers smoothed; `smoothed` becomes true where one is long enough.
fn smooth(mut curve: Curve, smoothed: &mut bool) -> Curve {
    for run in curve.split_mut(|(_, value)| value.is_none()) {
        *smoothed |= run.len() >= WINDOW;
        let rough: Vec<f64> = run.iter().filter_map(|(_, value)| *value).collect();
        for ((_, value), smooth) in run.iter_mut().zip(smooth_curve::smooth(&rough)) {
            *value = Some(smooth);
        }
    }
    curve
}

/// The loss at the top of the axis: above that of guessing and all lines, unless these go far off.
fn top(lines: &[&Line], guess: Option<f64>) -> f64 {
    let first = |line: &&Line| line.ranges().next().map(|(_, largest)| largest);
    let most = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0, f64::max);
    let scale = guess.unwrap_or_else(|| most(&mut lines.iter().filter_map(first)));
    // A line that ends far off would leave the others no room, and is not seen anyhow.
    let ends = |line: &&&Line| line.ranges().last().is_some_and(|(least, _)| least <= MOST * scale);
    let others = lines.iter().any(|line| ends(&line));
    let shown = lines.iter().filter(|line| !others || ends(line));
    let needed = most(&mut shown.flat_map(|line| line.ranges()).map(|(_, largest)| largest));
    let top = (1.1 * guess.unwrap_or(0.0)).max(1.05 * needed).min(MOST * scale);
    if top > 0.0 && top.is_finite() { top } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[f64]) -> Line {
        progress::line(&[(0..).zip(values.iter().map(|value| Some(*value))).collect()])
    }

    #[test]
    fn the_axis_holds_guessing_and_all_lines_unless_they_go_far_off() {
        let top_of = |lines: &[Line], guess| top(&lines.iter().collect::<Vec<_>>(), guess);
        let guess = Some(2.0);
        assert_eq!(top_of(&[line(&[1.0, 0.5])], guess), 2.2);
        assert_eq!(top_of(&[line(&[4.0, 0.5])], guess), 4.2);
        assert_eq!(top_of(&[line(&[2.0, 1e9])], guess), 5.0);
        assert_eq!(top_of(&[line(&[2.0, 1e9])], None), 5.0);
        assert_eq!(top_of(&[line(&[2.0, 1e9]), line(&[1.0, 0.5])], guess), 2.2);
        assert_eq!(top_of(&[line(&[0.0])], None), 1.0);
        assert_eq!(top_of(&[], None), 1.0);
    }

    #[test]
    fn runs_are_smoothed_apart_and_short_ones_not_at_all() {
        let mut smoothed = false;
        let short: Curve = (0..10).map(|step| (step, Some(step as f64))).collect();
        assert_eq!(smooth(short.clone(), &mut smoothed), short);
        assert!(!smoothed);
        let mut long: Curve = (0..30).map(|step| (step, Some((step % 2) as f64))).collect();
        long[25].1 = None;
        let found = smooth(long, &mut smoothed);
        assert!(smoothed && found[25].1.is_none());
        assert!((found[12].1.unwrap() - 0.5).abs() < 0.06);
        assert_eq!(found[26..], [(26, Some(0.0)), (27, Some(1.0)), (28, Some(0.0)), (29, Some(1.0))]);
    }
}
