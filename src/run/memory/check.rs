//! Refusing plans that cannot fit in memory, before any work.

use std::collections::HashSet;

use super::estimate;
use crate::machine::free_memory;
use crate::network::Watch;
use crate::run::Data;
use crate::study::{Cell, Plan, Study};

/// A plan too large for this machine.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "the plan needs about {:.1} GB of memory and {available:.1} GB are free: {network:.1} GB for the largest network (widths {widths}, {samples} samples: choose fewer samples, narrower layers or precision=f32) and {records:.1} GB for the records of all cells ({cells}: choose fewer of them, fewer layers or bins)",
    network + records
)]
pub struct MemoryError {
    widths: String,
    samples: usize,
    cells: usize,
    /// Gigabytes, as all that follow.
    network: f64,
    records: f64,
    available: f64,
}

const GIGABYTE: f64 = 1e9;

/// Checks the plan of a study on its data against the memory that is free.
///
/// # Errors
///
/// If its largest cell and the records of all cells do not fit at once.
pub fn check_memory(study: &Study, plan: &Plan, data: &Data) -> Result<(), MemoryError> {
    check(plan, &study.watch, data, free_memory())
}

fn check(plan: &Plan, watch: &Watch, data: &Data, available: f64) -> Result<(), MemoryError> {
    // Trials are alike.
    let cells = || plan.cells.iter().filter(|cell| cell.trial == 0);
    let outputs = data.classes().unwrap_or(0);
    let sized = cells().map(|cell| (estimate::network(cell, watch, outputs), cell));
    let Some((network, cell)) = sized.max_by(|(a, _), (b, _)| a.total_cmp(b)) else { return Ok(()) };
    // As they were read they are there already; they come once more in each precision and number.
    let copies: HashSet<String> = cells()
        .filter(|cell| cell.training.is_some())
        .map(|cell| format!("{} {}", cell.samples, cell.precision))
        .collect();
    let network = network + 2.0 * copies.len() as f64 * data.bytes();
    let records = || plan.cells.iter().map(|cell| estimate::record(cell, watch));
    // While a record is written it is there as text too, half as large where bins are many.
    let records = records().sum::<f64>() + records().fold(0.0, f64::max) / 2.0;
    if network + records <= available {
        return Ok(());
    }
    Err(MemoryError {
        widths: words(cell),
        samples: cell.samples,
        cells: plan.cells.len(),
        network: network / GIGABYTE,
        records: records / GIGABYTE,
        available: available / GIGABYTE,
    })
}

/// The widths of a cell, of many layers only the first and the last.
fn words(cell: &Cell) -> String {
    const SHOWN: usize = 6;
    let joined = |widths: &[usize]| widths.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
    match &cell.layers[..] {
        few if few.len() <= SHOWN => joined(few),
        [first @ .., last] => format!("{}-...-{last}, {} layers", joined(&first[..SHOWN / 2]), first.len()),
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Override;

    const TEXT: &str = "[input]\nsamples = 1000\n[network]\ninput = 100\nwidth = 10\ndepth = 2\n[axes]\nactivation = \"linear\"\ninit = \"normal\"\n";

    /// What is said where nothing is free.
    fn refused(changes: &[&str]) -> MemoryError {
        let changes: Vec<Override> = changes.iter().map(|change| change.parse().unwrap()).collect();
        let study = Study::parse("wide", TEXT, &changes, false).unwrap();
        let plan = Plan::new(&study).unwrap();
        let error = check(&plan, &study.watch, &Data::default(), 0.0).unwrap_err();
        assert_eq!(
            check(&plan, &study.watch, &Data::default(), (error.network + error.records) * GIGABYTE * 1.001),
            Ok(())
        );
        error
    }

    #[test]
    fn a_network_beyond_memory_is_refused_with_the_estimate() {
        // 10^12 weights of 8 bytes, and 4 % of that for their statistics.
        assert_eq!(
            refused(&["width=1000000"]).to_string(),
            "the plan needs about 8332.9 GB of memory and 0.0 GB are free: 8332.9 GB for the largest network (widths 100-1000000-1000000, 1000 samples: choose fewer samples, narrower layers or precision=f32) and 0.0 GB for the records of all cells (1: choose fewer of them, fewer layers or bins)"
        );
    }

    // Peaks of resident memory in GB, measured.
    #[test]
    fn the_estimate_is_what_runs_were_seen_to_take() {
        for (changes, measured) in [
            ("network.input=1 width=3000000 depth=1 samples=1", 0.42),
            ("network.input=3000000 width=1 depth=1 samples=1", 0.39),
            ("network.input=3000000 width=1 depth=1 samples=2 precision=f32", 0.39),
            ("network.input=1 width=1 depth=1 samples=3000000", 0.27),
            ("network.input=100 width=1000 depth=2 samples=30000 precision=f32", 0.29),
            ("network.input=10 width=10 depth=500 samples=300 histogram.bins=5000", 0.10),
            ("network.input=1 width=1 depth=2000 samples=2 histogram.bins=10000", 0.61),
            ("network.input=1 width=1 depth=2000 samples=2 histogram.bins=10000 trials=4", 2.06),
        ] {
            let error = refused(&changes.split(' ').collect::<Vec<_>>());
            let ratio = (error.network + error.records) / measured;
            assert!((0.9..1.3).contains(&ratio), "{changes}: {measured} GB were measured; {error}");
        }
    }

    #[test]
    fn a_deep_network_is_described_in_short() {
        let said = refused(&["depth=10000", "histogram.bins=10000", "trials=20"]).to_string();
        assert!(said.contains("(widths 100-10-10-...-10, 10000 layers, 1000 samples: "), "{said}");
    }
}
