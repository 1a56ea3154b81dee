//! The table of layers: its files, and writing it row by row.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

#[cfg(feature = "parquet")]
use super::columnar::Parquet;
use super::columns::{Field, LayerColumn, Rows, table};
use crate::record::{CellRecord, RecordError};

/// What the table of layers may be called, in the order of [`DataFormat`].
pub(crate) const FILES: [&str; 2] = ["layers.csv", "layers.parquet"];

/// A file format that the table of layers is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataFormat {
    /// Text, for everything that reads tables.
    #[default]
    Csv,
    /// Columns of numbers and text with their types, for large sweeps.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A word that names no format of data, or one that was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownDataFormat {
    /// No such format.
    #[error("unknown; allowed: csv, parquet")]
    Unknown,
    /// The program was built without it.
    #[error(
        "this program was built without it; cargo install --path . --features parquet builds one that has it"
    )]
    NotBuilt,
}

impl DataFormat {
    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }
}

impl FromStr for DataFormat {
    type Err = UnknownDataFormat;

    fn from_str(text: &str) -> Result<Self, UnknownDataFormat> {
        match text {
            "csv" => Ok(Self::Csv),
            #[cfg(feature = "parquet")]
            "parquet" => Ok(Self::Parquet),
            #[cfg(not(feature = "parquet"))]
            "parquet" => Err(UnknownDataFormat::NotBuilt),
            _ => Err(UnknownDataFormat::Unknown),
        }
    }
}

/// The table of layers in a folder with a record.
pub(crate) fn file_in(folder: &Path) -> &'static str {
    FILES.into_iter().find(|file| folder.join(file).exists()).unwrap_or(FILES[0])
}

/// A table of layers that is being written.
#[derive(Debug)]
pub(in crate::record) struct Layers {
    path: PathBuf,
    columns: Vec<LayerColumn>,
    table: Table,
}

#[derive(Debug)]
enum Table {
    Csv(csv::Writer<File>),
    #[cfg(feature = "parquet")]
    Parquet(Parquet),
}

impl Layers {
    /// A table without rows.
    pub(in crate::record) fn new(folder: &Path, format: DataFormat) -> Result<Self, RecordError> {
        let path = folder.join(FILES[format as usize]);
        let columns = LayerColumn::all();
        let made = match format {
            DataFormat::Csv => table(&path, columns.iter().map(|column| column.name())).map(Table::Csv),
            #[cfg(feature = "parquet")]
            DataFormat::Parquet => Parquet::new(File::create(&path), &columns).map(Table::Parquet),
        };
        match made {
            Ok(table) => Ok(Self { path, columns, table }),
            Err(source) => Err(RecordError::Write { path, source }),
        }
    }

    /// Adds the rows of a cell.
    pub(in crate::record) fn push(&mut self, cell: &CellRecord, rows: &Rows<'_>) -> Result<(), RecordError> {
        let Self { path, columns, table } = self;
        let mut row: Vec<Field<'_>> = Vec::with_capacity(columns.len());
        for site in &cell.sites {
            row.clear();
            row.extend(columns.iter().map(|column| column.of(rows, site)));
            let pushed = match table {
                Table::Csv(table) => table.serialize(&row).map_err(io::Error::from),
                #[cfg(feature = "parquet")]
                Table::Parquet(table) => table.push(&row),
            };
            pushed.map_err(|source| RecordError::Write { path: path.clone(), source })?;
        }
        Ok(())
    }

    /// Writes what is left in memory.
    pub(in crate::record) fn finish(self) -> Result<(), RecordError> {
        let finished = match self.table {
            Table::Csv(mut table) => table.flush(),
            #[cfg(feature = "parquet")]
            Table::Parquet(table) => table.finish(),
        };
        finished.map_err(|source| RecordError::Write { path: self.path, source })
    }
}
