//! Documents that show pictures and tables of the studies.

use std::error::Error;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use initscope::record::Record;
use initscope::study::EMBEDDED;
use initscope::view::{SpliceError, splice};

use super::GALLERY;
use super::sums::{named, relative};

/// A Markdown document.
#[derive(Debug)]
pub(crate) struct Document {
    path: String,
    /// As it is in git.
    text: String,
    /// With the tables of the studies that ran.
    spliced: String,
}

impl Document {
    /// The README, the lesson and everything in `docs`.
    pub(crate) fn all(root: &Path) -> io::Result<Vec<Self>> {
        let docs = fs::read_dir(root.join("docs"))?.map(|entry| Ok(entry?.path()));
        let mut paths = docs.collect::<io::Result<Vec<_>>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        paths.extend([root.join("README.md"), root.join(GALLERY).join("README.md")]);
        paths.sort();
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path).map_err(|error| named(error, &path))?;
            Ok(Self { path: relative(&path, root), spliced: text.clone(), text })
        };
        paths.into_iter().map(read).collect()
    }

    /// Where it lies, from the root of the repository.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Puts in the tables of a study, where the document has marks for them.
    pub(crate) fn splice(&mut self, record: &Record) -> Result<(), Box<dyn Error>> {
        match splice(&self.spliced, record) {
            Ok(spliced) => self.spliced = spliced,
            Err(SpliceError::NoMark(_)) => (),
            Err(error) => return Err(format!("{}: {error}", self.path).into()),
        }
        Ok(())
    }

    /// The pictures it shows that lie in the repository, from its root.
    pub(crate) fn pictures(&self) -> Vec<String> {
        let folder = Path::new(&self.path).parent().unwrap_or(Path::new(""));
        let targets = self.text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        let local = targets.map(|(target, _)| target).filter(|target| !target.contains("://"));
        local.filter(|target| target.ends_with(".png")).map(|target| normal(&folder.join(target))).collect()
    }

    /// Saves it if its tables are new.
    pub(crate) fn write(&self, root: &Path) -> io::Result<()> {
        if self.text == self.spliced {
            return Ok(());
        }
        println!("new tables in {}", self.path);
        let path = root.join(&self.path);
        fs::write(&path, &self.spliced).map_err(|error| named(error, &path))
    }

    /// Marks for tables of studies that there are not.
    pub(crate) fn unfilled(&self) -> Vec<String> {
        let marks = self.text.split("<!-- BEGIN ").skip(1).filter_map(|rest| rest.split_once(" -->"));
        let unfilled = marks.map(|(mark, _)| mark).filter(|mark| {
            let name = mark.split_once(": ").and_then(|(_, of)| of.split(" / ").next());
            !EMBEDDED.iter().any(|(study, _)| Some(*study) == name)
        });
        unfilled.map(|mark| format!("{}: no study fills `{mark}`", self.path)).collect()
    }

    /// Every line of its tables that is not what a study gives now.
    pub(crate) fn differences(&self) -> Vec<String> {
        let (text, spliced) = (self.text.lines(), self.spliced.lines());
        if text.clone().count() != spliced.clone().count() {
            return vec![format!("{}: its tables have other lines now", self.path)];
        }
        let lines = text.zip(spliced).enumerate().filter(|(_, (line, now))| line != now);
        lines.map(|(index, (_, now))| format!("{}:{}: now {now}", self.path, index + 1)).collect()
    }
}

/// The path without `.` and `..`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            _ => (),
        }
    }
    parts.join("/")
}
