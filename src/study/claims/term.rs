//! The numbers that a claim asks for, before any is measured.

use std::collections::BTreeMap;

use super::claim::{Claim, Form, Subject};
use super::select::{Place, Selector};
use crate::network::{Quantity, Spectra};
use crate::record::{Metric, Occasion, Setting, Settings};
use crate::study::Protocol;

/// Where one number of a cell was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Place of the cell among those of its trial, in plan order.
    pub cell: usize,
    /// Layer.
    pub layer: u64,
    /// Training step.
    pub step: u64,
}

/// One number that a claim asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// The number at a spot.
    Value(Spot),
    /// The number at one spot over that at another, or the root of it.
    Ratio {
        /// Above the line.
        of: Spot,
        /// Below the line.
        to: Spot,
        /// Which root.
        root: u64,
    },
    /// The smallest step down from each group of spots to the next.
    Order(Vec<Vec<Spot>>),
}

impl Claim {
    /// The numbers that the claim asks for, from cells with these settings (those of one trial,
    /// in plan order); empty where it speaks of none of them.
    pub fn terms(&self, cells: &[&Settings]) -> Vec<Term> {
        let selected: Vec<usize> =
            (0..cells.len()).filter(|index| self.cells.selects(cells[*index])).collect();
        let steps = steps(self.subject, cells);
        let steps = self.step.among(&steps);
        let each_step =
            |of_step: &dyn Fn(u64) -> Vec<Term>| steps.iter().flat_map(|step| of_step(*step)).collect();
        let spots = |cell: usize, layer: Place, step: u64| {
            let layers = self.layers(cells[cell]);
            layer.among(&layers).into_iter().map(move |layer| Spot { cell, layer, step })
        };
        match &self.form {
            Form::Value { layer } => each_step(&|step| {
                selected.iter().flat_map(|cell| spots(*cell, *layer, step)).map(Term::Value).collect()
            }),
            Form::Layers { of, to, per_layer } => each_step(&|step| {
                let ratio = |cell: &usize| {
                    let (of, to) = (spots(*cell, *of, step).next()?, spots(*cell, *to, step).next()?);
                    let distance = of.layer.abs_diff(to.layer);
                    let root = if *per_layer { distance } else { 1 };
                    (distance > 0).then_some(Term::Ratio { of, to, root })
                };
                selected.iter().filter_map(ratio).collect()
            }),
            Form::Cells { of, to, layer } => each_step(&|step| {
                let groups = alike(&selected, cells, &[of, to]);
                let ratios = |group: &Vec<usize>| {
                    let below = group.iter().copied().find(|cell| to.selects(cells[*cell]))?;
                    let above = group.iter().copied().filter(|cell| of.selects(cells[*cell]));
                    let pairs = above.flat_map(|cell| spots(cell, *layer, step));
                    let ratio = |of: Spot| Term::Ratio { of, to: Spot { cell: below, ..of }, root: 1 };
                    Some(pairs.map(ratio).collect::<Vec<_>>())
                };
                groups.iter().filter_map(ratios).flatten().collect()
            }),
            Form::Order { groups: ranks, layer } => each_step(&|step| {
                let selectors: Vec<&Selector> = ranks.iter().collect();
                let groups = alike(&selected, cells, &selectors);
                let orders = |group: &Vec<usize>| {
                    let layers = group.first().map_or_else(Vec::new, |cell| self.layers(cells[*cell]));
                    let order = |layer: u64| {
                        let rank = |selector: &Selector| -> Vec<Spot> {
                            let cells = group.iter().copied().filter(|cell| selector.selects(cells[*cell]));
                            cells.map(|cell| Spot { cell, layer, step }).collect()
                        };
                        let ranks: Vec<Vec<Spot>> = ranks.iter().map(rank).collect();
                        ranks.iter().all(|rank| !rank.is_empty()).then_some(Term::Order(ranks))
                    };
                    layer.among(&layers).into_iter().filter_map(order).collect::<Vec<_>>()
                };
                groups.iter().flat_map(orders).collect()
            }),
        }
    }

