//! The cells of a study.

use std::sync::Arc;

use super::axes::with;
use super::{Cell, Precision, Study, Widths};
use crate::activation::Activation;
use crate::init::{Drive, Fans, Init, InitError, Layer};
use crate::network::Norm;
use crate::record::Setting;

/// Cells that one study may have.
const MOST_CELLS: u128 = 100_000;

/// Hidden layers that the cells of one study may have in all: each is a few kilobytes of a record.
const MOST_LAYERS: u128 = 50_000_000;

/// Every cell of a study, in order: the axes' product, the last axis and the trial running
/// fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A plan that cannot be carried out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// Too many cells.
    #[error("the plan has {0} cells; at most {MOST_CELLS} fit into one study: give fewer values or trials")]
    TooManyCells(u128),
    /// Cells that are too deep for their number.
    #[error(
        "the {cells} cells of the plan have {layers} hidden layers in all; at most {MOST_LAYERS} fit into one study: give fewer values or trials, or smaller depths"
    )]
    TooManyLayers {
        /// Cells of the plan.
        cells: u128,
        /// Their layers.
        layers: u128,
    },
    /// A scheme that cannot fill a layer.
    #[error(transparent)]
    Unfillable(#[from] Box<Unfillable>),
    /// An input whose width is that of data, which were not asked.
    #[error("`network.input` is missing, and the data that say how wide it is have not been read")]
    NoInput,
}

/// A layer that a scheme has no weights for.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "init `{init}` with {activation}, layer {index} of {fan_in} inputs and {fan_out} units: {error}",
    activation = layer.activation,
    index = layer.index,
    fan_in = layer.fans.fan_in,
    fan_out = layer.fans.fan_out
)]
pub struct Unfillable {
    /// The scheme.
    pub init: Init,
    /// The layer.
    pub layer: Layer,
    /// What is wrong.
    pub error: InitError,
}

impl Plan {
    /// The product of the study's axes and trials.
    ///
    /// # Errors
    ///
    /// If they are too many, a scheme cannot fill a layer, or only data say how wide the input is and
    /// [`Study::with_input`] has not been told.
    pub fn new(study: &Study) -> Result<Self, PlanError> {
        study.check_size()?;
        let layers = study.widths.layers().ok_or(PlanError::NoInput)?;
        for activation in &study.activation {
            for init in &study.init {
                let biases = study.bias.iter().map(|bias| bias.value.beside(&init.value));
                let drives = study.drive.iter().map(|drive| drive.value.law());
                for scheme in std::iter::once(init.value).chain(biases).chain(drives) {
                    layers.iter().try_for_each(|widths| all_fillable(scheme, activation.value, widths))?;
                }
            }
        }
        let mut cells = vec![Cell {
            protocol: study.protocol,
            input: study.input.clone(),
            activation: Activation::Linear,
            init: Init::ZEROS,
            bias: Init::ZEROS,
            norm: Norm::None,
            residual: false,
            tied: false,
            drive: Drive::NONE,
            precision: Precision::F64,
            layers: [].into(),
            samples: 1,
            training: None,
            top: study.top,
            gibbs: study.gibbs.clone().map(Arc::new),
            trial: 0,
        }];
        for setting in Setting::ALL {
            study.vary(setting, &mut cells);
        }
        let trials: Vec<u64> = (0..study.trials).collect();
        with(&mut cells, &trials, |cell, trial| cell.trial = trial);
        Ok(Self { cells })
    }
}

impl Study {
    /// Whether there are not too many cells and layers, which is known before there is any.
    fn check_size(&self) -> Result<(), PlanError> {
        let values = |setting| self.choices(setting).len().max(1) as u128;
        // Twelve axes of ten thousand values are beyond any integer.
        let cells = Setting::ALL.into_iter().map(values).fold(self.trials.into(), u128::saturating_mul);
        if cells > MOST_CELLS {
            return Err(PlanError::TooManyCells(cells));
        }
        let layers = match &self.widths {
            Widths::Layers(layers) => cells * (layers.len() as u128 - 1),
            Widths::Even { depth, .. } => {
                let all: u128 = depth.iter().map(|depth| depth.value as u128).sum();
                cells / depth.len() as u128 * all
            }
        };
        if layers > MOST_LAYERS { Err(PlanError::TooManyLayers { cells, layers }) } else { Ok(()) }
    }
}

/// Whether a scheme can fill every layer of a network.
fn all_fillable(init: Init, activation: Activation, widths: &[usize]) -> Result<(), Box<Unfillable>> {
    (1..).zip(widths.windows(2)).try_for_each(|(index, widths)| {
        let fans = Fans { fan_in: widths[0], fan_out: widths[1] };
        fillable(init, Layer { index, fans, activation })
    })
}

/// Whether a scheme can fill a layer.
///
/// # Errors
///
/// If it has no weights for it.
pub(crate) fn fillable(init: Init, layer: Layer) -> Result<(), Box<Unfillable>> {
    init.ensemble(layer).map(drop).map_err(|error| Box::new(Unfillable { init, layer, error }))
}

impl Widths {
    /// Layers of the deepest network.
    pub(super) fn most_layers(&self) -> usize {
        match self {
            Self::Layers(layers) => layers.len() - 1,
            Self::Even { depth, .. } => depth.iter().map(|depth| depth.value).max().unwrap_or(0),
        }
    }

    /// Whether some layer is as wide as its input.
    pub(super) fn any_square(&self) -> bool {
        match self {
            Self::Layers(layers) => layers.windows(2).any(|widths| widths[0] == widths[1]),
            Self::Even { input, width, .. } => {
                let as_wide = |width: usize| input.is_none_or(|input| input == width);
                self.most_layers() > 1 || width.iter().any(|width| as_wide(width.value))
            }
        }
    }

    /// Every list of widths that the study has, if it is known how wide the input is.
    pub(super) fn layers(&self) -> Option<Vec<Arc<[usize]>>> {
        match self {
            Self::Layers(layers) => Some(vec![layers.as_slice().into()]),
            Self::Even { input, width, depth } => {
                let input = (*input)?;
                let sizes =
                    width.iter().flat_map(|width| depth.iter().map(move |depth| (width.value, depth.value)));
                let layers = sizes.map(|(width, depth)| {
                    std::iter::once(input).chain(std::iter::repeat_n(width, depth)).collect()
                });
                Some(layers.collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_too_large_is_refused_before_it_is_made() {
        let said = |axes: &str| {
            let text = format!(
                "[input]\nsamples = 1\n[network]\ninput = 10\n[axes]\nactivation = \"relu\"\ninit = \"zeros\"\n{axes}"
            );
            Plan::new(&Study::parse("large", &text, &[], false).unwrap()).unwrap_err().to_string()
        };
        let layers =
            said("depth = { linspace = [9901, 10000, 100] }\nwidth = { linspace = [1, 1000, 1000] }");
        assert!(
            layers.starts_with("the 100000 cells of the plan have 995050000 hidden layers in all; "),
            "{layers}"
        );
        let cells = said(
            "depth = 1\nwidth = { linspace = [1, 9999, 9999] }\nresidual = [true, false]\nnorm = [\"none\", \"layer\"]\nbias = [\"zeros\", \"ones\"]\nprecision = [\"f32\", \"f64\"]",
        );
        assert!(cells.starts_with("the plan has 159984 cells; at most 100000 fit"), "{cells}");
    }
}
