//! Records that somebody changed: they are refused with the field, or do no harm.

use std::path::Path;

use initscope::compare::{Pairing, differences};
use initscope::judge::judge;
use initscope::record::{Record, RecordError};
use initscope::run::{Data, run};
use initscope::study::{Plan, Study};
use initscope::view;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

const FORWARD: &str = r#"
figures = ["overview", { kind = "sheet", cells = { activation = "tanh" } }]
[input]
samples = 4
[network]
input = 3
width = 3
depth = 2
[spectrum]
of = ["weight", "eigenvalue"]
[axes]
activation = ["tanh", "relu"]
init = { value = "normal", vary = "std", logspace = [0.1, 10, 3] }
[[claim]]
text = "Spreads are moderate"
measure = "std"
within = [0, 2]
"#;

const TRAIN: &str = r#"
protocol = "train"
[input]
kind = "digits"
samples = 20
[network]
layers = [784, 3]
[train]
steps = 3
batch = 5
evaluate = 1
symmetry = 1
[axes]
activation = "tanh"
init = ["he-normal", "zeros"]
"#;

const GIBBS: &str = r#"
protocol = "gibbs"
[input]
kind = "digits"
samples = 20
[network]
layers = [784, 3]
[gibbs]
samples = 1
units = 1
[axes]
init = "rbm:epochs=1,batch=20"
"#;

/// What a study leaves behind.
struct Kept {
    folder: TempDir,
    study: Study,
    manifest: Value,
    cells: Vec<Value>,
}

impl Kept {
    fn of(text: &str) -> Self {
        let study = Study::parse("kept", text, &[], false).unwrap();
        let (plan, folder) = (Plan::new(&study).unwrap(), tempfile::tempdir().unwrap());
        let data = Data::load(&study, &plan).unwrap();
        run(&study, &plan, &data, folder.path(), |_| {}, &false.into()).unwrap();
        let read = |file: &str| std::fs::read_to_string(folder.path().join(file)).unwrap();
        let manifest = serde_json::from_str(&read("record.json")).unwrap();
        let cells = read("cells.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self { study, manifest, cells, folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Reads the record with one value of the manifest, or of the first cell, replaced.
    fn with(&self, (in_cell, pointer): &(bool, String), value: &Value) -> Result<Record, RecordError> {
        let (mut manifest, mut cells) = (self.manifest.clone(), self.cells.clone());
        let document = if *in_cell { &mut cells[0] } else { &mut manifest };
        *document.pointer_mut(pointer).unwrap() = value.clone();
        let lines: String = cells.iter().map(|cell| format!("{cell}\n")).collect();
        std::fs::write(self.path().join("cells.jsonl"), lines).unwrap();
        std::fs::write(self.path().join("record.json"), manifest.to_string()).unwrap();
        Record::read(self.path())
    }

    /// Every value of the manifest and the first cell, of long lists the first items.
    fn places(&self) -> Vec<(bool, String)> {
        let mut places = Vec::new();
        collect(&self.manifest, (false, String::new()), &mut places);
        collect(&self.cells[0], (true, String::new()), &mut places);
        places
    }
}

fn collect(value: &Value, here: (bool, String), places: &mut Vec<(bool, String)>) {
    let below = |key: &str| (here.0, format!("{}/{key}", here.1));
    match value {
        Value::Object(keys) => keys.iter().for_each(|(key, value)| collect(value, below(key), places)),
        Value::Array(items) => {
            let few = items.iter().enumerate().take(if items.len() > 9 { 1 } else { 9 });
            few.for_each(|(index, item)| collect(item, below(&index.to_string()), places));
        }
        _ => {}
    }
    if !here.1.is_empty() {
        places.push(here);
    }
}

/// Does all that is done with a record.
fn use_it(study: &Study, record: &Record) {
    view::figures(record).for_each(|(_, figure)| drop(view::compose(&figure)));
    let name = &record.manifest.study;
    let marks = ["results", "gradients", "claims"]
        .map(|table| format!("<!-- BEGIN {table}: {name} -->\n<!-- END {table}: {name} -->\n"));
    let _ = view::splice(&marks.concat(), record);
    let _ = view::training(record);
    differences(&Pairing::new(record, record));
    judge(study, &record.cells);
}

fn hostile() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1),
        json!(7),
        json!(4_000_000_000_u64),
        json!(u64::MAX),
        json!(0.5),
        json!(-1e308),
        json!(1e308),
        json!(5e-324),
        json!(""),
        json!("NaN"),
        json!("../../elsewhere"),
        json!("\u{1b}[2J"),
        json!("<script>|=1+1"),
        json!([]),
        json!([1e308, -1e308]),
        json!({}),
    ]
}

