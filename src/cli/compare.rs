//! `initscope compare`.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;

use crate::compare::{ALPHA, Difference, Estimate, LEAST_TRIALS, Pairing, differences, write};
use crate::number::brief;
use crate::record::{CellRecord, Record};
use crate::run::{Anew, Building, Target};
use crate::stats::Measure;
use crate::view::{self, Name};

use super::arguments::Compare;
use super::experiment::NO_HISTOGRAMS;
use super::unshown;
use crate::cli::terminal::columns::{self, Column, Kind, Row};
use crate::cli::terminal::{plain, stop};

/// Rows printed at most of a table; all are in `differences.csv`.
const MOST_ROWS: usize = 40;

/// Cells named at most among those left out.
const MOST_NAMED: usize = 4;

pub(super) fn run(options: &Compare, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let (first, second) = (Record::read(&options.first)?, Record::read(&options.second)?);
    let pairing = Pairing::new(&first, &second);
    if pairing.pairs.is_empty() {
        return Err(format!(
            "{} and {} have no cell in common, so there is nothing to compare",
            options.first.display(),
            options.second.display()
        )
        .into());
    }
    let name = format!("{}-vs-{}", first.manifest.study, second.manifest.study);
    let stop = stop::on_signal()?;
    let output = Building::new(&Target::new(&options.out, &name)?)?;
    let found = differences(&pairing);
    let csv = output.path().join("differences.csv");
    write(&csv, &pairing, &found).map_err(|error| format!("cannot write {}: {error}", csv.display()))?;
    let figures = if options.no_figures {
        Vec::new()
    } else {
        let folder = output.path().join("figures");
        let others = [&first, &second]
            .map(|record| format!("{}, seed {}", record.manifest.study, record.manifest.seed));
        let sides = pairing.sides(others);
        view::draw_pairs(&first, &sides, &pairing.pairs, &folder, &options.figures.format, stop)?
    };
    let folder = output.publish(Anew::All)?;
    let mut report = || {
        describe("first", &options.first, &first, out)?;
        describe("second", &options.second, &second, out)?;
        fit(&pairing, out)?;
        table(&pairing, &found, options.all, out)?;
        summary(&pairing, &found, out)?;
        writeln!(out, "\nNumbers: {}", folder.join("differences.csv").display())?;
        if !figures.is_empty() {
            writeln!(out, "{} figures: {}", figures.len(), folder.join("figures").display())?;
        }
        let bare = [(&options.first, &first), (&options.second, &second)];
        let bare = bare.into_iter().find(|(_, record)| !options.no_figures && !record.has_histograms());
        bare.map_or(Ok(()), |(folder, _)| {
            let words = format!("{}: {NO_HISTOGRAMS}", folder.display());
            plain::paragraph("Not drawn: ", &words, plain::width(), out)
        })
    };
    Ok(report().map_err(unshown(&folder))?)
}

fn describe(side: &str, folder: &Path, record: &Record, out: &mut impl Write) -> std::io::Result<()> {
    let manifest = &record.manifest;
    let trials =
        if manifest.trials == 1 { "1 trial".to_owned() } else { format!("{} trials", manifest.trials) };
    let words = format!(
        "{}: {}, seed {}, {trials}, version {}, {}",
        folder.display(),
        manifest.study,
        manifest.seed,
        manifest.version,
        manifest.instruction_set
    );
    plain::paragraph(&format!("{side:<7}"), &words, plain::width(), out)
}

/// What the records share, in what they differ, and what is left out.
fn fit(pairing: &Pairing<'_>, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "\n{} cells in both", pairing.pairs.len())?;
    for contrast in &pairing.contrasts {
        let words = format!("They differ in {}: {} and {}", contrast.setting, contrast.a, contrast.b);
        plain::paragraph("", &words, plain::width(), out)?;
    }
    for (side, cells) in [("first", &pairing.only_a), ("second", &pairing.only_b)] {
        if !cells.is_empty() {
            let words = format!("Left out, as only the {side} has them: {}", named(pairing, cells));
            plain::paragraph("", &words, plain::width(), out)?;
        }
    }
    let depths = pairing.pairs.iter().map(|pair| [depth(&pair.a), depth(&pair.b)]);
    for (side, excess) in [
        ("first", depths.clone().map(|[a, b]| a.saturating_sub(b)).max()),
        ("second", depths.map(|[a, b]| b.saturating_sub(a)).max()),
    ] {
        if let Some(layers @ 1..) = excess {
            writeln!(out, "Left out: the last {layers} layers of the {side}")?;
        }
    }
    Ok(())
}

fn depth(cells: &[&CellRecord]) -> usize {
    cells.first().map_or(0, |cell| cell.settings.depth())
}

fn named(pairing: &Pairing<'_>, cells: &[&CellRecord]) -> String {
    let mut names: Vec<String> = cells.iter().take(MOST_NAMED).map(|cell| pairing.name(cell)).collect();
    if cells.len() > MOST_NAMED {
        names.push(format!("and {} more", cells.len() - MOST_NAMED));
    }
    names.join(", ")
}

