//! A sentence of a source, with the band of numbers in which it holds.

use std::fmt;

use super::select::{Place, Selector};
use crate::network::Quantity;
use crate::record::Metric;
use crate::stats::Measure;
use crate::study::document::origin::Origin;

/// A sentence of a source, with the band of numbers in which it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub text: String,
    /// What the sentence is about: claims of one topic are shown together.
    pub topic: String,
    /// Whose sentence it is.
    pub source: String,
    /// Whether it is among those that tell the story; tables fold the others away.
    pub headline: bool,
    /// Which cells it speaks of; every one must hold.
    pub cells: Selector,
    /// Which number of a network.
    pub subject: Subject,
    /// At which training step.
    pub step: Place,
    /// What is made of the statistic.
    pub form: Form,
    /// Where the number must lie.
    pub within: Band,
    /// What a careful measurement finds.
    pub expected: Expected,
    /// In which layers its quantity is looked at; empty: in all.
    pub(crate) looked_at: Vec<usize>,
    pub(crate) origin: Origin,
}

/// Which number of a network a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A statistic of what was seen at a site.
    Site {
        /// What kind of numbers.
        quantity: Quantity,
        /// Which statistic of them.
        measure: Measure,
    },
    /// A number that is followed over training.
    Curve(Metric),
}

impl Subject {
    /// The smallest and the largest number that it can be, whatever was measured.
    pub(crate) fn range(self) -> (f64, f64) {
        match self {
            Self::Site { measure, .. } => measure.range(),
            Self::Curve(metric) => metric.range(),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site { measure, .. } => measure.fmt(f),
            Self::Curve(metric) => metric.fmt(f),
        }
    }
}

/// What a claim makes of a statistic.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// The number itself.
    Value {
        /// At which layers.
        layer: Place,
    },
    /// One layer's number over another's.
    Layers {
        /// Layer above the line.
        of: Place,
        /// Layer below the line.
        to: Place,
        /// Whether the ratio is that of neighbouring layers: the root of the whole.
        per_layer: bool,
    },
    /// One cell's number over another's, at the same layer.
    Cells {
        /// Cells above the line.
        of: Selector,
        /// The cell below the line.
        to: Selector,
        /// At which layers.
        layer: Place,
    },
    /// The smallest step down from one group of cells to the next.
    Order {
        /// The groups, largest number first.
        groups: Vec<Selector>,
        /// At which layers.
        layer: Place,
    },
}

impl Form {
    /// The groups of cells that the form itself names.
    pub(crate) fn selectors(&self) -> impl Iterator<Item = &Selector> {
        let (pair, groups): (Vec<&Selector>, &[Selector]) = match self {
            Self::Value { .. } | Self::Layers { .. } => (Vec::new(), &[]),
            Self::Cells { of, to, .. } => (vec![of, to], &[]),
            Self::Order { groups, .. } => (Vec::new(), groups),
        };
        pair.into_iter().chain(groups)
    }

    /// The smallest and the largest number that there can be, whatever was measured.
    pub(crate) fn range(&self, subject: Subject) -> (f64, f64) {
        match self {
            Self::Value { .. } => subject.range(),
            Self::Layers { .. } | Self::Cells { .. } if subject.range().0 >= 0.0 => (0.0, f64::INFINITY),
            Self::Layers { .. } | Self::Cells { .. } | Self::Order { .. } => {
                (f64::NEG_INFINITY, f64::INFINITY)
            }
        }
    }
}

/// Numbers from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Smallest; may be `-inf`.
    pub low: f64,
    /// Largest; may be `inf`.
    pub high: f64,
    /// Whether `low` itself lies outside: an order is strict.
    pub above_low: bool,
}

impl Band {
    /// Numbers above zero.
    pub const POSITIVE: Self = Self { low: 0.0, high: f64::INFINITY, above_low: true };

    /// Both ends belong to the band.
    pub fn closed(low: f64, high: f64) -> Self {
        Self { low, high, above_low: false }
    }

    /// Whether the number lies inside; an undefined one lies nowhere.
    pub fn holds(&self, number: Option<f64>) -> bool {
        number.is_some_and(|number| {
            let above = if self.above_low { number > self.low } else { number >= self.low };
            above && number <= self.high
        })
    }

    /// How far inside the number lies, negative outside.
    pub(crate) fn margin(&self, number: Option<f64>) -> f64 {
        number.map_or(f64::NEG_INFINITY, |number| (number - self.low).min(self.high - number))
    }
}

/// What a careful measurement finds of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The source is right.
    Holds,
    /// The source says so; measurement does not.
    Refuted,
}
