//! A checked study.

use std::collections::BTreeMap;

use super::claims::claim::Claim;
use super::document::origin::Origin;
use super::sections::gibbs::GibbsPlan;
use super::sections::training::TrainingPlan;
use super::{Choice, Input, Precision, Protocol};
use crate::activation::Activation;
use crate::init::{Bias, Drive, Init};
use crate::network::{Loss, Norm, Optimizer, Watch};
use crate::record::{Headline, Setting};

/// One question with its setup; everything in it is valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// Name: of the output folder too.
    pub name: String,
    /// The TOML as written.
    pub text: String,
    /// The question.
    pub title: String,
    /// Where the question comes from.
    pub source: String,
    /// What is done with each network.
    pub protocol: Protocol,
    /// Independent repetitions.
    pub trials: u64,
    /// Seed of all noise.
    pub seed: u64,
    /// What goes in.
    pub input: Input,
    /// Widths of the layers.
    pub widths: Widths,
    /// What is looked at.
    pub watch: Watch,
    /// The count at which histograms of an activation end, by its name.
    pub counts: BTreeMap<String, u64>,
    /// Activations.
    pub activation: Vec<Choice<Activation>>,
    /// Weight schemes.
    pub init: Vec<Choice<Init>>,
    /// Bias schemes.
    pub bias: Vec<Choice<Bias>>,
    /// Normalizations.
    pub norm: Vec<Choice<Norm>>,
    /// Whether layers are residual.
    pub residual: Vec<Choice<bool>>,
    /// Whether layers share their weights.
    pub tied: Vec<Choice<bool>>,
    /// What enters every layer.
    pub drive: Vec<Choice<Drive>>,
    /// Precisions.
    pub precision: Vec<Choice<Precision>>,
    /// Numbers of samples.
    pub samples: Vec<Choice<usize>>,
    /// Optimizers, of networks that learn.
    pub optimizer: Vec<Choice<Optimizer>>,
    /// How networks learn, if they do.
    pub training: Option<TrainingPlan>,
    /// The loss that a backward pass starts from; standard normal numbers if there is none.
    pub top: Option<Loss>,
    /// How layers are looked at as restricted Boltzmann machines, if they learn as such.
    pub gibbs: Option<GibbsPlan>,
    /// Settings that the study varies, in plan order.
    pub varied: Vec<Setting>,
    /// Figures that it is to be known by; those of its protocol where there are none.
    pub figures: Vec<Headline>,
    pub(crate) figures_origin: Option<Origin>,
    /// Sentences of sources, to be judged.
    pub claims: Vec<Claim>,
    /// Whether `[quick]` was applied.
    pub quick: bool,
    /// Overrides that were applied.
    pub overrides: Vec<String>,
}

impl Study {
    /// Whether what is studied may differ from what is written.
    pub fn is_modified(&self) -> bool {
        self.quick || !self.overrides.is_empty()
    }
}

/// How wide the layers are.
#[derive(Clone, Debug, PartialEq)]
pub enum Widths {
    /// Input width and every hidden width.
    Layers(Vec<usize>),
    /// Input width, and hidden layers of one width.
    Even {
        /// Input width; `None` if it is that of the data.
        input: Option<usize>,
        /// Hidden widths.
        width: Vec<Choice<usize>>,
        /// Numbers of hidden layers.
        depth: Vec<Choice<usize>>,
    },
}
