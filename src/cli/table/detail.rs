//! How much is printed of every network, and printing it.

use std::io::{self, Write};

use clap::ValueEnum;

use super::found::Found;
use super::{full, lines, summary, unreached};
use crate::cli::terminal::plain;
use crate::record::Record;

/// Lines of a screen or two: of more networks, those that came to the same are named together.
const MOST_LINES: usize = 60;

/// How much is printed of every network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Detail {
    /// Lines; of more than 60 networks their names, by what became of them
    Auto,
    /// A line: the signal through depth, where it ends and what is wrong from where on
    Lines,
    /// Every layer: std, histogram, verdict; losses at several steps
    Full,
    /// Nothing
    None,
}

/// Prints what training came to, where there was any, and what the networks were before; more is in the file `layers`.
pub(crate) fn print(
    record: &Record,
    detail: Detail,
    layers: &str,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let found = Found::of(record);
    match detail {
        Detail::None => return Ok(()),
        Detail::Full => full::print(record, &found, layers, width, out)?,
        Detail::Auto if found.networks() > MOST_LINES => summary::print(record, &found, width, out)?,
        Detail::Auto | Detail::Lines => lines::print(record, &found, width, out)?,
    }
    if let Some(words) = unreached::words(record) {
        plain::paragraph("", &words, width, out)?;
    }
    if record.manifest.trials > 1 {
        let curves = if found.training.is_some() { "curves.csv and " } else { "" };
        let trials = record.manifest.trials;
        let words =
            format!("First of {trials} trials shown, verdicts counted over all; all are in {curves}{layers}");
        plain::paragraph("", &words, width, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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

    /// The words of each line that is printed.
    fn printed(detail: Detail) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        print(&trained(), detail, "layers.csv", 100, &mut out).unwrap();
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect();
        String::from_utf8(out).unwrap().lines().map(words).collect()
    }

    #[test]
    fn in_full_losses_come_at_several_steps_and_then_the_end() {
        let lines = printed(Detail::Full);
        assert_eq!(lines[0][..7], ["init", "step", "0", "step", "50", "step", "100"]);
        let row =
            |name: &str| lines.iter().find(|line| line.first().is_some_and(|word| word == name)).unwrap();
        let learned = ["He", "2.00", "0.333", "0.182", "0.125", "0.0952", "0.0952", "▇▃▂▂▂▁▁▁"];
        assert_eq!(*row("He"), learned);
        let lost = ["N(0,", "1)", "2.00", "0.333", "–", "–", "–", "–", "▇▃▃", "diverged"];
        assert_eq!(row("N(0,")[..10], lost);
    }

    #[test]
    fn a_network_that_learned_has_one_line() {
        let lines = printed(Detail::Lines);
        assert_eq!(lines[0], ["relu", "course", "loss", "accuracy", "outcome"]);
        assert_eq!(lines[1], ["He", "▇▃▂▂▂▁▁▁", "0.0952", "0.0952"]);
        let lost = ["N(0,", "1)", "▇▃▃", "–", "–", "\u{1b}[31mdiverged", "at", "step", "60\u{1b}[0m"];
        assert_eq!(lines[2], lost);
        // No layer was looked at, so no verdict is explained.
        let meanings = ["", "course", "loss", "accuracy"];
        assert_eq!(
            lines[3..].iter().map(|line| line.first().map_or("", String::as_str)).collect::<Vec<_>>(),
            meanings
        );
        assert!(printed(Detail::None).is_empty());
    }
}