#[test]
fn no_value_in_any_field_does_harm() {
    for text in [FORWARD, TRAIN, GIBBS] {
        let kept = Kept::of(text);
        let (places, values) = (kept.places(), hostile());
        // Many are refused; one in twenty-three of the rest is used to the end.
        let mut turn = 0;
        for place in &places {
            for value in &values {
                let Ok(record) = kept.with(place, value) else { continue };
                turn += 1;
                if turn % 23 == 0 {
                    use_it(&kept.study, &record);
                }
            }
        }
    }
}

#[test]
fn a_field_out_of_its_sense_is_named_with_file_and_line() {
    let kept = Kept::of(FORWARD);
    let many = json!(vec![0; 10_001]);
    let drawn =
        kept.cells[0]["sites"].as_array().unwrap().iter().position(|site| site["stripes"].is_object());
    let (pointer, stripes) = (format!("/sites/{}/stripes/units", drawn.unwrap()), "stripes.levels`");
    for (in_cell, pointer, value, field) in [
        (false, "/study", json!("../../victim"), "`study`"),
        (false, "/study", json!("a/b"), "`study`"),
        (false, "/study", json!(".."), "`study`"),
        (false, "/title", json!("\u{1b}]0;x\u{7}"), "`title`"),
        (false, "/cells", json!(7), "`cells`"),
        (false, "/trials", json!(0), "`trials`"),
        (false, "/axes/1/values/0/label", json!("a\nb"), "`axes[1].values[0].label`"),
        (false, "/claims/0/trials_holding", json!(2), "`claims[0].trials_holding`"),
        (false, "/claims/0/claim", json!("\u{9b}2J"), "`claims[0].claim`"),
        (false, "/seed", json!("NaN"), "`seed`"),
        (true, "/cell", json!("../../../up"), "`cell`"),
        (true, "/trial", json!(1), "`trial`"),
        (true, "/settings/layers/1", json!(0), "`settings.layers[1]`"),
        (true, "/settings/layers", json!([]), "`settings.layers`"),
        (true, "/settings/samples", json!(-4), "`settings.samples`"),
        (true, "/sites/1/layer", json!(1_000_000_000), "`sites[1].layer`"),
        (true, "/sites/1/step", json!(1), "`sites[1].step`"),
        (true, "/sites/0/summary/count", json!(3), "`sites[0]."),
        (true, "/sites/0/summary/std", json!(-1.0), "`sites[0].summary.std`"),
        (true, "/sites/0/summary/std", json!("NaN"), "`sites[0].summary.std`"),
        (true, "/sites/0/summary/zero_fraction", json!(1.5), "`sites[0].summary.zero_fraction`"),
        (true, "/sites/0/histograms/0/counts", many, "`sites[0].histograms[0].counts`"),
        (true, "/sites/0/histograms/0/counts/3", json!(u64::MAX), "`sites[0].histograms[0].counts`"),
        (true, "/sites/0/histograms/0/low", json!(1e308), "`sites[0].histograms[0].low`"),
        (true, &*pointer, json!(1u64 << 40), stripes),
    ] {
        let error = kept.with(&(in_cell, pointer.to_owned()), &value).unwrap_err();
        let said = error.to_string();
        let file = if in_cell { "cells.jsonl" } else { "record.json" };
        assert!(matches!(error, RecordError::Damaged { line: 1, .. }), "{pointer}: {said}");
        assert!(said.contains(file) && said.contains(field), "{pointer} {value}: {said}");
    }
}

proptest! {
    #[test]
    fn no_bytes_for_a_record_make_it_panic(cut in 0usize..4000, byte in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let cell = r#"{"cell":"9d5a43faf4b5","settings":{"protocol":"forward","layers":[2,2]},"trial":0,"sites":[]}"#;
        let mut bytes = cell.as_bytes().to_vec();
        let place = cut % bytes.len();
        bytes[place] = byte;
        std::fs::write(folder.path().join("cells.jsonl"), &bytes).unwrap();
        std::fs::write(folder.path().join("record.json"), &bytes[..place]).unwrap();
        prop_assert!(Record::read(folder.path()).is_err());
    }
}
