//! Disks that are full or may not be written: what was there stays, and nothing half-written does.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use crate::bench::Bench;
use crate::claiming::bench;

/// Runs the program where no file may grow beyond `blocks` of 512 bytes, as on a disk that is
/// full at that point.
fn limited(bench: &Bench, blocks: u64, arguments: &[&str]) -> Output {
    Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"", "sh"])
        .arg(blocks.to_string())
        .arg(assert_cmd::cargo::cargo_bin!("initscope"))
        .args(arguments)
        .current_dir(bench.path())
        .output()
        .unwrap()
}

/// The message of a run that must fail by what it could not write.
fn failed(output: Output) -> String {
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert!(said.starts_with("error: ") && said.contains("cannot "), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// The size of a file in blocks that are not enough for it.
fn too_few_blocks(bench: &Bench, file: &str) -> u64 {
    (fs::metadata(bench.path().join(file)).unwrap().len() - 1) / 1024
}

#[test]
fn a_disk_that_fills_up_leaves_nothing_half_written() {
    let bench = bench();
    for blocks in [0, 1, 8] {
        let said = failed(limited(&bench, blocks, &["experiment", "claiming.toml"]));
        assert!(said.contains(": File too large"), "{said}");
        assert_eq!(bench.names("results"), Vec::<String>::new(), "{blocks} blocks");
    }
}

#[test]
fn a_disk_that_fills_up_leaves_earlier_results_as_they_were() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml"]);
    let before = bench.files("results");
    for (file, arguments) in [
        ("cells.jsonl", &["experiment", "claiming.toml"][..]),
        ("layers.csv", &["experiment", "claiming.toml", "--no-figures", "--seed", "1", "--fresh"]),
        ("figures/sheet_relu.png", &["render", "results/claiming"]),
    ] {
        let blocks = too_few_blocks(&bench, &format!("results/claiming/{file}"));
        failed(limited(&bench, blocks, arguments));
        let mut files = bench.files("results");
        files.retain(|name, _| !name.contains("parts"));
        assert!(files == before, "{arguments:?}");
    }
}

#[test]
fn what_was_finished_before_the_disk_was_full_is_not_computed_again() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    let whole = bench.files("results");
    fs::remove_dir_all(bench.path().join("results")).unwrap();
    let largest = whole.values().map(Vec::len).max().unwrap() as u64;
    let said = failed(limited(&bench, largest / 1024, &["experiment", "claiming.toml", "--no-figures"]));
    assert!(
        said.contains("cells are finished and kept in results/claiming; the same command goes on"),
        "{said}"
    );
    bench.goes_on(&["experiment", "claiming.toml", "--no-figures"]);
    assert!(bench.files("results") == whole);
}

#[test]
fn a_check_where_nothing_can_be_written_says_so() {
    let bench = bench();
    failed(limited(&bench, 1, &["check", "sound.toml"]));
    let output = bench.command(&["check", "sound.toml"]).env("TMPDIR", "/proc/nowhere").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: cannot make a temporary folder: "), "{said}");
}

#[test]
fn a_check_leaves_nothing_in_the_folder_for_temporary_files() {
    let bench = bench();
    fs::create_dir(bench.path().join("temporary")).unwrap();
    for (study, code) in [("sound.toml", 0), ("claiming.toml", 1)] {
        let mut command = bench.command(&["check", study]);
        command.env("TMPDIR", bench.path().join("temporary")).assert().code(code);
        assert_eq!(bench.names("temporary"), Vec::<String>::new());
    }
}

#[test]
fn output_that_cannot_be_printed_is_an_error_and_no_panic() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let bench = bench();
    for arguments in
        [&["list"][..], &["show", "small.toml"], &["check", "sound.toml"], &["check", "small.toml"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Command::new(assert_cmd::cargo::cargo_bin!("initscope"))
            .args(arguments)
            .current_dir(bench.path())
            .stdout(full)
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.starts_with("error: ")), (Some(2), true), "{said}");
    }
}

#[test]
fn a_folder_that_may_only_be_read_is_named() {
    let bench = Bench::new();
    let folder = bench.path().join("locked");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may write everywhere has no such folder.
    let bound = fs::write(folder.join("try"), "").is_err();
    if bound {
        for out in ["locked", "locked/below"] {
            let said = bench.refused(2, &["experiment", "small.toml", "--no-figures", "--out", out]);
            let start =
                format!("error: cannot write to the output folder {out}: give another with --out DIR: ");
            assert!(said.starts_with(&start), "{said}");
        }
    }
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}
