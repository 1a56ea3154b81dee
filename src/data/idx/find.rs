//! Where the files of a data set are, by the names that they go by.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::data::{DataError, Folder};

/// The two files of each part of a data set.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Files {
    pub(super) train: Option<Two>,
    pub(super) test: Option<Two>,
}

/// Images with their labels.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Two {
    pub(super) images: PathBuf,
    pub(super) labels: PathBuf,
}

/// Which samples a file is about. The first of two that could be the same part is preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Train,
    /// A data set of one part.
    Only,
    T10k,
    Test,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Images,
    Labels,
}

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    set: String,
    part: Part,
    what: What,
    /// The smaller is preferred: plain files to packed ones, a dash before `idx` to a dot.
    rank: (bool, bool),
}

/// The files of one folder by data set, part and what they hold.
type Sets = BTreeMap<String, BTreeMap<(Part, What), PathBuf>>;

impl Name {
    fn parse(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let (name, packed) = lower.strip_suffix(".gz").map_or((&lower[..], false), |name| (name, true));
        let (before, what, after) = [(What::Images, "images"), (What::Labels, "labels")]
            .into_iter()
            .find_map(|(what, word)| name.rsplit_once(word).map(|(before, after)| (before, what, after)))?;
        let is_separator = |c: char| matches!(c, '-' | '.' | '_');
        let format = after.strip_prefix(is_separator)?.strip_prefix("idx")?;
        let format = format.strip_prefix(|c: char| c.is_ascii_digit())?.strip_prefix(is_separator)?;
        if !matches!(format, "ubyte" | "byte" | "short" | "int")
            || !(before.is_empty() || before.ends_with(is_separator))
        {
            return None;
        }
        let before = before.trim_end_matches(is_separator);
        let (part, set) = [("train", Part::Train), ("t10k", Part::T10k), ("test", Part::Test)]
            .into_iter()
            .find_map(|(word, part)| {
                let set = before.strip_suffix(word)?;
                (set.is_empty() || set.ends_with(is_separator)).then_some((part, set))
            })
            .unwrap_or((Part::Only, before));
        let set = set.trim_end_matches(is_separator).to_owned();
        Some(Self { set, part, what, rank: (packed, after.starts_with('.')) })
    }
}

impl Files {
    /// The files in a folder, or in one inside it.
    pub(super) fn find(wanted: &Folder) -> Result<Self, DataError> {
        check(wanted)?;
        let folder = &wanted.path;
        let mut level = vec![folder.clone()];
        for _ in 0..=DEPTH {
            let mut found: Vec<(PathBuf, Sets)> =
                level.iter().map(|folder| (folder.clone(), sets(folder))).collect();
            found.retain(|(_, sets)| !sets.is_empty());
            if let Some(set) = wanted.set.as_deref().filter(|_| !found.is_empty()) {
                let there: BTreeSet<String> = found
                    .iter()
                    .flat_map(|(_, sets)| sets.keys().map(|name| named(name).to_owned()))
                    .collect();
                found.retain(|(_, sets)| sets.contains_key(unnamed(set)));
                if found.is_empty() {
                    let sets = there.into_iter().collect();
                    return Err(DataError::NoSet { folder: folder.clone(), set: set.to_owned(), sets });
                }
            }
            match &mut found[..] {
                [] => level = level.iter().flat_map(|folder| folders(folder)).take(MOST_FOLDERS).collect(),
                [(folder, sets)] => return Self::choose(folder, std::mem::take(sets), wanted.set.as_deref()),
                several => {
                    let folders = several.iter().map(|(folder, _)| folder.clone()).collect();
                    return Err(DataError::Folders { folder: folder.clone(), folders });
                }
            }
        }
        Err(DataError::NoFiles { folder: folder.clone(), there: contents(folder) })
    }

    fn choose(folder: &Path, mut sets: Sets, wanted: Option<&str>) -> Result<Self, DataError> {
        let only = || sets.keys().next().filter(|_| sets.len() == 1).cloned();
        let plain = || sets.contains_key("").then(String::new);
        let Some(name) = wanted.map(|name| unnamed(name).to_owned()).or_else(plain).or_else(only) else {
            let sets = sets.keys().map(|name| named(name).to_owned()).collect();
            return Err(DataError::Sets { folder: folder.to_owned(), sets });
        };
        let mut files = sets.remove(&name).unwrap_or_default();
        let mut two = |part| -> Result<Option<Two>, DataError> {
            let [images, labels] = [What::Images, What::Labels].map(|what| files.remove(&(part, what)));
            match (images, labels) {
                (Some(images), Some(labels)) => Ok(Some(Two { images, labels })),
                (None, None) => Ok(None),
                (Some(found), None) => Err(alone(found, "images", "labels-idx1-ubyte")),
                (None, Some(found)) => Err(alone(found, "labels", "images-idx3-ubyte")),
            }
        };
        let mut first = |[part, other]: [Part; 2]| match two(part)? {
            Some(two) => Ok(Some(two)),
            None => two(other),
        };
        Ok(Self { train: first([Part::Train, Part::Only])?, test: first([Part::T10k, Part::Test])? })
    }
}

