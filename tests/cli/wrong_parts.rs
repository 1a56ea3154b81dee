//! Finished cells of a folder that comes from anybody: an error says where and what, nothing is deleted, and nobody
//! waits.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bench::Bench;

const SHARE: [&str; 5] = ["experiment", "small.toml", "--no-figures", "--shard", "1/2"];
const PARTS: &str = "results/small/parts";
const PART: &str = "results/small/parts/cells-1-of-2-1.jsonl";
const PLAN: &str = "results/small/parts/plan.json";

/// One of two shares is finished.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.done(&SHARE);
    bench
}

/// What is said of the same folder by all that read it; each refuses and changes nothing.
fn refused(bench: &Bench) -> Vec<String> {
    let all = [&["status", "results/small"][..], &["merge", "results/small"], &SHARE];
    let said = all.map(|arguments| bench.refused(2, arguments));
    assert!(said.iter().all(|said| said.starts_with("error: ")), "{said:?}");
    said.to_vec()
}

/// What a command says that must fail, where not all files can be looked at.
fn said(bench: &Bench, arguments: &[&str]) -> String {
    let output = bench.command(arguments).assert().code(2).get_output().clone();
    String::from_utf8(output.stderr).unwrap()
}

fn all_say(bench: &Bench, what: &str) {
    let said = refused(bench);
    assert!(said.iter().all(|said| said.contains(what)), "{what}: {said:?}");
}

fn plan(bench: &Bench, change: impl Fn(&mut Value)) {
    let mut plan: Value = serde_json::from_str(&bench.read(PLAN)).unwrap();
    change(&mut plan);
    bench.write(PLAN, plan.to_string());
}

/// The lines of the part as key and record.
fn lines(bench: &Bench) -> Vec<(String, Value)> {
    let text = bench.read(PART);
    let split = text.lines().map(|line| line.splitn(3, ' ').skip(1).collect::<Vec<_>>());
    split.map(|words| (words[0].to_owned(), serde_json::from_str(words[1]).unwrap())).collect()
}

/// A line whose checksum is right.
fn sealed((key, record): &(String, Value)) -> String {
    let said = format!("{key} {record}");
    let digest: [u8; 32] = Sha256::digest(said.as_bytes()).into();
    let sum: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{sum} {said}\n")
}

fn write(bench: &Bench, file: &str, lines: &[(String, Value)]) {
    bench.write(file, lines.iter().map(sealed).collect::<String>());
}

#[test]
fn records_of_another_shape_or_cell_are_named_by_file_and_line() {
    let bench = bench();
    bench.done(&["experiment", "small.toml", "--no-figures", "--shard", "2/2"]);
    let whole = lines(&bench);
    type Change = fn(&mut [(String, Value)]);
    let changes: [(Change, &str); 5] = [
        (|lines| lines[1].1 = json!([1, 2]), "damaged record: "),
        (|lines| lines[1].1["cell"] = json!("../../up"), "`cell` is no name of 12 hex digits; "),
        (|lines| lines[1].1["settings"]["layers"] = json!([0]), "`settings.layers`"),
        (
            |lines| lines[1].1["settings"]["init"] = json!("\u{1b}[2J"),
            "`settings.init` holds a control character",
        ),
        (|lines| lines[1].1 = lines[0].1.clone(), "the record of another cell than its key says"),
    ];
    for (change, said) in changes {
        let mut lines = whole.clone();
        change(&mut lines);
        write(&bench, PART, &lines);
        let found = bench.refused(2, &["merge", "results/small"]);
        assert!(found.contains("parts/cells-1-of-2-1.jsonl, line 2: ") && found.contains(said), "{found}");
        assert!(found.contains("run the study again with --fresh"), "{found}");
    }
    bench.done(&["experiment", "small.toml", "--no-figures", "--fresh"]);
}

#[test]
fn two_records_of_one_cell_are_not_chosen_from() {
    let bench = bench();
    let mut lines = lines(&bench);
    // The same again is no harm.
    write(&bench, PART, &lines);
    write(&bench, "results/small/parts/cells-2-of-2-1.jsonl", &lines);
    bench.done(&SHARE);
    lines[0].1["sites"][0]["summary"]["mean"] = json!(0.25);
    write(&bench, "results/small/parts/cells-2-of-2-1.jsonl", &lines);
    all_say(&bench, "have two different records of one cell: --fresh starts anew");
    all_say(&bench, "parts/cells-2-of-2-1.jsonl, line 1,");
    bench.done(&[&SHARE[..], &["--fresh"]].concat());
}

