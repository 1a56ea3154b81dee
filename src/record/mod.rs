//! Everything a study produced, as plain data; written once, read by views.
//!
//! Read `manifest` with `headline`, `settings` and `cell` (the data), `setting` and `metric` (their words), then
//! `tables`, `write`, and `read` with `check` (what fields can be).

mod cell;
mod check;
mod error;
mod headline;
mod judgement;
mod manifest;
mod metric;
mod place;
mod read;
mod setting;
mod settings;
mod stripes;
pub(crate) mod tables;
mod write;

pub use cell::{CellRecord, CurvePoint, RangeKind, Site, SiteHistogram};
pub use error::RecordError;
pub use headline::{FigureKind, Headline};
pub use judgement::{Judgement, Status};
pub(crate) use manifest::is_folder_name;
pub use manifest::{AxisRecord, AxisValueRecord, Manifest};
pub use metric::{Metric, Occasion};
pub use setting::Setting;
pub use settings::{Epochs, Schedule, Settings};
pub use stripes::Stripes;
pub use tables::layers::{DataFormat, UnknownDataFormat};
pub(crate) use write::RecordWriter;

pub use crate::verdict::Verdict;

/// Version of the record format that this crate writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// A whole record: what was asked for and every finished cell in plan order.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// `record.json`.
    pub manifest: Manifest,
    /// `cells.jsonl`.
    pub cells: Vec<CellRecord>,
}

impl Record {
    /// Whether it has any histogram: a study may ask for statistics alone.
    pub fn has_histograms(&self) -> bool {
        self.cells.iter().flat_map(|cell| &cell.sites).any(|site| !site.histograms.is_empty())
    }
}
