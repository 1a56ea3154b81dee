//! How training ended, as tables of numbers whose colours show at a glance where it went well.

use crate::record::{CellRecord, Metric};

use super::ending::Ending;
use super::{heights, progress};
use crate::view::cells::{Naming, Table};
use crate::view::figure::colour::MISSING;
use crate::view::figure::{Area, Colour, Figure, Panel};
use crate::view::layout::Page;
use crate::view::layout::shades;
use crate::view::layout::shades::Shades;
use crate::view::layout::tabular::{Tabular, Words};
use crate::view::tables::words;

/// What stands for words that do not fit into a cell.
const DIVERGED: [&str; 2] = ["diverged", "×"];
const NEVER: [&str; 2] = ["never", "–"];
/// A place of the table that the study has no number for.
const NOTHING: &str = "";

/// Pixels of a page without what its title and its footer may need beside their first lines: 20 pixels per em are
/// 9 points where a page of 1200 is as high as a slide.
const HIGHEST: i32 = 1120;

/// Colours for the numbers of all `tables`, so that their figures can be compared.
pub(crate) fn shades(tables: &[Table<'_>], metric: Metric) -> Shades {
    let ends = tables.iter().flat_map(|table| ends(table, metric)).flatten();
    let numbers: Vec<f64> = ends.flatten().filter_map(Ending::number).collect();
    let cells = || tables.iter().flat_map(|table| &table.panels).flat_map(|panel| &panel.cells);
    let guessing = cells().find_map(|cell| heights::guessing(cell)).map(|(_, loss)| loss);
    Shades::new(metric, &numbers, guessing)
}

/// How training ended, table by table and row by row.
fn ends(table: &Table<'_>, metric: Metric) -> Vec<Vec<Option<Ending>>> {
    table.panels.iter().map(|panel| table.map(panel, |trials| Ending::median(trials, metric))).collect()
}

fn lay_out(table: &Table<'_>, ends: &[Vec<Option<Ending>>], metric: Metric) -> (Tabular, Page) {
    let numbers = ends.iter().flatten().filter_map(|end| (*end)?.number());
    let numbers: Vec<String> = numbers.map(|number| shades::number(metric, number)).collect();
    let titles: Vec<&str> = table.panels.iter().map(|panel| panel.words.as_str()).collect();
    let (rows, columns) = (table.rows.labels(), table.columns.labels());
    Tabular::new(Words { rows: &rows, columns: &columns, titles: &titles, numbers: &numbers })
}

/// Whether a slide has room for the tables at a size at which they are read.
pub(crate) fn fits(table: &Table<'_>, metric: Metric) -> bool {
    lay_out(table, &ends(table, metric), metric).1.figure.height <= HIGHEST
}

/// Draws the tables of `metric`.
pub(crate) fn figure(table: &Table<'_>, metric: Metric, shades: &Shades, naming: Naming<'_>) -> Figure {
    let ends = ends(table, metric);
    let (layout, mut page) = lay_out(table, &ends, metric);
    let (rows, columns) = (table.rows.labels(), table.columns.labels());
    let titles: Vec<&str> = table.panels.iter().map(|panel| panel.words.as_str()).collect();

    let areas: Vec<Area> = page.areas().into_iter().take(ends.len()).collect();
    let word = |[long, short]: [&'static str; 2]| {
        if areas.first().is_some_and(|area| layout.holds(long, *area)) { long } else { short }
    };
    let (diverged, never) = (word(DIVERGED), word(NEVER));
    let cell = |end: &Option<Ending>| -> (Colour, String) {
        match end {
            Some(Ending::At(number)) => (shades.colour(*number), shades::number(metric, *number)),
            Some(Ending::Diverged) => (MISSING, diverged.to_owned()),
            Some(Ending::Never) => (MISSING, never.to_owned()),
            None => (MISSING, NOTHING.to_owned()),
        }
    };
    page.figure.texts.extend(layout.titles(&titles, &areas));
    for (ends, area) in ends.iter().zip(&areas) {
        let cells: Vec<(Colour, String)> = ends.iter().map(cell).collect();
        let written = cells.iter().enumerate().filter(|(_, (_, words))| !words.is_empty());
        for (index, (colour, words)) in written {
            page.figure.texts.push(layout.number(words, *area, index).inked(shades::ink(*colour)));
        }
        for index in best(ends, columns.len(), metric, shades) {
            page.figure.badges.extend(layout.frame(*area, index, shades::ink(cells[index].0)));
        }
        let colours = cells.into_iter().map(|(colour, _)| colour).collect();
        page.figure.panels.push(Panel::heat(*area, columns.len(), colours));
        if page.is_first(*area) {
            page.figure.texts.extend(layout.rows(&rows, &table.rows.name, *area));
        }
        page.figure.texts.extend(layout.columns(&columns, &table.columns.name, *area));
    }
    let bar = layout.bar(&page);
    page.add_bar(shades.all(), shades.words(), bar);

    let cells: Vec<&CellRecord> = table.panels.iter().flat_map(|panel| panel.cells.iter().copied()).collect();
    let has = |ending: Ending| ends.iter().flatten().any(|end| *end == Some(ending));
    let trials = cells.iter().map(|cell| cell.trial).max().map_or(1, |last| last + 1);
    let notes = [
        Some(
            if shades.is_logarithmic() {
                "lighter: better, by ratio (logarithmic)"
            } else {
                "lighter: better"
            }
            .to_owned(),
        ),
        (columns.len() > 1).then(|| "boxed: best of a row".to_owned()),
        (has(Ending::Diverged) && diverged == DIVERGED[1]).then(|| "×: diverged".to_owned()),
        (has(Ending::Never) && never == NEVER[1]).then(|| "–: never".to_owned()),
        (trials > 1).then(|| format!("median of {trials} trials")),
        progress::schedule(&cells, naming),
    ];
    let note = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
    page.finish(&naming.common(&cells, &title(metric, &cells)), &note, &naming.source())
}

/// The places of a table, row by row, whose number none in their row betters; none of a row that is all alike.
fn best<'a>(
    ends: &'a [Option<Ending>],
    columns: usize,
    metric: Metric,
    shades: &'a Shades,
) -> impl Iterator<Item = usize> + 'a {
    let said = move |number| shades::number(metric, number);
    ends.chunks(columns.max(1)).enumerate().flat_map(move |(row, ends)| {
        let number = |end: &Option<Ending>| (*end)?.number();
        let better = |a: f64, b: f64| if shades.prefers(b, a) { b } else { a };
        let best = ends.iter().filter_map(number).reduce(better).map(said);
        let place = move |(column, end): (usize, &Option<Ending>)| {
            (number(end).map(said) == best && best.is_some()).then_some(row * columns + column)
        };
        let found: Vec<usize> = ends.iter().enumerate().filter_map(place).collect();
        if found.len() < ends.len() { found } else { Vec::new() }
    })
}

fn title(metric: Metric, cells: &[&CellRecord]) -> String {
    let training = cells.iter().find_map(|cell| cell.settings.training.as_ref());
    let after = training.map_or_else(String::new, |training| format!(" after {} steps", training.steps));
    match metric {
        Metric::HeldOutAccuracy => format!("accuracy on held-out samples in %{after}"),
        Metric::StepsToTarget => match training.and_then(|training| training.target) {
            Some(target) => format!("steps until the training loss was at most {target}"),
            None => "steps until the target was reached".to_owned(),
        },
        other => format!("{}{after}", words::metric(other)),
    }
}
