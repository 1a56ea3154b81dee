//! The files of the gallery that git keeps.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use initscope::study::EMBEDDED;

use super::GALLERY;
use super::documents::Document;
use super::sums::{collect, named, relative};

/// Where the pictures of documents lie that are read without the gallery.
const PICTURES: &str = "docs/pictures";

/// Tables of every study that git keeps.
const TABLES: [&str; 2] = ["record.json", "claims.csv"];

/// Where each kept file lies in the repository, and where a run makes it.
pub(crate) struct Kept(BTreeMap<String, Source>);

struct Source {
    /// From the folder of all studies.
    made: String,
    /// The document that shows it, if it is a picture.
    shown_in: Option<String>,
}

impl Kept {
    /// The tables of every study, and the pictures that documents show.
    pub(crate) fn of(documents: &[Document]) -> Self {
        let tables = EMBEDDED.iter().flat_map(|(study, _)| TABLES.map(|table| format!("{study}/{table}")));
        let tables = tables.map(|made| (format!("{GALLERY}/{made}"), Source { made, shown_in: None }));
        let pictures = documents.iter().flat_map(|document| {
            let shown_in = Some(document.path().to_owned());
            let source = move |made| Source { made, shown_in: shown_in.clone() };
            document.pictures().into_iter().map(move |place| (place.clone(), source(made(&place))))
        });
        Self(tables.chain(pictures).collect())
    }

    /// Every picture that a document shows and no study makes.
    pub(crate) fn unmade(&self, out: &Path) -> Vec<String> {
        let pictures =
            self.0.iter().filter_map(|(place, source)| Some((place, source, source.shown_in.as_ref()?)));
        let unmade = pictures.filter(|(_, source, _)| !out.join(&source.made).is_file());
        unmade
            .map(|(place, source, document)| {
                format!("{document} shows {place}, and no study makes {}", source.made)
            })
            .collect()
    }

    /// Copies what was made to its places.
    pub(crate) fn write(&self, root: &Path, out: &Path) -> io::Result<()> {
        for (place, source) in &self.0 {
            let Some(made) = read(&out.join(&source.made))? else { continue };
            let path = root.join(place);
            if read(&path)?.is_none_or(|now| now != made) {
                println!("new {place}");
                let folder = path.parent().unwrap_or(root);
                fs::create_dir_all(folder).map_err(|error| named(error, folder))?;
                fs::write(&path, made).map_err(|error| named(error, &path))?;
            }
        }
        Ok(())
    }

    /// Every kept file that is not what was made.
    pub(crate) fn differences(&self, root: &Path, out: &Path) -> io::Result<Vec<String>> {
        let mut differences = Vec::new();
        for (place, source) in &self.0 {
            match (read(&out.join(&source.made))?, read(&root.join(place))?) {
                (Some(_), None) => differences.push(format!("{place}: missing")),
                (Some(made), Some(now)) if made != now => {
                    differences.push(format!("{place}: not what {} is now", source.made));
                }
                (None, Some(_)) => differences.push(format!("{place}: no longer made")),
                _ => (),
            }
        }
        Ok(differences)
    }

    /// Every file in the gallery and among the pictures that git need not keep.
    pub(crate) fn strays(&self, root: &Path) -> io::Result<Vec<String>> {
        let mut files = Vec::new();
        for folder in [GALLERY, PICTURES] {
            collect(&root.join(folder), &mut files)?;
        }
        files.sort();
        let files = files.iter().map(|path| relative(path, root));
        let strays = files.filter(|place| !self.0.contains_key(place) && !is_kept_apart(place));
        Ok(strays.map(|place| format!("{place}: need not be kept, delete it")).collect())
    }
}

/// The picture's path in the folder of all studies: `STUDY/figures/FILE` for one in the gallery and for
/// `docs/pictures/STUDY/FILE`.
fn made(place: &str) -> String {
    let from = |folder: &str| place.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    match (from(GALLERY), from(PICTURES).and_then(|rest| rest.split_once('/'))) {
        (Some(made), _) => made.to_owned(),
        (None, Some((study, file))) => format!("{study}/figures/{file}"),
        (None, None) => place.to_owned(),
    }
}

/// The lesson and the hashes.
fn is_kept_apart(place: &str) -> bool {
    let name = place.rsplit('/').next().unwrap_or(place);
    name == "README.md" || name.starts_with("SHA256SUMS.")
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        bytes => bytes.map(Some).map_err(|error| named(error, path)),
    }
}
