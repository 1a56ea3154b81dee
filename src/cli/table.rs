//! The table that ends an experiment.

use std::io::{self, Write};

use super::unreached;
use crate::number::brief;
use crate::record::Record;
use crate::view::{
    LayerResult, ResultRow, TrainingTable, columns, dead_words, gradients, results, training, wrap,
};
use comfy_table::{Cell, Table};

use super::plain;

/// Rows printed at most; all are in `layers.csv`.
const MOST_ROWS: usize = 100;

/// Width of a layer's column with its margin, and of the labels' at most.
const LAYER_WIDTH: usize = 18;
const LABEL_WIDTH: usize = 40;

/// Width where the output is not a terminal.
const PIPE_WIDTH: usize = 132;

/// Prints what training came to, where there was any, then what the networks were before.
pub(super) fn print(record: &Record, out: &mut impl Write) -> io::Result<()> {
    let trained = training(record);
    let files = if trained.is_some() { "curves.csv and layers.csv" } else { "layers.csv" };
    let layers = results(record);
    // Of machines that learn one by one there is no network yet.
    let seen = layers.iter().any(|row| !row.layers.is_empty())
        && record.cells.iter().all(|cell| cell.settings.gibbs.is_none());
    if let Some(table) = &trained {
        print_training(record, table, out)?;
    }
    let back = gradients(record);
    let went_back = trained.is_none() && back.iter().any(|row| !row.layers.is_empty());
    if went_back {
        print_layers(record, &back, "(gradient: std, histogram, verdict)", out)?;
    }
    if (trained.is_some() || went_back) && seen {
        writeln!(out)?;
    }
    if trained.is_none() || seen {
        let when = match went_back {
            true => "activation: ".to_owned(),
            false if trained.is_some() => when(record),
            false => String::new(),
        };
        print_layers(record, &layers, &format!("({when}std, histogram, verdict)"), out)?;
    }
    let dead = layers.iter().flat_map(|row| &row.layers).any(|layer| layer.dead.is_some())
        || trained.iter().flat_map(|table| &table.rows).any(|row| row.dead.is_some());
    if dead {
        writeln!(out, "{}", dead_words(record))?;
    }
    if let Some(words) = unreached::words(record) {
        writeln!(out, "{words}")?;
    }
    if record.manifest.trials > 1 {
        writeln!(
            out,
            "First of {} trials shown, verdicts counted over all; all are in {files}",
            record.manifest.trials
        )?;
    }
    Ok(())
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
fn print_training(record: &Record, table: &TrainingTable, out: &mut impl Write) -> io::Result<()> {
    let word = table.step_word();
    let what = format!("({} by {word})", table.loss_words());
    let course = table.loss_words().rsplit(' ').next().unwrap_or_default();
    let steps = table.steps.iter().map(|step| format!("{word} {step}"));
    let accuracy = table.accuracy_words().map(|words| words.replacen(' ', "\n", 1));
    let titles = steps.chain(accuracy).chain([course.to_owned(), String::new()]);
    let mut printed = started(&axes(record, &what), titles);
    for row in table.rows.iter().take(MOST_ROWS) {
        let losses = row.losses.iter().map(|loss| brief(*loss));
        let accuracy = table.accuracy.map(|_| brief(row.accuracy));
        let cells = losses.chain(accuracy).chain([row.sparkline.clone(), row.end(word)]);
        printed.add_row(std::iter::once(label(&row.labels.join(", "))).chain(cells).map(Cell::new));
    }
    finish(&printed, table.rows.len(), "curves.csv", out)
}

/// A table with its heading.
fn started(first: &str, titles: impl Iterator<Item = String>) -> Table {
    let mut table = plain::table();
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

/// Prints per cell and layer: std, the histogram as a sparkline, the verdict.
fn print_layers(record: &Record, rows: &[ResultRow], what: &str, out: &mut impl Write) -> io::Result<()> {
    let all = rows.iter().flat_map(|row| &row.layers).map(|result| result.layer);
    let (first, last) = (all.clone().min().unwrap_or(1), all.max().unwrap_or(0));
    let (layers, depth) = (shown_layers(first, last, width()), last + 1 - first);
    let titles = layers.iter().map(|layer| format!("layer {layer}"));
    let mut table = started(&axes(record, what), titles);
    for row in rows.iter().take(MOST_ROWS) {
        table.add_row(cells(row, &layers));
    }
    finish(&table, rows.len(), "layers.csv", out)?;
    if layers.len() < depth {
        writeln!(out, "{} of {depth} layers shown; all are in layers.csv", layers.len())?;
    }
    Ok(())
}

fn axes(record: &Record, what: &str) -> String {
    let names: Vec<&str> = columns(record).map(|axis| axis.name.as_str()).collect();
    format!("{}\n{what}", names.join(", "))
}

/// What the cell is, in as many lines as it takes; beside it each layer's numbers and verdict.
fn cells(row: &ResultRow, layers: &[usize]) -> Vec<Cell> {
    let label = Cell::new(label(&row.labels.join(", ")));
    let layer = |layer: &usize| {
        row.layers.iter().find(|result| result.layer == *layer).map_or_else(String::new, result)
    };
    std::iter::once(label).chain(layers.iter().map(layer).map(Cell::new)).collect()
}

/// Whole, as rows may differ in any of its letters.
fn label(words: &str) -> String {
    wrap(words, |line| console::measure_text_width(line) <= LABEL_WIDTH).join("\n")
}

fn result(layer: &LayerResult) -> String {
    format!("{:<6} {}\n{}", brief(layer.std), layer.sparkline, layer.judgement().join("\n"))
}

fn width() -> usize {
    let terminal = console::Term::stdout();
    terminal.size_checked().map_or(PIPE_WIDTH, |(_, columns)| usize::from(columns))
}

/// As many layers as fit, the first, the last and others evenly between.
fn shown_layers(first: usize, last: usize, width: usize) -> Vec<usize> {
    let depth = last + 1 - first;
    let fit = (width.saturating_sub(LABEL_WIDTH) / LAYER_WIDTH).clamp(2, depth.max(2));
    if depth <= fit {
        return (first..=last).collect();
    }
    (0..fit).map(|index| first + (index * (depth - 1) + (fit - 1) / 2) / (fit - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_labels_are_wrapped_whole() {
        let words = "sigmoid, truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5, normal:std=0.1, f32";
        let lines = label(words);
        assert!(lines.lines().all(|line| line.chars().count() <= LABEL_WIDTH), "{lines}");
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(letters(&lines), letters(words));
    }

    /// Two cells, of which one learned and one diverged.
    fn trained() -> Record {
        let manifest = serde_json::json!({
            "format": 1, "version": "0", "instruction_set": "none", "study": "s", "title": "", "source": "",
            "protocol": "train", "seed": 0, "trials": 1, "quick": false, "overrides": [], "cells": 2,
            "axes": [{ "name": "init", "values": [
                { "value": "he-normal", "label": "He" }, { "value": "normal", "label": "N(0, 1)" },
            ]}],
            "text": "",
        });
        let cell = |init: &str, steps: std::ops::RangeInclusive<u64>, diverged: Option<u64>| {
            let point = |(step, metric): (u64, &str)| {
                let loss = 2.0 / (1.0 + 0.1 * step as f64);
                serde_json::json!({ "step": step, "metric": metric, "value": loss })
            };
            let metrics = ["loss", "train-loss", "held-out-accuracy"];
            let curves = steps.flat_map(|step| metrics.map(|metric| point((step, metric))));
            serde_json::json!({
                "cell": init, "trial": 0, "sites": [], "curves": curves.collect::<Vec<_>>(),
                "diverged": diverged,
                "settings": {
                    "protocol": "train", "input": "", "activation": "relu", "init": init, "bias": "zeros",
                    "norm": "none", "residual": false, "tied": false, "precision": "f64", "layers": [3, 3],
                    "samples": 1, "readout": 10,
                },
            })
        };
        let cells = [cell("he-normal", 0..=200, None), cell("normal", 0..=60, Some(60))];
        Record {
            manifest: serde_json::from_value(manifest).unwrap(),
            cells: cells.map(|cell| serde_json::from_value(cell).unwrap()).to_vec(),
        }
    }

    #[test]
    fn training_comes_first_with_its_losses_and_its_end() {
        let mut out = Vec::new();
        print(&trained(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let lines: Vec<Vec<String>> = text.lines().map(words).collect();
        assert_eq!(lines[0][..7], ["init", "step", "0", "step", "50", "step", "100"], "{text}");
        assert!(text.contains("(training loss by step)"), "{text}");
        assert_eq!(
            lines[2],
            ["He", "2.00", "0.333", "0.182", "0.125", "0.0952", "0.0952", "▇▃▂▂▂▁▁▁"],
            "{text}"
        );
        let lost = ["N(0,", "1)", "2.00", "0.333", "–", "–", "–", "–", "▇▃▃", "diverged", "at", "step", "60"];
        assert_eq!(lines[3], lost, "{text}");
        // No layer was looked at.
        assert!(!text.contains("std, histogram, verdict"), "{text}");
    }

    #[test]
    fn layers_shown_are_the_first_the_last_and_evenly_between() {
        assert_eq!(shown_layers(1, 5, 132), [1, 2, 3, 4, 5]);
        assert_eq!(shown_layers(1, 5, 80), [1, 5]);
        assert_eq!(shown_layers(1, 5, 20), [1, 5]);
        assert_eq!(shown_layers(1, 50, 132), [1, 13, 26, 38, 50]);
        assert_eq!(shown_layers(1, 1, 80), [1]);
    }
}
