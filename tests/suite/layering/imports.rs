//! Which files import which, read from their `use` lines and paths: re-exports are followed to the file that
//! defines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module's path below the crate: `["network", "layer", "dense"]`.
pub(crate) type Module = Vec<String>;

/// What is read of a file.
struct File {
    /// Whether it is a folder's `mod.rs`.
    is_root: bool,
    imports: Vec<Vec<String>>,
    /// Names that it shows as its own, and where they are from.
    shown: BTreeMap<String, Vec<String>>,
}

/// The files of a crate by module.
pub(crate) struct Imports(BTreeMap<Module, File>);

pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] }).collect()
}

impl Imports {
    /// Of the files below `source`.
    pub(crate) fn read(source: &Path) -> Self {
        let inside = |path: &Path| path.strip_prefix(source).unwrap().to_string_lossy().replace('\\', "/");
        let files =
            rust_files(source).into_iter().map(|path| (inside(&path), fs::read_to_string(&path).unwrap()));
        Self::of(files)
    }

    /// Of files with these paths and texts.
    pub(crate) fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let file = |(path, text): (String, String)| {
            let mut module: Module = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            let is_root = module.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str())).is_some();
            (module, File::read(is_root, &text))
        };
        Self(files.into_iter().map(file).collect())
    }

    /// Every file with the files whose items it uses.
    pub(crate) fn graph(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let edges = |(module, file): (&'_ Module, &File)| -> BTreeSet<&Module> {
            let shown = |path: &&Vec<String>| file.is_root && file.shown.values().any(|other| other == *path);
            let found = file.imports.iter().filter(|path| !shown(path));
            let found = found.filter_map(|path| self.defining(module, path)).filter(|other| *other != module);
            found.collect()
        };
        self.0.iter().map(|(module, file)| (module, edges((module, file)))).collect()
    }

    /// The file that defines what `module` calls `path`; none where it is another crate's.
    fn defining(&self, module: &Module, path: &[String]) -> Option<&Module> {
        let ups = path.iter().take_while(|step| *step == "super").count();
        let (mut place, mut rest) = match path[0].as_str() {
            "crate" => (Module::new(), &path[1..]),
            "self" => (module.clone(), &path[1..]),
            "super" => (module[..module.len().saturating_sub(ups)].to_vec(), &path[ups..]),
            first => {
                let child = [module.as_slice(), &[first.to_owned()]].concat();
                self.0.get(&child)?;
                (module.clone(), path)
            }
        };
        while let [step, others @ ..] = rest {
            let child = [place.as_slice(), std::slice::from_ref(step)].concat();
            if self.0.contains_key(&child) {
                place = child;
            } else if let Some(shown) = self.0.get(&place).and_then(|file| file.shown.get(step)) {
                return self.defining(&place, &[shown.as_slice(), others].concat());
            } else {
                break;
            }
            rest = others;
        }
        self.0.get_key_value(&place).map(|(module, _)| module)
    }

    /// The shortest circle of imports, if there is one.
    pub(crate) fn circle(&self) -> Option<Vec<&Module>> {
        let graph = self.graph();
        graph.keys().filter_map(|start| way_back(&graph, start)).min_by_key(Vec::len)
    }
}

/// The shortest way from a module to itself.
fn way_back<'a>(
    graph: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
    start: &'a Module,
) -> Option<Vec<&'a Module>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![start]];
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for &next in &graph[way.last().unwrap()] {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next) {
                    longer.push([way.as_slice(), &[next]].concat());
                }
            }
        }
        ways = longer;
    }
    None
}

impl File {
    fn read(is_root: bool, text: &str) -> Self {
        // What tests import is theirs.
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code: String =
            text.lines().map(|line| line.split("//").next().unwrap().to_owned() + "\n").collect();
        let (mut imports, mut shown) = (Vec::new(), BTreeMap::new());
        for statement in code.split(';') {
            let lines: Vec<&str> = statement.lines().map(str::trim).collect();
            let begin = lines.iter().position(|line| is_use(line)).unwrap_or(lines.len());
            let (before, used) = lines.split_at(begin);
            let used = used.join(" ");
            if let Some((visibility, tree)) = used.split_once("use ") {
                for (path, name) in leaves(tree) {
                    if !visibility.is_empty() {
                        shown.insert(name, path.clone());
                    }
                    imports.push(path);
                }
            }
            let before = before.join("\n");
            let paths = before.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
            let paths = paths.filter(|path| path.starts_with("crate::") || path.starts_with("super::"));
            imports.extend(paths.map(|path| steps(path.trim_end_matches(':'))));
        }
        Self { is_root, imports, shown }
    }
}

/// Whether a line begins a `use`, whoever may see it.
fn is_use(line: &str) -> bool {
    line.starts_with("use ") || (line.starts_with("pub") && line.contains(" use "))
}

fn steps(path: &str) -> Vec<String> {
    path.split("::").map(|step| step.trim().to_owned()).filter(|step| step != "self").collect()
}

/// Every path of a `use` tree, and the name that it gets.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let Some((head, tail)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap()));
        let path = steps(path);
        return if path.is_empty() { Vec::new() } else { vec![(path, name.trim().to_owned())] };
    };
    let inner = tail.rsplit_once('}').map_or(tail, |(inner, _)| inner);
    let mut depth = 0;
    let parts = inner.split(|c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(|part| leaves(&format!("{}{part}", head.trim()))).collect()
}
