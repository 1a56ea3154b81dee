//! Writing a record cell by cell.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::judgement::ClaimRow;
use super::tables::columns::{Rows, curve_columns, curve_row, table};
use super::tables::layers::Layers;
use super::{CellRecord, DataFormat, Manifest, RecordError};

/// Writes `cells.jsonl`, the table of layers and, where there are any curves, `curves.csv` as cells finish, then
/// `record.json` and `claims.csv`.
#[derive(Debug)]
pub(crate) struct RecordWriter {
    folder: PathBuf,
    cells_path: PathBuf,
    cells: BufWriter<File>,
    layers: Layers,
    curves_path: PathBuf,
    /// Made with the first curve.
    curves: Option<csv::Writer<File>>,
}

impl RecordWriter {
    /// Starts a record in an existing folder, with its table of layers in `format`.
    ///
    /// # Errors
    ///
    /// If its files cannot be made.
    pub(crate) fn new(folder: &Path, format: DataFormat) -> Result<Self, RecordError> {
        let cells_path = folder.join("cells.jsonl");
        let cells = BufWriter::new(File::create(&cells_path).map_err(at(&cells_path))?);
        let layers = Layers::new(folder, format)?;
        let (folder, curves_path) = (folder.to_owned(), folder.join("curves.csv"));
        Ok(Self { folder, cells_path, cells, layers, curves_path, curves: None })
    }

    /// Adds the next cell in plan order; `json` is its line.
    ///
    /// # Errors
    ///
    /// If its files cannot be written.
    pub(crate) fn push(&mut self, json: &str, cell: &CellRecord) -> Result<(), RecordError> {
        writeln!(self.cells, "{json}").map_err(at(&self.cells_path))?;
        let rows = Rows::of(cell);
        self.layers.push(cell, &rows)?;
        self.push_curves(cell, &rows).map_err(at(&self.curves_path))
    }

    fn push_curves(&mut self, cell: &CellRecord, rows: &Rows) -> io::Result<()> {
        if cell.curves.is_empty() {
            return Ok(());
        }
        let curves = match &mut self.curves {
            Some(curves) => curves,
            none => none.insert(table(&self.curves_path, curve_columns())?),
        };
        cell.curves.iter().try_for_each(|point| curves.serialize(curve_row(rows, point)))?;
        Ok(())
    }

    /// Writes what is left in memory, then what was asked for and what was found of the claims.
    ///
    /// # Errors
    ///
    /// If its files cannot be written.
    pub(crate) fn finish(mut self, manifest: &Manifest) -> Result<(), RecordError> {
        self.cells.flush().map_err(at(&self.cells_path))?;
        self.layers.finish()?;
        if let Some(curves) = &mut self.curves {
            curves.flush().map_err(at(&self.curves_path))?;
        }
        let path = self.folder.join("record.json");
        let mut json = serde_json::to_string_pretty(manifest).map_err(io::Error::from).map_err(at(&path))?;
        json.push('\n');
        std::fs::write(&path, json).map_err(at(&path))?;
        write_claims(&self.folder, manifest)
    }
}

fn write_claims(folder: &Path, manifest: &Manifest) -> Result<(), RecordError> {
    if manifest.claims.is_empty() {
        return Ok(());
    }
    let path = folder.join("claims.csv");
    let mut claims = csv::Writer::from_path(&path).map_err(io::Error::from).map_err(at(&path))?;
    for judgement in &manifest.claims {
        claims.serialize(ClaimRow::new(judgement)).map_err(io::Error::from).map_err(at(&path))?;
    }
    claims.flush().map_err(at(&path))
}

fn at(path: &Path) -> impl Fn(io::Error) -> RecordError + use<> {
    let path = path.to_owned();
    move |source| RecordError::Write { path: path.clone(), source }
}
