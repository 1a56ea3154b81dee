//! The table of layers by columns, as Parquet.

use std::fmt;
use std::fs::File;
use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::columns::{Field, Kind, LayerColumn};

/// Rows that are held in memory until they are written together.
const GROUP: usize = 1 << 15;

/// The same bytes for the same rows: nothing of the time or the library is written.
const CREATED_BY: &str = concat!("initscope version ", env!("CARGO_PKG_VERSION"));

/// A file that is being written, one group of rows after another.
pub(super) struct Parquet {
    file: SerializedFileWriter<File>,
    columns: Vec<Column>,
    /// In each of the columns.
    rows: usize,
}

impl fmt::Debug for Parquet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parquet").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Parquet {
    pub(super) fn new(file: io::Result<File>, columns: &[LayerColumn]) -> io::Result<Self> {
        let fields = columns.iter().map(|column| Ok(Arc::new(column_type(*column)?)));
        let fields = fields.collect::<Result<_>>().map_err(io_error)?;
        let schema = Type::group_type_builder("layers").with_fields(fields).build().map_err(io_error)?;
        let properties = WriterProperties::builder()
            .set_created_by(CREATED_BY.to_owned())
            .set_compression(Compression::SNAPPY)
            .build();
        let file =
            SerializedFileWriter::new(file?, Arc::new(schema), Arc::new(properties)).map_err(io_error)?;
        let columns = columns.iter().map(|column| Column::new(column.kind())).collect();
        Ok(Self { file, columns, rows: 0 })
    }

    /// Adds a row, in the order of the columns.
    pub(super) fn push(&mut self, row: &[Field<'_>]) -> io::Result<()> {
        self.columns.iter_mut().zip(row).for_each(|(column, field)| column.push(field));
        self.rows += 1;
        if self.rows == GROUP { self.write_group() } else { Ok(()) }
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.file.close().map(drop).map_err(io_error)
    }

    fn write_group(&mut self) -> io::Result<()> {
        let mut write = || {
            let mut group = self.file.next_row_group()?;
            for column in &mut self.columns {
                let Some(mut writer) = group.next_column()? else { break };
                column.write(&mut writer)?;
                writer.close()?;
            }
            group.close()
        };
        write().map_err(io_error)?;
        self.rows = 0;
        Ok(())
    }
}

fn column_type(column: LayerColumn) -> Result<Type> {
    let (physical, is_text) = match column.kind() {
        Kind::Text => (Physical::BYTE_ARRAY, true),
        Kind::Number => (Physical::DOUBLE, false),
        Kind::Whole => (Physical::INT64, false),
        Kind::Flag => (Physical::BOOLEAN, false),
    };
    let column = Type::primitive_type_builder(column.name(), physical).with_repetition(Repetition::OPTIONAL);
    let text = (ConvertedType::UTF8, LogicalType::String);
    match is_text {
        true => column.with_converted_type(text.0).with_logical_type(Some(text.1)).build(),
        false => column.build(),
    }
}

/// What went wrong, as the file system said it where it did.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(source) => io::Error::other(source),
        },
        error => io::Error::other(error),
    }
}

/// The values of a column of a group of rows, and which rows have one.
struct Column {
    values: Values,
    /// 1 for a row that has a value, 0 for one that has none.
    levels: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Number(Vec<f64>),
    Whole(Vec<i64>),
    Flag(Vec<bool>),
}

impl Column {
    fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Flag => Values::Flag(Vec::new()),
        };
        Self { values, levels: Vec::new() }
    }

    fn push(&mut self, field: &Field<'_>) {
        let is_there = match (&mut self.values, field) {
            (Values::Text(values), Field::Text(text)) if !text.is_empty() => add(values, text),
            (Values::Text(values), Field::Verdict(Some(verdict))) => add(values, verdict.name()),
            (Values::Number(values), Field::Number(Some(number))) => {
                values.push(*number);
                true
            }
            (Values::Whole(values), Field::Whole(Some(number))) => {
                values.push(i64::try_from(*number).unwrap_or(i64::MAX));
                true
            }
            (Values::Flag(values), Field::Flag(flag)) => {
                values.push(*flag);
                true
            }
            _ => false,
        };
        self.levels.push(i16::from(is_there));
    }

    /// Writes all values and forgets them.
    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let levels = &mut self.levels;
        match &mut self.values {
            Values::Text(values) => write::<ByteArrayType>(writer, values, levels),
            Values::Number(values) => write::<DoubleType>(writer, values, levels),
            Values::Whole(values) => write::<Int64Type>(writer, values, levels),
            Values::Flag(values) => write::<BoolType>(writer, values, levels),
        }
    }
}

/// Adds a text; rows of one cell share theirs.
fn add(values: &mut Vec<ByteArray>, text: &str) -> bool {
    let shared = values.last().filter(|last| last.data() == text.as_bytes()).cloned();
    values.push(shared.unwrap_or_else(|| ByteArray::from(text)));
    true
}

fn write<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    levels: &mut Vec<i16>,
) -> Result<()> {
    writer.typed::<T>().write_batch(values, Some(levels), None)?;
    values.clear();
    levels.clear();
    Ok(())
}
