//! Which plans can be carried out, which is known before there is any cell.

use std::collections::BTreeSet;

use crate::init::{Bias, Fans, Init, InitError, Layer};
use crate::record::Setting;
use crate::study::{Study, Widths};

/// Cells that one study may have: what tells each from all others takes its place in memory.
const MOST_CELLS: u128 = 10_000_000;

/// Hidden layers that the cells of one study may have in all: each is looked at before any is computed.
const MOST_LAYERS: u128 = 200_000_000;

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

impl Study {
    /// Whether there are not too many cells and layers, which is known before there is any.
    pub(in crate::study) fn check_size(&self) -> Result<(), PlanError> {
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

    /// Whether each scheme can fill each layer that it is to fill.
    pub(in crate::study) fn check_schemes(&self) -> Result<(), PlanError> {
        let networks = self.widths.layers().ok_or(PlanError::NoInput)?;
        let layers = networks.iter().flat_map(|widths| (1..).zip(widths.windows(2)));
        let layers: BTreeSet<(usize, [usize; 2])> =
            layers.map(|(index, widths)| (index, [widths[0], widths[1]])).collect();
        let own = self.bias.iter().any(|bias| bias.value == Bias::Own);
        let given = self.bias.iter().filter(|bias| bias.value != Bias::Own);
        let schemes = self
            .init
            .iter()
            .flat_map(|init| std::iter::once(init.value).chain(own.then(|| init.value.own_bias())));
        let schemes = schemes
            .chain(given.map(|bias| bias.value.beside(&Init::ZEROS)))
            .chain(self.drive.iter().map(|drive| drive.value.law()));
        for scheme in schemes {
            for activation in &self.activation {
                layers.iter().try_for_each(|&(index, [fan_in, fan_out])| {
                    let fans = Fans { fan_in, fan_out };
                    fillable(scheme, Layer { index, fans, activation: activation.value })
                })?;
            }
        }
        Ok(())
    }
}

/// Whether a scheme can fill a layer.
///
/// # Errors
///
/// If it has no weights for it.
pub(crate) fn fillable(init: Init, layer: Layer) -> Result<(), Box<Unfillable>> {
    init.ensemble(layer).map(drop).map_err(|error| Box::new(Unfillable { init, layer, error }))
}