/// Std and signal share of the activations in both, layer by layer: where any number of the layer differs, or in
/// `all`.
fn table(
    pairing: &Pairing<'_>,
    found: &[Difference],
    all: bool,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let mut layers: BTreeMap<(usize, u64, usize), Vec<&Difference>> = BTreeMap::new();
    for difference in found.iter().filter(|difference| difference.quantity == "activation") {
        layers.entry((difference.pair, difference.step, difference.layer)).or_default().push(difference);
    }
    let count = layers.len();
    layers.retain(|_, here| all || here.iter().any(|difference| differs(difference)));
    let row = |((pair, _, layer), here): (&(usize, u64, usize), &Vec<&Difference>)| {
        let of = |measure| here.iter().find(|difference| difference.measure == measure);
        let numbers = |measure| of(measure).map_or_else(Default::default, |found| shown(found));
        let beyond = here.iter().filter(|difference| difference.beyond == Some(true)).count();
        let beyond = if beyond > 0 { beyond.to_string() } else { String::new() };
        let [std, share] = [Measure::Std, Measure::SignalShare].map(numbers);
        let cell = pairing.pairs[*pair].a.first().map_or_else(String::new, |cell| pairing.name(cell));
        let cells = std.into_iter().chain(share).chain([beyond]).collect();
        Row { name: Name { group: cell, line: format!("layer {layer}") }, cells }
    };
    let rows: Vec<Row> = layers.iter().take(MOST_ROWS).map(row).collect();
    let number = |title: &str, rank| Column::new(Kind::Numbers, rank, title);
    let columns = [
        number("std, first", 0),
        number("std, second", 0),
        number("share, first", 1),
        number("share, second", 1),
        number("beyond", 2),
    ];
    if !layers.is_empty() {
        writeln!(out)?;
        columns::print(&columns, &rows, plain::width(), out)?;
    }
    if let more @ 1.. = layers.len().saturating_sub(MOST_ROWS) {
        writeln!(out, "... and {more} more layers in differences.csv")?;
    }
    match count - layers.len() {
        0 => Ok(()),
        alike if alike == count => writeln!(out, "\nNo layer differs, of {count}; --all shows them"),
        alike => writeln!(out, "{alike} of {count} layers do not differ; --all shows them"),
    }
}

/// Beyond the sampling error; where that is unknown, in what is printed.
fn differs(difference: &Difference) -> bool {
    let [a, b] = shown(difference);
    difference.beyond.unwrap_or(a != b)
}

/// A number in both, as it is printed.
fn shown(difference: &Difference) -> [String; 2] {
    [difference.a, difference.b].map(|estimate| brief(estimate.map(|estimate| estimate.mean)))
}

/// How many numbers differ, and those that do most surely.
fn summary(pairing: &Pairing<'_>, found: &[Difference], out: &mut impl Write) -> std::io::Result<()> {
    let equal = found.iter().filter(|difference| difference.is_equal()).count();
    writeln!(out, "\n{} numbers compared, {equal} of them equal to the last bit", found.len())?;
    let known = found.iter().filter(|difference| difference.beyond.is_some()).count();
    if known == 0 {
        let trials = |cells: fn(&crate::compare::Pair<'_>) -> usize| {
            pairing.pairs.iter().map(cells).min().unwrap_or(0)
        };
        let words = format!(
            "The sampling error is unknown: it takes at least {LEAST_TRIALS} trials a side, and there are {} and {}; run with --trials {LEAST_TRIALS} or more",
            trials(|pair| pair.a.len()),
            trials(|pair| pair.b.len())
        );
        return plain::paragraph("", &words, plain::width(), out);
    }
    let mut beyond: Vec<&Difference> =
        found.iter().filter(|difference| difference.beyond == Some(true)).collect();
    let noise = if pairing.same_noise { "same noise in both, trial by trial" } else { "independent noise" };
    let words = format!(
        "{} of {known} differ beyond the sampling error (with a chance of {} % that any of them is false; {noise})",
        beyond.len(),
        100.0 * ALPHA
    );
    plain::paragraph("", &words, plain::width(), out)?;
    beyond.retain(|difference| difference.quantity == "activation");
    beyond.sort_by(|a, b| a.p_value.unwrap_or(1.0).total_cmp(&b.p_value.unwrap_or(1.0)));
    if beyond.is_empty() {
        return Ok(());
    }
    let row = |difference: &&Difference| {
        let cell = pairing.pairs[difference.pair].a.first();
        let cell = cell.map_or_else(String::new, |cell| pairing.name(cell));
        let line = format!("{cell}, {}, layer {}", difference.measure, difference.layer);
        let p = difference.p_value.map_or_else(String::new, |p| brief(Some(p)));
        let cells = vec![with_error(difference.a), with_error(difference.b), p];
        Row { name: Name { group: "activations, most surely".to_owned(), line }, cells }
    };
    let rows: Vec<Row> = beyond.iter().take(MOST_ROWS / 2).map(row).collect();
    let columns = ["first", "second", "p"].map(|title| Column::new(Kind::Numbers, 0, title));
    writeln!(out)?;
    columns::print(&columns, &rows, plain::width(), out)?;
    Ok(())
}

fn with_error(estimate: Option<Estimate>) -> String {
    let Some(Estimate { mean, error, .. }) = estimate else { return brief(None) };
    let error = error.map_or_else(String::new, |error| format!(" ± {}", brief(Some(error))));
    format!("{}{error}", brief(Some(mean)))
}
