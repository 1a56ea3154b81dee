//! Which cells run together.

use std::collections::HashMap;

use crate::network::Watch;
use crate::run::memory::estimate;
use crate::study::Cell;

/// A cell and its place in the plan.
pub(crate) type Placed<'a> = (usize, &'a Cell);

/// Cells that differ in the activation alone.
pub(crate) type Family<'a> = Vec<Placed<'a>>;

/// Puts families into batches, of at most `most` small cells unless one family has
/// more; a large cell is a batch of its own.
pub(crate) fn batches<'a>(families: Vec<Family<'a>>, watch: &Watch, most: usize) -> Vec<Vec<Family<'a>>> {
    let mut batches: Vec<Vec<Family>> = Vec::new();
    // Cells that the last batch has room for.
    let mut room = 0;
    for family in families {
        let first = family[0].1;
        // A readout has few weights beside the other layers.
        if estimate::runs_alone(estimate::network(first, watch, 0), first) {
            batches.extend(family.into_iter().map(|cell| vec![vec![cell]]));
            room = 0;
            continue;
        }
        let size = family.len();
        match batches.last_mut() {
            Some(batch) if size <= room => {
                batch.push(family);
                room -= size;
            }
            _ => {
                batches.push(vec![family]);
                room = most.saturating_sub(size);
            }
        }
    }
    batches
}

/// Families in the order of their first cells.
pub(crate) fn families(cells: &[Cell]) -> Vec<Family<'_>> {
    let mut families: Vec<Family> = Vec::new();
    let mut places = HashMap::new();
    for placed in cells.iter().enumerate() {
        let place = *places.entry(placed.1.family()).or_insert(families.len());
        if place == families.len() {
            families.push(Vec::new());
        }
        families[place].push(placed);
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::{Plan, Study};

    fn cells(width: usize) -> Vec<Cell> {
        let text = format!(
            "trials = 2\n[input]\nsamples = 100\n[network]\ninput = 10\nwidth = {width}\ndepth = 2\n[axes]\nactivation = [\"relu\", \"tanh\", \"sin\"]\ninit = [\"he-normal\", \"zeros\"]\n"
        );
        Plan::new(&Study::parse("small", &text, &[], false).unwrap()).unwrap().cells
    }

    fn places(batches: &[Vec<Family>]) -> Vec<Vec<Vec<usize>>> {
        let of_family = |family: &Family| family.iter().map(|(place, _)| *place).collect();
        batches.iter().map(|batch| batch.iter().map(of_family).collect()).collect()
    }

    #[test]
    fn cells_that_differ_in_the_activation_run_together() {
        let cells = cells(10);
        let expected = vec![vec![vec![0, 4, 8], vec![1, 5, 9]], vec![vec![2, 6, 10], vec![3, 7, 11]]];
        assert_eq!(places(&batches(families(&cells), &Watch::default(), 6)), expected);
        assert_eq!(places(&batches(families(&cells), &Watch::default(), 8)), expected);
        assert_eq!(batches(families(&cells), &Watch::default(), 1).len(), 4);
        assert_eq!(batches(families(&cells), &Watch::default(), 12).len(), 1);
    }

    #[test]
    fn a_large_cell_runs_alone() {
        let cells = cells(20_000);
        let found = batches(families(&cells), &Watch::default(), 100);
        assert_eq!(found.len(), 12);
        assert!(found.iter().all(|batch| batch.len() == 1 && batch[0].len() == 1));
    }
}
