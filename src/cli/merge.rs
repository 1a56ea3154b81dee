//! `initscope merge`.

use std::error::Error;
use std::io::Write;

use crate::run::{Run, Store, Target};

use super::arguments::Merge;
use super::experiment::{self, Wanted};
use super::planned::Planned;
use crate::cli::terminal::stop;

pub(super) fn run(options: &Merge, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let target = Target::existing(&options.folder)?;
    let (_, header) = Store::look(target.path())?;
    let stop = stop::on_signal()?;
    let planned = Planned::of(&header)?;
    planned.fits(false)?;
    let Planned { study, plan, data } = &planned;
    let run = Run::kept(study, plan, data, target.path(), &header)?;
    let (done, cells) = (run.finished(), run.cells());
    if done < cells {
        let folder = options.folder.display();
        let missing = cells - done;
        return Err(format!(
            "{missing} of {cells} cells are missing: initscope status {folder} says which shares"
        )
        .into());
    }
    let wanted = Wanted {
        numbers: options.numbers.format_data,
        figures: &options.figures,
        choice: &options.which.choice,
        detail: options.table.detail,
    };
    experiment::finish(run, &target, &wanted, stop, out)
}
