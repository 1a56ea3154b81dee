//! Arguments -> library calls -> what the terminal shows.
//!
//! Read `arguments` with `options`, then `experiment` with `planned`; each other command is a file of its name. `table` prints
//! what was found, `claims` prints claims; `terminal` has pages, colours and signals.

mod arguments;
mod check;
mod claims;
mod compare;
mod conform;
mod document;
mod experiment;
mod explain;
mod gains;
mod list;
mod merge;
mod options;
mod planned;
mod render;
mod show;
mod status;
mod sweep;
mod table;
mod terminal;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use crate::kernel::Isa;
use crate::run::RunError;
use crate::view::ViewError;
pub use arguments::Arguments;
use arguments::Command;
pub use terminal::shown::Shown;
use terminal::stop;

/// A judgement that says no: the answer of a command that did what it was asked, not a failure.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct No(pub(crate) String);

/// The exit code of a command that ended because somebody asked it to stop: 130 after Ctrl-C, 143 after SIGTERM.
pub fn interrupted(error: &(dyn Error + 'static)) -> Option<u8> {
    let run = matches!(error.downcast_ref(), Some(RunError::Interrupted));
    let view = matches!(error.downcast_ref(), Some(ViewError::Interrupted));
    if run || view { Some(stop::exit_code()) } else { error.source().and_then(interrupted) }
}

/// Runs a command, printing to `out`.
pub fn run(arguments: &Arguments, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    Isa::asked()?;
    if let Some(threads) = arguments.threads()? {
        let started = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        started.map_err(|error| format!("cannot start {threads} threads: {error}"))?;
    }
    match &arguments.command {
        Command::Experiment(options) => experiment::run(options, out),
        Command::Compare(options) => compare::run(options, out),
        Command::Conform(options) => conform::run(options, out),
        Command::Check(options) => check::run(options, out),
        Command::Explain(options) => explain::run(options, out),
        Command::Gains(options) => gains::run(options, out),
        Command::Merge(options) => merge::run(options, out),
        Command::Status(options) => status::run(options, out),
        Command::Sweep(options) => sweep::run(options, out),
        Command::List => Ok(list::run(out)?),
        Command::Show(options) => show::run(options, out),
        Command::Render(options) => render::run(options, out),
    }
}

/// What is said where results are in `folder` but cannot be shown.
fn unshown(folder: &Path) -> impl Fn(io::Error) -> String {
    let folder = folder.display().to_string();
    move |error| format!("{error}; the results are in {folder}")
}
