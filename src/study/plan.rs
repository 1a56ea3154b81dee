//! The cells of a study.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::gibbs::GibbsPlan;
use super::training::TrainingPlan;
use super::{Choice, Input, Precision, Protocol, Study, Widths};
use crate::activation::Activation;
use crate::init::{Drive, Fans, Init, InitError, Layer};
use crate::network::{Loss, Norm};
use crate::rbm::ContrastiveDivergence;
use crate::record::Settings;

/// Cells that one study may have.
const MOST_CELLS: usize = 100_000;

/// Every cell of a study, in order: the axes' product, the last axis and the trial running
/// fastest.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The cells.
    pub cells: Vec<Cell>,
}

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

impl Cell {
    /// A name that the cell shares with those that differ from it in the activation alone, and whose
    /// weights do not depend on it.
    pub(crate) fn family(&self) -> String {
        let alone = self.init.asks_for_activation() || self.bias.asks_for_activation();
        if alone || self.protocol != Protocol::Forward {
            return format!("{self:?}");
        }
        format!("{:?}", Self { activation: Activation::Linear, ..self.clone() })
    }

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
    pub fn machine(&self) -> Option<&ContrastiveDivergence> {
        match &self.init {
            Init::RbmStack(rbm) => Some(&rbm.rule),
            _ => None,
        }
    }

    /// Whether a linear layer with an output for each class lies on top.
    pub fn has_readout(&self) -> bool {
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
        let settings = self.settings();
        let Settings {
            protocol,
            input,
            activation,
            init,
            bias,
            norm,
            residual,
            tied,
            drive,
            precision,
            layers,
            samples,
            readout: _,
            top,
            training,
            gibbs,
        } = settings;
        let trial = self.trial;
        let mut canonical = format!(
            "{protocol}\n{input}\n{activation}\n{init}\n{bias}\n{norm}\n{residual}\n{tied}\n{precision}\n{layers:?}\n{samples}\n{trial}"
        );
        // What only some protocols have, so that the others' names stay.
        if let Some(drive) = drive {
            canonical.push_str(&format!("\ndrive {drive}"));
        }
        if let Some(top) = top {
            canonical.push_str(&format!("\n{top}"));
        }
        if let Some(training) = training {
            // What is not asked for is not written, so that names outlive new keys.
            canonical.push_str(&format!("\n{}", serde_json::json!(training)));
        }
        if let Some(gibbs) = gibbs {
            canonical.push_str(&format!("\n{}", serde_json::json!(gibbs)));
        }
        let digest = Sha256::digest(canonical);
        digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}
