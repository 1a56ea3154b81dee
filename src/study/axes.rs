//! The settings by type: what a study varies, how that makes cells, and how claims name it. What records make
//! of a setting stands in [`Setting`]'s own table.

use std::str::FromStr;

use super::document::node::{Node, Value};
use super::document::reader::{expected, integer, text};
use super::{Cell, Choice, Study, StudyError, Widths};
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

    /// Makes of every cell one for each value of a setting, which runs fastest.
    pub(super) fn vary(&self, setting: Setting, cells: &mut Vec<Cell>) {
        match setting {
            Setting::Activation => each(cells, &self.activation, |cell, value| cell.activation = value),
            Setting::Init => each(cells, &self.init, |cell, value| cell.init = value),
            Setting::Bias => each(cells, &self.bias, |cell, value| cell.bias = value.beside(&cell.init)),
            Setting::Norm => each(cells, &self.norm, |cell, value| cell.norm = value),
            Setting::Residual => each(cells, &self.residual, |cell, value| cell.residual = value),
            Setting::Tied => each(cells, &self.tied, |cell, value| cell.tied = value),
            Setting::Drive => each(cells, &self.drive, |cell, value| cell.drive = value),
            Setting::Precision => each(cells, &self.precision, |cell, value| cell.precision = value),
            Setting::Width => {
                // A plan is refused before where the input's width is not known.
                let layers = self.widths.layers().unwrap_or_default();
                with(cells, &layers, |cell, layers| cell.layers = layers);
            }
            // Together with the widths.
            Setting::Depth => {}
            Setting::Samples => each(cells, &self.samples, |cell, value| cell.samples = value),
            Setting::Optimizer => {
                let Some(plan) = &self.training else { return };
                let plans: Vec<_> = self.optimizer.iter().map(|choice| plan.with(choice.value)).collect();
                with(cells, &plans, |cell, plan| cell.training = Some(plan));
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

fn each<T: Copy>(cells: &mut Vec<Cell>, choices: &[Choice<T>], set: impl Fn(&mut Cell, T)) {
    with(cells, &choices.iter().map(|choice| choice.value).collect::<Vec<_>>(), set);
}

/// Every cell once with each value.
pub(super) fn with<T: Clone>(cells: &mut Vec<Cell>, values: &[T], set: impl Fn(&mut Cell, T)) {
    if let [only] = values {
        return cells.iter_mut().for_each(|cell| set(cell, only.clone()));
    }
    let pairs = cells.iter().flat_map(|cell| values.iter().map(move |value| (cell.clone(), value.clone())));
    let pairs = pairs.map(|(mut cell, value)| {
        set(&mut cell, value);
        cell
    });
    *cells = pairs.collect();
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
