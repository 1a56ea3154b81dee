//! A folder to run the program in, and what one wants to know afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use tempfile::TempDir;

/// A study of four cells that takes a moment.
pub(crate) const SMALL: &str = r#"title = "Small?"
source = "Nobody, Nowhere"

[input]
samples = 20

[network]
input = 8
width = 6
depth = 2

[axes]
activation = ["relu", "tanh"]
init = ["he-normal", { value = "normal:std=0.01", label = "tiny" }]

[quick]
input.samples = 10
"#;

/// A temporary folder with `small.toml` in it, the current folder of every command.
pub(crate) struct Bench {
    folder: TempDir,
}

/// A row of a CSV file, by column.
pub(crate) type Row = BTreeMap<String, String>;

/// Files by their path from some folder, with their bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

impl Bench {
    pub(crate) fn new() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        bench.write("small.toml", SMALL);
        bench
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    /// The command with `arguments`, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = cargo_bin_cmd!("initscope");
        command.current_dir(self.path()).args(arguments);
        // What the terminal of whoever runs the tests is like.
        for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
    }

    /// Runs a command that must succeed in silence on standard error; returns standard output.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).assert().code(0).stderr("").get_output().clone();
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs `experiment small.toml` without figures.
    pub(crate) fn numbers(&self, arguments: &[&str]) -> String {
        self.done(&[&["experiment", "small.toml", "--no-figures"], arguments].concat())
    }

    /// Runs a command that must succeed and go on where another had ended.
    pub(crate) fn goes_on(&self, arguments: &[&str]) {
        let output = self.command(arguments).assert().success().get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(": going on after ") && said.lines().count() == 1, "{said}");
    }

    /// Runs a command that must fail with this code, print nothing, and change no file; returns
    /// what it says.
    pub(crate) fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let before = self.files(".");
        let output = self.command(arguments).assert().code(code).stdout("").get_output().clone();
        assert_eq!(self.files("."), before, "{arguments:?} left something behind");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Runs a command that must fail with code 2 and exactly this message.
    pub(crate) fn fails(&self, arguments: &[&str], message: &str) {
        assert_eq!(self.refused(2, arguments), format!("error: {message}\n"), "{arguments:?}");
    }

    /// Every file and empty folder below `folder`, hidden ones too.
    pub(crate) fn files(&self, folder: &str) -> Files {
        let mut files = Files::new();
        collect(&self.path().join(folder), "", &mut files);
        files
    }

    /// The names of `files`.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        self.files(folder).into_keys().collect()
    }

    /// `record.json` of a study in `results`.
    pub(crate) fn manifest(&self, study: &str) -> Value {
        serde_json::from_str(&self.read(&format!("results/{study}/record.json"))).unwrap()
    }

    /// The cells of a study in `results`.
    pub(crate) fn cells(&self, study: &str) -> Vec<Value> {
        let text = self.read(&format!("results/{study}/cells.jsonl"));
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The rows of `layers.csv` of a study in `results`.
    pub(crate) fn rows(&self, study: &str) -> Vec<Row> {
        self.table(study, "layers.csv")
    }

    /// The rows of a CSV file of a study in `results`.
    pub(crate) fn table(&self, study: &str, file: &str) -> Vec<Row> {
        let path = self.path().join(format!("results/{study}/{file}"));
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
    }

    /// The different values of a column in order of appearance.
    pub(crate) fn column(&self, study: &str, column: &str) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for row in self.rows(study) {
            if !values.contains(&row[column]) {
                values.push(row[column].clone());
            }
        }
        values
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files.insert(format!("{name}/"), Vec::new());
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