    /// The layers at which its number of a cell is seen; 0 for what all layers have together.
    fn layers(&self, cell: &Settings) -> Vec<u64> {
        let depth = cell.depth() as u64;
        let with_readout = depth + u64::from(cell.readout.is_some());
        let quantity = match self.subject {
            Subject::Site { quantity, .. } => quantity,
            Subject::Curve(metric) if metric.is_by_layer() => return (1..=with_readout).collect(),
            Subject::Curve(_) => return vec![0],
        };
        let protocol: Option<Protocol> = cell.protocol.parse().ok();
        let is_gibbs = protocol == Some(Protocol::Gibbs);
        match quantity {
            Quantity::Reconstruction if !is_gibbs => Vec::new(),
            Quantity::Reconstruction => (1..=depth).collect(),
            Quantity::PreActivation if is_gibbs => Vec::new(),
            Quantity::Input => vec![0],
            Quantity::Activation => (1..=depth).collect(),
            Quantity::JacobianSpectrum
            | Quantity::WeightSpectrum
            | Quantity::ProductSpectrum
            | Quantity::Eigenvalue => self.spectral_layers(quantity, cell),
            // Weights that all layers share are seen once.
            Quantity::Weight if cell.tied => vec![1],
            Quantity::Weight | Quantity::PreActivation => (1..=with_readout).collect(),
            _ if !protocol.is_some_and(Protocol::has_gradients) => Vec::new(),
            Quantity::ActivationGradient => (0..=depth).collect(),
            Quantity::PreActivationGradient | Quantity::WeightGradient => (1..=with_readout).collect(),
        }
    }

    /// The layers of a cell whose spectra are looked at.
    fn spectral_layers(&self, quantity: Quantity, cell: &Settings) -> Vec<u64> {
        let depth = cell.depth();
        let is_of_weights = matches!(quantity, Quantity::WeightSpectrum | Quantity::Eigenvalue);
        if cell.tied && is_of_weights {
            return vec![1];
        }
        let spectra = Spectra { layers: self.looked_at.clone(), ..Spectra::default() };
        let is_square = |layer: usize| cell.layers[layer - 1] == cell.layers[layer];
        let seen = (1..=depth).filter(|layer| spectra.covers(*layer, depth));
        let seen = seen.filter(|layer| quantity != Quantity::Eigenvalue || is_square(*layer));
        seen.map(|layer| layer as u64).collect()
    }
}

/// The steps at which a number is seen.
fn steps(subject: Subject, cells: &[&Settings]) -> Vec<u64> {
    let training = cells.first().and_then(|cell| cell.training.as_ref());
    let gibbs = cells.first().and_then(|cell| cell.gibbs.as_ref());
    let every = |period: u64, last: u64| -> Vec<u64> {
        let regular = (0..=last).filter(|step| period > 0 && step.is_multiple_of(period));
        let end = (period > 0 && !last.is_multiple_of(period)).then_some(last);
        regular.chain(end).collect()
    };
    if let Some(gibbs) = gibbs {
        return match subject {
            Subject::Site { .. } => gibbs.snapshots.clone(),
            Subject::Curve(metric) if metric.occasion() == Occasion::Epoch => (0..=gibbs.epochs).collect(),
            Subject::Curve(_) => Vec::new(),
        };
    }
    match (subject, training) {
        (Subject::Site { .. }, None) if cells.is_empty() => Vec::new(),
        (Subject::Site { .. }, None) => vec![0],
        (Subject::Site { .. }, Some(training)) => training.snapshots.clone(),
        (Subject::Curve(_), None) => Vec::new(),
        (Subject::Curve(Metric::StepsToTarget | Metric::Reached), Some(training))
            if training.target.is_none() =>
        {
            Vec::new()
        }
        (Subject::Curve(metric), Some(training)) => match metric.occasion() {
            Occasion::Step => every(training.record, training.steps),
            Occasion::Judged => every(training.evaluate, training.steps),
            Occasion::Compared => every(training.symmetry, training.steps),
            Occasion::Epoch => Vec::new(),
            // Of a training of so many steps, wherever it ended.
            Occasion::End => vec![training.steps],
        },
    }
}

/// The selected cells in groups that differ in nothing but what `selectors` name.
fn alike(selected: &[usize], cells: &[&Settings], selectors: &[&Selector]) -> Vec<Vec<usize>> {
    let named = |setting: &Setting| selectors.iter().any(|selector| selector.names(*setting));
    let rest: Vec<Setting> = Setting::ALL.into_iter().filter(|setting| !named(setting)).collect();
    let mut groups: BTreeMap<Vec<Option<String>>, Vec<usize>> = BTreeMap::new();
    for index in selected {
        let key = rest.iter().map(|setting| setting.of(cells[*index])).collect();
        groups.entry(key).or_default().push(*index);
    }
    groups.into_values().collect()
}
