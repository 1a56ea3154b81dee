//! What the cells of a batch share: inputs, material to learn from, prefixes.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use super::cancellable::network;
use crate::data;
use crate::kernel::Real;
use crate::network::{Material, Noise, Prefix, Watch, WatchedInput};
use crate::run::Data;
use crate::study::{Cell, Input, Precision};

/// The inputs that a batch of cells shares, each made and looked at once.
#[derive(Default)]
pub(crate) struct Inputs {
    pub(crate) single: Shared<f32>,
    pub(crate) double: Shared<f64>,
}

/// Inputs in one precision.
pub(crate) struct Shared<T> {
    inputs: HashMap<InputKey, WatchedInput<T>>,
    materials: HashMap<MaterialKey, Material<T>>,
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self { inputs: HashMap::new(), materials: HashMap::new() }
    }
}

/// What an input depends on, beside seed and data: samples, width, and of noise the trial.
type InputKey = (usize, usize, Option<u64>);

/// What material depends on, beside the data: samples, and those that are looked at.
type MaterialKey = (usize, usize);

fn input_key(cell: &Cell) -> InputKey {
    (cell.samples, cell.layers[0], (cell.input == Input::Gaussian).then_some(cell.trial))
}

fn material_key(cell: &Cell) -> Option<MaterialKey> {
    cell.training.as_ref().map(|training| (cell.samples, training.watched))
}

impl Inputs {
    /// The inputs of some cells, in parallel.
    pub(crate) fn of<'a>(
        cells: impl Iterator<Item = &'a Cell> + Clone,
        seed: u64,
        watch: &Watch,
        data: &Data,
    ) -> Self {
        let of_it = |precision| cells.clone().filter(move |cell| cell.precision == precision);
        Self {
            single: Shared::of(of_it(Precision::F32), seed, watch, data),
            double: Shared::of(of_it(Precision::F64), seed, watch, data),
        }
    }
}

impl<T: Real> Shared<T> {
    fn of<'a>(cells: impl Iterator<Item = &'a Cell> + Clone, seed: u64, watch: &Watch, data: &Data) -> Self {
        let learning: HashSet<MaterialKey> = cells.clone().filter_map(material_key).collect();
        let others = cells.filter(|cell| cell.protocol.looks_at_drawn());
        let wanted: HashSet<InputKey> = others.map(input_key).collect();
        let input = |key: InputKey| {
            let (samples, width, trial) = key;
            let values = match trial {
                Some(trial) => Some(data::gaussian::<T>(samples, width, seed, trial)),
                None => data.first::<T>(samples),
            };
            values.map(|values| (key, WatchedInput::new(values, watch)))
        };
        let material =
            |key: MaterialKey| data.material::<T>(key.0, key.1, watch).map(|material| (key, material));
        Self {
            inputs: wanted.into_par_iter().filter_map(input).collect(),
            materials: learning.into_par_iter().filter_map(material).collect(),
        }
    }

    /// The input of a cell, which is among those that they were made for.
    pub(crate) fn input(&self, cell: &Cell) -> &WatchedInput<T> {
        &self.inputs[&input_key(cell)]
    }

    /// What a cell learns from, if it does.
    pub(crate) fn material(&self, cell: &Cell) -> Option<&Material<T>> {
        self.materials.get(&material_key(cell)?)
    }
}

/// What a family shares beside the input, if it has several chains.
#[derive(Default)]
pub(crate) struct Prefixes {
    pub(crate) single: Option<Prefix<f32>>,
    pub(crate) double: Option<Prefix<f64>>,
}

impl Prefixes {
    /// What the chains of a family, whose input is among `inputs`, share.
    pub(crate) fn of(
        chains: &[Vec<(usize, Cell)>],
        seed: u64,
        watch: &Watch,
        inputs: &Inputs,
        stop: &AtomicBool,
    ) -> Self {
        let cells = chains.iter().flatten().map(|(_, cell)| cell);
        let deepest = cells.max_by_key(|cell| cell.layers.len()).filter(|_| chains.len() > 1);
        match deepest {
            Some(cell) if cell.precision == Precision::F32 => {
                Self { single: Some(open(cell, seed, watch, &inputs.single, stop)), double: None }
            }
            Some(cell) => Self { single: None, double: Some(open(cell, seed, watch, &inputs.double, stop)) },
            None => Self::default(),
        }
    }
}

fn open<T: Real>(cell: &Cell, seed: u64, watch: &Watch, inputs: &Shared<T>, stop: &AtomicBool) -> Prefix<T> {
    network(cell, stop).open(inputs.input(cell), Noise { seed, trial: cell.trial }, watch)
}
