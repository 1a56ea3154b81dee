//! Modules import downwards only: a view never runs an engine, statistics never know what a
//! network is.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import, directly.
const MAY_IMPORT: [(&str, &[&str]); 20] = [
    ("named", &[]),
    ("number", &[]),
    ("spec", &["number"]),
    ("noise", &[]),
    ("kernel", &[]),
    ("stats", &["kernel", "named"]),
    ("activation", &["kernel", "spec"]),
    ("rbm", &["kernel", "noise"]),
    ("init", &["activation", "kernel", "noise", "number", "rbm", "spec"]),
    ("data", &["init", "kernel", "noise", "spec"]),
    ("conform", &["init", "kernel", "noise", "number", "stats"]),
    ("theory", &["activation", "kernel"]),
    ("network", &["activation", "init", "kernel", "named", "noise", "spec", "stats"]),
    ("record", &["named", "stats"]),
    (
        "study",
        &["activation", "data", "init", "named", "network", "number", "rbm", "record", "spec", "stats"],
    ),
    ("explain", &["activation", "data", "init", "network", "number", "record", "spec", "theory"]),
    ("judge", &["record", "stats", "study"]),
    (
        "run",
        &[
            "activation",
            "data",
            "init",
            "judge",
            "kernel",
            "network",
            "noise",
            "rbm",
            "record",
            "stats",
            "study",
        ],
    ),
    ("compare", &["record", "stats"]),
    ("view", &["compare", "number", "record", "stats", "spec"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] }).collect()
}

/// The first module named after each `crate::`.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after = code.flat_map(|line| line.split("crate::").skip(1));
    after.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()).collect()
}

#[test]
fn imports_go_down_and_never_up() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in rust_files(&source) {
        let inside = path.strip_prefix(&source).unwrap();
        let module = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if ["lib", "main", "cli"].contains(&module.as_str()) {
            continue;
        }
        let (_, allowed) =
            MAY_IMPORT.iter().find(|(name, _)| *name == module).expect("a module that is listed");
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            let fine = import == module || allowed.contains(&import.as_str());
            assert!(fine, "{} imports crate::{import}", inside.display());
        }
    }
}

#[test]
fn an_import_upwards_is_noticed() {
    assert_eq!(
        imports("use crate::run::run;\n// crate::view\nfn f() -> crate::stats::Bins {}"),
        ["run", "stats"]
    );
}
