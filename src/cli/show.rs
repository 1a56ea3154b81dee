//! `initscope show`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::init::Bias;
use crate::machine::free_memory;
use crate::network::{Spectra, Training, Watch};
use crate::record::{Record, Setting};
use crate::run::{Work, memory};
use crate::stats::Range;
use crate::study::{Choice, GibbsPlan, Plan, Study, TrainingPlan, Widths};

use super::arguments::Show;
use super::experiment::report;
use super::planned::Planned;
use crate::cli::terminal::plain;

pub(super) fn run(options: &Show, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&options.subject);
    if !folder.is_dir() {
        return plan(options, out);
    }
    if !options.changes.is_empty() {
        return Err(format!(
            "{} is a folder with a record, which changes cannot alter: show the study instead",
            options.subject
        )
        .into());
    }
    let record = Record::read(folder)?;
    // A study may have been run without figures.
    let figures = fs::read_dir(folder.join("figures")).into_iter().flatten();
    let mut figures: Vec<PathBuf> = figures.filter_map(|entry| Some(entry.ok()?.path())).collect();
    figures.sort();
    Ok(report(&record, folder, &figures, options.table.detail, out)?)
}

fn plan(options: &Show, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let planned = Planned::look(&options.subject, &options.changes)?;
    let Planned { study, plan, data } = &planned;
    plain::heading(&study.title, &study.source, plain::width(), out)?;
    let mut table = plain::table();
    let costs = [
        (
            "memory",
            format!(
                "about {}, figures apart; {} are free",
                bytes(memory(study, plan, data)),
                bytes(free_memory())
            ),
        ),
        ("work", Work::of(study, plan, data).to_string()),
    ];
    for (name, value) in rows(study, plan).into_iter().chain(costs) {
        table.add_row([name.to_owned(), value]);
    }
    plain::print(&table, "", out)?;
    Ok(())
}

/// A number of bytes in a unit that fits.
fn bytes(number: f64) -> String {
    const GIGABYTE: f64 = 1e9;
    if number < GIGABYTE { format!("{:.0} MB", number / 1e6) } else { format!("{:.1} GB", number / GIGABYTE) }
}

fn rows(study: &Study, plan: &Plan) -> Vec<(&'static str, String)> {
    let values = |setting: Setting| words(&study.choices(setting));
    let (input, widths) = match &study.widths {
        Widths::Layers(layers) => (layers[0], vec![("layers", format!("{layers:?}"))]),
        Widths::Even { input, .. } => (
            input.unwrap_or_default(),
            [Setting::Width, Setting::Depth].map(|size| (size.name(), values(size))).to_vec(),
        ),
    };
    let mut rows = vec![
        ("protocol", study.protocol.to_string()),
        ("seed", study.seed.to_string()),
        ("trials", study.trials.to_string()),
        ("input", format!("{}, {input} wide", study.input)),
        ("samples", values(Setting::Samples)),
    ];
    rows.extend(widths);
    rows.extend(Setting::ALL.into_iter().filter_map(|setting| match setting {
        Setting::Width | Setting::Depth | Setting::Samples | Setting::Optimizer => None,
        Setting::Bias => Some(("bias", biases(study))),
        other => Some((other.name(), values(other))),
    }));
    rows.extend([
        ("histogram", histogram(&study.watch)),
        ("cells", plan.len().to_string()),
        ("claims", study.claims.len().to_string()),
    ]);
    rows.extend(spectra(&study.watch).map(|words| ("spectra", words)));
    if let Some(GibbsPlan { watched, .. }) = &study.gibbs {
        let epochs = plan.cells().next().and_then(|cell| cell.settings().gibbs);
        let when = epochs.map_or_else(String::new, |epochs| format!("{:?}", epochs.snapshots));
        rows.push(("looked at", format!("after {when} epochs, with {watched} samples")));
    }
    rows.extend(study.top.map(|loss| ("gradient of", loss.to_string())));
    if let Some(TrainingPlan { training, watched, target }) = &study.training {
        let Training { loss, batch, sampling, steps, evaluate, snapshots, .. } = training;
        rows.extend([
            ("loss", loss.to_string()),
            ("optimizer", values(Setting::Optimizer)),
            ("steps", format!("{steps} minibatches of {batch}, {sampling}")),
            ("judged", if *evaluate == 0 { "never".to_owned() } else { format!("every {evaluate} steps") }),
            ("looked at", format!("after {snapshots:?} steps, with {watched} samples")),
        ]);
        rows.extend(target.map(|loss| ("until", format!("steps to a training loss of {loss} are counted"))));
        let period = training.symmetry;
        rows.extend((period > 0).then(|| ("units", format!("compared every {period} steps"))));
    }
    rows
}

/// What spectra are of, and in which layers; `None` where none are looked at.
fn spectra(watch: &Watch) -> Option<String> {
    let Watch { jacobians, spectra: Spectra { weights, products, eigenvalues, layers }, .. } = watch;
    let all = [
        (*jacobians > 0, format!("Jacobian at {jacobians} inputs")),
        (*weights, "weights".to_owned()),
        (*products, "product of the weights".to_owned()),
        (*eigenvalues, "eigenvalues of the weights".to_owned()),
    ];
    let asked: Vec<String> = all.into_iter().filter(|(asked, _)| *asked).map(|(_, words)| words).collect();
    let layers = if layers.is_empty() { "all layers".to_owned() } else { format!("layers {layers:?}") };
    (!asked.is_empty()).then(|| format!("{}; {layers}", asked.join(", ")))
}

/// Biases; those that come with the schemes by name.
fn biases(study: &Study) -> String {
    let own = |choice: &Choice<Bias>| choice.value == Bias::Own;
    if !study.bias.iter().any(own) {
        return words(&study.choices(Setting::Bias));
    }
    let resolved = study.init.iter().map(|init| init.value.own_bias().to_string());
    let given = study.bias.iter().filter(|choice| !own(choice)).map(|choice| choice.value.to_string());
    let mut words: Vec<String> = resolved.chain(given).collect();
    words.sort();
    words.dedup();
    words.join("\n")
}

fn histogram(watch: &Watch) -> String {
    let range = |range: &Range| match range {
        Range::Natural => "natural range".to_owned(),
        Range::Fixed(low, high) => format!("{low} to {high}"),
    };
    match watch.bins {
        0 => "none".to_owned(),
        bins => {
            let ranges: Vec<String> = watch.ranges.iter().map(range).collect();
            format!("{bins} bins, {}", ranges.join(" and "))
        }
    }
}

/// The values of a setting, one a line, with labels that say something else.
fn words(choices: &[Choice<String>]) -> String {
    let word = |Choice { value, label, .. }: &Choice<String>| {
        if value == label { value.clone() } else { format!("{value}  ({label})") }
    };
    choices.iter().map(word).collect::<Vec<_>>().join("\n")
}
