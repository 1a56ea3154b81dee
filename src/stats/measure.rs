//! The statistics by name: the one table of them.

use super::Summary;
use crate::named::named;

/// What kind of numbers statistics are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Weights and the like: neither samples nor units.
    Values,
    /// Samples by units.
    Samples,
    /// Samples by units that an activation function gave, whose slopes are known.
    Outputs,
    /// Singular values or eigenvalues.
    Spectrum,
}

/// Kinds of numbers that have every measure that asks for nothing.
const ANY: &[Kind] = &[Kind::Values, Kind::Samples, Kind::Outputs, Kind::Spectrum];
/// Those of samples and units.
const UNITS: &[Kind] = &[Kind::Samples, Kind::Outputs];
const SLOPES: &[Kind] = &[Kind::Outputs];
const SPECTRA: &[Kind] = &[Kind::Spectrum];

/// The smallest and the largest number that a measure can be.
const REAL: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
const POSITIVE: (f64, f64) = (0.0, f64::INFINITY);
const SHARE: (f64, f64) = (0.0, 1.0);
const COSINE: (f64, f64) = (-1.0, 1.0);
/// Kurtosis is at least 1, by Jensen's inequality.
const EXCESS: (f64, f64) = (-2.0, f64::INFINITY);

/// What there is to know of a measure.
struct Row {
    of: fn(&Summary) -> Option<f64>,
    range: (f64, f64),
    kinds: &'static [Kind],
    /// Its place among the columns that tables were given since the first records.
    since: Option<u8>,
}

const fn row(of: fn(&Summary) -> Option<f64>, range: (f64, f64), kinds: &'static [Kind]) -> Row {
    Row { of, range, kinds, since: None }
}

impl Row {
    const fn since(self, place: u8) -> Self {
        Self { since: Some(place), ..self }
    }
}

named! {
    /// One statistic of a [`Summary`], named as in `layers.csv`, in the order of the columns.
    Measure: "measure" => Row {
        /// Number of NaN and infinite values.
        NonFinite = "non_finite" => row(|of| Some(of.non_finite as f64), POSITIVE, ANY),
        /// Mean over all values.
        Mean = "mean" => row(|of| of.mean, REAL, ANY),
        /// Standard deviation over all values.
        Std = "std" => row(|of| of.std, POSITIVE, ANY),
        /// Smallest value.
        Min = "min" => row(|of| of.min, REAL, ANY),
        /// Largest value.
        Max = "max" => row(|of| of.max, REAL, ANY),
        /// Excess kurtosis.
        ExcessKurtosis = "excess_kurtosis" => row(|of| of.excess_kurtosis, EXCESS, ANY),
        /// Share of zeros.
        ZeroFraction = "zero_fraction" => row(|of| of.zero_fraction, SHARE, ANY),
        /// Share of values where the activation is nearly flat.
        SaturatedFraction = "saturated_fraction" => row(|of| of.saturated_fraction, SHARE, SLOPES),
        /// Share of units whose slope is 0 for every sample.
        DeadUnitFraction = "dead_unit_fraction" => row(|of| of.dead_unit_fraction, SHARE, SLOPES),
        /// Share of the variance that depends on the input.
        SignalShare = "signal_share" => row(|of| of.signal_share, SHARE, UNITS),
        /// Mean cosine of the outputs of two samples.
        MeanCosine = "mean_cosine" => row(|of| of.mean_cosine, COSINE, UNITS),
        /// Standard deviation over units of their means.
        UnitMeanStd = "unit_mean_std" => row(|of| of.unit_mean_std, POSITIVE, UNITS),
        /// Root of the mean over units of the variance over samples.
        WithinUnitStd = "within_unit_std" => row(|of| of.within_unit_std, POSITIVE, UNITS),
        /// Root of the mean square of all values.
        Rms = "rms" => row(|of| of.rms, POSITIVE, ANY).since(3),
        /// Median of all values.
        Median = "median" => row(|of| of.median, REAL, SPECTRA).since(4),
    }
}

impl Measure {
    /// The number; `None` where it is undefined or does not apply.
    pub fn of(self, summary: &Summary) -> Option<f64> {
        (self.row().of)(summary)
    }

    /// What it is called in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::NonFinite => "non-finite values",
            Self::Mean => "mean",
            Self::Std => "std",
            Self::Min => "smallest",
            Self::Max => "largest",
            Self::ExcessKurtosis => "excess kurtosis",
            Self::ZeroFraction => "share of zeros",
            Self::SaturatedFraction => "share saturated",
            Self::DeadUnitFraction => "share of dead units",
            Self::SignalShare => "signal share",
            Self::MeanCosine => "mean cosine",
            Self::UnitMeanStd => "std of units' means",
            Self::WithinUnitStd => "std within units",
            Self::Rms => "root mean square",
            Self::Median => "median",
        }
    }

    /// The smallest and the largest number that the measure can be, whatever was measured.
    pub fn range(self) -> (f64, f64) {
        self.row().range
    }

    /// Whether numbers of a kind have it.
    pub fn is_of(self, kind: Kind) -> bool {
        self.row().kinds.contains(&kind)
    }

    /// Its place among the columns that tables were given since the first records.
    pub(crate) fn since(self) -> Option<u8> {
        self.row().since
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
