//! Several arrays in one file: `.npz`, a zip archive of `.npy` files.

use std::io::Cursor;

use zip::ZipArchive;

use crate::data::unpacked::limited;

use super::{Npy, NpyError};

/// The arrays of an archive, by name.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What each is called, and its place.
    arrays: Vec<(String, usize)>,
}

impl<'a> Archive<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, NpyError> {
        let damaged = |error: zip::result::ZipError| NpyError::Zip { problem: error.to_string() };
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let names: Vec<String> = (0..zip.len())
            .map(|place| zip.name_for_index(place).map(|name| name.unwrap_or_default().into_owned()))
            .map(Option::unwrap_or_default)
            .collect();
        if names.iter().any(|name| name.ends_with(".pkl")) {
            return Err(NpyError::Torch);
        }
        let arrays: Vec<(String, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(place, name)| Some((name.strip_suffix(".npy")?.to_owned(), place)))
            .collect();
        if arrays.is_empty() {
            return Err(NpyError::NoArray);
        }
        Ok(Self { zip, arrays })
    }

    /// What the arrays are called, in their order.
    pub(super) fn names(&self) -> Vec<String> {
        self.arrays.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The array of this name.
    pub(super) fn read(&mut self, name: &str) -> Result<Npy, NpyError> {
        let Some((_, place)) = self.arrays.iter().find(|(known, _)| known == name) else {
            return Err(NpyError::NoSuchArray { name: name.to_owned(), names: self.names() });
        };
        let damaged = |problem: String| NpyError::Zip { problem: format!("{name}: {problem}") };
        let mut file = self.zip.by_index(*place).map_err(|error| damaged(error.to_string()))?;
        let bytes = limited(&mut file).map_err(|error| damaged(error.to_string()))?;
        Npy::parse(&bytes)
    }
}
