//! Writing a record cell by cell.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::curves::CurveRow;
use super::judgement::ClaimRow;
use super::layers::{LAYER_COLUMNS, LayerRow};
use super::{CellRecord, Manifest, RecordError};

/// Writes `cells.jsonl`, `layers.csv` and, where there are any curves, `curves.csv` as cells finish, then
/// `record.json` and `claims.csv`.
#[derive(Debug)]
pub struct RecordWriter {
    folder: PathBuf,
    cells_path: PathBuf,
    cells: BufWriter<File>,
    layers_path: PathBuf,
    layers: csv::Writer<File>,
    /// Whether no row was written, and so no header.
    is_bare: bool,
    curves_path: PathBuf,
    /// Made with the first curve.
    curves: Option<csv::Writer<File>>,
}

impl RecordWriter {
    /// Starts a record in an existing folder.
    ///
    /// # Errors
    ///
    /// If its files cannot be made.
    pub fn new(folder: &Path) -> Result<Self, RecordError> {
        let (cells_path, layers_path) = (folder.join("cells.jsonl"), folder.join("layers.csv"));
        let cells = BufWriter::new(File::create(&cells_path).map_err(at(&cells_path))?);
        let layers = csv::Writer::from_writer(File::create(&layers_path).map_err(at(&layers_path))?);
        let curves_path = folder.join("curves.csv");
        Ok(Self {
            folder: folder.to_owned(),
            cells_path,
            cells,
            layers_path,
            layers,
            is_bare: true,
            curves_path,
            curves: None,
        })
    }

    /// Adds the next cell in plan order.
    ///
    /// # Errors
    ///
    /// If its files cannot be written.
    pub fn push(&mut self, cell: &CellRecord) -> Result<(), RecordError> {
        let json = serde_json::to_string(cell).map_err(io::Error::from);
        json.and_then(|json| writeln!(self.cells, "{json}")).map_err(at(&self.cells_path))?;
        for site in &cell.sites {
            let row = LayerRow::new(cell, site);
            self.is_bare = false;
            self.layers.serialize(row).map_err(io::Error::from).map_err(at(&self.layers_path))?;
        }
        self.push_curves(cell).map_err(at(&self.curves_path))
    }

    fn push_curves(&mut self, cell: &CellRecord) -> io::Result<()> {
        if cell.curves.is_empty() {
            return Ok(());
        }
        let curves = match &mut self.curves {
            Some(curves) => curves,
            none => none.insert(csv::Writer::from_writer(File::create(&self.curves_path)?)),
        };
        cell.curves.iter().try_for_each(|point| curves.serialize(CurveRow::new(cell, point)))?;
        Ok(())
    }

    /// Writes what is left in memory, then what was asked for and what was found of the claims.
    ///
    /// # Errors
    ///
    /// If its files cannot be written.
    pub fn finish(mut self, manifest: &Manifest) -> Result<(), RecordError> {
        self.cells.flush().map_err(at(&self.cells_path))?;
        if self.is_bare {
            let header = self.layers.write_record(LAYER_COLUMNS).map_err(io::Error::from);
            header.map_err(at(&self.layers_path))?;
        }
        self.layers.flush().map_err(at(&self.layers_path))?;
        if let Some(curves) = &mut self.curves {
            curves.flush().map_err(at(&self.curves_path))?;
        }
        let path = self.folder.join("record.json");
        let mut json = serde_json::to_string_pretty(manifest).map_err(io::Error::from).map_err(at(&path))?;
        json.push('\n');
        std::fs::write(&path, json).map_err(at(&path))?;
        self.write_claims(manifest)
    }

    fn write_claims(&self, manifest: &Manifest) -> Result<(), RecordError> {
        if manifest.claims.is_empty() {
            return Ok(());
        }
        let path = self.folder.join("claims.csv");
        let mut claims = csv::Writer::from_path(&path).map_err(io::Error::from).map_err(at(&path))?;
        for judgement in &manifest.claims {
            claims.serialize(ClaimRow::new(judgement)).map_err(io::Error::from).map_err(at(&path))?;
        }
        claims.flush().map_err(at(&path))
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> RecordError + use<> {
    let path = path.to_owned();
    move |source| RecordError::Write { path: path.clone(), source }
}
