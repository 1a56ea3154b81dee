//! Modules import downwards only: a view never runs an engine, statistics never know what a
//! network is.

mod imports;

use std::fs;
use std::path::Path;

use self::imports::{Imports, Module, rust_files};

/// What each module may import, directly.
const MAY_IMPORT: [(&str, &[&str]); 24] = [
    ("file_kind", &[]),
    ("isa", &[]),
    ("machine", &[]),
    ("named", &[]),
    ("number", &[]),
    ("spec", &["number"]),
    ("noise", &["isa"]),
    ("kernel", &["isa"]),
    ("stats", &["kernel", "named"]),
    ("activation", &["isa", "kernel", "number", "spec"]),
    ("rbm", &["kernel", "noise"]),
    ("init", &["activation", "kernel", "noise", "number", "rbm", "spec", "theory"]),
    ("data", &["init", "kernel", "machine", "noise", "number", "spec"]),
    ("conform", &["activation", "init", "kernel", "noise", "number", "stats"]),
    ("theory", &["activation", "kernel"]),
    ("network", &["activation", "init", "kernel", "named", "noise", "spec", "stats"]),
    ("verdict", &["activation", "stats"]),
    ("record", &["file_kind", "named", "stats", "verdict"]),
    (
        "study",
        &["activation", "data", "init", "named", "network", "number", "rbm", "record", "spec", "stats"],
    ),
    ("explain", &["activation", "data", "init", "network", "number", "spec", "theory", "verdict"]),
    ("judge", &["record", "stats", "study"]),
    (
        "run",
        &[
            "activation",
            "data",
            "file_kind",
            "init",
            "judge",
            "kernel",
            "machine",
            "network",
            "noise",
            "rbm",
            "record",
            "stats",
            "study",
            "verdict",
        ],
    ),
    ("compare", &["record", "stats"]),
    ("view", &["compare", "number", "record", "stats", "spec"]),
];

/// The rooms of a module, from the lowest to the highest: each may use those before it alone.
const ROOMS: [(&str, &[&str]); 4] = [
    ("init", &["matrix", "schemes", "convolution"]),
    ("network", &["layer", "watch", "pass", "learn"]),
    ("study", &["document", "sections", "claims", "checks", "plan"]),
    ("run", &["memory", "protocols", "parts", "schedule", "folder"]),
];

/// Rooms of views, and those that they know nothing of.
const APART: [(&str, &[&str]); 4] = [
    ("figure", &["cells", "draw", "layout", "tables", "plots", "plan"]),
    ("cells", &["draw", "layout", "tables", "plots", "plan"]),
    ("draw", &["cells", "layout", "tables", "plots", "plan"]),
    ("layout", &["tables", "plots", "plan"]),
];

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

fn source() -> Imports {
    Imports::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

fn of(files: &[(&str, &str)]) -> Imports {
    Imports::of(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
}

fn shown(modules: &[&Module]) -> String {
    modules.iter().map(|module| module.join("/")).collect::<Vec<_>>().join(" -> ")
}

#[test]
fn no_two_files_import_each_other() {
    if let Some(circle) = source().circle() {
        panic!("a circle of imports: {}", shown(&circle));
    }
}

#[test]
fn a_circle_is_noticed_through_what_a_folder_shows() {
    let files = [
        ("lib.rs", "pub mod a;\npub mod c;"),
        ("a/mod.rs", "mod b;\npub use b::{B, Other as Another};"),
        ("a/b.rs", "use crate::c::C;\npub struct B;\npub struct Other;"),
        ("c.rs", "pub struct C;\nfn f() { let x = crate::a::Another; }"),
    ];
    assert_eq!(shown(&of(&files).circle().unwrap()), "a/b -> c");
    let mut apart = files;
    apart[3].1 = "pub struct C;\n#[cfg(test)]\nmod tests {\n    use crate::a::B;\n}";
    assert_eq!(of(&apart).circle(), None);
    // A folder that shows what its files hold does not use it.
    let within = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b;\npub use b::B;\npub struct A;"),
        ("a/b.rs", "use super::A;"),
    ];
    assert_eq!(of(&within).circle(), None);
}

/// Imports from one room of a module to another.
fn between_rooms(imports: &Imports) -> Vec<[String; 3]> {
    let graph = imports.graph();
    let pairs = graph.iter().flat_map(|(from, all)| all.iter().map(move |to| (*from, *to)));
    let rooms = pairs.filter_map(|(from, to)| match (from.as_slice(), to.as_slice()) {
        ([module, room, _, ..], [other, to, _, ..]) if module == other && room != to => {
            Some([module.clone(), room.clone(), to.clone()])
        }
        _ => None,
    });
    rooms.collect()
}

#[test]
fn rooms_know_nothing_of_what_stands_on_them() {
    let imports = between_rooms(&source());
    assert!(imports.len() > 100, "rooms are told apart");
    for [module, from, to] in imports {
        if let Some((_, rooms)) = ROOMS.iter().find(|(name, _)| *name == module) {
            let place =
                |room: &str| rooms.iter().position(|known| *known == room).expect("a room that is listed");
            assert!(place(&from) > place(&to), "{module}::{from} imports {module}::{to}");
        }
        let apart = APART.iter().find(|(room, _)| module == "view" && *room == from);
        assert!(
            apart.is_none_or(|(_, rooms)| !rooms.contains(&to.as_str())),
            "{module}::{from} imports {module}::{to}"
        );
    }
}
