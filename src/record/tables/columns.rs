//! The columns of `layers.csv` and `curves.csv`. Columns are added at the end, never moved: readers go by name.

use std::fs::File;
use std::io;
use std::path::Path;

use serde::Serialize;

use super::sheet;
use crate::record::{CellRecord, CurvePoint, Setting, Site, Verdict};
use crate::stats::Measure;

/// A field of a table.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(in crate::record) enum Field<'a> {
    Text(#[serde(serialize_with = "sheet::serialize")] &'a str),
    Number(Option<f64>),
    Whole(Option<u64>),
    Flag(bool),
    Verdict(Option<Verdict>),
}

/// What the fields of a column are.
#[cfg(feature = "parquet")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::record) enum Kind {
    Text,
    Number,
    Whole,
    Flag,
}

/// A number; nothing where it is undefined.
fn number(number: Option<f64>) -> Field<'static> {
    Field::Number(number.filter(|number| number.is_finite()))
}

/// A cell whose settings are written out once for all its rows.
pub(in crate::record) struct Rows<'a> {
    cell: &'a CellRecord,
    settings: [String; Setting::ALL.len()],
}

impl<'a> Rows<'a> {
    pub(in crate::record) fn of(cell: &'a CellRecord) -> Self {
        let value = |setting: Setting| setting.of(&cell.settings).unwrap_or_default();
        Self { cell, settings: Setting::ALL.map(value) }
    }

    fn setting(&self, setting: Setting) -> Field<'_> {
        let settings = &self.cell.settings;
        match setting {
            Setting::Residual => Field::Flag(settings.residual),
            Setting::Tied => Field::Flag(settings.tied),
            Setting::Depth => Field::Whole(Some(settings.depth() as u64)),
            Setting::Samples => Field::Whole(Some(settings.samples as u64)),
            // A width may be several: those of layers that differ.
            setting => Field::Text(&self.settings[setting as usize]),
        }
    }
}

/// A column of `layers.csv`, which has a row for each (cell, step, layer, quantity).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::record) enum LayerColumn {
    Cell,
    Setting(Setting),
    Trial,
    Step,
    Layer,
    Quantity,
    Count,
    Measure(Measure),
    TheoryMean,
    TheoryStd,
    Verdict,
    BelowResolution,
    ZeroVectors,
}

impl LayerColumn {
    /// All columns in their order.
    pub(in crate::record) fn all() -> Vec<Self> {
        let settings = |first| settings(first).map(Self::Setting);
        let measures = Measure::ALL.into_iter().filter(|measure| measure.since().is_none());
        let since = |column: &Self| match column {
            Self::BelowResolution => Some(1),
            Self::ZeroVectors => Some(2),
            Self::Setting(setting) => setting.since(),
            Self::Measure(measure) => measure.since(),
            _ => None,
        };
        let mut added = vec![Self::BelowResolution, Self::ZeroVectors];
        added.extend(Measure::ALL.map(Self::Measure).into_iter().filter(|column| since(column).is_some()));
        added.extend(settings(false));
        added.sort_by_key(since);
        let mut columns = vec![Self::Cell];
        columns.extend(settings(true));
        columns.extend([Self::Trial, Self::Step, Self::Layer, Self::Quantity, Self::Count]);
        columns.extend(measures.map(Self::Measure));
        columns.extend([Self::TheoryMean, Self::TheoryStd, Self::Verdict]);
        columns.extend(added);
        columns
    }

