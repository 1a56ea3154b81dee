//! The cells of a study.

use std::sync::Arc;

use super::sections::training::TrainingPlan;
use super::{Cell, Choice, Precision, Study, Widths};
use crate::activation::Activation;
use crate::init::{Drive, Fans, Init, InitError, Layer};
use crate::network::Norm;

/// Cells that one study may have.
const MOST_CELLS: usize = 100_000;

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
    /// A scheme that cannot fill a layer.
    #[error(transparent)]
    Unfillable(#[from] Box<Unfillable>),
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
    /// If they are too many, or a scheme cannot fill a layer.
    pub fn new(study: &Study) -> Result<Self, PlanError> {
        let axes = [
            study.activation.len(),
            study.init.len(),
            study.bias.len(),
            study.norm.len(),
            study.residual.len(),
            study.tied.len(),
            study.drive.len(),
            study.precision.len(),
            study.widths.count(),
            study.samples.len(),
            study.optimizer.len(),
        ];
        let count = axes.iter().map(|len| *len as u128).product::<u128>() * u128::from(study.trials);
        if count > MOST_CELLS as u128 {
            return Err(PlanError::TooManyCells(count));
        }
        let layers = study.widths.layers();
        for activation in &study.activation {
            for init in &study.init {
                let biases = study.bias.iter().map(|bias| bias.value.beside(&init.value));
                let drives = study.drive.iter().map(|drive| drive.value.law());
                for scheme in std::iter::once(init.value).chain(biases).chain(drives) {
                    layers.iter().try_for_each(|widths| all_fillable(scheme, activation.value, widths))?;
                }
            }
        }
        let mut cells = Vec::with_capacity(count as usize);
        let networks = networks(study, &layers);
        let optimizers: Vec<Option<Arc<TrainingPlan>>> = match &study.training {
            None => vec![None],
            Some(plan) => study.optimizer.iter().map(|choice| Some(plan.with(choice.value))).collect(),
        };
        for network in &networks {
            for samples in &study.samples {
                for training in &optimizers {
                    cells.extend((0..study.trials).map(|trial| Cell {
                        samples: samples.value,
                        training: training.clone(),
                        trial,
                        ..network.clone()
                    }));
                }
            }
        }
        Ok(Self { cells })
    }
}

/// The networks of a study, each as the cell of one sample that does not learn.
fn networks(study: &Study, layers: &[Arc<[usize]>]) -> Vec<Cell> {
    let (activation, init, bias) = (&study.activation, &study.init, &study.bias);
    let gibbs = study.gibbs.clone().map(Arc::new);
    let mut networks = vec![];
    for (activation, init) in activation.iter().flat_map(|a| init.iter().map(move |i| (a.value, i.value))) {
        let plain = Cell {
            protocol: study.protocol,
            input: study.input.clone(),
            activation,
            init,
            bias: init.own_bias(),
            norm: Norm::None,
            residual: false,
            tied: false,
            drive: Drive::NONE,
            precision: Precision::F64,
            layers: [].into(),
            samples: 1,
            training: None,
            top: study.top,
            gibbs: gibbs.clone(),
            trial: 0,
        };
        let mut cells = vec![plain];
        vary(&mut cells, bias, |cell, bias| cell.bias = bias.beside(&init));
        vary(&mut cells, &study.norm, |cell, norm| cell.norm = norm);
        vary(&mut cells, &study.residual, |cell, residual| cell.residual = residual);
        vary(&mut cells, &study.tied, |cell, tied| cell.tied = tied);
        vary(&mut cells, &study.drive, |cell, drive| cell.drive = drive);
        vary(&mut cells, &study.precision, |cell, precision| cell.precision = precision);
        let of =
            |cell: Cell| layers.iter().map(move |layers| Cell { layers: layers.clone(), ..cell.clone() });
        networks.extend(cells.into_iter().flat_map(of));
    }
    networks
}

/// Every cell once with each value of a setting, which runs fastest.
fn vary<T: Copy>(cells: &mut Vec<Cell>, choices: &[Choice<T>], set: impl Fn(&mut Cell, T)) {
    let with = |cell: &Cell, value| {
        let mut cell = cell.clone();
        set(&mut cell, value);
        cell
    };
    *cells = cells.iter().flat_map(|cell| choices.iter().map(|choice| with(cell, choice.value))).collect();
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
pub fn fillable(init: Init, layer: Layer) -> Result<(), Box<Unfillable>> {
    init.ensemble(layer).map(drop).map_err(|error| Box::new(Unfillable { init, layer, error }))
}

impl Widths {
    /// Number of lists of widths that the study has.
    fn count(&self) -> usize {
        match self {
            Self::Layers(_) => 1,
            Self::Even { width, depth, .. } => width.len() * depth.len(),
        }
    }

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
                self.most_layers() > 1 || width.iter().any(|width| width.value == *input)
            }
        }
    }

    /// Every list of widths that the study has.
    fn layers(&self) -> Vec<Arc<[usize]>> {
        match self {
            Self::Layers(layers) => vec![layers.as_slice().into()],
            Self::Even { input, width, depth } => width
                .iter()
                .flat_map(|width| depth.iter().map(move |depth| (width.value, depth.value)))
                .map(|(width, depth)| {
                    std::iter::once(*input).chain(std::iter::repeat_n(width, depth)).collect()
                })
                .collect(),
        }
    }
}
