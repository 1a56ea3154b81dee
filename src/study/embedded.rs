//! The studies built into the program, and finding one by name or path.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::document::node::MOST_BYTES;
use super::{LoadError, Override, Study};
use crate::record::is_folder_name;
use crate::spec::nearest;

/// Name and text of every built-in study.
pub const EMBEDDED: [(&str, &str); 27] = [
    ("activations", include_str!("../../experiments/activations.toml")),
    ("batchnorm", include_str!("../../experiments/batchnorm.toml")),
    ("batchnorm-activations", include_str!("../../experiments/batchnorm-activations.toml")),
    ("bias", include_str!("../../experiments/bias.toml")),
    ("conventions", include_str!("../../experiments/conventions.toml")),
    ("cs231n", include_str!("../../experiments/cs231n.toml")),
    ("depth", include_str!("../../experiments/depth.toml")),
    ("glorot2010", include_str!("../../experiments/glorot2010.toml")),
    ("glorot2010-init", include_str!("../../experiments/glorot2010-init.toml")),
    ("gradients", include_str!("../../experiments/gradients.toml")),
    ("he2015", include_str!("../../experiments/he2015.toml")),
    ("he2015-init", include_str!("../../experiments/he2015-init.toml")),
    ("jacobian", include_str!("../../experiments/jacobian.toml")),
    ("orthogonal", include_str!("../../experiments/orthogonal.toml")),
    ("pairing", include_str!("../../experiments/pairing.toml")),
    ("rbm", include_str!("../../experiments/rbm.toml")),
    ("rbm-init", include_str!("../../experiments/rbm-init.toml")),
    ("recurrent", include_str!("../../experiments/recurrent.toml")),
    ("recurrent-driven", include_str!("../../experiments/recurrent-driven.toml")),
    ("recurrent-long", include_str!("../../experiments/recurrent-long.toml")),
    ("scale", include_str!("../../experiments/scale.toml")),
    ("schemes", include_str!("../../experiments/schemes.toml")),
    ("speed", include_str!("../../experiments/speed.toml")),
    ("symmetry", include_str!("../../experiments/symmetry.toml")),
    ("textbook", include_str!("../../experiments/textbook.toml")),
    ("training", include_str!("../../experiments/training.toml")),
    ("training-sigmoid", include_str!("../../experiments/training-sigmoid.toml")),
];

/// Loads a built-in study by name, or a file whose name ends in `.toml`.
///
/// # Errors
///
/// If there is no such study, the file cannot be read or names no folder, or the study is wrong.
pub fn load(name: &str, overrides: &[Override], quick: bool) -> Result<Study, LoadError> {
    let (stem, text) = find(name)?;
    Study::parse(&stem, &text, overrides, quick)
        .map_err(|error| LoadError::Study { name: name.to_owned(), error })
}

fn find(name: &str) -> Result<(String, String), LoadError> {
    if let Some((name, text)) = EMBEDDED.iter().find(|(known, _)| *known == name) {
        return Ok(((*name).to_owned(), (*text).to_owned()));
    }
    let path = Path::new(name);
    if path.extension().is_some_and(|extension| extension == "toml") {
        let text = read(path).map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
        let stem =
            path.file_stem().map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
        if !is_folder_name(&stem) {
            return Err(LoadError::Nameless { path: path.to_owned() });
        }
        return Ok((stem, text));
    }
    let known = || EMBEDDED.iter().map(|(name, _)| *name);
    Err(LoadError::Unknown {
        name: name.to_owned(),
        hint: nearest(name, known())
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_else(|| ".".to_owned()),
        known: known().collect::<Vec<_>>().join(", "),
    })
}

/// The text of a file; no more of one that is too long for a study than shows it.
fn read(path: &Path) -> io::Result<String> {
    let mut text = Vec::new();
    File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut text)?;
    if text.len() > MOST_BYTES {
        let problem = format!("it is longer than the {MOST_BYTES} bytes that a study may have");
        return Err(io::Error::new(ErrorKind::FileTooLarge, problem));
    }
    String::from_utf8(text).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is no UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_in_experiments_is_built_in_and_plans() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        assert_eq!(files, EMBEDDED.map(|(name, _)| name));
        for (name, _) in EMBEDDED {
            for quick in [false, true] {
                let study = load(name, &[], quick).unwrap();
                assert!(!super::super::Plan::new(&study).unwrap().is_empty());
            }
        }
    }

    #[test]
    fn an_unknown_study_suggests_the_nearest() {
        let error = load("activation", &[], false).unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no study `activation`; did you mean `activations`? Built in: activations, batchnorm, batchnorm-activations, bias, conventions, cs231n, depth, glorot2010, glorot2010-init, gradients, he2015, he2015-init, jacobian, orthogonal, pairing, rbm, rbm-init, recurrent, recurrent-driven, recurrent-long, scale, schemes, speed, symmetry, textbook, training, training-sigmoid; or give a path ending in .toml"
        );
    }
}