#[test]
fn a_plan_that_lies_is_refused() {
    for (field, value, said) in [
        ("shards", json!(0), "plan.json: damaged: `shards` is 0, not from 1 to 100000"),
        ("shards", json!(u64::MAX), "plan.json: damaged: `shards` is 18446744073709551615"),
        ("shards", json!(-1), "plan.json: damaged: "),
        ("study", json!("../../victim"), "plan.json: damaged: `study` is \"../../victim\", which is no name"),
        ("study", json!("\u{1b}]0;x\u{7}"), "plan.json: damaged: `study` is "),
        ("text", json!(7), "plan.json: damaged: "),
    ] {
        let bench = bench();
        plan(&bench, |plan| plan[field] = value.clone());
        all_say(&bench, said);
    }
    for (field, value, said) in
        [("seed", json!(1), "of seed 1, not 0"), ("keys", json!("0"), "of data that were others")]
    {
        let bench = bench();
        plan(&bench, |plan| {
            plan[field] = value.clone();
            plan["keys"] = json!("0");
        });
        let found = bench.refused(2, &["status", "results/small"]);
        assert!(found.contains("has 2 finished cells") && found.contains(said), "{found}");
    }
    let bench = bench();
    plan(&bench, |plan| plan["cells"] = json!(0));
    let output = bench.command(&["status", "results/small"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("2 of 4 cells are finished"));
    bench.write(PLAN, " ".repeat(10_000_001));
    all_say(&bench, "cannot keep finished cells in");
}

#[test]
fn a_plan_has_no_other_files_read_than_its_study_would() {
    let bench = bench();
    bench.write("secret.csv", "hidden,words\n");
    plan(&bench, |plan| {
        let text = plan["text"].as_str().unwrap().replace("[input]", "[input]\nkind = \"csv:secret.csv\"");
        plan["text"] = json!(text);
    });
    // Just what `show` says of that study: the file is read as data, and is none.
    let found = bench.refused(2, &["status", "results/small"]);
    assert!(found.starts_with("error: secret.csv"), "{found}");
    plan(&bench, |plan| {
        plan["text"] = json!(plan["text"].as_str().unwrap().replace("secret.csv", "nowhere.csv"))
    });
    let found = bench.refused(2, &["status", "results/small"]);
    assert!(found.starts_with("error: nowhere.csv"), "{found}");
}

#[test]
fn links_pipes_and_folders_in_the_place_of_parts_are_refused_at_once() {
    let pipe = |path: &std::path::Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    for (file, what) in [(PART, "parts/cells-1-of-2-1.jsonl is "), (PLAN, "parts/plan.json is ")] {
        let bench = bench();
        let path = bench.path().join(file);
        fs::rename(&path, bench.path().join("moved")).unwrap();
        symlink(bench.path().join("moved"), &path).unwrap();
        all_say(&bench, &format!("{what}a symbolic link: no finished cells can be kept there"));
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        all_say(&bench, &format!("{what}a folder"));
        fs::remove_dir(&path).unwrap();
        pipe(&path);
        for command in ["status", "merge"] {
            let said = said(&bench, &[command, "results/small"]);
            assert!(said.contains(&format!("{what}neither a file nor a folder")), "{said}");
        }
    }
    let bench = bench();
    let lock = bench.path().join(PARTS).join("lock");
    fs::remove_file(&lock).unwrap();
    symlink(bench.path().join("elsewhere"), &lock).unwrap();
    assert!(said(&bench, &["merge", "results/small"]).contains("parts/lock is a symbolic link"));
    assert!(!bench.path().join("elsewhere").exists());
    fs::remove_file(&lock).unwrap();
    fs::rename(bench.path().join(PARTS), bench.path().join("own")).unwrap();
    symlink(bench.path().join("own"), bench.path().join(PARTS)).unwrap();
    all_say(&bench, "parts is a symbolic link");
}

#[test]
fn files_of_others_among_the_parts_stay() {
    let bench = bench();
    let foreign = ["notes.jsonl", "mine.lock", ".tmpmine", "x.partial"].map(|name| format!("{PARTS}/{name}"));
    foreign.iter().for_each(|file| bench.write(file, "mine\n"));
    fs::create_dir(bench.path().join(PARTS).join("x.jsonl")).unwrap();
    bench.done(&["experiment", "small.toml", "--no-figures", "--fresh"]);
    foreign.iter().for_each(|file| assert_eq!(bench.read(file), "mine\n"));
    assert!(bench.path().join(PARTS).join("x.jsonl").is_dir());
    assert!(!bench.path().join(PLAN).exists());
}

#[test]
fn lines_that_are_none_are_counted_and_their_cells_computed_again() {
    let bench = bench();
    let text = bench.read(PART);
    let giant = "x".repeat(5_000_000);
    bench.write(
        PART,
        format!("{giant}\n\0\0\0\n{}\u{feff}{text}\n", text.lines().next().unwrap().to_owned() + "\n"),
    );
    let output = bench.command(&["status", "results/small"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("damaged: 4 lines, whose cells are computed again"), "{said}");
    bench.goes_on(&["experiment", "small.toml", "--no-figures"]);
}

#[test]
fn pipes_and_devices_are_no_records() {
    let bench = Bench::new();
    bench.numbers(&[]);
    let record = bench.path().join("results/small/record.json");
    fs::remove_file(&record).unwrap();
    symlink("/dev/zero", &record).unwrap();
    let found = said(&bench, &["check", "results/small"]);
    assert!(found.contains("record.json") && found.contains("neither a file nor a folder"), "{found}");
}
