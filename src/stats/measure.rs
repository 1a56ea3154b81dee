//! The statistics by name.

use std::fmt;
use std::str::FromStr;

use super::Summary;

/// One statistic of a [`Summary`], named as in `layers.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Number of NaN and infinite values.
    NonFinite,
    /// Mean over all values.
    Mean,
    /// Standard deviation over all values.
    Std,
    /// Smallest value.
    Min,
    /// Largest value.
    Max,
    /// Excess kurtosis.
    ExcessKurtosis,
    /// Share of zeros.
    ZeroFraction,
    /// Share of values where the activation is nearly flat.
    SaturatedFraction,
    /// Share of units whose slope is 0 for every sample.
    DeadUnitFraction,
    /// Share of the variance that depends on the input.
    SignalShare,
    /// Mean cosine of the outputs of two samples.
    MeanCosine,
    /// Standard deviation over units of their means.
    UnitMeanStd,
    /// Root of the mean over units of the variance over samples.
    WithinUnitStd,
    /// Root of the mean square of all values.
    Rms,
    /// Median of all values.
    Median,
}

impl Measure {
    /// Every measure, in the order of the columns.
    pub const ALL: [Self; 15] = [
        Self::NonFinite,
        Self::Mean,
        Self::Std,
        Self::Min,
        Self::Max,
        Self::ExcessKurtosis,
        Self::ZeroFraction,
        Self::SaturatedFraction,
        Self::DeadUnitFraction,
        Self::SignalShare,
        Self::MeanCosine,
        Self::UnitMeanStd,
        Self::WithinUnitStd,
        Self::Rms,
        Self::Median,
    ];

    /// Name of the column.
    pub fn name(self) -> &'static str {
        match self {
            Self::NonFinite => "non_finite",
            Self::Mean => "mean",
            Self::Std => "std",
            Self::Min => "min",
            Self::Max => "max",
            Self::ExcessKurtosis => "excess_kurtosis",
            Self::ZeroFraction => "zero_fraction",
            Self::SaturatedFraction => "saturated_fraction",
            Self::DeadUnitFraction => "dead_unit_fraction",
            Self::SignalShare => "signal_share",
            Self::MeanCosine => "mean_cosine",
            Self::UnitMeanStd => "unit_mean_std",
            Self::WithinUnitStd => "within_unit_std",
            Self::Rms => "rms",
            Self::Median => "median",
        }
    }

    /// The number; `None` where it is undefined or does not apply.
    pub fn of(self, summary: &Summary) -> Option<f64> {
        match self {
            Self::NonFinite => Some(summary.non_finite as f64),
            Self::Mean => summary.mean,
            Self::Std => summary.std,
            Self::Min => summary.min,
            Self::Max => summary.max,
            Self::ExcessKurtosis => summary.excess_kurtosis,
            Self::ZeroFraction => summary.zero_fraction,
            Self::SaturatedFraction => summary.saturated_fraction,
            Self::DeadUnitFraction => summary.dead_unit_fraction,
            Self::SignalShare => summary.signal_share,
            Self::MeanCosine => summary.mean_cosine,
            Self::UnitMeanStd => summary.unit_mean_std,
            Self::WithinUnitStd => summary.within_unit_std,
            Self::Rms => summary.rms,
            Self::Median => summary.median,
        }
    }

    /// The smallest and the largest number that the measure can be, whatever was measured.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Mean | Self::Min | Self::Max | Self::Median => (f64::NEG_INFINITY, f64::INFINITY),
            Self::NonFinite | Self::Std | Self::UnitMeanStd | Self::WithinUnitStd | Self::Rms => {
                (0.0, f64::INFINITY)
            }
            // Kurtosis is at least 1, by Jensen's inequality.
            Self::ExcessKurtosis => (-2.0, f64::INFINITY),
            Self::ZeroFraction | Self::SaturatedFraction | Self::DeadUnitFraction | Self::SignalShare => {
                (0.0, 1.0)
            }
            Self::MeanCosine => (-1.0, 1.0),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that no measure has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown measure `{0}`; allowed: {known}", known = Measure::ALL.map(Measure::name).join(", "))]
pub struct UnknownMeasure(String);

impl FromStr for Measure {
    type Err = UnknownMeasure;

    fn from_str(text: &str) -> Result<Self, UnknownMeasure> {
        let found = Self::ALL.into_iter().find(|measure| measure.name() == text);
        found.ok_or_else(|| UnknownMeasure(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_fields_of_a_summary() {
        let record = serde_json::to_value(Summary::default()).unwrap();
        for measure in Measure::ALL {
            assert!(record.get(measure.name()).is_some(), "{measure}");
            assert_eq!(measure.name().parse(), Ok(measure));
        }
    }

    #[test]
    fn every_measure_reads_the_field_of_its_name() {
        for measure in Measure::ALL {
            let mut record = serde_json::to_value(Summary::default()).unwrap();
            record[measure.name()] = 7.into();
            assert_eq!(measure.of(&serde_json::from_value(record).unwrap()), Some(7.0), "{measure}");
        }
    }
}
