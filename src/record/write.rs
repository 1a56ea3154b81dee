//! Writing a record cell by cell.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::layers::LayerRow;
use super::{CellRecord, Manifest, RecordError};

/// Writes `record.json` at once, then `cells.jsonl` and `layers.csv` as cells finish.
#[derive(Debug)]
pub struct RecordWriter {
    cells_path: PathBuf,
    cells: BufWriter<File>,
    layers_path: PathBuf,
    layers: csv::Writer<File>,
}

impl RecordWriter {
    /// Starts a record in an existing folder.
    pub fn new(folder: &Path, manifest: &Manifest) -> Result<Self, RecordError> {
        let path = folder.join("record.json");
        let mut json = serde_json::to_string_pretty(manifest).map_err(io::Error::from).map_err(at(&path))?;
        json.push('\n');
        std::fs::write(&path, json).map_err(at(&path))?;
        let (cells_path, layers_path) = (folder.join("cells.jsonl"), folder.join("layers.csv"));
        let cells = BufWriter::new(File::create(&cells_path).map_err(at(&cells_path))?);
        let layers = csv::Writer::from_writer(File::create(&layers_path).map_err(at(&layers_path))?);
        Ok(Self { cells_path, cells, layers_path, layers })
    }

    /// Adds the next cell in plan order.
    pub fn push(&mut self, cell: &CellRecord) -> Result<(), RecordError> {
        let json = serde_json::to_string(cell).map_err(io::Error::from);
        json.and_then(|json| writeln!(self.cells, "{json}")).map_err(at(&self.cells_path))?;
        for site in &cell.sites {
            let row = LayerRow::new(cell, site);
            self.layers.serialize(row).map_err(io::Error::from).map_err(at(&self.layers_path))?;
        }
        Ok(())
    }

    /// Writes what is left in memory.
    pub fn finish(mut self) -> Result<(), RecordError> {
        self.cells.flush().map_err(at(&self.cells_path))?;
        self.layers.flush().map_err(at(&self.layers_path))
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> RecordError + use<> {
    let path = path.to_owned();
    move |source| RecordError::Write { path: path.clone(), source }
}
