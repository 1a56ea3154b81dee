//! How training ended, as tables of numbers whose colours show at a glance where it went well.

use crate::record::{CellRecord, Metric};

use super::ending::Ending;
use super::{loss, progress};
use crate::view::cells::naming::Naming;
use crate::view::cells::table::Table;
use crate::view::figure::colour::{Colour, MISSING};
use crate::view::figure::model::{Figure, Mark};
use crate::view::layout::shades;
use crate::view::layout::shades::Shades;
use crate::view::layout::tabular::{Tabular, Words};
use crate::view::layout::{bar, caption};
use crate::view::tables::words;

/// Every metric that has tables.
pub(crate) const METRICS: [Metric; 3] = [Metric::TrainLoss, Metric::HeldOutAccuracy, Metric::StepsToTarget];

/// What stands for words that do not fit into a cell.
const DIVERGED: [&str; 2] = ["diverged", "×"];
const NEVER: [&str; 2] = ["never", "–"];
/// A place of the table that the study has no number for.
const NOTHING: &str = "";

/// Colours for the numbers of all `tables`, so that their figures can be compared.
pub(crate) fn shades(tables: &[Table<'_>], metric: Metric) -> Shades {
    let ends = tables.iter().flat_map(|table| {
        table.panels.iter().flat_map(|panel| table.map(panel, |trials| Ending::median(trials, metric)))
    });
    let numbers: Vec<f64> = ends.flatten().filter_map(Ending::number).collect();
    let cells = || tables.iter().flat_map(|table| &table.panels).flat_map(|panel| &panel.cells);
    let guessing = cells().find_map(|cell| loss::guessing(cell)).map(|(_, loss)| loss);
    Shades::new(metric, &numbers, guessing)
}

/// Draws the tables of `metric`.
pub(crate) fn figure(table: &Table<'_>, metric: Metric, shades: &Shades, naming: Naming<'_>) -> Figure {
    let ends: Vec<Vec<Option<Ending>>> =
        table.panels.iter().map(|panel| table.map(panel, |trials| Ending::median(trials, metric))).collect();
    let numbers = ends.iter().flatten().filter_map(|end| (*end)?.number());
    let numbers: Vec<String> = numbers.map(|number| shades::number(metric, number)).collect();
    let (rows, columns) = (table.rows.labels(), table.columns.labels());
    let titles: Vec<&str> = table.panels.iter().map(|panel| panel.words.as_str()).collect();
    let layout = Tabular::new(Words { rows: &rows, columns: &columns, titles: &titles, numbers: &numbers });

    let mut figure = Figure {
        width: layout.width,
        height: layout.height,
        panels: Vec::new(),
        legend: Vec::new(),
        badges: Vec::new(),
        texts: layout.titles(&titles),
    };
    let word = |[long, short]: [&'static str; 2]| {
        if layout.panels.first().is_some_and(|panel| layout.holds(long, *panel)) { long } else { short }
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
    for (ends, area) in ends.iter().zip(&layout.panels) {
        let cells: Vec<(Colour, String)> = ends.iter().map(cell).collect();
        let written = cells.iter().enumerate().filter(|(_, (_, words))| !words.is_empty());
        for (index, (colour, words)) in written {
            figure.texts.push(layout.number(words, *area, index).inked(shades::ink(*colour)));
        }
        let colours = cells.into_iter().map(|(colour, _)| colour).collect();
        figure.panels.push(bar::heat(*area, Mark::Heat { columns: columns.len(), colours }));
        if layout.is_first(*area) {
            figure.texts.extend(layout.rows(&rows, &table.rows.name, *area));
        }
        figure.texts.extend(layout.columns(&columns, &table.columns.name, *area));
    }
    let [worst, middle, best] = shades.words();
    bar::add_of(shades.all(), [&worst, &middle, &best], layout.bar, &mut figure);

    let cells: Vec<&CellRecord> = table.panels.iter().flat_map(|panel| panel.cells.iter().copied()).collect();
    figure.texts.push(caption::title(&naming.common(&cells, &title(metric, &cells)), layout.width));
    let has = |ending: Ending| ends.iter().flatten().any(|end| *end == Some(ending));
    let trials = cells.iter().map(|cell| cell.trial).max().map_or(1, |last| last + 1);
    let notes = [
        Some("lighter: better".to_owned()),
        (has(Ending::Diverged) && diverged == DIVERGED[1]).then(|| "×: diverged".to_owned()),
        (has(Ending::Never) && never == NEVER[1]).then(|| "–: never".to_owned()),
        (trials > 1).then(|| format!("median of {trials} trials")),
        progress::schedule(&cells, naming),
    ];
    let note = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
    figure.texts.extend(caption::footer(&note, &naming.source(), (layout.width, layout.height)));
    figure
}

fn title(metric: Metric, cells: &[&CellRecord]) -> String {
    let training = cells.iter().find_map(|cell| cell.settings.training.as_ref());
    let after = training.map_or_else(String::new, |training| format!(" after {} steps", training.steps));
    match metric {
        Metric::HeldOutAccuracy => format!("held-out accuracy in %{after}"),
        Metric::StepsToTarget => match training.and_then(|training| training.target) {
            Some(target) => format!("steps until the training loss was at most {target}"),
            None => "steps until the target was reached".to_owned(),
        },
        other => format!("{}{after}", words::metric(other)),
    }
}
