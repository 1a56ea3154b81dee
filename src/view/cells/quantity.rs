//! What histograms are of.

use crate::record::{CellRecord, Site};

use super::sites;

/// What histograms are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// Outputs of the layers.
    Activation,
    /// Gradients with respect to them.
    Gradient,
}

impl Quantity {
    /// Name in records.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Gradient => "activation-gradient",
        }
    }

    /// The layers of a cell's network as it was first seen.
    pub(crate) fn sites(self, cell: &CellRecord) -> Vec<&Site> {
        sites::first(cell, self.name())
    }

    /// One value, as the name of an axis.
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Gradient => "back-propagated gradient",
        }
    }

    /// What follows an activation in the title of a contact sheet, before what it goes by, or of a course of
    /// time.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Activation => "activations",
            Self::Gradient => "activation gradients",
        }
    }
}
