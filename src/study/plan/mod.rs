//! The cells of a study: those of the axes' product, made when they are asked for.
//!
//! Read this file, then `change` (what a value of an axis makes of a cell) and `depths` (which networks begin alike).

pub(in crate::study) mod change;
mod depths;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use change::Change;
use depths::Depths;

use super::checks::plan::PlanError;
use super::{Cell, Precision, Protocol, Study, Widths};
use crate::activation::Activation;
use crate::init::{Bias, Drive, Init};
use crate::network::Norm;
use crate::record::Setting;

/// Cells that are looked at one after the other.
const CHUNK: usize = 4096;

/// Axes of a plan: each setting is one, but for the depth, which is one with the width.
const AXES: usize = Setting::ALL.len() - 1;

/// Every cell of a study, in order: the axes' product, the last axis and the trial running
/// fastest. A cell is made when it is asked for, so that a plan is no larger than its axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What all cells have in common.
    common: Cell,
    /// What tells them apart, slowest first.
    axes: [Vec<Change>; AXES],
    trials: usize,
    len: usize,
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
        study.check_schemes()?;
        let mut common = Cell {
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
        };
        let mut settings = Setting::ALL.into_iter().filter(|setting| *setting != Setting::Depth);
        let axes: [Vec<Change>; AXES] = std::array::from_fn(|_| {
            settings.next().map(|setting| study.changes(setting)).unwrap_or_default()
        });
        axes.iter().filter(|axis| axis.len() == 1).for_each(|axis| axis[0].apply(&mut common));
        let trials = study.trials as usize;
        let len = axes.iter().map(|axis| axis.len().max(1)).product::<usize>() * trials;
        Ok(Self { common, axes, trials, len })
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The cell at a place.
    ///
    /// # Panics
    ///
    /// If the plan has none there.
    pub fn cell(&self, place: usize) -> Cell {
        assert!(place < self.len, "place {place} of {} cells", self.len);
        let mut cell = Cell { trial: (place % self.trials) as u64, ..self.common.clone() };
        for (axis, value) in self.axes.iter().zip(self.values(place)) {
            // A single value all cells have in common, but for the bias that comes with each one's weights.
            if axis.len() > 1 || matches!(axis[..], [Change::Bias(Bias::Own)]) {
                axis[value].apply(&mut cell);
            }
        }
        cell
    }

    /// All cells, in order.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = Cell> + Clone {
        (0..self.len).map(|place| self.cell(place))
    }

    /// The cells of the first trial: one for each combination of the axes' values.
    pub fn combinations(&self) -> impl ExactSizeIterator<Item = Cell> {
        (0..self.len).step_by(self.trials).map(|place| self.cell(place))
    }

    /// What `of` makes of the places of consecutive cells, in order: in parallel, and the same on any number of
    /// threads.
    pub(crate) fn in_chunks<T: Send>(&self, of: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
        let starts: Vec<usize> = (0..self.len).step_by(CHUNK).collect();
        starts.into_par_iter().map(|start| of(start..self.len.min(start + CHUNK))).collect()
    }

    /// Which value of each axis a cell has.
    fn values(&self, place: usize) -> [usize; AXES] {
        let mut rest = place / self.trials;
        let mut values = [0; AXES];
        for (axis, value) in self.axes.iter().zip(&mut values).rev().filter(|(axis, _)| axis.len() > 1) {
            (rest, *value) = (rest / axis.len(), rest % axis.len());
        }
        values
    }

    /// The places of cells whose signal passes forward and which have layers in common, together: that differ in the
    /// activation, unless their weights depend on it, or in the depth. Those of others each for itself. In the order of
    /// the first of them.
    pub(crate) fn families(&self) -> impl Iterator<Item = Vec<usize>> {
        // Activations run slowest.
        let others = self.len / self.axes[0].len().max(1);
        let depths = self.depths();
        (0..self.len).filter_map(move |place| {
            if self.common.protocol != Protocol::Forward {
                return Some(vec![place]);
            }
            let deeper = depths.beside(place)?;
            let cell = self.cell(place);
            if cell.init.asks_for_activation() || cell.bias.asks_for_activation() {
                return Some(deeper.collect());
            }
            let alike = |place: usize| (place..self.len).step_by(others);
            (place < others).then(|| deeper.flat_map(alike).collect())
        })
    }

    /// The places of cells that differ in the depth alone.
    fn depths(&self) -> Depths {
        let is_layers = |axis: &Vec<Change>| matches!(axis.first(), Some(Change::Layers(_)));
        let axis = self.axes.iter().position(is_layers).unwrap_or(AXES - 1);
        let step =
            self.axes[axis + 1..].iter().map(|axis| axis.len().max(1)).product::<usize>() * self.trials;
        let layers = self.axes[axis].iter().filter_map(|change| match change {
            Change::Layers(layers) => Some(&layers[..]),
            _ => None,
        });
        Depths::new(&layers.collect::<Vec<_>>(), step)
    }

    /// For each cell a digest of all that it is, after what `digest` has seen already; cells of different plans
    /// have one digest only if they are the same.
    pub(crate) fn digests(&self, digest: &Sha256) -> Vec<[u8; 32]> {
        // How a cell and a change print tells everything that they are; of what all cells have in common that the
        // axes do not tell.
        let Cell { protocol, input, top, gibbs, .. } = &self.common;
        let common = digest.clone().chain_update(format!("{protocol:?}|{input:?}|{top:?}|{gibbs:?}|"));
        let of = |change: &Change| Sha256::digest(format!("{change:?}"));
        let axes = self.axes.each_ref().map(|axis| axis.iter().map(of).collect::<Vec<_>>());
        let cell = |place: usize| {
            let mut digest = common.clone();
            for (axis, value) in axes.iter().zip(self.values(place)) {
                // What cells do not have is told from what they have.
                digest.update([u8::from(axis.is_empty())]);
                digest.update(axis.get(value).map_or(&[][..], |change| change.as_slice()));
            }
            digest.chain_update((place % self.trials).to_le_bytes()).finalize().into()
        };
        (0..self.len).into_par_iter().map(cell).collect()
    }
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
            "depth = { linspace = [1, 100, 100] }\nwidth = { linspace = [1, 9999, 9999] }\nresidual = [true, false]\nnorm = [\"none\", \"layer\"]\nbias = [\"zeros\", \"ones\"]\nprecision = [\"f32\", \"f64\"]",
        );
        assert!(cells.starts_with("the plan has 15998400 cells; at most 10000000 fit"), "{cells}");
    }

    #[test]
    fn cells_come_with_the_last_axis_and_the_trial_running_fastest() {
        let text = "trials = 2\n[input]\nsamples = 1\n[network]\ninput = 10\nwidth = 3\n[axes]\nactivation = [\"relu\", \"tanh\"]\ninit = [\"zeros\", \"torch-linear\"]\nbias = \"own\"\ndepth = [1, 3]\n";
        let plan = Plan::new(&Study::parse("small", text, &[], false).unwrap()).unwrap();
        let found: Vec<_> = plan
            .cells()
            .map(|cell| (cell.activation, cell.init.to_string(), cell.layers.len() - 1, cell.trial))
            .collect();
        let mut expected = Vec::new();
        for activation in [Activation::Relu, Activation::Tanh] {
            for init in ["zeros", "torch-linear"] {
                for depth in [1, 3] {
                    expected.extend((0..2).map(|trial| (activation, init.to_owned(), depth, trial)));
                }
            }
        }
        assert_eq!(found, expected);
        // Each has the bias that comes with its own weights.
        let biases: Vec<String> = plan.combinations().map(|cell| cell.bias.to_string()).collect();
        assert_eq!((&*biases[0], &biases[2]), ("zeros", &biases[3]));
        assert_ne!(biases[0], biases[2]);
    }

    #[test]
    fn a_plan_of_millions_of_cells_is_no_larger_than_its_axes() {
        let text = "trials = 10000000\n[input]\nsamples = 1\n[network]\ninput = 10\nwidth = 3\ndepth = 1\n[axes]\nactivation = \"tanh\"\ninit = \"zeros\"\n";
        let plan = Plan::new(&Study::parse("many", text, &[], false).unwrap()).unwrap();
        assert_eq!((plan.len(), plan.cell(plan.len() - 1).trial), (10_000_000, 9_999_999));
        assert!(plan.axes.iter().map(Vec::len).sum::<usize>() <= AXES);
    }
}
