//! The table of layers as Parquet: the same as CSV, with types.

use std::fs::{self, File};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use assert_cmd::cargo::cargo_bin_cmd;
use initscope::record::{DataFormat, Record};
use initscope::run::{Data, Run, Shard};
use initscope::study::{Plan, Study};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// Trained and diverged networks, labels that need quotes, spectra, and settings that are not there.
const TRAINED: &str = r#"
protocol = "train"
trials = 2
[input]
kind = "digits"
samples = 20
[network]
width = 4
depth = 2
[train]
steps = 4
evaluate = 0
snapshots = [0, 4]
[axes]
activation = "relu"
init = ["he-normal", "zeros", "truncated-normal:mean=0.5,std=0.25", "normal:std=1e30"]
optimizer = ["sgd:lr=0.1", "adam"]
"#;
const SPECTRA: &str = r#"
[input]
samples = 10
[network]
layers = [5, 7, 3]
[jacobian]
inputs = 2
[axes]
activation = ["sigmoid", "tanh"]
init = "he-normal"
residual = [true, false]
drive = ["zeros", "normal:std=0.1"]
"#;
/// More rows than a group has.
const DEEP: &str = "[input]\nsamples = 1\n[network]\ninput = 1\nwidth = 1\ndepth = 5500\n[histogram]\nbins = 0\n\
                    [axes]\nactivation = \"linear\"\ninit = [\"ones\", \"normal\"]\n";
const GROUP: i64 = 32_768;

/// Writes the record of a study into a folder.
fn run(text: &str, format: DataFormat, folder: &Path) -> Record {
    let study = Study::parse("study", text, &[], false).unwrap();
    let data = Data::read(&study).unwrap();
    let study = data.width().map_or(study.clone(), |width| study.with_input(width));
    let plan = Plan::new(&study).unwrap();
    let mut run = Run::new(&study, &plan, &data, folder, Shard::WHOLE, false).unwrap();
    run.complete(|_| (), &AtomicBool::new(false)).unwrap();
    run.assemble(folder, format).unwrap()
}

fn reader(folder: &Path) -> SerializedFileReader<File> {
    SerializedFileReader::new(File::open(folder.join("layers.parquet")).unwrap()).unwrap()
}

/// Holds every value in one file against that in the other; returns how many rows there are.
fn assert_same(folder: &Path) -> usize {
    let mut csv = csv::Reader::from_path(folder.join("layers.csv")).unwrap();
    let names: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    let mut records = csv.records();
    let mut rows = 0;
    for row in reader(folder).get_row_iter(None).unwrap() {
        let (row, record) = (row.unwrap(), records.next().unwrap().unwrap());
        assert!(row.get_column_iter().map(|(name, _)| name).eq(&names));
        for ((name, field), text) in row.get_column_iter().zip(&record) {
            let is_same = match field {
                Field::Null => text.is_empty(),
                Field::Str(found) => found == text,
                Field::Bool(found) => found.to_string() == text,
                Field::Long(found) => found.to_string() == text,
                Field::Double(found) => text.parse::<f64>().unwrap().to_bits() == found.to_bits(),
                _ => false,
            };
            assert!(is_same, "{name} in row {rows}: {field:?} and {text:?}");
        }
        rows += 1;
    }
    assert!(records.next().is_none());
    rows
}

#[test]
fn every_value_is_the_one_in_the_csv_file() {
    for text in [TRAINED, SPECTRA] {
        let folder = tempfile::tempdir().unwrap();
        let record = run(text, DataFormat::Csv, folder.path());
        assert_eq!(run(text, DataFormat::Parquet, folder.path()), record);
        let sites: usize = record.cells.iter().map(|cell| cell.sites.len()).sum();
        assert_eq!(assert_same(folder.path()), sites);
    }
}

#[test]
fn columns_have_the_types_of_what_is_in_them() {
    let folder = tempfile::tempdir().unwrap();
    run(SPECTRA, DataFormat::Parquet, folder.path());
    let row = reader(folder.path()).get_row_iter(None).unwrap().next().unwrap().unwrap();
    let field = |wanted: &str| row.get_column_iter().find(|(name, _)| *name == wanted).unwrap().1.clone();
    assert_eq!(field("residual"), Field::Bool(true));
    assert_eq!(field("depth"), Field::Long(2));
    assert_eq!(field("count"), Field::Long(50));
    assert_eq!(field("width"), Field::Str("7-3".to_owned()));
    assert_eq!(field("quantity"), Field::Str("input".to_owned()));
    assert!(matches!(field("mean"), Field::Double(_)));
    for missing in ["saturated_fraction", "theory_std", "verdict", "optimizer", "median"] {
        assert_eq!(field(missing), Field::Null, "{missing}");
    }
}

#[test]
fn rows_are_written_in_groups_of_a_bounded_size() {
    let folder = tempfile::tempdir().unwrap();
    for format in [DataFormat::Csv, DataFormat::Parquet] {
        run(DEEP, format, folder.path());
    }
    let rows = assert_same(folder.path()) as i64;
    let groups: Vec<i64> =
        reader(folder.path()).metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [GROUP, rows - GROUP]);
}

#[test]
fn the_same_record_has_the_same_bytes() {
    let bytes = |threads: usize| {
        let folder = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(SPECTRA, DataFormat::Parquet, folder.path()));
        let metadata = reader(folder.path()).metadata().file_metadata().clone();
        let version = format!("initscope version {}", env!("CARGO_PKG_VERSION"));
        assert_eq!(metadata.created_by(), Some(&*version));
        assert_eq!(metadata.key_value_metadata(), None);
        fs::read(folder.path().join("layers.parquet")).unwrap()
    };
    assert!(bytes(1) == bytes(3));
}

#[test]
fn a_folder_has_one_table_of_layers_and_every_command_knows_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("study.toml"), SPECTRA).unwrap();
    let done = |arguments: &str| {
        let mut command = cargo_bin_cmd!("initscope");
        command.current_dir(folder.path()).args(arguments.split(' '));
        String::from_utf8(command.assert().code(0).get_output().stdout.clone()).unwrap()
    };
    let files = || {
        let names = fs::read_dir(folder.path().join("results/study")).unwrap();
        let mut names: Vec<String> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let with = |table: &str| ["cells.jsonl", table, "record.json"].map(str::to_owned);
    let experiment = "experiment study.toml --no-figures --fresh";
    done(experiment);
    assert_eq!(files(), with("layers.csv"));
    let said = done(&format!("{experiment} --format-data parquet"));
    assert!(said.contains("8 cells. Numbers: results/study/layers.parquet\n"), "{said}");
    assert_eq!(files(), with("layers.parquet"));
    let parquet = fs::read(folder.path().join("results/study/layers.parquet")).unwrap();
    assert!(done("show results/study").contains("Numbers: results/study/layers.parquet\n"));
    done("check results/study");
    done("compare results/study results/study --no-figures");
    done("render results/study --figures overview");
    assert_eq!(fs::read(folder.path().join("results/study/layers.parquet")).unwrap(), parquet);
    done(experiment);
    assert_eq!(files(), with("layers.csv"));
    for share in ["1/2", "2/2"] {
        done(&format!("{experiment} --shard {share}"));
    }
    done("merge results/study --figures none --format-data parquet");
    assert_eq!(files(), with("layers.parquet"));
    assert_eq!(fs::read(folder.path().join("results/study/layers.parquet")).unwrap(), parquet);
}
