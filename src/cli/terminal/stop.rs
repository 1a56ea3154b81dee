//! Signals that ask to stop.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, PoisonError};

/// Set by a signal; layers and figures that have begun are finished.
static STOP: AtomicBool = AtomicBool::new(false);

/// The number of the first signal; 0 if there was none.
static SIGNAL: AtomicI32 = AtomicI32::new(0);

/// Temporary folders to remove where there is no time for the work to end by itself.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What becomes true when somebody asks to stop: by Ctrl-C, by SIGTERM, or by closing the terminal. Signals that
/// were ignored when the program was started, as under `nohup`, stay ignored.
#[cfg(unix)]
pub(crate) fn on_signal() -> io::Result<&'static AtomicBool> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| !is_ignored(*signal));
    let mut signals = signal_hook::iterator::Signals::new(heard)?;
    std::thread::spawn(move || signals.forever().for_each(asked));
    Ok(&STOP)
}

/// What becomes true when somebody presses Ctrl-C.
#[cfg(not(unix))]
pub(crate) fn on_signal() -> io::Result<&'static AtomicBool> {
    const CTRL_C: i32 = 2;
    ctrlc::set_handler(|| asked(CTRL_C)).map_err(io::Error::other)?;
    Ok(&STOP)
}

/// Whether the program was started with a signal ignored; where the system does not say, it was not.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}

/// Asked once, the work ends by itself; asked again, at once.
fn asked(signal: i32) {
    if STOP.swap(true, Ordering::Relaxed) {
        for folder in TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            // The work may still be writing there.
            let _ = (0..3).any(|_| fs::remove_dir_all(folder).is_ok());
        }
        std::process::exit(128 + signal);
    }
    SIGNAL.store(signal, Ordering::Relaxed);
    let _ = writeln!(io::stderr(), "stopping...");
}

/// The exit code of a program that was asked to stop, as shells have it: 128 and the number of the signal.
pub(crate) fn exit_code() -> u8 {
    const CTRL_C: i32 = 2;
    let signal = SIGNAL.load(Ordering::Relaxed);
    128 + u8::try_from(if signal == 0 { CTRL_C } else { signal }).unwrap_or(0)
}

/// Has a temporary folder removed if the program ends before its owner removes it.
pub(crate) fn remove_if_killed(folder: &Path) {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner).push(folder.to_owned());
}
