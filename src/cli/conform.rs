//! `initscope conform`.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use comfy_table::{Table, presets};
use initscope::conform::{Fit, Matrix, Outcome, Report, Verdict, check, fits, on_data, scaled};
use initscope::data::{Npy, Numbers};
use initscope::init::{Fans, Init, Layer, Scheme};
use initscope::kernel::Real;
use initscope::noise::{Role, Stream};
use initscope::number::brief;
use initscope::study::Precision;

use super::arguments::{Conform, Layout};

/// The layer that is drawn where no shape is given.
const DRAWN: Fans = Fans { fan_in: 300, fan_out: 200 };

/// Weights drawn at most: with what the tests need beside them, a gigabyte and a half.
const MOST_WEIGHTS: usize = 1 << 25;

/// Samples that a data-dependent scheme is shown.
const SAMPLES: usize = 1000;

/// Schemes named at most among those that a tensor fits.
const MOST_FITS: usize = 5;

pub(super) fn run(options: &Conform, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    match &options.tensor {
        Some(path) => of_tensor(options, path, out),
        None => of_own(options, out),
    }
}

fn layer(options: &Conform, fans: Fans) -> Layer {
    Layer { index: options.layer, fans, activation: options.activation }
}

fn words(Fans { fan_in, fan_out }: Fans) -> String {
    format!("fan_in {fan_in}, fan_out {fan_out}")
}

/// The scheme's own matrix, and what it makes of data.
fn of_own(options: &Conform, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let fans = Fans {
        fan_in: options.fan_in.unwrap_or(DRAWN.fan_in),
        fan_out: options.fan_out.unwrap_or(DRAWN.fan_out),
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
    let (init, layer) = (&options.scheme, layer(options, fans));
    let ensemble = init.ensemble(layer).map_err(|error| format!("{init}: {error}"))?;
    let mut weights = vec![T::ZERO; count];
    init.fill(layer, &Stream::new(options.seed, 0, Role::Weight, layer.index as u64), &mut weights);
    let mut report = check(&Matrix::new(fans, &weights), &ensemble);
    let after = on_data::<T>(init, layer, SAMPLES, options.seed)?;
    report.findings.extend(after.findings);
    writeln!(out, "{init}: its own matrix, {}, {}, seed {}\n", words(fans), T::NAME, options.seed)?;
    table(&report, out)?;
    conclude(init, &report.verdict(), options, out)
}

/// A matrix from elsewhere.
fn of_tensor(options: &Conform, path: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let tensor = Npy::read(path)?;
    let [rows, columns] = tensor.matrix().map_err(|error| format!("{}: {error}", path.display()))?;
    let as_stored = Fans { fan_in: rows, fan_out: columns };
    let stored = match &tensor.numbers {
        Numbers::Single(weights) => Matrix::new(as_stored, weights),
        Numbers::Double(weights) => Matrix::new(as_stored, weights),
    };
    let (matrix, other) = match options.layout {
        Layout::InOut => (stored.clone(), Layout::OutIn),
        Layout::OutIn => (stored.transposed(), Layout::InOut),
    };
    let init = &options.scheme;
    let layer = layer(options, matrix.fans());
    let ensemble = init
        .ensemble(layer)
        .map_err(|error| format!("{init} has no weights of the shape of {}: {error}", path.display()))?;
    writeln!(
        out,
        "{}: {rows} x {columns}, read as {}: {}\n",
        path.display(),
        options.layout.words(),
        words(matrix.fans())
    )?;
    let report = check(&matrix, &ensemble);
    table(&report, out)?;
    let verdict = report.verdict();
    if let Verdict::Differs(_) = verdict {
        let fits_otherwise = || {
            let turned = match other {
                Layout::InOut => stored.clone(),
                Layout::OutIn => stored.transposed(),
            };
            let layer = Layer { fans: turned.fans(), ..layer };
            let ensemble = init.ensemble(layer).ok();
            ensemble
                .is_some_and(|ensemble| !matches!(check(&turned, &ensemble).verdict(), Verdict::Differs(_)))
        };
        let turned = rows != columns && fits_otherwise();
        let result = conclude(init, &verdict, options, out);
        if turned {
            writeln!(out, "It fits with --layout {}: {}", other.name(), other.reason())?;
        }
        alternatives(&matrix, layer, out)?;
        return result;
    }
    conclude(init, &verdict, options, out)
}

/// The schemes that a tensor does fit, or would at another scale.
fn alternatives(matrix: &Matrix, layer: Layer, out: &mut impl Write) -> io::Result<()> {
    if matrix.weights().iter().any(|weight| !weight.is_finite()) {
        return Ok(());
    }
    let names = |fit: &Fit| match fit.names.split_first() {
        Some((first, [])) => (*first).to_owned(),
        Some((first, others)) => format!("{first} (which here is also {})", others.join(", ")),
        None => String::new(),
    };
    let fitting: Vec<String> = fits(matrix, layer)
        .iter()
        .filter(|fit| !matches!(fit.report.verdict(), Verdict::Differs(_)))
        .take(MOST_FITS)
        .map(names)
        .collect();
    if !fitting.is_empty() {
        return writeln!(out, "It fits, nearest first: {}", fitting.join("; "));
    }
    write!(out, "No scheme of the catalogue fits with its defaults")?;
    match scaled(matrix, layer) {
        Some((name, factor)) => {
            writeln!(out, "; with a std {} times as large, {name} does", brief(Some(factor)))
        }
        None => writeln!(out),
    }
}

fn table(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
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
    table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))?;
    writeln!(out)
}

/// The verdict as a sentence; an error where the matrix is something else.
fn conclude(
    init: &Init,
    verdict: &Verdict,
    options: &Conform,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    match verdict {
        Verdict::Conforms => Ok(writeln!(out, "This is {init}: no test speaks against it")?),
        Verdict::Nearly(sizes) => Ok(writeln!(
            out,
            "This differs from {init} measurably, but by next to nothing ({}): in practice it is {init}",
            sizes.join(", ")
        )?),
        Verdict::Differs(how) => {
            writeln!(out, "This is not {init}: {}", how.join("; "))?;
            if Scheme::batch(init) > 0 && options.tensor.is_some() {
                writeln!(out, "{init} is tested as it is before it has seen data, which changes its scale")?;
            }
            Err(match &options.tensor {
                Some(path) => format!("{} is not {init}", path.display()),
                None => format!("{init} does not conform"),
            }
            .into())
        }
    }
}
