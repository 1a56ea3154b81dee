//! `initscope status`.

use std::error::Error;
use std::io::Write;

use crate::record::Record;
use crate::run::{Missing, Store, StoreError};

use super::No;
use super::arguments::Status;
use super::planned::Planned;

pub(super) fn run(options: &Status, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let folder = options.folder.display();
    let (store, header) = match Store::look(&options.folder) {
        Ok(found) => found,
        Err(StoreError::Nothing(_)) => {
            // No cells are kept of a study that is finished.
            let cells = Record::read(&options.folder)?.cells.len();
            if !options.missing {
                writeln!(out, "{folder}: finished, {cells} cells")?;
            }
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let Planned { study, plan, data } = &Planned::of(&header)?;
    let Missing { cells, shards } = Missing::of(study, plan, data, &store, &header)?;
    let all = plan.len();
    if options.missing {
        if options.as_array {
            if !shards.is_empty() {
                writeln!(out, "{}", ranges(&shards))?;
            }
        } else {
            shards.iter().try_for_each(|shard| writeln!(out, "{shard}"))?;
        }
        return Ok(());
    }
    writeln!(out, "{folder}: {} of {all} cells are finished", all - cells)?;
    if header.shards > 1 {
        writeln!(out, "shares: {} of {} are done", header.shards - shards.len(), header.shards)?;
    }
    if store.damaged() > 0 {
        writeln!(out, "damaged: {} lines, whose cells are computed again", store.damaged())?;
    }
    match (cells, header.shards) {
        (0, _) => Ok(writeln!(out, "next: initscope merge {folder}")?),
        (_, 1) => {
            Err(Box::new(No(format!("{cells} cells are missing: the command that began goes on from here"))))
        }
        (_, count) => {
            Err(Box::new(No(format!("{cells} cells are missing, of shares {} of {count}", ranges(&shards)))))
        }
    }
}

/// Numbers in rising order, neighbours as a range: `2,7-9`.
pub(super) fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let words = runs.map(|run| match run {
        [only] => only.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    });
    words.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_ranges() {
        assert_eq!(ranges(&[2, 7, 8, 9]), "2,7-9");
        assert_eq!(ranges(&[1]), "1");
        assert_eq!(ranges(&[1, 2, 4]), "1-2,4");
        assert_eq!(ranges(&[]), "");
    }
}
