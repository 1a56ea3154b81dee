//! One point of the product of the axes.

use std::sync::Arc;

use super::sections::gibbs::GibbsPlan;
use super::sections::training::TrainingPlan;
use super::{Input, Precision, Protocol};
use crate::activation::Activation;
use crate::init::{Drive, Init};
use crate::network::{Loss, Norm};
use crate::rbm::ContrastiveDivergence;
use crate::record::Settings;

/// One point of the product of the axes, for one trial; the unit of work.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What is done with the network.
    pub protocol: Protocol,
    /// What goes in.
    pub input: Input,
    /// Activation.
    pub activation: Activation,
    /// Weight scheme.
    pub init: Init,
    /// Bias scheme.
    pub bias: Init,
    /// Normalization.
    pub norm: Norm,
    /// Whether layers are residual.
    pub residual: bool,
    /// Whether all layers share their weights.
    pub tied: bool,
    /// What enters at each layer.
    pub drive: Drive,
    /// Precision.
    pub precision: Precision,
    /// Input width, then hidden widths.
    pub layers: Arc<[usize]>,
    /// Number of samples.
    pub samples: usize,
    /// How the network learns, if it does.
    pub training: Option<Arc<TrainingPlan>>,
    /// The loss that a backward pass starts from, if it is one.
    pub top: Option<Loss>,
    /// How its layers are looked at as restricted Boltzmann machines, if they learn as such.
    pub gibbs: Option<Arc<GibbsPlan>>,
    /// Repetition.
    pub trial: u64,
}

impl Cell {
    /// How much work the cell is, in updates of its parameters; one look counts as one.
    pub fn work(&self) -> u64 {
        match (&self.training, self.machine().filter(|_| self.gibbs.is_some())) {
            (Some(plan), _) => plan.training.steps,
            (None, Some(rule)) => {
                let epoch = (self.samples / rule.batch.min(self.samples)) as u64;
                epoch.saturating_mul(rule.epochs as u64).saturating_mul(self.layers.len() as u64 - 1)
            }
            (None, None) => 1,
        }
    }

    /// How its layers learn as restricted Boltzmann machines, if that is their initialization.
    pub(crate) fn machine(&self) -> Option<&ContrastiveDivergence> {
        match &self.init {
            Init::RbmStack(rbm) => Some(&rbm.rule),
            _ => None,
        }
    }

    /// Whether a linear layer with an output for each class lies on top.
    pub(crate) fn has_readout(&self) -> bool {
        self.training.is_some() || self.top.is_some()
    }

    /// The settings as canonical strings and numbers; the number of outputs, which the data decide, is 0.
    pub fn settings(&self) -> Settings {
        Settings {
            protocol: self.protocol.to_string(),
            input: self.input.to_string(),
            activation: self.activation.to_string(),
            init: self.init.to_string(),
            bias: self.bias.to_string(),
            norm: self.norm.to_string(),
            residual: self.residual,
            tied: self.tied,
            drive: (self.drive != Drive::NONE).then(|| self.drive.to_string()),
            precision: self.precision.to_string(),
            layers: self.layers.to_vec(),
            samples: self.samples,
            // As many outputs as there are classes, which the data know.
            readout: self.has_readout().then_some(0),
            top: self.top.map(|loss| loss.to_string()),
            training: self.training.as_deref().map(TrainingPlan::schedule),
            gibbs: self
                .gibbs
                .as_deref()
                .zip(self.machine())
                .map(|(plan, rule)| plan.epochs(rule.epochs as u64)),
        }
    }

    /// The first 12 hex digits of a hash of settings and trial: the same in any study, order
    /// or subset.
    pub fn id(&self) -> String {
        self.settings().id(self.trial)
    }
}
