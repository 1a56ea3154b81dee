//! Many networks, by what became of them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::found::{Found, explain, verdicts};
use crate::cli::terminal::plain;
use crate::number::brief;
use crate::record::{Record, Verdict};
use crate::view::{Name, Naming, ResultRow, Sweep, TrainedRow, TrainingTable};

/// Names of networks that came to the same at most; all are in the numbers.
const MOST_NAMES: usize = 12;

/// Neighbours in a sweep of which the first and the last are named.
const RUN: usize = 4;

/// Width of a class's word and its number of networks.
const WORD: usize = 16;

pub(super) fn print(record: &Record, found: &Found, width: usize, out: &mut impl Write) -> io::Result<()> {
    match &found.training {
        Some(table) => trained(table, width, out)?,
        None if found.gradients.is_empty() => judged(record, &found.layers, width, out)?,
        None => judged(record, &found.gradients, width, out)?,
    }
    let said =
        format!("{} networks by what became of them; --table lines has a line for each", found.networks());
    writeln!(out)?;
    plain::paragraph("", &said, width, out)?;
    if found.training.is_some() { Ok(()) } else { explain(&verdicts(found.verdicts()), width, out) }
}

/// By the fault that they begin with, those without one first.
fn judged(record: &Record, rows: &[ResultRow], width: usize, out: &mut impl Write) -> io::Result<()> {
    let axes = Naming::new(&record.manifest).lines();
    let sweep =
        Sweep::of(&record.manifest).filter(|sweep| axes.iter().all(|axis| axis.name == sweep.setting()));
    let least = if sweep.is_some() { RUN } else { usize::MAX };
    let fault = |row: &ResultRow| row.fate.as_ref().map(|fate| fate.verdict());
    groups(
        rows,
        |row| &row.name,
        out,
        |rows, out| {
            let faults: BTreeSet<Verdict> = rows.iter().filter_map(|row| fault(row)).collect();
            for verdict in faults.into_iter().rev() {
                let places: Vec<usize> =
                    (0..rows.len()).filter(|place| fault(rows[*place]) == Some(verdict)).collect();
                let runs = places.chunk_by(|before, after| before + 1 == *after);
                let name = |place: &usize| rows[*place].name.line.clone();
                let names = runs.flat_map(|run| match run {
                    [first, .., last] if run.len() >= least => {
                        vec![format!("{} to {} ({})", name(first), name(last), run.len())]
                    }
                    few => few.iter().map(name).collect(),
                });
                class(&plain::marked(verdict, verdict.name()), places.len(), names.collect(), width, out)?;
            }
            Ok(())
        },
    )
}

/// Those that learned by their loss, and those that diverged.
fn trained(table: &TrainingTable, width: usize, out: &mut impl Write) -> io::Result<()> {
    let end = |row: &TrainedRow| row.losses.last().copied().flatten();
    groups(
        &table.rows,
        |row| &row.name,
        out,
        |mut rows, out| {
            rows.sort_by(|a, b| end(a).unwrap_or(f64::INFINITY).total_cmp(&end(b).unwrap_or(f64::INFINITY)));
            let (lost, learned): (Vec<&TrainedRow>, Vec<&TrainedRow>) =
                rows.into_iter().partition(|row| row.diverged.is_some());
            let names = |rows: &[&TrainedRow], say: fn(&TrainedRow) -> String| {
                rows.iter().map(|row| say(row)).collect()
            };
            let with_loss = names(&learned, |row| {
                format!("{}: {}", row.name.line, brief(row.losses.last().copied().flatten()))
            });
            class(table.loss_words(), learned.len(), with_loss, width, out)?;
            class(
                &plain::marked(Verdict::NonFinite, "diverged"),
                lost.len(),
                names(&lost, |row| row.name.line.clone()),
                width,
                out,
            )
        },
    )
}

/// Prints what `say` has of the rows of each group under its name.
fn groups<'a, R, W: Write>(
    rows: &'a [R],
    name: impl Fn(&R) -> &Name,
    out: &mut W,
    say: impl Fn(Vec<&'a R>, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    let mut left: Vec<&R> = rows.iter().collect();
    while let Some(first) = left.first() {
        let group = name(first).group.clone();
        let (here, others) = left.into_iter().partition(|row| name(row).group == group);
        writeln!(out, "{group}")?;
        say(here, out)?;
        left = others;
    }
    Ok(())
}

/// Prints the names of networks that came to the same, where there are any.
fn class(
    word: &str,
    count: usize,
    mut names: Vec<String>,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    if names.len() > MOST_NAMES {
        let more = names.split_off(MOST_NAMES).len();
        names.push(format!("and {more} more"));
    }
    let blanks = WORD.saturating_sub(console::measure_text_width(word) + count.to_string().len()).max(1);
    let first = format!(" {word}{}{count}  ", " ".repeat(blanks));
    plain::paragraph(&first, &names.join("; "), width, out)
}
