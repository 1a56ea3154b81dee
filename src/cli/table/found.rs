//! What there is to print of a record, and the words that explain it.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::cli::terminal::plain;
use crate::record::{Record, Verdict};
use crate::view::{ResultRow, TrainingTable, gradients, results, training};

/// What a record has to say of its networks.
pub(super) struct Found {
    pub training: Option<TrainingTable>,
    /// Their signals, before they learned.
    pub layers: Vec<ResultRow>,
    /// Their gradients, where they do not learn.
    pub gradients: Vec<ResultRow>,
}

impl Found {
    pub(super) fn of(record: &Record) -> Self {
        let training = training(record);
        let seen = |rows: Vec<ResultRow>| match rows.iter().any(|row| !row.layers.is_empty()) {
            true => rows,
            false => Vec::new(),
        };
        // Of machines that learn one by one there is no network yet.
        let machines = record.cells.iter().any(|cell| cell.settings.gibbs.is_some());
        let layers = if machines { Vec::new() } else { seen(results(record)) };
        let gradients = if training.is_some() { Vec::new() } else { seen(gradients(record)) };
        Self { training, layers, gradients }
    }

    pub(super) fn networks(&self) -> usize {
        self.training.as_ref().map_or(self.layers.len().max(self.gradients.len()), |table| table.rows.len())
    }

    /// The verdicts that are named in a line.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        let fates = self.layers.iter().chain(&self.gradients).filter_map(|row| row.fate.as_ref());
        fates.flat_map(|fate| &fate.phases).map(|phase| phase.verdict)
    }
}

/// A word and what it says.
pub(super) type Meaning = (String, String);

/// What each of `verdicts` says.
pub(super) fn verdicts(verdicts: impl Iterator<Item = Verdict>) -> Vec<Meaning> {
    let verdicts: BTreeSet<Verdict> = verdicts.collect();
    let meaning = |verdict: Verdict| (plain::marked(verdict, verdict.name()), verdict.meaning());
    verdicts.into_iter().map(meaning).collect()
}

/// Prints each word beside what it says.
pub(super) fn explain(meanings: &[Meaning], width: usize, out: &mut impl Write) -> io::Result<()> {
    let widest = meanings.iter().map(|(word, _)| console::measure_text_width(word)).max().unwrap_or(0);
    if widest > 0 {
        writeln!(out)?;
    }
    for (word, meaning) in meanings {
        let blanks = " ".repeat(widest - console::measure_text_width(word) + 2);
        plain::paragraph(&format!("{word}{blanks}"), meaning, width, out)?;
    }
    Ok(())
}
