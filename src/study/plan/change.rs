//! What a value of an axis makes of a cell.

use std::sync::Arc;

use crate::activation::Activation;
use crate::init::{Bias, Drive, Init};
use crate::network::Norm;
use crate::study::sections::training::TrainingPlan;
use crate::study::{Cell, Precision};

/// A value of one of the axes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::study) enum Change {
    Activation(Activation),
    Init(Init),
    Bias(Bias),
    Norm(Norm),
    Residual(bool),
    Tied(bool),
    Drive(Drive),
    Precision(Precision),
    Layers(Arc<[usize]>),
    Samples(usize),
    Training(Arc<TrainingPlan>),
}

impl Change {
    /// Gives a cell this value. A bias may be the one that comes with the weights, so theirs are given before.
    pub(in crate::study) fn apply(&self, cell: &mut Cell) {
        match self {
            Self::Activation(activation) => cell.activation = *activation,
            Self::Init(init) => cell.init = *init,
            Self::Bias(bias) => cell.bias = bias.beside(&cell.init),
            Self::Norm(norm) => cell.norm = *norm,
            Self::Residual(residual) => cell.residual = *residual,
            Self::Tied(tied) => cell.tied = *tied,
            Self::Drive(drive) => cell.drive = *drive,
            Self::Precision(precision) => cell.precision = *precision,
            Self::Layers(layers) => cell.layers = Arc::clone(layers),
            Self::Samples(samples) => cell.samples = *samples,
            Self::Training(plan) => cell.training = Some(Arc::clone(plan)),
        }
    }
}
