//! A study that can be carried out.

use std::error::Error;
use std::io::{self, Write};

use crate::run::{Data, Header, MemoryError, check_memory};
use crate::study::{Override, Plan, Study};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Shown;
use super::options::Changes;

/// A study, its cells and its data; all that can be wrong with them has been said.
pub(super) struct Planned {
    pub study: Study,
    pub plan: Plan,
    pub data: Data,
}

/// Says what is to be known about the data of a study.
fn tell(study: &Study, notes: &[String]) {
    for note in notes {
        // What cannot be said there is no reason to stop.
        let _ = writeln!(Shown::new(io::stderr()), "{}: {note}", study.input);
    }
}

impl Planned {
    /// Loads a study to be run here, as [`look`](Self::look) does, if it fits into memory.
    pub(super) fn load(name: &str, changes: &Changes) -> Result<Self, Box<dyn Error>> {
        let planned = Self::look(name, changes)?;
        planned.fits(false)?;
        Ok(planned)
    }

    /// Loads a study of this name or file, changed as was typed.
    pub(super) fn look(name: &str, changes: &Changes) -> Result<Self, Box<dyn Error>> {
        let study = changes.load(name)?;
        let data = Data::read(&study)?;
        tell(&study, data.notes());
        let study = match data.width() {
            Some(width) => study.with_input(width),
            None => study,
        };
        let plan = Plan::new(&study)?;
        data.check(&study, &plan)?;
        tell(&study, &data.missing_classes(&plan));
        Ok(Self { study, plan, data })
    }

    /// Whether it fits into memory, or a process's `share` of it.
    pub(super) fn fits(&self, share: bool) -> Result<(), MemoryError> {
        check_memory(&self.study, &self.plan, &self.data, share)
    }

    /// The study whose finished cells are kept under a header.
    pub(super) fn of(header: &Header) -> Result<Self, Box<dyn Error>> {
        let study = again(&header.study, &header.text, &header.overrides, header.quick)?;
        let study = match header.input_width {
            Some(width) => study.with_input(width),
            None => study,
        };
        let data = Data::read(&study)?;
        let plan = Plan::new(&study)?;
        data.check(&study, &plan)?;
        Ok(Self { study, plan, data })
    }

    /// A bar for so much work: cells, or the steps of those that learn.
    pub(super) fn bar(&self, work: u64) -> ProgressBar {
        let units = if self.study.training.is_some() { "steps" } else { "cells" };
        bar(&self.study.name, work, units)
    }
}

/// The study that a record or kept cells are of, as it was written and changed.
pub(super) fn again(
    name: &str,
    text: &str,
    overrides: &[String],
    quick: bool,
) -> Result<Study, Box<dyn Error>> {
    let overrides: Vec<Override> = overrides.iter().map(|change| change.parse()).collect::<Result<_, _>>()?;
    Ok(Study::parse(name, text, &overrides, quick)?)
}

/// A bar of so much `work` on standard error, counted in `units`; hidden where that is not a terminal.
fn bar(name: &str, work: u64, units: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(work), ProgressDrawTarget::stderr());
    let template = format!("{{prefix}} {{wide_bar}} {{pos}}/{{len}} {units}, {{eta}} left {{msg}}");
    let style = ProgressStyle::with_template(&template);
    // The template is a constant; should it ever be wrong, the default style does.
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_prefix(name.to_owned());
    bar
}
