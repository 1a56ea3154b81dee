//! `initscope conform`.
//!
//! Read `file` and `layout` (what is tested), then `verdict` (what is said of it).

mod file;
mod layout;
mod verdict;

use std::error::Error;
use std::io::{self, Write};

use crate::conform::{Matrix, Outcome, Report, Verdict, check, judge, on_data};
use crate::init::{Fans, Layer, Scheme};
use crate::kernel::Real;
use crate::noise::{Role, Stream};
use crate::number::brief;
use crate::study::Precision;
use comfy_table::{Table, presets};

use super::No;
use super::arguments::Conform;
use file::File;

/// The layer that is drawn where no shape is given.
const DRAWN: Fans = Fans { fan_in: 300, fan_out: 200 };

/// Weights drawn at most: with what the tests need beside them, a gigabyte and a half.
const MOST_WEIGHTS: usize = 1 << 25;

/// Samples that a data-dependent scheme is shown.
const SAMPLES: usize = 1000;

pub(super) fn run(options: &Conform, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let files = File::read_all(options)?;
    if files.is_empty() { of_own(options, out) } else { of_files(options, &files, out) }
}

/// The scheme's own matrix, and what it makes of data.
fn of_own(options: &Conform, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let fans = Fans {
        fan_in: options.drawn_in.unwrap_or(DRAWN.fan_in),
        fan_out: options.drawn_out.unwrap_or(DRAWN.fan_out),
    };
    let count = fans.fan_in.checked_mul(fans.fan_out).filter(|count| *count <= MOST_WEIGHTS);
    let Some(count) = count else {
        return Err(format!(
            "--in {} and --out {} are more weights than fit here; at most {MOST_WEIGHTS}, such as 5792 by 5792",
            fans.fan_in, fans.fan_out
        )
        .into());
    };
    match options.precision {
        Precision::F32 => drawn::<f32>(options, fans, count, out),
        Precision::F64 => drawn::<f64>(options, fans, count, out),
    }
}

fn drawn<T: Real>(
    options: &Conform,
    fans: Fans,
    count: usize,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let init = &options.scheme;
    let layer = Layer { index: options.layer, fans, activation: options.activation };
    let ensemble = init.ensemble(layer).map_err(|error| format!("{init}: {error}"))?;
    let mut weights = vec![T::ZERO; count];
    init.fill(layer, &Stream::new(options.seed, 0, Role::Weight, layer.index as u64), &mut weights);
    let mut report = check(&Matrix::new(fans, &weights), &ensemble);
    report.findings.extend(on_data::<T>(init, layer, SAMPLES, options.seed)?.findings);
    judge(std::slice::from_mut(&mut report), options.alpha);
    let Fans { fan_in, fan_out } = fans;
    writeln!(
        out,
        "{init}: its own matrix, fan_in {fan_in}, fan_out {fan_out}, {}, seed {}\n",
        T::NAME,
        options.seed
    )?;
    table(&report, out)?;
    let verdict = report.verdict();
    verdict::say(init, &verdict, out)?;
    match verdict {
        Verdict::Differs(_) => Err(No(format!("{init} does not conform")).into()),
        Verdict::Conforms | Verdict::Nearly(_) => Ok(()),
    }
}

/// Arrays from elsewhere, judged together.
fn of_files(options: &Conform, files: &[File], out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let checked =
        files.iter().map(|file| file.tensor.check(&file.init).map_err(|error| file.refusal(&error)));
    let mut reports = checked.collect::<Result<Vec<Report>, String>>()?;
    judge(&mut reports, options.alpha);
    let mut answers = Vec::new();
    if let ([file], [report]) = (files, &reports[..]) {
        writeln!(out, "{}\n", file.words())?;
        table(report, out)?;
        answers.push(verdict::of_file(file, report, options, out)?);
    } else {
        overview(files, &reports, options, out)?;
        for (file, report) in files.iter().zip(&reports) {
            if matches!(report.verdict(), Verdict::Differs(_)) {
                writeln!(out, "{}\n", file.words())?;
                table(report, out)?;
                answers.push(verdict::of_file(file, report, options, out)?);
                writeln!(out)?;
            } else {
                answers.push(verdict::answer(file, report));
            }
        }
    }
    verdict::conclude(files, &answers, &reports, options, out)
}

/// A line for each file.
fn overview(
    files: &[File],
    reports: &[Report],
    options: &Conform,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let mut table = plain_table();
    table.set_header(["file", "shape", "fan_in", "fan_out", "should be", "tests", "least p", ""]);
    for (file, report) in files.iter().zip(reports) {
        let least = report.findings.iter().filter_map(|finding| finding.p_value()).reduce(f64::min);
        let fan = |fan: fn(Fans) -> usize| {
            file.tensor.fans().map_or_else(|| "-".to_owned(), |fans| fan(fans).to_string())
        };
        table.add_row([
            file.path.display().to_string(),
            file.shape(),
            fan(|fans| fans.fan_in),
            fan(|fans| fans.fan_out),
            file.init.to_string(),
            report.findings.len().to_string(),
            least.map_or_else(|| "-".to_owned(), |p| brief(Some(p))),
            verdict::answer(file, report).words().to_owned(),
        ]);
    }
    let tests: usize = reports.iter().map(|report| report.findings.len()).sum();
    print(&table, out)?;
    Ok(writeln!(out, "\n{tests} tests, judged together at alpha {}\n", options.alpha)?)
}

fn table(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let mut table = plain_table();
    table.set_header(["test", "measured", "expected", "p", "effect", ""]);
    for finding in &report.findings {
        table.add_row([
            finding.test.to_owned(),
            brief(Some(finding.measured)),
            brief(Some(finding.expected)),
            match finding.outcome {
                Outcome::Exact(_) => "exact".to_owned(),
                Outcome::Chance(p_value) => brief(Some(p_value)),
            },
            finding.effect.to_string(),
            if finding.rejected { "rejected".to_owned() } else { String::new() },
        ]);
    }
    print(&table, out)?;
    writeln!(out)
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

fn print(table: &Table, out: &mut impl Write) -> io::Result<()> {
    table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}
