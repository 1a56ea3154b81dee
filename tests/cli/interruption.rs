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

/// Whether a run is building its folder.
fn hidden(bench: &Bench) -> bool {
    let entries = fs::read_dir(bench.path().join("results")).into_iter().flatten();
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with('.'))
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
    until("the run's beginning", || hidden(bench).then_some(()));
    child
}

/// Sends what Ctrl-C sends.
pub(crate) fn press_ctrl_c(child: &Child) {
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Interrupts the run and checks what it says and how it ends.
pub(crate) fn interrupt(mut child: Child) {
    press_ctrl_c(&child);
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
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "stopping...\nerror: interrupted: nothing was written\n"
    );
}

#[test]
fn an_interrupted_run_fails_soon_and_leaves_nothing() {
    let bench = Bench::new();
    interrupt(long_run(&bench));
    assert_eq!(bench.names("results"), Vec::<String>::new());
}

#[test]
fn an_interrupted_run_leaves_earlier_results_as_they_were() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let before = bench.files("results");
    interrupt(long_run(&bench));
    assert!(bench.files("results") == before);
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