/// How deep below a folder files are looked for: torchvision's `DIR/MNIST/raw`.
const DEPTH: usize = 2;

/// Folders that are looked into on one level.
const MOST_FOLDERS: usize = 1000;

/// How the data set without a name is called.
const PLAIN: &str = "none";

fn named(set: &str) -> &str {
    if set.is_empty() { PLAIN } else { set }
}

fn unnamed(set: &str) -> &str {
    if set == PLAIN { "" } else { set }
}

/// One file without the other, which would be called the same but for its end.
fn alone(found: PathBuf, what: &str, end: &str) -> DataError {
    let name = found.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let start = name.to_ascii_lowercase().rfind(what).map_or("", |place| &name[..place]);
    let missing = format!("{start}{end}");
    DataError::Alone { found, missing }
}

fn entries(folder: &Path) -> Vec<DirEntry> {
    let mut entries: Vec<DirEntry> =
        fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).collect();
    entries.sort_by_key(DirEntry::file_name);
    entries
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    entries(folder).iter().map(DirEntry::path).filter(|path| path.is_dir()).collect()
}

/// What is in a folder and not hidden, a slash behind folders.
fn contents(folder: &Path) -> Vec<String> {
    let name = |entry: &DirEntry| {
        let slash = if entry.path().is_dir() { "/" } else { "" };
        format!("{}{slash}", entry.file_name().to_string_lossy().escape_debug())
    };
    let hidden = |entry: &&DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    entries(folder).iter().filter(|entry| !hidden(entry)).map(name).collect()
}

/// Whether a file is in a folder of its name, its rank and its path: the smallest is taken.
type Offer = (bool, (bool, bool), PathBuf);

/// The data sets in a folder itself. Some archives unpack into a folder with the name of the file in it.
fn sets(folder: &Path) -> Sets {
    let mut found: BTreeMap<(String, Part, What), Offer> = BTreeMap::new();
    let mut take = |name: Name, inside: bool, path: PathBuf| {
        let offered = (inside, name.rank, path);
        let place = found.entry((name.set, name.part, name.what)).or_insert_with(|| offered.clone());
        if offered < *place {
            *place = offered;
        }
    };
    for entry in entries(folder) {
        let Some(name) = Name::parse(&entry.file_name().to_string_lossy()) else { continue };
        let path = entry.path();
        if path.is_file() {
            take(name, false, path);
            continue;
        }
        for entry in entries(&path).iter().filter(|entry| entry.path().is_file()) {
            let inner = Name::parse(&entry.file_name().to_string_lossy());
            if let Some(inner) = inner.filter(|inner| inner.what == name.what && inner.part == name.part) {
                take(Name { set: name.set.clone(), ..inner }, true, entry.path());
            }
        }
    }
    let mut sets = Sets::new();
    for ((set, part, what), (.., path)) in found {
        sets.entry(set).or_default().insert((part, what), path);
    }
    sets
}

fn check(folder: &Folder) -> Result<(), DataError> {
    let path = || folder.path.clone();
    match fs::metadata(&folder.path) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(DataError::NotFolder { path: path() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(DataError::NoFolder { path: path() }),
        Err(error) => Err(DataError::Folder { path: path(), error }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_relatives_of_mnist_are_known() {
        for (name, set, part, what) in [
            ("train-images-idx3-ubyte", "", Part::Train, What::Images),
            ("t10k-labels.idx1-ubyte.gz", "", Part::T10k, What::Labels),
            ("images-idx3-ubyte.gz", "", Part::Only, What::Images),
            ("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters", Part::Train, What::Images),
            ("emnist-digits-test-labels-idx1-ubyte", "emnist-digits", Part::Test, What::Labels),
            ("qmnist-test-labels-idx2-int.gz", "qmnist", Part::Test, What::Labels),
            ("TRAIN-IMAGES.IDX3-UBYTE", "", Part::Train, What::Images),
            ("my-images-idx3-ubyte", "my", Part::Only, What::Images),
        ] {
            let parsed = Name::parse(name).unwrap();
            assert_eq!((parsed.set.as_str(), parsed.part, parsed.what), (set, part, what), "{name}");
        }
        for name in
            ["train-images-idx3-ubyte.zip", "train.csv", "images", "labels-idx1", "myimages-idx3-ubyte"]
        {
            assert_eq!(Name::parse(name), None, "{name}");
        }
    }
}
