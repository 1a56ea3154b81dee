//! `check`: claims decide the exit code.

use std::fs;

use crate::bench::Bench;
use crate::claiming::{CLAIMS, bench};

const ONE: &str = "error: 1 claim is not as expected\n";

/// Runs `check`, which must end with this code and say exactly this on standard error; returns
/// what it prints.
fn check(bench: &Bench, arguments: &[&str], code: i32, said: &str) -> String {
    let mut command = bench.command(&[&["check"], arguments].concat());
    let output = command.assert().code(code).stderr(said.to_owned()).get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_study_whose_claims_are_as_expected_succeeds_and_leaves_no_file() {
    let bench = bench();
    let before = bench.files(".");
    let shown = check(&bench, &["sound.toml"], 0, "");
    assert!(shown.ends_with("\n4 claims: 3 hold, 1 is refuted (as recorded)\n"), "{shown}");
    assert!(bench.files(".") == before);
}

#[test]
fn a_study_with_a_claim_that_is_not_as_expected_fails_with_their_number() {
    let bench = bench();
    let before = bench.files(".");
    let shown = check(&bench, &["claiming.toml"], 1, ONE);
    assert!(
        shown.ends_with("\n5 claims: 3 hold, 1 is refuted (as recorded), 1 fails; 1 is not as expected\n"),
        "{shown}"
    );
    let text = CLAIMS.replace("within = [0.8, 1.2]", "within = [3, 4]");
    bench.write("two.toml", format!("{}{text}", crate::bench::SMALL));
    let shown = check(&bench, &["two.toml"], 1, "error: 2 claims are not as expected\n");
    assert!(shown.contains("2 fail; 2 are not as expected\n"), "{shown}");
    fs::remove_file(bench.path().join("two.toml")).unwrap();
    assert!(bench.files(".") == before);
}

#[test]
fn a_claim_that_holds_against_expectation_fails_too() {
    let bench = bench();
    let text = CLAIMS.replace("within = [1e6, 2e6]", "within = [0, 2e6]");
    bench.write("odd.toml", format!("{}{text}", crate::bench::SMALL));
    let shown = check(&bench, &["odd.toml"], 1, ONE);
    assert!(shown.contains("(expected: refuted)"), "{shown}");
}

#[test]
fn a_folder_is_checked_by_its_record_and_stays_as_it_is() {
    let bench = bench();
    let printed = bench.done(&["experiment", "sound.toml", "claiming.toml", "--trials", "2"]);
    let before = bench.files(".");
    let sound = check(&bench, &["results/sound"], 0, "");
    let claiming = check(&bench, &["results/claiming/"], 1, ONE);
    assert!(bench.files(".") == before);
    for shown in [sound, claiming] {
        assert!(printed.contains(&shown), "{shown}\nin\n{printed}");
    }
}

#[test]
fn a_folder_is_judged_again_by_its_cells_and_not_by_what_is_written_of_its_claims() {
    let bench = bench();
    bench.done(&["experiment", "claiming.toml", "--no-figures"]);
    let record = bench.read("results/claiming/record.json");
    bench.write("results/claiming/record.json", record.replace("\"fails\"", "\"holds\""));
    check(&bench, &["results/claiming"], 1, ONE);
    bench.write("results/claiming/record.json", record.replace("within = [1e6, 2e6]", "within = [0, 2e6]"));
    let shown = check(&bench, &["results/claiming"], 1, ONE);
    assert!(shown.contains("(expected: refuted)"), "{shown}");
}

#[test]
fn a_changed_run_is_checked_with_its_changes() {
    let bench = bench();
    let changes = ["--quick", "--set", "init=lecun-normal", "--seed", "4"];
    bench.done(&[&["experiment", "claiming.toml", "--no-figures"][..], &changes].concat());
    let of_folder = check(&bench, &["results/claiming"], 1, ONE);
    assert!(of_folder.contains("1 is not judged"), "{of_folder}");
    let of_study = check(&bench, &[&["claiming.toml"][..], &changes].concat(), 1, ONE);
    assert_eq!(of_folder, of_study);
}

#[test]
fn a_folder_cannot_be_changed() {
    let bench = bench();
    bench.done(&["experiment", "sound.toml", "--no-figures"]);
    for change in [&["--set", "init=zeros"][..], &["--seed", "1"], &["--trials", "2"], &["--quick"]] {
        bench.fails(
            &[&["check", "results/sound"][..], change].concat(),
            "results/sound is a folder with a record, which changes cannot alter: check the study instead",
        );
    }
}

#[test]
fn a_study_without_claims_is_said_to_make_none() {
    let bench = bench();
    assert_eq!(check(&bench, &["small.toml"], 0, ""), "small.toml makes no claims\n");
    bench.numbers(&[]);
    assert_eq!(check(&bench, &["results/small"], 0, ""), "results/small makes no claims\n");
}

#[test]
fn a_built_in_study_is_checked_by_name_with_any_number_of_threads() {
    let bench = bench();
    let shown =
        ["1", "2"].map(|threads| check(&bench, &["activations", "--quick", "--threads", threads], 0, ""));
    assert_eq!(shown[0], shown[1]);
    assert!(shown[0].ends_with(" are refuted (as recorded)\n"), "{}", shown[0]);
    assert!(!bench.path().join("results").exists());
}

#[test]
fn what_is_no_study_and_no_record_is_refused() {
    let bench = bench();
    let said = bench.refused(2, &["check", "activation"]);
    assert!(
        said.starts_with("error: there is no study `activation`; did you mean `activations`? Built in: "),
        "{said}"
    );
    fs::create_dir(bench.path().join("empty")).unwrap();
    let said = bench.refused(2, &["check", "empty"]);
    assert!(said.starts_with("error: cannot read empty/record.json, which a finished study has: "), "{said}");
    let said = bench.refused(2, &["check", "nowhere.toml"]);
    assert!(said.starts_with("error: cannot read the study nowhere.toml: "), "{said}");
    bench.refused(2, &["check"]);
    bench.refused(2, &["check", "sound.toml", "claiming.toml"]);
}

#[test]
fn a_damaged_cut_or_newer_record_is_refused() {
    let bench = bench();
    bench.done(&["experiment", "sound.toml", "--no-figures"]);
    let (record, cells) = (bench.read("results/sound/record.json"), bench.read("results/sound/cells.jsonl"));
    let first = cells.lines().next().unwrap();
    bench.write("results/sound/cells.jsonl", format!("{first}\n"));
    bench.fails(
        &["check", "results/sound"],
        "results/sound/cells.jsonl has 1 cells where record.json plans 4: the record is cut; run the study again",
    );
    bench.write("results/sound/cells.jsonl", &cells[..cells.len() - 40]);
    let said = bench.refused(2, &["check", "results/sound"]);
    assert!(said.starts_with("error: results/sound/cells.jsonl, line 4: damaged record: "), "{said}");
    bench.write("results/sound/cells.jsonl", &cells);
    bench.write("results/sound/record.json", record.replace("\"format\": 1,", "\"format\": 2,"));
    bench.fails(
        &["check", "results/sound"],
        "results/sound/record.json: the record has format 2, newer than 1, the newest this version reads; update initscope",
    );
    let broken = record.replace("measure = \\\"zero_fraction\\\"", "measure = \\\"zeros\\\"");
    assert_ne!(broken, record);
    bench.write("results/sound/record.json", broken);
    let said = bench.refused(2, &["check", "results/sound"]);
    assert!(
        said.starts_with(
            "error: the study in results/sound/record.json: line 22, column 11: unknown measure `zeros`; allowed: "
        ),
        "{said}"
    );
}

#[test]
fn a_record_whose_sites_are_gone_fails_its_claims() {
    let bench = bench();
    bench.done(&["experiment", "sound.toml", "--no-figures"]);
    let cells = bench.read("results/sound/cells.jsonl");
    bench.write(
        "results/sound/cells.jsonl",
        cells.replace("\"quantity\":\"activation\"", "\"quantity\":\"x\""),
    );
    let shown = check(&bench, &["results/sound"], 1, "error: 3 claims are not as expected\n");
    assert!(shown.contains("\n   FAILS "), "{shown}");
}

#[test]
fn a_plan_beyond_memory_or_of_many_million_cells_is_refused() {
    let bench = bench();
    let said = bench.refused(2, &["check", "sound.toml", "--set", "width=10000000"]);
    assert!(said.contains(" GB for the largest network (widths 8-10000000-10000000, 20 samples: "), "{said}");
    let message =
        "the plan has 20000000 cells; at most 10000000 fit into one study: give fewer values or trials";
    for command in ["check", "show", "experiment"] {
        bench.fails(&[command, "sound.toml", "--trials", "5000000"], message);
    }
}
