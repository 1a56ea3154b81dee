//! The loss over training as "Deep Learning from Scratch" prints it, and what networks have learned, one line per
//! scheme.

use crate::record::{CellRecord, Metric};

use super::heights::guessing;
use super::progress;
use super::progress::Curve;
use super::smooth_curve;
use super::smooth_curve::WINDOW;
use crate::view::cells::Naming;
use crate::view::figure::{Axis, Figure};
use crate::view::plots::facets::{Column, Facets, Trials};
use crate::view::plots::line::Line;
use crate::view::plots::multiples::{self, Drawn, Multiples, Plot, Row};
use crate::view::plots::signal::aspect::Scale;

/// What is drawn of a loss, as a multiple of that of guessing or else of the first losses.
const MOST: f64 = 2.5;

/// What the first row shows, and the second: of what was recorded the first.
const LOSSES: [(Metric, &str); 2] = [(Metric::Loss, "loss"), (Metric::TrainLoss, "training loss")];
const ACCURACIES: [(Metric, &str); 2] =
    [(Metric::HeldOutAccuracy, "held-out accuracy"), (Metric::TrainAccuracy, "training accuracy")];

/// Whether a figure has anything to show of `cell`.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    LOSSES.iter().chain(&ACCURACIES).any(|(metric, _)| progress::has(cell, *metric))
}

/// Draws `cells`; those of one line are trials.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let facets = Facets::of(naming);
    let columns = facets.columns(cells);
    let mut smoothed = false;
    let kinds = [LOSSES, ACCURACIES];
    let recorded = kinds.iter().filter_map(|kind| {
        kind.iter().find(|(metric, _)| cells.iter().any(|cell| progress::has(cell, *metric)))
    });
    let rows: Vec<Row<'_>> = recorded
        .map(|(metric, label)| {
            let plots = columns.iter().map(|column| plot(column, *metric, &mut smoothed)).collect();
            Row {
                label: (*label).to_owned(),
                hint: None,
                plots,
                axis: Box::new(|plots: &[&Plot]| axis(*metric, plots)),
            }
        })
        .collect();

    let mut notes: Vec<String> = progress::schedule(cells, naming).into_iter().collect();
    if smoothed {
        notes.push(format!("loss smoothed over {WINDOW} points"));
    }
    let lines = columns.iter().map(|column| column.lines.len()).sum();
    let notes = [progress::with_trials(notes, cells, lines)];
    let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    let title = naming.common(cells, &format!("{} over training", labels.join(" and ")));
    let columns = columns.iter().map(|column| column.words.clone()).collect();
    let shared = facets.is_of_settings();
    Multiples { columns, rows, shared, along: "iteration" }.draw(&title, &notes, &naming.source())
}

fn plot(column: &Column<'_>, metric: Metric, smoothed: &mut bool) -> Plot {
    let mut line = |trials: &Trials<'_>| {
        let curves = trials.cells.iter().map(|cell| {
            let curve = progress::curve(cell, metric, None);
            if metric == Metric::Loss { smooth(curve, smoothed) } else { curve }
        });
        let line = progress::line(&curves.collect::<Vec<_>>());
        let diverged = progress::divergence(&trials.cells);
        let undefined = diverged.is_empty() && line.extents.is_empty();
        let end = if undefined { "undefined".to_owned() } else { diverged };
        Drawn { name: trials.name.clone(), style: trials.style, line, end }
    };
    let lines: Vec<Drawn> = column.lines.iter().map(&mut line).collect();
    let mut cells = column.lines.iter().flat_map(|trials| &trials.cells);
    let guess =
        cells.find_map(|cell| guessing(cell)).filter(|_| LOSSES.iter().any(|(loss, _)| *loss == metric));
    let level = guess.map(|(classes, loss)| (loss, format!("ln {classes}: guessing")));
    Plot { lines, level, ..Plot::default() }
}

fn axis(metric: Metric, plots: &[&Plot]) -> Axis {
    if metric.range().1 == 1.0 {
        let extents = plots.iter().flat_map(|plot| plot.ranges());
        return Scale::Share.axis(extents, (0.0, 1.0), multiples::TICKS);
    }
    let lines: Vec<&Line> = plots.iter().flat_map(|plot| &plot.lines).map(|drawn| &drawn.line).collect();
    let guess = plots.iter().find_map(|plot| plot.level.as_ref()).map(|(loss, _)| *loss);
    Axis::up(0.0, top(&lines, guess), 6, multiples::TICKS)
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
