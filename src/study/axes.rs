//! The settings by type: what a study varies, how that makes cells, and how claims name it. What records make
//! of a setting stands in [`Setting`]'s own table.

use std::str::FromStr;

use super::document::node::{Node, Value};
use super::document::reader::{expected, integer, text};
use super::plan::change::Change;
use super::sections::training::TrainingPlan;
use super::{Choice, Study, StudyError, Widths};
use crate::activation::Activation;
use crate::init::{Drive, Init};
use crate::network::{Norm, Optimizer};
use crate::record::Setting;

impl Study {
    /// The values of a setting as records print them; of widths and depths that `layers` gives there are none.
    pub fn choices(&self, setting: Setting) -> Vec<Choice<String>> {
        match (setting, &self.widths) {
            (Setting::Activation, _) => titled(&self.activation),
            (Setting::Init, _) => printed(&self.init),
            (Setting::Bias, _) => printed(&self.bias),
            (Setting::Norm, _) => printed(&self.norm),
            (Setting::Residual, _) => printed(&self.residual),
            (Setting::Tied, _) => printed(&self.tied),
            (Setting::Drive, _) => printed(&self.drive),
            (Setting::Precision, _) => printed(&self.precision),
            (Setting::Width, Widths::Even { width, .. }) => printed(width),
            (Setting::Depth, Widths::Even { depth, .. }) => printed(depth),
            (Setting::Width | Setting::Depth, Widths::Layers(_)) => Vec::new(),
            (Setting::Samples, _) => printed(&self.samples),
            (Setting::Optimizer, _) => printed(&self.optimizer),
        }
    }

    /// The values of a setting as what they make of a cell; none of one that cells do not have, or have together
    /// with another.
    pub(super) fn changes(&self, setting: Setting) -> Vec<Change> {
        match setting {
            Setting::Activation => changes(&self.activation, Change::Activation),
            Setting::Init => changes(&self.init, Change::Init),
            Setting::Bias => changes(&self.bias, Change::Bias),
            Setting::Norm => changes(&self.norm, Change::Norm),
            Setting::Residual => changes(&self.residual, Change::Residual),
            Setting::Tied => changes(&self.tied, Change::Tied),
            Setting::Drive => changes(&self.drive, Change::Drive),
            Setting::Precision => changes(&self.precision, Change::Precision),
            // A plan is refused before where the input's width is not known.
            Setting::Width => self.widths.layers().into_iter().flatten().map(Change::Layers).collect(),
            Setting::Depth => Vec::new(),
            Setting::Samples => changes(&self.samples, Change::Samples),
            Setting::Optimizer => {
                let with = |plan: &TrainingPlan| {
                    changes(&self.optimizer, |optimizer| Change::Training(plan.with(optimizer)))
                };
                self.training.as_ref().map(with).unwrap_or_default()
            }
        }
    }
}

/// Activations go by the names that papers give them where the study has no words of its own.
fn titled(choices: &[Choice<Activation>]) -> Vec<Choice<String>> {
    let mut titled = printed(choices);
    for (choice, activation) in
        titled.iter_mut().zip(choices).filter(|(choice, _)| choice.label == choice.value)
    {
        choice.label = activation.value.title();
    }
    titled
}

fn printed<T: ToString>(choices: &[Choice<T>]) -> Vec<Choice<String>> {
    let print = |Choice { value, label, number }: &Choice<T>| Choice {
        value: value.to_string(),
        label: label.clone(),
        number: *number,
    };
    choices.iter().map(print).collect()
}

fn changes<T: Copy>(choices: &[Choice<T>], change: impl Fn(T) -> Change) -> Vec<Change> {
    choices.iter().map(|choice| change(choice.value)).collect()
}

/// A value that a claim names, as records print it.
pub(super) fn canonical(setting: Setting, node: Node, path: &str) -> Result<String, StudyError> {
    match setting {
        Setting::Activation => spec::<Activation>(node, path),
        Setting::Init | Setting::Bias => spec::<Init>(node, path),
        Setting::Norm => spec::<Norm>(node, path),
        Setting::Drive => spec::<Drive>(node, path),
        Setting::Optimizer => spec::<Optimizer>(node, path),
        Setting::Precision => Ok(text(node, path)?.0),
        Setting::Residual | Setting::Tied => match node.value {
            Value::Boolean(value) => Ok(value.to_string()),
            other => Err(expected(&node.origin, path, "true or false", &other)),
        },
        Setting::Width | Setting::Depth | Setting::Samples => Ok(integer(&node, path, 1)?.to_string()),
    }
}

fn spec<T: FromStr<Err: ToString> + ToString>(node: Node, path: &str) -> Result<String, StudyError> {
    let (text, origin) = text(node, path)?;
    let value: T = text.parse().map_err(|error: T::Err| StudyError::new(&origin, error.to_string()))?;
    Ok(value.to_string())
}
