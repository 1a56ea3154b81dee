//! Claims in the files of a record.

use std::fs;
use std::sync::atomic::AtomicBool;

use initscope::judge::judge;
use initscope::record::{Record, Status};
use initscope::run::{Data, run};
use initscope::study::Plan;

use crate::claims::{BASE, parse};

const CLAIMS: &str = r#"
[[claim]]
topic = "Spread, \"quoted\""
text = "it holds, with a comma"
cells = { init = "he-normal" }
measure = "zero_fraction"
within = [-inf, 0.99]
[[claim]]
text = "it fails"
source = "somebody else"
measure = "std"
within = [1e6, 2e6]
[[claim]]
text = "it is refuted"
measure = "mean_cosine"
within = [1, inf]
expected = "refuted"
[[claim]]
text = "it is not judged"
cells = { init = "lecun-normal" }
measure = "std"
within = [0, 1]
[[claim]]
text = "it is undefined"
quantity = "weight"
measure = "zero_fraction"
layer = 1
ratio = { of = { activation = "relu" }, to = { activation = "tanh" } }
within = [0.5, 2]
[[claim]]
text = "it is in order"
measure = "std"
order = [{ init = "he-normal" }, { init = "normal:std=0.01" }]
"#;

/// The study with claims, run in a folder with two trials and without one of its schemes.
fn recorded() -> (tempfile::TempDir, Record) {
    let changes = ["init=[\"he-normal\", \"normal:std=0.01\"]", "trials=2"];
    let study = parse(&format!("{BASE}{CLAIMS}"), &changes, false).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::new(&study).unwrap();
    let record =
        run(&study, &plan, &Data::default(), folder.path(), |_| {}, &AtomicBool::new(false)).unwrap();
    assert_eq!(record.manifest.claims, judge(&study, &record.cells));
    (folder, record)
}

#[test]
fn a_record_read_back_has_the_judgements_that_were_written() {
    let (folder, record) = recorded();
    let statuses: Vec<Status> = record.manifest.claims.iter().map(|judgement| judgement.status).collect();
    assert_eq!(
        statuses,
        [Status::Holds, Status::Fails, Status::Refuted, Status::NotJudged, Status::Fails, Status::Holds]
    );
    assert!(Record::read(folder.path()).unwrap() == record);
}

#[test]
fn an_older_record_without_judgements_is_read() {
    let (folder, record) = recorded();
    let path = folder.path().join("record.json");
    let mut manifest: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    manifest.as_object_mut().unwrap().remove("claims").unwrap();
    fs::write(&path, manifest.to_string()).unwrap();
    let read = Record::read(folder.path()).unwrap();
    assert!(read.manifest.claims.is_empty());
    assert!(read.cells == record.cells);
}

#[test]
fn claims_csv_has_a_row_for_each_claim_and_its_columns_in_their_order() {
    let (folder, record) = recorded();
    let mut reader = csv::Reader::from_path(folder.path().join("claims.csv")).unwrap();
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        columns.join(","),
        "claim,measured,low,high,trials_holding,trials,status,topic,source,as_expected,quantity,calibrated_for"
    );
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 6);
    for (row, judgement) in rows.iter().zip(&record.manifest.claims) {
        assert_eq!(row[0], judgement.claim);
        assert_eq!(row[1].parse::<f64>().ok(), judgement.measured);
    }
    let without_measured: Vec<String> =
        rows.iter().map(|row| [&row[..1], &row[2..10]].concat().join("|")).collect();
    assert_eq!(
        without_measured,
        [
            "it holds, with a comma|-inf|0.99|2|2|holds|Spread, \"quoted\"|The study's source|true",
            "it fails|1000000.0|2000000.0|0|2|fails||somebody else|false",
            "it is refuted|1.0|inf|0|2|refuted||The study's source|true",
            "it is not judged|0.0|1.0|0|2|not judged||The study's source|true",
            "it is undefined|0.5|2.0|0|2|fails||The study's source|false",
            "it is in order|0.0|inf|2|2|holds||The study's source|true",
        ]
    );
    assert_eq!((rows[3][1].as_str(), rows[4][1].as_str()), ("", ""));
    let last: Vec<[&str; 2]> = rows.iter().map(|row| [row[10].as_str(), row[11].as_str()]).collect();
    assert_eq!(last[0], ["share of zeros, last layer", ""]);
    assert_eq!(last[2], ["mean cosine of activations, last layer", ""]);
}

#[test]
fn a_study_without_claims_has_no_file_of_them() {
    let study = parse(BASE, &[], true).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::new(&study).unwrap();
    let record =
        run(&study, &plan, &Data::default(), folder.path(), |_| {}, &AtomicBool::new(false)).unwrap();
    assert!(record.manifest.claims.is_empty());
    assert!(!folder.path().join("claims.csv").exists());
    assert!(Record::read(folder.path()).unwrap() == record);
}
