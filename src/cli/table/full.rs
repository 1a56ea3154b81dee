//! Tables of every layer of every network, and of losses step by step.

use std::io::{self, Write};

use comfy_table::{Cell, Table};

use super::found::{Found, explain, verdicts};
use crate::cli::terminal::plain;
use crate::number::brief;
use crate::record::Record;
use crate::view::{LayerResult, ResultRow, TrainingTable, columns, dead_words, evenly};

/// Rows printed at most; all are in the table of layers.
const MOST_ROWS: usize = 100;

/// Width of a layer's column with its margin, and of the labels' at most and at least.
const LAYER_WIDTH: usize = 18;
const LABEL_WIDTHS: [usize; 2] = [16, 40];

/// Prints what training came to, where there was any, then what the networks were before; more is in the file `file`.
pub(super) fn print(
    record: &Record,
    found: &Found,
    file: &str,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let Found { training, layers, gradients } = found;
    if let Some(table) = training {
        print_training(record, table, width, out)?;
    }
    if !gradients.is_empty() {
        print_layers(record, gradients, ("gradient: ", file), width, out)?;
    }
    let when = match training {
        _ if !gradients.is_empty() => "activation: ".to_owned(),
        Some(_) => when(record),
        None => String::new(),
    };
    if !layers.is_empty() {
        if training.is_some() || !gradients.is_empty() {
            writeln!(out)?;
        }
        print_layers(record, layers, (&when, file), width, out)?;
    }
    let dead = layers.iter().flat_map(|row| &row.layers).any(|layer| layer.dead.is_some())
        || training.iter().flat_map(|table| &table.rows).any(|row| row.dead.is_some());
    let seen = layers.iter().chain(gradients).flat_map(|row| &row.layers);
    let mut meanings = verdicts(seen.filter_map(|layer| layer.verdicts.main()));
    meanings.extend(dead.then(|| ("% dead".to_owned(), dead_words(record))));
    explain(&meanings, width, out)
}

/// When the layers of networks that learn were first looked at.
fn when(record: &Record) -> String {
    let steps = record.cells.iter().flat_map(|cell| &cell.sites).map(|site| site.step);
    match steps.min() {
        Some(0) | None => "before training: ".to_owned(),
        Some(step) => format!("at step {step}: "),
    }
}

/// Prints per cell: losses at a few steps, the last accuracy, the loss as a sparkline, how it ended.
fn print_training(
    record: &Record,
    table: &TrainingTable,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let word = table.step_word();
    let what = format!("({} by {word})", table.loss_words());
    let course = table.loss_words().rsplit(' ').next().unwrap_or_default();
    let steps = table.steps.iter().map(|step| format!("{word} {step}"));
    let accuracy = table.accuracy_words().map(|words| words.replacen(' ', "\n", 1));
    let titles = steps.chain(accuracy).chain([course.to_owned(), String::new()]);
    let mut printed = started(&axes(record, &what), titles, width);
    for row in table.rows.iter().take(MOST_ROWS) {
        let losses = row.losses.iter().map(|loss| brief(*loss));
        let accuracy = table.accuracy.map(|_| brief(row.accuracy));
        let cells = losses.chain(accuracy).chain([row.sparkline.clone(), row.end(word)]);
        printed.add_row(std::iter::once(label(&row.labels, width)).chain(cells).map(Cell::new));
    }
    finish(&printed, table.rows.len(), "curves.csv", out)
}

/// A table with its heading.
fn started(first: &str, titles: impl Iterator<Item = String>, width: usize) -> Table {
    let mut table = plain::table_of(width);
    table.set_header(std::iter::once(first.to_owned()).chain(titles).map(Cell::new));
    table
}

/// Prints `table`, and where the rows are that it has no room for.
fn finish(table: &Table, rows: usize, file: &str, out: &mut impl Write) -> io::Result<()> {
    plain::print(table, "", out)?;
    if rows > MOST_ROWS {
        writeln!(out, "... and {} more rows in {file}", rows - MOST_ROWS)?;
    }
    Ok(())
}

/// Prints per cell and layer: std, the histogram as a sparkline where there is one, the verdict.
fn print_layers(
    record: &Record,
    rows: &[ResultRow],
    (what, file): (&str, &str),
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut layers: Vec<usize> = rows.iter().flat_map(|row| &row.layers).map(|result| result.layer).collect();
    layers.sort_unstable();
    layers.dedup();
    let room = width.saturating_sub(label_width(width)) / LAYER_WIDTH;
    let shown: Vec<usize> = evenly(layers.len(), room.max(2)).into_iter().map(|at| layers[at]).collect();
    let titles = shown.iter().map(|layer| format!("layer {layer}"));
    let histogram = if record.has_histograms() { "histogram, " } else { "" };
    let what = format!("({what}std, {histogram}verdict)");
    let mut table = started(&axes(record, &what), titles, width);
    for row in rows.iter().take(MOST_ROWS) {
        table.add_row(cells(row, &shown, width));
    }
    finish(&table, rows.len(), file, out)?;
    if shown.len() < layers.len() {
        writeln!(out, "{} of {} layers shown; all are in {file}", shown.len(), layers.len())?;
    }
    Ok(())
}

fn axes(record: &Record, what: &str) -> String {
    let names: Vec<&str> = columns(record).map(|axis| axis.name.as_str()).collect();
    format!("{}\n{what}", names.join(", "))
}

/// What the cell is, in as many lines as it takes; beside it each layer's numbers and verdict.
fn cells(row: &ResultRow, layers: &[usize], width: usize) -> Vec<Cell> {
    let layer = |layer: &usize| {
        row.layers.iter().find(|result| result.layer == *layer).map_or_else(String::new, result)
    };
    let label = label(&row.labels, width);
    std::iter::once(label).chain(layers.iter().map(layer)).map(Cell::new).collect()
}

fn label_width(width: usize) -> usize {
    let [least, most] = LABEL_WIDTHS;
    width.saturating_sub(2 * LAYER_WIDTH).clamp(least, most)
}

/// Whole, as rows may differ in any of its letters.
fn label(labels: &[String], width: usize) -> String {
    plain::fit(&labels.join(", "), label_width(width) - 2).join("\n")
}

fn result(layer: &LayerResult) -> String {
    let mut words = layer.judgement();
    if let (Some(verdict), Some(first)) = (layer.verdicts.main(), words.first_mut()) {
        *first = plain::marked(verdict, first);
    }
    let numbers = format!("{:<6} {}", brief(layer.std), layer.sparkline);
    format!("{}\n{}", numbers.trim_end(), words.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_are_wrapped_whole() {
        let words = "sigmoid, truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5, normal:std=0.1, f32";
        for width in [60, 80, 200] {
            let lines = label(&[words.to_owned()], width);
            assert!(lines.lines().all(|line| line.chars().count() <= label_width(width)), "{lines}");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(letters(&lines), letters(words));
        }
    }
}
