//! What must hold of any bytes that somebody hands over: reading them ends in an error that says where and what, or in
//! something that can be used and reads back as it prints. The targets of `fuzz/` are these too.

use std::fmt::{Debug, Display};
use std::fs;
use std::path::Path;
use std::str::FromStr;
use std::sync::OnceLock;

use clap::Parser;
use initscope::activation::Activation;
use initscope::cli;
use initscope::data::{DataError, Dataset, Folder, Scale, Source, Split};
use initscope::init::{Bias, Drive, Init};
use initscope::judge::judge;
use initscope::network::{Norm, Optimizer};
use initscope::record::{DataFormat, Record, RecordError};
use initscope::run::{Data, Run, Shard};
use initscope::study::{Override, Plan, Study};
use initscope::view;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// What stands between the files of a document that has several.
pub(crate) const MARK: &str = "\n%%\n";

/// Something that reads what may come from anybody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    /// Name.
    pub(crate) name: &'static str,
    /// Reads bytes, and panics where something does not hold.
    pub(crate) read: fn(&[u8]),
}

/// All of them.
pub(crate) const READERS: [Reader; 7] = [
    Reader { name: "study", read: study },
    Reader { name: "spec", read: spec },
    Reader { name: "record", read: record },
    Reader { name: "parts", read: parts },
    Reader { name: "idx", read: idx },
    Reader { name: "csv", read: csv },
    Reader { name: "npy", read: npy },
];

/// A study that takes no time, and learns nothing.
pub(crate) const SMALL: &str = "[input]\nsamples = 2\n[network]\ninput = 2\nwidth = 2\ndepth = 1\n[histogram]\nbins = 2\n\
    [stripes]\nunits = 1\n[axes]\nactivation = [\"tanh\", \"relu\"]\ninit = \"he-normal\"\n";

fn study(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let study = match Study::parse("hostile", text, &[], false) {
        Ok(study) => study,
        Err(error) => return names(&error, &["line "]),
    };
    assert_eq!(Study::parse("hostile", &study.text, &[], false).as_ref(), Ok(&study));
    study.init.iter().for_each(|choice| reads_back(&choice.value));
    study.activation.iter().for_each(|choice| reads_back(&choice.value));
    study.bias.iter().for_each(|choice| reads_back(&choice.value));
    study.norm.iter().for_each(|choice| reads_back(&choice.value));
    study.drive.iter().for_each(|choice| reads_back(&choice.value));
    study.optimizer.iter().for_each(|choice| reads_back(&choice.value));
    if let Err(error) = Plan::new(&study) {
        names(&error, &[]);
    }
}

fn spec(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    parses::<Init>(text);
    parses::<Bias>(text);
    parses::<Drive>(text);
    parses::<Activation>(text);
    parses::<Norm>(text);
    parses::<Optimizer>(text);
    parses::<Source>(text);
    parses::<Scale>(text);
    parses::<Shard>(text);
    parses::<Override>(text);
}

fn record(bytes: &[u8]) {
    let [manifest, cells] = files(bytes);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("record.json"), manifest).unwrap();
    fs::write(folder.path().join("cells.jsonl"), cells).unwrap();
    match Record::read(folder.path()) {
        Ok(record) => used(&record),
        Err(error @ RecordError::Damaged { .. }) => names(&error, &["line ", ": damaged record: "]),
        Err(error) => names(&error, &[folder.path().to_str().unwrap()]),
    }
}

/// Does all that is done with a record.
fn used(record: &Record) {
    view::figures(record).for_each(|(_, figure)| drop(view::compose(&figure)));
    let name = &record.manifest.study;
    let marks = ["results", "gradients", "claims"]
        .map(|table| format!("<!-- BEGIN {table}: {name} -->\n<!-- END {table}: {name} -->\n"));
    let _ = view::splice(&marks.concat(), record);
    let _ = view::training(record);
    let Record { manifest, cells } = record;
    let json = serde_json::to_string(manifest).unwrap();
    assert_eq!(&serde_json::from_str::<initscope::record::Manifest>(&json).unwrap(), manifest);
    for cell in cells {
        let json = serde_json::to_string(cell).unwrap();
        assert_eq!(&serde_json::from_str::<initscope::record::CellRecord>(&json).unwrap(), cell);
    }
    if let Ok(study) = Study::parse(name, &manifest.text, &[], manifest.quick) {
        judge(&study, cells);
    }
}

/// What an interrupted run of [`SMALL`] leaves: the header, and each cell's key with its record.
#[derive(Debug)]
pub(crate) struct Kept {
    /// `plan.json`.
    pub(crate) header: String,
    /// Keys and records.
    pub(crate) cells: Vec<(String, String)>,
    study: Study,
    plan: Plan,
}

impl Kept {
    /// That of an uninterrupted run but for its record.
    pub(crate) fn get() -> &'static Self {
        static KEPT: OnceLock<Kept> = OnceLock::new();
        KEPT.get_or_init(|| {
            let study = Study::parse("small", SMALL, &[], false).unwrap();
            let (plan, folder) = (Plan::new(&study).unwrap(), tempfile::tempdir().unwrap());
            let data = Data::default();
            let mut run = Run::new(&study, &plan, &data, folder.path(), Shard::WHOLE, false).unwrap();
            run.complete(|_| {}, &false.into()).unwrap();
            drop(run);
            let read = |file: &str| fs::read_to_string(folder.path().join("parts").join(file)).unwrap();
            let cells = read("cells-1-of-1-1.jsonl");
            let cells = cells.lines().map(|line| {
                let (_, said) = line.split_once(' ').unwrap();
                let (key, json) = said.split_once(' ').unwrap();
                (key.to_owned(), json.to_owned())
            });
            Self { header: read("plan.json"), cells: cells.collect(), study, plan }
        })
    }
}

