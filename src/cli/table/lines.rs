//! A table of one line a network.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::found::{Found, Meaning, explain, verdicts};
use crate::cli::terminal::columns::{self, Column, EXTRA, Kind, Kind::Numbers, Kind::Words, Row};
use crate::cli::terminal::plain;
use crate::number::{brief, percent};
use crate::record::{Record, Verdict};
use crate::view::{
    LayerResult, LogScale, Phase, Place, ResultRow, TrainedRow, TrainingTable, dead_words, evenly,
};

/// Bars of a line at most: of more layers the first, the last and others evenly between.
const MOST_BARS: usize = 12;

/// Signal shares that all say the same.
const LEAST_SHARE: f64 = 0.001;

/// Ranks of columns that a narrow page may do without, the last first.
const BARS: usize = 1;
const FACTOR: usize = 2;
const SHARE: usize = 3;

pub(super) fn print(record: &Record, found: &Found, width: usize, out: &mut impl Write) -> io::Result<()> {
    let (columns, rows) = match &found.training {
        Some(table) => trained(record, table, &found.layers),
        None if found.gradients.is_empty() => signals(record, &found.layers),
        None => gradients(&found.gradients, &found.layers),
    };
    let kept = columns::print(&columns, &rows, width, out)?;
    let said =
        |words: &str| rows.iter().any(|row| kept.iter().any(|column| row.cells[*column].contains(words)));
    let titles = kept.iter().map(|column| &columns[*column]).filter(|column| !column.meaning.is_empty());
    let mut meanings: Vec<Meaning> =
        titles.map(|column| (column.title.clone(), column.meaning.clone())).collect();
    meanings.extend(verdicts(found.verdicts().filter(|verdict| said(verdict.name()))));
    explain(&meanings, width, out)
}

fn column(kind: Kind, rank: usize, title: &str, meaning: impl Into<String>) -> Column {
    Column::new(kind, rank, title).meaning(meaning)
}

/// Signals on their way up.
fn signals(record: &Record, rows: &[ResultRow]) -> (Vec<Column>, Vec<Row>) {
    let bars = Bars::of(rows, false);
    let columns = bars.columns(rows).into_iter().chain([
        column(Numbers, SHARE, "signal", "part of the variance at the end that the input causes"),
        column(Numbers, EXTRA, "dead", format!("most of a layer: {}", dead_words(record))),
        column(Words, 0, "verdict", ""),
    ]);
    let share = |row: &ResultRow| match row.layers.last()?.signal_share? {
        share if share < LEAST_SHARE => Some(format!("<{}", percent(LEAST_SHARE))),
        share => Some(percent(share)),
    };
    let dead =
        |row: &ResultRow| row.layers.iter().filter_map(|layer| layer.dead).reduce(f64::max).map(percent);
    let row = |row: &ResultRow| {
        let end = [share(row).unwrap_or_default(), dead(row).unwrap_or_default(), fate(row)];
        Row { name: row.name.clone(), cells: bars.cells(row).into_iter().chain(end).collect() }
    };
    (columns.collect(), rows.iter().map(row).collect())
}

/// Gradients on their way down, and what becomes of the signals.
fn gradients(rows: &[ResultRow], layers: &[ResultRow]) -> (Vec<Column>, Vec<Row>) {
    let bars = Bars::of(rows, true);
    let columns = bars
        .columns(rows)
        .into_iter()
        .chain([column(Words, 0, "gradients", ""), column(Words, EXTRA, "activations", "")]);
    let row = |(index, row): (usize, &ResultRow)| {
        let end = [fate(row), layers.get(index).map_or_else(String::new, fate)];
        Row { name: row.name.clone(), cells: bars.cells(row).into_iter().chain(end).collect() }
    };
    (columns.collect(), rows.iter().enumerate().map(row).collect())
}

/// What training came to, and what the networks were before.
fn trained(record: &Record, table: &TrainingTable, layers: &[ResultRow]) -> (Vec<Column>, Vec<Row>) {
    let word = table.step_word();
    let last = |words: &'static str| words.rsplit(' ').next().unwrap_or_default();
    let accuracy = table.accuracy_words().unwrap_or_default();
    let end = table.steps.last().map_or_else(String::new, |step| format!(" at {word} {step}"));
    let first = record.cells.iter().flat_map(|cell| &cell.sites).map(|site| site.step).min().unwrap_or(0);
    let columns = vec![
        column(
            Kind::Bars,
            BARS,
            "course",
            format!("of the {}, over all {word}s, from 0 to its largest", last(table.loss_words())),
        ),
        column(Numbers, 0, last(table.loss_words()), table.loss_words().to_owned() + &end),
        column(Numbers, 0, last(accuracy), accuracy.to_owned() + &end),
        column(Words, 0, "outcome", ""),
        column(Words, SHARE, "before", format!("what the signal was at step {first}")),
    ];
    let row = |row: &TrainedRow| {
        let outcome = match row.diverged {
            Some(_) => plain::marked(Verdict::NonFinite, &row.end(word)),
            None => row.end(word),
        };
        let cells = vec![
            row.sparkline.clone(),
            brief(row.losses.last().copied().flatten()),
            table.accuracy.map_or_else(String::new, |_| brief(row.accuracy)),
            outcome,
            layers.iter().find(|other| other.labels == row.labels).map_or_else(String::new, fate),
        ];
        Row { name: row.name.clone(), cells }
    };
    (columns, table.rows.iter().map(row).collect())
}

