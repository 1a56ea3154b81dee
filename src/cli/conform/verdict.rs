//! What the tests come to, in sentences.

use std::error::Error;
use std::io::{self, Write};

use crate::conform::{Fit, FitKind, Report, Tensor, Verdict, causes, fits, scaled};
use crate::init::{Init, Scheme, Structure};
use crate::number::brief;

use super::file::File;
use crate::cli::No;
use crate::cli::arguments::Conform;

/// Schemes named at most among those that a tensor fits.
const MOST_FITS: usize = 5;

/// Causes named at most.
const MOST_CAUSES: usize = 3;

/// Fewer numbers of a law are told from hardly any other: a std must be off by half to be five standard
/// errors off.
const FEWEST: usize = 20;

/// What is to be said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Conforms,
    Differs,
    /// Why it cannot be told.
    Open(&'static str),
}

impl Answer {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Conforms => "conforms",
            Self::Differs => "differs",
            Self::Open(_) => "cannot tell",
        }
    }
}

pub(super) fn answer(file: &File, report: &Report) -> Answer {
    let numbers = file.tensor.matrix().weights();
    let random = file.tensor.ensemble(&file.init).ok().and_then(|ensemble| ensemble.law());
    match report.verdict() {
        Verdict::Differs(_) if Scheme::batch(&file.init) > 0 && numbers.iter().all(|x| x.is_finite()) => {
            Answer::Open("it is tested as it is before it has seen data, which changes it")
        }
        Verdict::Differs(_) => Answer::Differs,
        _ if numbers.len() < FEWEST && random.is_some_and(|law| law.std() > 0.0) => {
            Answer::Open("no test speaks against it, but so few numbers hardly could")
        }
        Verdict::Conforms | Verdict::Nearly(_) => Answer::Conforms,
    }
}

/// The verdict as a sentence.
pub(super) fn say(init: &Init, verdict: &Verdict, out: &mut impl Write) -> io::Result<()> {
    match verdict {
        Verdict::Conforms => writeln!(out, "This is {init}: no test speaks against it"),
        Verdict::Nearly(sizes) => writeln!(
            out,
            "This differs from {init} measurably, but by next to nothing ({}): in practice it is {init}",
            sizes.join(", ")
        ),
        Verdict::Differs(how) => writeln!(out, "This is not {init}: {}", how.join("; ")),
    }
}

/// The verdict on a file, why that may be, and what it is instead.
pub(super) fn of_file(
    file: &File,
    report: &Report,
    options: &Conform,
    out: &mut impl Write,
) -> Result<Answer, Box<dyn Error>> {
    let (init, tensor, verdict) = (&file.init, &file.tensor, report.verdict());
    let answer = answer(file, report);
    match answer {
        Answer::Open(why) if !matches!(verdict, Verdict::Differs(_)) => {
            writeln!(out, "Whether this is {init} cannot be told: {why}")?;
        }
        _ => say(init, &verdict, out)?,
    }
    if let Answer::Open(why) = answer
        && matches!(verdict, Verdict::Differs(_))
    {
        writeln!(out, "Whether it was {init} cannot be told: {why}")?;
    }
    let turned = file.otherwise(options).filter(|(_, turned)| conforms(turned, init));
    if !matches!(verdict, Verdict::Differs(_)) {
        let other = turned.filter(|(_, turned)| structure(turned, init) != structure(tensor, init));
        if let (Some((other, _)), super::file::Part::Weights(reading)) = (other, &file.part)
            && !reading.asked
        {
            writeln!(out, "With --layout {} it would be as well: {}", other.name(), other.reason())?;
        }
        return Ok(answer);
    }
    if report.only_outliers() {
        writeln!(out, "But for that it is {init}: no other test speaks against it")?;
        return Ok(answer);
    }
    if let Some((other, _)) = turned {
        writeln!(out, "It fits with --layout {}: {}", other.name(), other.reason())?;
    }
    let causes = causes(tensor, init);
    if !causes.is_empty() {
        let some: Vec<String> = causes.into_iter().take(MOST_CAUSES).collect();
        writeln!(out, "Likely: {}", some.join("; or "))?;
    }
    alternatives(tensor, out)?;
    Ok(answer)
}

fn structure(tensor: &Tensor, init: &Init) -> Option<Structure> {
    tensor.ensemble(init).ok().map(|ensemble| ensemble.structure)
}

fn conforms(tensor: &Tensor, init: &Init) -> bool {
    tensor.check(init).is_ok_and(|report| !matches!(report.verdict(), Verdict::Differs(_)))
}

/// The schemes that a tensor does fit, or would at another scale.
fn alternatives(tensor: &Tensor, out: &mut impl Write) -> io::Result<()> {
    if tensor.matrix().weights().iter().any(|weight| !weight.is_finite()) {
        return Ok(());
    }
    let names = |fit: &Fit| {
        let plain = if fit.kind == FitKind::Plain { "the plain law " } else { "" };
        let but = if fit.report.only_outliers() { " but for its outliers" } else { "" };
        match fit.names.split_first() {
            Some((first, [])) => format!("{plain}{first}{but}"),
            Some((first, others)) => format!("{first}{but} (which here is also {})", others.join(", ")),
            None => String::new(),
        }
    };
    let fitting: Vec<String> = fits(tensor).iter().take(MOST_FITS).map(names).collect();
    if !fitting.is_empty() {
        return writeln!(out, "It fits, simplest first: {}", fitting.join("; "));
    }
    write!(out, "No plain law fits, and no scheme of the catalogue with its defaults")?;
    match scaled(tensor) {
        Some((name, factor)) => {
            writeln!(out, "; with a std {} times as large, {name} does", brief(Some(factor)))
        }
        None => writeln!(out),
    }
}

/// The answer to all files: an error unless all conform that can be told.
pub(super) fn conclude(
    files: &[File],
    answers: &[Answer],
    reports: &[Report],
    options: &Conform,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let those = |wanted: fn(Answer) -> bool| {
        let some = files.iter().zip(answers).filter(move |(_, answer)| wanted(**answer));
        some.map(|(file, _)| file).collect::<Vec<_>>()
    };
    let differing = those(|answer| answer == Answer::Differs);
    let open = those(|answer| matches!(answer, Answer::Open(_)));
    let scheme = &options.scheme;
    let paths = |files: &[&File]| {
        files.iter().map(|file| file.path.display().to_string()).collect::<Vec<_>>().join(", ")
    };
    match (&differing[..], files) {
        ([], [file]) if !open.is_empty() => {
            Err(format!("cannot tell whether {} is {}", file.path.display(), file.init).into())
        }
        ([], [_]) => Ok(()),
        ([], _) if open.len() == files.len() => {
            Err(format!("cannot tell of any file whether it is {scheme}").into())
        }
        ([], _) => {
            let nearly =
                reports.iter().filter(|report| matches!(report.verdict(), Verdict::Nearly(_))).count();
            let nearly = if nearly == 0 {
                String::new()
            } else {
                format!(", {nearly} of them but for next to nothing")
            };
            let untold =
                if open.is_empty() { String::new() } else { format!("; not told: {}", paths(&open)) };
            let told = files.len() - open.len();
            Ok(writeln!(out, "These are {scheme}: {told} of {} files conform{nearly}{untold}", files.len())?)
        }
        ([file], [_]) => Err(No(format!("{} is not {}", file.path.display(), file.init)).into()),
        (some, _) => {
            let (count, all) = (some.len(), files.len());
            Err(No(format!("{count} of {all} files are not {scheme}: {}", paths(some))).into())
        }
    }
}