    pub(in crate::record) fn name(self) -> &'static str {
        match self {
            Self::Cell => "cell",
            Self::Setting(setting) => setting.name(),
            Self::Trial => "trial",
            Self::Step => "step",
            Self::Layer => "layer",
            Self::Quantity => "quantity",
            Self::Count => "count",
            Self::Measure(measure) => measure.name(),
            Self::TheoryMean => "theory_mean",
            Self::TheoryStd => "theory_std",
            Self::Verdict => "verdict",
            Self::BelowResolution => "below_resolution",
            Self::ZeroVectors => "zero_vectors",
        }
    }

    /// What its fields are.
    #[cfg(feature = "parquet")]
    pub(in crate::record) fn kind(self) -> Kind {
        match self {
            Self::Setting(Setting::Residual | Setting::Tied) | Self::BelowResolution => Kind::Flag,
            Self::Setting(Setting::Depth | Setting::Samples) => Kind::Whole,
            Self::Cell | Self::Setting(_) | Self::Quantity | Self::Verdict => Kind::Text,
            Self::Trial | Self::Step | Self::Layer | Self::Count | Self::ZeroVectors => Kind::Whole,
            Self::Measure(Measure::NonFinite) => Kind::Whole,
            Self::Measure(_) | Self::TheoryMean | Self::TheoryStd => Kind::Number,
        }
    }

    pub(in crate::record) fn of<'a>(self, rows: &'a Rows<'_>, site: &'a Site) -> Field<'a> {
        match self {
            Self::Cell => Field::Text(&rows.cell.cell),
            Self::Setting(setting) => rows.setting(setting),
            Self::Trial => Field::Whole(Some(rows.cell.trial)),
            Self::Step => Field::Whole(Some(site.step)),
            Self::Layer => Field::Whole(Some(site.layer as u64)),
            Self::Quantity => Field::Text(&site.quantity),
            Self::Count => Field::Whole(Some(site.summary.count)),
            // A count, which a table shows as one.
            Self::Measure(Measure::NonFinite) => Field::Whole(Some(site.summary.non_finite)),
            Self::Measure(measure) => number(measure.of(&site.summary)),
            Self::TheoryMean => number(site.theory_mean),
            Self::TheoryStd => number(site.theory_std),
            Self::Verdict => Field::Verdict(site.verdict),
            Self::BelowResolution => Field::Flag(site.summary.below_resolution),
            Self::ZeroVectors => Field::Whole(site.summary.zero_vectors),
        }
    }
}

/// A table with these columns and no row.
pub(in crate::record) fn table(
    path: &Path,
    columns: impl Iterator<Item = &'static str>,
) -> io::Result<csv::Writer<File>> {
    let mut table = csv::Writer::from_writer(File::create(path)?);
    table.write_record(columns)?;
    Ok(table)
}

/// The columns of `curves.csv`, which has a row for each number of a training curve.
pub(in crate::record) fn curve_columns() -> impl Iterator<Item = &'static str> {
    let (first, added) = (settings(true).map(Setting::name), settings(false).map(Setting::name));
    std::iter::once("cell").chain(first).chain(["trial", "step", "metric", "value", "layer"]).chain(added)
}

/// A row of `curves.csv`.
pub(in crate::record) fn curve_row<'a>(rows: &'a Rows<'_>, point: &CurvePoint) -> Vec<Field<'a>> {
    let mut row = vec![Field::Text(&rows.cell.cell)];
    row.extend(settings(true).map(|setting| rows.setting(setting)));
    row.extend([
        Field::Whole(Some(rows.cell.trial)),
        Field::Whole(Some(point.step)),
        Field::Text(point.metric.name()),
        number(point.value),
        Field::Whole(point.layer.map(|layer| layer as u64)),
    ]);
    row.extend(settings(false).map(|setting| rows.setting(setting)));
    row
}

/// The settings that every table has had, or those added since, in the order of their columns.
fn settings(first: bool) -> impl Iterator<Item = Setting> {
    let mut settings = Setting::ALL.to_vec();
    settings.retain(|setting| setting.since().is_none() == first);
    settings.sort_by_key(|setting| setting.since());
    settings.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contract: what is added comes after these, and none of them moves.
    #[test]
    fn columns_stay_where_they_have_always_been() {
        let names: Vec<&str> = LayerColumn::all().into_iter().map(LayerColumn::name).collect();
        let known = "cell,activation,init,bias,norm,residual,tied,precision,width,depth,samples,trial,step,layer,\
                     quantity,count,non_finite,mean,std,min,max,excess_kurtosis,zero_fraction,saturated_fraction,\
                     dead_unit_fraction,signal_share,mean_cosine,unit_mean_std,within_unit_std,theory_mean,\
                     theory_std,verdict,below_resolution,zero_vectors,rms,median,optimizer,drive";
        assert!(names.join(",").starts_with(known), "{names:?}");
        let names: Vec<&str> = curve_columns().collect();
        let known = "cell,activation,init,bias,norm,residual,tied,precision,width,depth,samples,trial,step,metric,\
                     value,layer,optimizer,drive";
        assert!(names.join(",").starts_with(known), "{names:?}");
    }

    #[test]
    fn no_two_added_columns_have_the_same_place() {
        let measures = Measure::ALL.into_iter().filter_map(Measure::since);
        let mut places: Vec<u8> = [1, 2].into_iter().chain(measures).collect();
        places.extend(Setting::ALL.into_iter().filter_map(Setting::since));
        places.sort_unstable();
        assert_eq!(places, (1..=places.len() as u8).collect::<Vec<_>>());
    }
}