fn fate(row: &ResultRow) -> String {
    let say = |phase: &Phase| plain::marked(phase.verdict, phase.verdict.name()) + &phase.place;
    row.fate.as_ref().map_or_else(String::new, |fate| fate.words(say))
}

/// How std goes through the layers of several networks, on one scale.
struct Bars {
    scale: LogScale,
    /// Whether from the last layer to the first.
    down: bool,
}

impl Bars {
    /// On a scale for all of `rows`.
    fn of(rows: &[ResultRow], down: bool) -> Self {
        let sizes = rows.iter().flat_map(|row| &row.layers).filter_map(std);
        let begins = rows.iter().filter_map(|row| std(ends(row, down)?[0]));
        Self { scale: LogScale::of(sizes, begins), down }
    }

    /// Those of [`cells`](Self::cells).
    fn columns(&self, rows: &[ResultRow]) -> [Column; 3] {
        let place = rows.first().map_or(Place::Layer, |row| row.place).word();
        let ends: BTreeSet<usize> =
            rows.iter().filter_map(|row| ends(row, self.down)).map(|[_, end]| end.layer).collect();
        let end = match ends.first() {
            Some(0) => "the input".to_owned(),
            Some(layer) if ends.len() == 1 => format!("{place} {layer}"),
            _ => format!("the last {place}"),
        };
        let deepest = rows.iter().map(|row| row.layers.len()).max().unwrap_or(0);
        let some = if deepest > MOST_BARS {
            format!("{MOST_BARS} of {deepest} {place}s")
        } else {
            format!("every {place}")
        };
        let drawn: String = rows.iter().map(|row| self.drawn(row)).collect();
        let beyond = |bar: &&char| drawn.contains(**bar);
        let arrows: String = LogScale::BEYOND.iter().filter(beyond).collect();
        let beyond = if arrows.is_empty() { arrows } else { format!(", {arrows} beyond") };
        let none = if drawn.contains(LogScale::NONE) {
            format!(", {} no number", LogScale::NONE)
        } else {
            String::new()
        };
        let bars = format!("std at {some} on one logarithmic scale{beyond}{none}");
        [
            column(Kind::Bars, BARS, &self.scale.to_string(), bars),
            column(Numbers, 0, "std", format!("at {end}")),
            column(Numbers, FACTOR, "factor", format!("from one {place} to the next, on average")),
        ]
    }

    fn drawn(&self, row: &ResultRow) -> String {
        evenly(row.layers.len(), MOST_BARS)
            .into_iter()
            .map(|at| self.scale.bar(std(&row.layers[at])))
            .collect()
    }

    /// Std all the way, at the end, and what it is multiplied or divided by.
    fn cells(&self, row: &ResultRow) -> [String; 3] {
        let Some(ends) = ends(row, self.down) else { return Default::default() };
        let [first, last] = ends.map(|layer| std(layer).filter(|std| *std > 0.0).map(f64::ln));
        let steps = (row.layers.len() - 1) as f64;
        let factor = first.zip(last).map(|(first, last)| ((last - first) / steps).exp());
        let factor =
            factor.filter(|factor| factor.is_finite()).map_or_else(String::new, |factor| match factor {
                factor if factor < 1.0 => format!("÷{}", brief(Some(1.0 / factor))),
                factor => format!("×{}", brief(Some(factor))),
            });
        [self.drawn(row), brief(std(ends[1])), factor]
    }
}

/// Where the way through a network begins and ends.
fn ends(row: &ResultRow, down: bool) -> Option<[&LayerResult; 2]> {
    let (first, last) = (row.layers.first()?, row.layers.last()?);
    Some(if down { [last, first] } else { [first, last] })
}

/// The std of a layer; none of one that is not finite, whatever its other values are.
fn std(layer: &LayerResult) -> Option<f64> {
    layer.std.filter(|_| layer.verdicts.main() != Some(Verdict::NonFinite))
}
