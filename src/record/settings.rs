//! The resolved settings of a cell.

use serde::{Deserialize, Serialize};

/// The resolved settings of a cell, as canonical strings and numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What is done with the network.
    pub protocol: String,
    /// Where the input comes from.
    pub input: String,
    /// Activation spec string.
    pub activation: String,
    /// Weight initialization spec string.
    pub init: String,
    /// Bias initialization spec string.
    pub bias: String,
    /// Normalization between layers.
    pub norm: String,
    /// Whether layers are residual branches.
    pub residual: bool,
    /// Whether all layers share one weight matrix.
    pub tied: bool,
    /// Law of what enters every layer beside its input, where anything does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drive: Option<String>,
    /// `f32` or `f64`.
    pub precision: String,
    /// Input width, then the width of every hidden layer.
    pub layers: Vec<usize>,
    /// Number of samples.
    pub samples: usize,
    /// Outputs of a linear layer on top of the hidden ones, one for each class, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readout: Option<usize>,
    /// The loss that a backward pass starts from; standard normal numbers where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<String>,
    /// How the network is trained, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<Schedule>,
    /// How its layers learn as restricted Boltzmann machines, where they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gibbs: Option<Epochs>,
}

/// How long restricted Boltzmann machines learn and when they are looked at; the rest stands in the
/// initialization, which they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epochs {
    /// Epochs of each layer's machine.
    pub epochs: u64,
    /// Epochs after which a machine is looked at.
    pub snapshots: Vec<u64>,
    /// Samples that machines are looked at with.
    pub watched: usize,
}

/// How a network is trained and when it is looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// What is minimised: `cross-entropy` or `squared-error`.
    pub loss: String,
    /// How weights follow their gradients, such as `sgd:lr=0.01`.
    pub optimizer: String,
    /// Samples of a minibatch.
    pub batch: usize,
    /// How minibatches are drawn: `with-replacement` or `epochs`.
    pub sampling: String,
    /// Number of updates.
    pub steps: u64,
    /// The minibatch's loss is recorded every so many steps, from step 0 on.
    pub record: u64,
    /// Losses, accuracies and ratios are taken every so many steps and after the last; 0 for never.
    pub evaluate: u64,
    /// The units of each layer are compared every so many steps and after the last; 0 for never.
    #[serde(default, skip_serializing_if = "is_never")]
    pub symmetry: u64,
    /// The loss over training samples that is to be reached, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Steps at which every layer is looked at.
    pub snapshots: Vec<u64>,
    /// Samples that layers are looked at with.
    pub watched: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_never(period: &u64) -> bool {
    *period == 0
}

impl Settings {
    /// Number of hidden layers.
    pub fn depth(&self) -> usize {
        self.layers.len().saturating_sub(1)
    }

    /// Hidden width: one number where all are equal, else all of them joined by `-`.
    pub(crate) fn width(&self) -> String {
        let hidden = self.layers.get(1..).unwrap_or_default();
        match hidden {
            [first, rest @ ..] if rest.iter().all(|width| width == first) => first.to_string(),
            _ => hidden.iter().map(usize::to_string).collect::<Vec<_>>().join("-"),
        }
    }
}
