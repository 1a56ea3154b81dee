//! The settings that tell the cells of a study apart: the one table of them.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::Settings;
use crate::named::named;

/// How a record knows a setting.
struct Row {
    /// Its value in a cell as axes print it; `None` in a cell that has none.
    of: fn(&Settings) -> Option<String>,
    /// Its place among the columns that tables were given since the first records.
    since: Option<u8>,
    /// What it is in a cell that says nothing of it: one as all were before the setting came.
    otherwise: Option<&'static str>,
}

/// A setting that every record has had.
const fn first(of: fn(&Settings) -> Option<String>) -> Row {
    Row { of, since: None, otherwise: None }
}

/// A setting that came later.
const fn later(place: u8, otherwise: Option<&'static str>, of: fn(&Settings) -> Option<String>) -> Row {
    Row { of, since: Some(place), otherwise }
}

named! {
    /// A setting that a study can vary, in the order in which cells are planned.
    ///
    /// Its place in `layers.csv` and `curves.csv`, in the names of cells and in axes follows from its row here.
    #[derive(PartialOrd, Ord)]
    Setting: "setting" => Row {
        /// Activation function.
        Activation = "activation" => first(|cell| Some(cell.activation.clone())),
        /// Weight initialization.
        Init = "init" => first(|cell| Some(cell.init.clone())),
        /// Bias initialization.
        Bias = "bias" => first(|cell| Some(cell.bias.clone())),
        /// Normalization between layers.
        Norm = "norm" => first(|cell| Some(cell.norm.clone())),
        /// Whether layers are residual branches.
        Residual = "residual" => first(|cell| Some(cell.residual.to_string())),
        /// Whether all layers share one weight matrix.
        Tied = "tied" => first(|cell| Some(cell.tied.to_string())),
        /// What enters every layer beside its input.
        Drive = "drive" => later(6, Some("zeros"), |cell| cell.drive.clone()),
        /// Floating-point precision.
        Precision = "precision" => first(|cell| Some(cell.precision.clone())),
        /// Hidden width.
        Width = "width" => first(|cell| Some(cell.width())),
        /// Number of hidden layers.
        Depth = "depth" => first(|cell| Some(cell.depth().to_string())),
        /// Number of samples.
        Samples = "samples" => first(|cell| Some(cell.samples.to_string())),
        /// How weights follow their gradients.
        Optimizer = "optimizer" => later(5, None, |cell| Some(cell.training.as_ref()?.optimizer.clone())),
    }
}

impl Setting {
    /// Its value in a cell, as axes print it.
    pub fn of(self, cell: &Settings) -> Option<String> {
        let Row { of, otherwise, .. } = self.row();
        of(cell).or(otherwise.map(str::to_owned))
    }

    /// Its value in a cell where that came later and is not what all cells had before.
    pub(super) fn added_to(self, cell: &Settings) -> Option<String> {
        let Row { of, otherwise, .. } = self.row();
        of(cell).filter(|value| otherwise.is_some_and(|otherwise| otherwise != value))
    }

    /// Its place among the columns that tables were given since the first records.
    pub(super) fn since(self) -> Option<u8> {
        self.row().since
    }
}

impl Settings {
    /// The value of a setting by its name, as the record's axes print it.
    pub fn get(&self, axis: &str) -> Option<String> {
        axis.parse::<Setting>().ok()?.of(self)
    }

    /// The first 12 hex digits of a hash of the settings and the trial: a cell's name, the same in any study,
    /// order or subset.
    pub fn id(&self, trial: u64) -> String {
        let Self { protocol, input, activation, init, bias, norm, residual, tied, .. } = self;
        let Self { precision, layers, samples, top, training, gibbs, .. } = self;
        let mut canonical = format!(
            "{protocol}\n{input}\n{activation}\n{init}\n{bias}\n{norm}\n{residual}\n{tied}\n{precision}\n{layers:?}\n{samples}\n{trial}"
        );
        // What is not asked for is not written, so that names outlive what is new.
        for setting in Setting::ALL {
            if let Some(value) = setting.added_to(self) {
                canonical += &format!("\n{setting} {value}");
            }
        }
        let learning = [training.as_ref().map(|it| json!(it)), gibbs.as_ref().map(|it| json!(it))];
        let learning = learning.into_iter().flatten().map(|value| value.to_string());
        for line in top.iter().cloned().chain(learning) {
            canonical += &format!("\n{line}");
        }
        let digest = Sha256::digest(canonical);
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}
