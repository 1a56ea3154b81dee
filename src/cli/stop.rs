//! Ctrl-C.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::run::{StagedFolder, Unpublished};

/// Set by Ctrl-C; layers and figures that have begun are finished, nothing is written.
static STOP: AtomicBool = AtomicBool::new(false);

/// Folders to remove where there is no time for the work to end by itself.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What becomes true when somebody asks to stop.
pub(super) fn on_interrupt() -> Result<&'static AtomicBool, ctrlc::Error> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            give_up();
        }
        let _ = writeln!(io::stderr(), "stopping...");
    })?;
    Ok(&STOP)
}

/// Asked a second time, do not wait for the work.
fn give_up() -> ! {
    // Held to the end: nothing is published from here on.
    let unfinished = unfinished();
    for folder in unfinished.iter() {
        // The work may still be writing there.
        let _ = (0..3).any(|_| fs::remove_dir_all(folder).is_ok());
    }
    std::process::exit(130);
}

/// Has `folder` removed if the program ends before its owner removes it.
pub(super) fn remove_if_killed(folder: &Path) {
    unfinished().push(folder.to_owned());
}

/// Publishes a folder; a second Ctrl-C waits for that, as between moving the old folder away
/// and the new one in there is neither.
pub(super) fn publish(folder: StagedFolder) -> Result<PathBuf, Unpublished> {
    let mut unfinished = unfinished();
    unfinished.retain(|other| other != folder.staging());
    folder.publish()
}

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}
