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
    /// `f32` or `f64`.
    pub precision: String,
    /// Input width, then the width of every hidden layer.
    pub layers: Vec<usize>,
    /// Number of samples.
    pub samples: usize,
}

impl Settings {
    /// Number of hidden layers.
    pub fn depth(&self) -> usize {
        self.layers.len().saturating_sub(1)
    }

    /// The value of a setting by its axis name, as the record's axes print it.
    pub fn get(&self, axis: &str) -> Option<String> {
        Some(match axis {
            "activation" => self.activation.clone(),
            "init" => self.init.clone(),
            "bias" => self.bias.clone(),
            "norm" => self.norm.clone(),
            "residual" => self.residual.to_string(),
            "tied" => self.tied.to_string(),
            "precision" => self.precision.clone(),
            "width" => self.width(),
            "depth" => self.depth().to_string(),
            "samples" => self.samples.to_string(),
            _ => return None,
        })
    }

    /// Hidden width: one number where all are equal, else all of them joined by `-`.
    pub fn width(&self) -> String {
        let hidden = self.layers.get(1..).unwrap_or_default();
        match hidden {
            [first, rest @ ..] if rest.iter().all(|width| width == first) => first.to_string(),
            _ => hidden.iter().map(usize::to_string).collect::<Vec<_>>().join("-"),
        }
    }
}
