//! Which cells run together.

use std::iter::Peekable;

use crate::network::Watch;
use crate::run::memory::estimate;
use crate::study::Cell;

/// A cell and its place in the plan.
pub(crate) type Placed = (usize, Cell);

/// Cells that differ in activation and depth alone.
pub(crate) type Family = Vec<Placed>;

/// Cells that differ in the depth alone, the shallowest first: each is the beginning of the next.
pub(crate) type Chain = Vec<Placed>;

/// Those of a family that one pass through the deepest network computes; each for itself where what is watched asks
/// for more than the layers that they share.
pub(crate) fn chains(family: Family, watch: &Watch) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let is_shared = !watch.spectra.any() && watch.jacobians == 0;
    for (place, cell) in family {
        let alike = |chain: &&mut Chain| is_shared && chain[0].1.activation == cell.activation;
        match chains.iter_mut().find(alike) {
            Some(chain) => chain.push((place, cell)),
            None => chains.push(vec![(place, cell)]),
        }
    }
    chains.iter_mut().for_each(|chain| chain.sort_by_key(|(_, cell)| cell.layers.len()));
    chains
}

/// Families put into batches.
pub(crate) struct Batches<'a, F: Iterator<Item = Family>> {
    families: Peekable<F>,
    watch: &'a Watch,
    most: usize,
    /// Large cells of a family that has come.
    large: std::vec::IntoIter<Chain>,
}

/// Puts families into batches, of at most `most` small cells unless one family has
/// more; a large cell, with those that are its beginnings, is a batch of its own.
pub(crate) fn batches<F: Iterator<Item = Family>>(families: F, watch: &Watch, most: usize) -> Batches<'_, F> {
    Batches { families: families.peekable(), watch, most, large: Vec::new().into_iter() }
}

impl<F: Iterator<Item = Family>> Iterator for Batches<'_, F> {
    type Item = Vec<Family>;

    fn next(&mut self) -> Option<Vec<Family>> {
        // A readout has few weights beside the other layers.
        // Nor has the first layer, which may be all that the shallowest network has.
        let is_large_cell =
            |(_, cell): &Placed| estimate::runs_alone(estimate::network(cell, self.watch, 0), cell);
        let is_large = |family: &Family| family.iter().any(is_large_cell);
        if let Some(chain) = self.large.next() {
            return Some(vec![chain]);
        }
        let first = self.families.next()?;
        if is_large(&first) {
            self.large = chains(first, self.watch).into_iter();
            return self.large.next().map(|chain| vec![chain]);
        }
        let mut room = self.most.saturating_sub(first.len());
        let mut batch = vec![first];
        while let Some(family) = self.families.next_if(|next| next.len() <= room && !is_large(next)) {
            room -= family.len();
            batch.push(family);
        }
        Some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{Plan, Study};

    fn found(width: usize, most: usize) -> Vec<Vec<Vec<usize>>> {
        found_with("init = [\"he-normal\", \"zeros\"]\ndepth = 2", width, most)
    }

    fn found_with(axes: &str, width: usize, most: usize) -> Vec<Vec<Vec<usize>>> {
        let text = format!(
            "trials = 2\n[input]\nsamples = 100\n[network]\ninput = 10\nwidth = {width}\n[axes]\nactivation = [\"relu\", \"tanh\", \"sin\"]\n{axes}\n"
        );
        let plan = Plan::new(&Study::parse("small", &text, &[], false).unwrap()).unwrap();
        let families =
            plan.families().map(|places| places.into_iter().map(|place| (place, plan.cell(place))).collect());
        let of_family = |family: Family| family.into_iter().map(|(place, _)| place).collect();
        batches(families, &Watch::default(), most)
            .map(|batch| batch.into_iter().map(of_family).collect())
            .collect()
    }

    #[test]
    fn cells_that_differ_in_the_activation_run_together() {
        let expected = vec![vec![vec![0, 4, 8], vec![1, 5, 9]], vec![vec![2, 6, 10], vec![3, 7, 11]]];
        assert_eq!(found(10, 6), expected);
        assert_eq!(found(10, 8), expected);
        assert_eq!(found(10, 1).len(), 4);
        assert_eq!(found(10, 12).len(), 1);
    }

    #[test]
    fn depths_are_one_family_that_is_as_large_as_its_deepest_network() {
        let depths = "init = \"he-normal\"\ndepth = [1, 3]";
        // All depths of all activations, each trial for itself.
        assert_eq!(found_with(depths, 10, 6), [[[0, 4, 8, 2, 6, 10]], [[1, 5, 9, 3, 7, 11]]]);
        // One layer of 10 times 20,000 weights is small, and those of 20,000 times 20,000 are not.
        let large = found_with(depths, 20_000, 100);
        assert_eq!(large.len(), 6);
        assert!(large.iter().all(|batch| batch.len() == 1 && batch[0].len() == 2), "{large:?}");
    }

    #[test]
    fn a_large_cell_runs_alone() {
        let found = found(20_000, 100);
        assert_eq!(found.len(), 12);
        assert!(found.iter().all(|batch| batch.len() == 1 && batch[0].len() == 1));
    }
}