/// A line of a part as the program writes it.
fn sealed(key: &str, record: &[u8]) -> Vec<u8> {
    let said = [key.as_bytes(), b" ", record].concat();
    let digest: [u8; 32] = Sha256::digest(&said).into();
    let sum: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    [sum.as_bytes(), b" ", &said, b"\n"].concat()
}

/// A header, and lines of a part: those that begin with `=` become records with right keys and checksums.
fn parts(bytes: &[u8]) {
    let [header, lines] = files(bytes);
    let Kept { cells, study, plan, .. } = Kept::get();
    let mut keys = cells.iter().map(|(key, _)| key).cycle();
    let part = lines.split(|byte| *byte == b'\n').map(|line| match line.strip_prefix(b"=") {
        Some(record) => sealed(keys.next().unwrap(), record),
        None => [line, b"\n"].concat(),
    });
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("parts");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("plan.json"), header).unwrap();
    fs::write(inside.join("cells-1-of-1-1.jsonl"), part.collect::<Vec<_>>().concat()).unwrap();

    let path = folder.path().to_str().unwrap();
    let arguments = cli::Arguments::try_parse_from(["initscope", "status", path]).unwrap();
    if let Err(error) = cli::run(&arguments, &mut Vec::new()) {
        assert!(!error.to_string().is_empty());
    }
    let data = Data::default();
    let mut run = match Run::new(study, plan, &data, folder.path(), Shard::WHOLE, false) {
        Ok(run) => run,
        Err(error) => return names(&error, &[path]),
    };
    match run.assemble(folder.path(), DataFormat::Csv) {
        Ok(record) => {
            used(&record);
            assert_eq!(Record::read(folder.path()).unwrap(), record);
        }
        Err(error) => names(&error, &[]),
    }
}

fn idx(bytes: &[u8]) {
    let [images, labels] = files(bytes);
    let folder = tempfile::tempdir().unwrap();
    let name = |bytes: &[u8], name: &str| {
        format!("{name}{}", if bytes.starts_with(&[0x1f, 0x8b]) { ".gz" } else { "" })
    };
    fs::write(folder.path().join(name(images, "train-images-idx3-ubyte")), images).unwrap();
    fs::write(folder.path().join(name(labels, "train-labels-idx1-ubyte")), labels).unwrap();
    samples(&folder, Dataset::read(&Source::Idx(Folder::new(folder.path())), Split::HeldOut { seed: 0 }));
}

fn csv(bytes: &[u8]) {
    source("csv", bytes);
}

fn npy(bytes: &[u8]) {
    source("npy", bytes);
}

/// A file behind a line with keys such as `,label=x`.
fn source(kind: &str, bytes: &[u8]) {
    let [keys, file] = files(bytes);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    let keys = String::from_utf8_lossy(keys);
    if keys.contains('/') {
        return;
    }
    let Ok(source) = format!("{kind}:{}{keys}", path.display()).parse::<Source>() else { return };
    reads_back(&source);
    fs::write(path, file).unwrap();
    samples(&folder, Dataset::read(&source, Split::Whole));
}

/// Samples are of finite numbers, as many as there are labels; errors name the file.
fn samples(folder: &TempDir, read: Result<Dataset, DataError>) {
    let path: &Path = folder.path();
    let data = match read {
        Ok(data) => data,
        Err(error) => return names(&error, &[path.to_str().unwrap()]),
    };
    for part in [&data.train, &data.held_out] {
        assert!(part.inputs.iter().all(|number| number.is_finite()));
    }
}

/// The files of a document, empty where there are fewer.
fn files<const COUNT: usize>(bytes: &[u8]) -> [&[u8]; COUNT] {
    let mut files = [&[][..]; COUNT];
    let mut rest = bytes;
    for (number, file) in files.iter_mut().enumerate() {
        let end = rest
            .windows(MARK.len())
            .position(|window| window == MARK.as_bytes())
            .filter(|_| number + 1 < COUNT);
        *file = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[], |end| &rest[end + MARK.len()..]);
    }
    files
}

fn parses<T: FromStr + Display + Debug + PartialEq>(text: &str)
where
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(value) => reads_back(&value),
        // Of a long one the beginning is said.
        Err(error) => names(&error, &[text.get(..60.min(text.len())).unwrap_or_default()]),
    }
}

fn reads_back<T: FromStr + Display + Debug + PartialEq>(value: &T) {
    let printed = value.to_string();
    assert_eq!(printed.parse::<T>().ok().as_ref(), Some(value), "{printed}");
}

/// An error names what is wrong.
fn names(error: &impl Display, all: &[&str]) {
    let said = error.to_string();
    assert!(!said.is_empty() && all.iter().all(|what| said.contains(what)), "{all:?}: {said}");
}
