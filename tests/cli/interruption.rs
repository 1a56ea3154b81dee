//! Ctrl-C.
#![cfg(unix)]

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::bench::Bench;

const PATIENCE: Duration = Duration::from_secs(60);

/// Waits for something that comes soon.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "{what} did not happen");
        sleep(Duration::from_millis(5));
    }
}

/// Whether a run has begun.
fn begun(bench: &Bench) -> bool {
    bench.path().join("results/small/parts/plan.json").exists()
}

/// Starts a run of minutes and waits until it has begun to write.
fn long_run(bench: &Bench) -> Child {
    let size = ["--set", "width=50", "--set", "samples=500", "--trials", "20000"];
    let child = Command::new(assert_cmd::cargo::cargo_bin!("initscope"))
        .current_dir(bench.path())
        .args(["experiment", "small.toml", "--no-figures", "--threads", "2"])
        .args(size)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    until("the run's beginning", || begun(bench).then_some(()));
    child
}

/// What Ctrl-C sends and the code that it ends with; where the tests themselves were started with that ignored, as in the
/// background of a script, programs that they start inherit it, and SIGTERM stands for it.
pub(crate) fn ctrl_c() -> (&'static str, i32) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.map_or(0, |mask| u64::from_str_radix(mask.trim(), 16).unwrap());
    if mask >> 1 & 1 == 1 { ("TERM", 143) } else { ("INT", 130) }
}

/// Sends what Ctrl-C sends.
pub(crate) fn press_ctrl_c(child: &Child) {
    send(ctrl_c().0, child);
}

pub(crate) fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Interrupts the run and returns what it says of it.
pub(crate) fn interrupt(child: Child) -> String {
    let (signal, code) = ctrl_c();
    end(child, signal, code)
}

/// The same by a signal, after which the run must end with a code.
pub(crate) fn end(mut child: Child, signal: &str, code: i32) -> String {
    send(signal, &child);
    let start = Instant::now();
    let ended = loop {
        if child.try_wait().unwrap().is_some() {
            break true;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            break false;
        }
        sleep(Duration::from_millis(5));
    };
    let output = child.wait_with_output().unwrap();
    assert!(ended, "the run went on");
    assert_eq!(output.status.code(), Some(code));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("stopping...\nerror: ") && said.contains("interrupted"), "{said}");
    said
}

#[test]
fn an_interrupted_run_says_how_many_cells_are_kept_and_leaves_earlier_results_as_they_were() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let before = bench.files("results");
    for (signal, code) in [ctrl_c(), ("TERM", 143)] {
        let child = long_run(&bench);
        let part = || {
            let parts = fs::read_dir(bench.path().join("results/small/parts")).unwrap().flatten();
            let sizes = parts.filter_map(|entry| {
                let is_part = entry.file_name().to_string_lossy().starts_with("cells-");
                is_part.then(|| entry.metadata().map_or(0, |data| data.len()))
            });
            (sizes.sum::<u64>() > 0).then_some(())
        };
        until("the first cell", part);
        let said = end(child, signal, code);
        let kept = " of 80000 cells are finished and kept in results/small; the same command goes on: ";
        assert!(said.contains(kept), "{said}");
        let mut files = bench.files("results");
        files.retain(|name, _| !name.contains("parts"));
        assert!(files == before);
        fs::remove_dir_all(bench.path().join("results/small/parts")).unwrap();
    }
}

#[test]
fn an_interrupted_check_fails_soon_and_leaves_no_temporary_folder() {
    let bench = Bench::new();
    let temporary = bench.path().join("temporary");
    fs::create_dir(&temporary).unwrap();
    let size = ["--set", "width=50", "--set", "samples=500", "--trials", "20000"];
    let child = Command::new(assert_cmd::cargo::cargo_bin!("initscope"))
        .current_dir(bench.path())
        .env("TMPDIR", &temporary)
        .args(["check", "small.toml", "--threads", "2"])
        .args(size)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = || fs::read_dir(&temporary).unwrap().next();
    until("the check's beginning", begun).unwrap();
    interrupt(child);
    assert_eq!(bench.names("temporary"), Vec::<String>::new());
}
