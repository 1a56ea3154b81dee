//! The table that ends an experiment.

use std::io::{self, Write};

use comfy_table::{Cell, Table, presets};
use initscope::record::Record;
use initscope::view::{LayerResult, ResultRow, brief, columns, results, wrap};

/// Rows printed at most; all are in `layers.csv`.
const MOST_ROWS: usize = 100;

/// Width of a layer's column with its margin, and of the labels' at most.
const LAYER_WIDTH: usize = 18;
const LABEL_WIDTH: usize = 40;

/// Width where the output is not a terminal.
const PIPE_WIDTH: usize = 132;

/// Prints per cell and layer: std, the histogram as a sparkline, the verdict.
pub fn print(record: &Record, out: &mut impl Write) -> io::Result<()> {
    let rows = results(record);
    let depth = rows.iter().map(|row| row.layers.len()).max().unwrap_or(0);
    let layers = shown_layers(depth, width());
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let titles = layers.iter().map(|layer| format!("layer {layer}"));
    table.set_header(std::iter::once(axes(record)).chain(titles).map(Cell::new));
    for row in rows.iter().take(MOST_ROWS) {
        table.add_row(cells(row, &layers));
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    if rows.len() > MOST_ROWS {
        writeln!(out, "... and {} more rows in layers.csv", rows.len() - MOST_ROWS)?;
    }
    if layers.len() < depth {
        writeln!(out, "{} of {depth} layers shown; all are in layers.csv", layers.len())?;
    }
    if record.manifest.trials > 1 {
        writeln!(out, "First of {} trials shown; all are in layers.csv", record.manifest.trials)?;
    }
    Ok(())
}

fn axes(record: &Record) -> String {
    let names: Vec<&str> = columns(record).map(|axis| axis.name.as_str()).collect();
    format!("{}\n(std, histogram, verdict)", names.join(", "))
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
    let verdict = layer.verdict.map_or("", |verdict| verdict.name());
    format!("{:<6} {}\n{verdict}", brief(layer.std), layer.sparkline)
}

fn width() -> usize {
    let terminal = console::Term::stdout();
    terminal.size_checked().map_or(PIPE_WIDTH, |(_, columns)| usize::from(columns))
}

/// As many layers as fit, the first, the last and others evenly between.
fn shown_layers(depth: usize, width: usize) -> Vec<usize> {
    let fit = (width.saturating_sub(LABEL_WIDTH) / LAYER_WIDTH).clamp(2, depth.max(2));
    if depth <= fit {
        return (1..=depth).collect();
    }
    (0..fit).map(|index| 1 + (index * (depth - 1) + (fit - 1) / 2) / (fit - 1)).collect()
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

    #[test]
    fn layers_shown_are_the_first_the_last_and_evenly_between() {
        assert_eq!(shown_layers(5, 132), [1, 2, 3, 4, 5]);
        assert_eq!(shown_layers(5, 80), [1, 5]);
        assert_eq!(shown_layers(5, 20), [1, 5]);
        assert_eq!(shown_layers(50, 132), [1, 13, 26, 38, 50]);
        assert_eq!(shown_layers(1, 80), [1]);
    }
}
