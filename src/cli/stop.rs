//! Ctrl-C.

use std::sync::atomic::{AtomicBool, Ordering};

/// Set by Ctrl-C; cells that have begun are finished, nothing is written.
static STOP: AtomicBool = AtomicBool::new(false);

/// What becomes true when somebody asks to stop.
pub fn on_interrupt() -> Result<&'static AtomicBool, ctrlc::Error> {
    ctrlc::set_handler(|| {
        // Asked a second time, do not even tidy up.
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    })?;
    Ok(&STOP)
}
