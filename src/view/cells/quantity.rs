//! What histograms are of.

use crate::record::{CellRecord, Site};

use super::sites;
use super::sites::Place;
use crate::view::figure::typeface;

/// Pixels per em of the titles over panels.
const TITLE: i32 = 26;

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

    /// Title of a layer's panel, `width` pixels wide.
    pub(crate) fn title(self, site: &Site, place: Place, width: i32) -> String {
        let layer = match (self, site.layer) {
            (Self::Gradient, 0) => "input".to_owned(),
            (_, number) => place.title(number),
        };
        let whole = layer.clone() + " gradient";
        let fits = typeface::width(&whole, TITLE) <= f64::from(width);
        if self == Self::Gradient && fits { whole } else { layer }
    }
}
