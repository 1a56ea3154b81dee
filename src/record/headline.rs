//! Which figures a study is to be known by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Settings;
use crate::named::named;

named! {
    /// A kind of figure, in the order of a report.
    FigureKind: "figure" {
        /// Every network with its verdict, its std and a small histogram.
        Overview = "overview",
        /// Losses at the end of training, as a table.
        OutcomeLoss = "outcome_train-loss",
        /// Accuracies at the end of training, as a table.
        OutcomeAccuracy = "outcome_held-out-accuracy",
        /// Steps until the target was reached, as a table.
        OutcomeSteps = "outcome_steps-to-target",
        /// The ends of training along a sweep.
        Ends = "ends",
        /// Accuracies over training along a sweep.
        Course = "course_train-accuracy",
        /// How far units are apart over training.
        Symmetry = "symmetry",
        /// Losses over training.
        Loss = "loss",
        /// Sizes of updates over training.
        Updates = "updates",
        /// One network's histograms.
        Row = "row",
        /// The histograms of several networks.
        Sheet = "sheet",
        /// The layers of several networks under each other.
        Ridge = "ridge",
        /// The activations of layers over each other.
        OverlayActivation = "overlay_activation",
        /// The back-propagated gradients of layers over each other.
        OverlayGradient = "overlay_gradient",
        /// State and gradient of a recurrent network over time.
        Recurrence = "recurrence",
        /// Statistics against depth.
        Depth = "depth",
        /// Singular values of Jacobians against depth.
        Spectrum = "spectrum",
        /// Histograms of singular values of Jacobians.
        SingularJacobian = "singular_jacobian",
        /// Histograms of singular values of weights.
        SingularWeight = "singular_weight",
        /// Histograms of singular values of products of weights.
        SingularProduct = "singular_product",
        /// Eigenvalues of weights.
        Eigenvalues = "eigenvalues",
        /// Outputs of units for single samples.
        Stripes = "stripes",
        /// Spreads of weights.
        Weights = "weights",
        /// Gradients against depth.
        Gradients = "gradients",
        /// Saturation over training.
        Saturation = "saturation",
        /// Histograms of activations over training.
        TimeActivation = "time_activation",
        /// Histograms of gradients over training.
        TimeGradient = "time_activation-gradient",
        /// Verdict and spread along a sweep.
        Map = "map",
        /// What Boltzmann machines dream.
        Walk = "walk",
        /// Weights of Boltzmann machines as pictures.
        Filters = "filters",
        /// How Boltzmann machines learn.
        Pretraining = "pretraining",
    }
}

/// A kind of figure, of some of a study's cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// Name of the kind.
    pub kind: String,
    /// Settings that a cell must have, one of the values of each; all cells are drawn where there are none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cells: BTreeMap<String, Vec<String>>,
}

impl Headline {
    /// All cells by a figure of this kind.
    pub fn of(kind: FigureKind) -> Self {
        Self::named(kind.name())
    }

    /// All cells by figures of this name.
    pub(crate) fn named(kind: &str) -> Self {
        Self { kind: kind.to_owned(), cells: BTreeMap::new() }
    }

    /// Whether a cell is among those that are drawn.
    pub(crate) fn shows(&self, cell: &Settings) -> bool {
        self.cells
            .iter()
            .all(|(setting, values)| cell.get(setting).is_some_and(|value| values.contains(&value)))
    }
}
