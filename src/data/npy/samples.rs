//! Arrays whose first axis counts samples.

use std::path::Path;

use super::archive::Archive;
use super::element::Element;
use super::signature::is_archive;
use super::{Npy, NpyError};
use crate::data::labels::{Labels, MOST};
use crate::data::rows::Rows;
use crate::data::source::mistaken;
use crate::data::unpacked::Unpacked;
use crate::data::{ArrayFile, DataError, Divisor, Scale, Unreadable};

/// The samples in a file, and their classes if it has an array of them.
pub(in crate::data) fn read(file: &ArrayFile) -> Result<Rows, DataError> {
    let path = &file.path;
    let wrong = |error| DataError::Npy { path: path.clone(), error };
    let bytes = bytes(path).map_err(|error| match error {
        Unreadable::Io(error) => {
            wrong(NpyError::Unreadable(error, mistaken(&path.to_string_lossy(), &ArrayFile::KEYS)))
        }
        packed => wrong(NpyError::Packed(packed)),
    })?;
    if !is_archive(&bytes) {
        if let Some(key) =
            [("array", &file.array), ("label", &file.label)].into_iter().find(|(_, name)| name.is_some())
        {
            return Err(wrong(NpyError::NoArchive { key: key.0 }));
        }
        return rows(file, Npy::parse(&bytes).map_err(wrong)?, None, Vec::new());
    }
    let mut archive = Archive::new(&bytes).map_err(wrong)?;
    let names = archive.names();
    let others = || names.iter().filter(|name| Some(*name) != file.label.as_ref());
    let (name, notes) = match (&file.array, &others().collect::<Vec<_>>()[..]) {
        (Some(name), _) => (name.clone(), Vec::new()),
        (None, [only]) => ((*only).clone(), vec![format!("samples are its array `{only}`")]),
        (None, _) => return Err(wrong(NpyError::WhichArray { path: path.clone(), names })),
    };
    let array = archive.read(&name).map_err(wrong)?;
    let labels = match &file.label {
        Some(label) => Some(labels(path, label, archive.read(label).map_err(wrong)?, &array)?),
        None => None,
    };
    rows(file, array, labels, notes)
}

/// The bytes of a file, unpacked if they are gzip's.
fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    Unpacked::open(path)?.take(u64::MAX)
}

fn labels(path: &Path, name: &str, array: Npy, samples: &Npy) -> Result<Labels, DataError> {
    let wrong = |problem| DataError::NpyLabels { path: path.to_owned(), name: name.to_owned(), problem };
    let count = samples.shape.first().copied().unwrap_or_default();
    // A column of labels is as good as a list.
    if array.shape != [count] && array.shape != [count, 1] {
        return Err(wrong(format!(
            "its shape is {:?}; labels are one for each of the {count} samples",
            array.shape
        )));
    }
    let numbers: Option<Vec<i64>> = array
        .numbers
        .iter()
        .map(|number| (array.element.is_whole() || number.fract() == 0.0).then_some(number as i64))
        .collect();
    let numbers = numbers.ok_or_else(|| wrong("labels are whole numbers, and it has others".to_owned()))?;
    Labels::of_numbers(&numbers).map_err(|_| wrong(format!("it has more than {MOST} different numbers")))
}

fn rows(
    file: &ArrayFile,
    array: Npy,
    labels: Option<Labels>,
    mut notes: Vec<String>,
) -> Result<Rows, DataError> {
    let path = || file.path.clone();
    let Npy { shape, numbers, element } = array;
    let (Some(count), true, false) = (shape.first(), shape.len() > 1, numbers.is_empty()) else {
        return Err(DataError::NpyShape { path: path(), shape });
    };
    let width = numbers.len() / count;
    if shape.len() > 2 {
        let axes: Vec<String> = shape[1..].iter().map(usize::to_string).collect();
        notes.push(format!("samples of {} are laid out as {width} numbers each", axes.join(" x ")));
    }
    let wrong = numbers.iter().position(|number| !number.is_finite());
    if let Some(place) = wrong {
        let (row, column, value) = (place / width, place % width, numbers.get(place));
        return Err(DataError::NpyNumber { path: path(), row, column, value });
    }
    let usual = match element {
        Element::U8 => Some(Scale::Divided(Divisor::BYTE)),
        _ => None,
    };
    Ok(Rows { width, numbers, labels, scale: file.scale.or(usual), notes })
}
