//! What a plan takes: the cells that run side by side, and the records of all.

use std::collections::BTreeSet;
use std::ops::Range;

use super::estimate;
use crate::network::Watch;
use crate::run::Data;
use crate::study::{Cell, Input, Plan};

/// The program itself.
const PROGRAM: f64 = 9e6;

/// What a thread keeps for itself: its stack, its heap and what products of matrices are packed into.
const THREAD: f64 = 3e6;

/// Cells that a batch has for each thread, whose inputs are there together.
const BATCH: usize = 8;

/// What a plan takes, in bytes.
pub(super) struct Footprint {
    /// Place of the cell that takes most.
    pub(super) largest: Option<usize>,
    /// Cells that run side by side when most is taken.
    pub(super) at_once: usize,
    pub(super) network: f64,
    pub(super) records: f64,
}

impl Footprint {
    /// On so many threads.
    pub(super) fn of(plan: &Plan, watch: &Watch, data: &Data, threads: usize) -> Self {
        let outputs = data.classes().unwrap_or(0);
        let of = |places: Range<usize>| {
            let mut most = Most { threads, ..Most::default() };
            places.for_each(|place| most.push(place, &plan.cell(place), watch, outputs));
            most
        };
        let most = plan.in_chunks(of).into_iter().reduce(Most::with).unwrap_or_default();
        let alone = most.largest.map_or(0.0, |(size, _)| size);
        let waiting = most.inputs.iter().rev().skip(threads).map(|(numbers, ..)| 8.0 * *numbers as f64);
        let together = most.small.iter().sum::<f64>() + waiting.sum::<f64>();
        // As they were read they are there already; they come once more in each precision and number.
        let copies = 1.0 + 2.0 * most.copies.len() as f64;
        let shared = PROGRAM + THREAD * threads as f64 + copies * data.bytes();
        Self {
            largest: most.largest.map(|(_, place)| place),
            at_once: if together > alone { most.small.len() } else { 1 },
            network: shared + alone.max(together),
            // While a record is written it is there as text too, half as large where bins are many.
            records: most.records + most.record / 2.0,
        }
    }
}

/// What takes most of some cells.
#[derive(Default)]
struct Most {
    threads: usize,
    /// The size and the place of the cell that takes most.
    largest: Option<(f64, usize)>,
    /// Sizes of those that run side by side, largest first.
    small: Vec<f64>,
    /// Noise that a batch makes before it runs: numbers, samples and trial. Data are there once for all.
    inputs: BTreeSet<(usize, usize, u64)>,
    /// Samples and precisions of those that learn.
    copies: BTreeSet<(usize, String)>,
    records: f64,
    /// The largest record.
    record: f64,
}

impl Most {
    fn push(&mut self, place: usize, cell: &Cell, watch: &Watch, outputs: usize) {
        let size = estimate::network(cell, watch, outputs);
        if self.largest.is_none_or(|(largest, _)| size > largest) {
            self.largest = Some((size, place));
        }
        if !estimate::runs_alone(size, cell) {
            self.add_small(size);
            if cell.input == Input::Gaussian {
                self.add_input((cell.samples.saturating_mul(cell.layers[0]), cell.samples, cell.trial));
            }
        }
        if cell.training.is_some() {
            self.copies.insert((cell.samples, cell.precision.to_string()));
        }
        let record = estimate::record(cell, watch);
        self.records += record;
        self.record = self.record.max(record);
    }

    fn add_small(&mut self, size: f64) {
        let place = self.small.partition_point(|other| *other >= size);
        if place < self.threads {
            self.small.insert(place, size);
            self.small.truncate(self.threads);
        }
    }

    fn add_input(&mut self, input: (usize, usize, u64)) {
        self.inputs.insert(input);
        if self.inputs.len() > BATCH * self.threads {
            self.inputs.pop_first();
        }
    }

    /// Of these cells and later ones.
    fn with(mut self, later: Self) -> Self {
        if let Some((size, place)) = later.largest
            && self.largest.is_none_or(|(largest, _)| size > largest)
        {
            self.largest = Some((size, place));
        }
        later.small.into_iter().for_each(|size| self.add_small(size));
        later.inputs.into_iter().for_each(|input| self.add_input(input));
        self.copies.extend(later.copies);
        self.records += later.records;
        self.record = self.record.max(later.record);
        self
    }
}
