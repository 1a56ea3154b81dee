//! Refusing plans that cannot fit in memory, before any work.

use super::footprint::Footprint;
use crate::machine::free_memory;
use crate::run::Data;
use crate::study::{Cell, Plan, Study};

/// A plan too large for this machine.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "the plan needs about {:.1} GB of memory{at_once} and {available:.1} GB are free: {network:.1} GB for the largest network (widths {widths}, {samples} samples: choose fewer samples, narrower layers or precision=f32) and {records:.1} GB for the records of all cells ({cells}: choose fewer of them, fewer layers or bins)",
    network + records
)]
pub struct MemoryError {
    /// How many run side by side, if several.
    at_once: String,
    widths: String,
    samples: usize,
    cells: usize,
    /// Gigabytes, as all that follow.
    network: f64,
    records: f64,
    available: f64,
}

const GIGABYTE: f64 = 1e9;

/// Checks the plan of a study on its data against the memory that is free. The records of all cells are there at
/// once where they are judged and drawn, which a process that computes its `share` leaves to another.
///
/// # Errors
///
/// If the cells that run at once and the records do not fit.
pub fn check_memory(study: &Study, plan: &Plan, data: &Data, share: bool) -> Result<(), MemoryError> {
    let mut footprint = Footprint::of(plan, &study.watch, data, rayon::current_num_threads());
    if share {
        footprint.records = 0.0;
    }
    check(plan, footprint, free_memory())
}

/// The same of all of the plan on another machine, whose threads and free bytes are given.
///
/// # Errors
///
/// As for [`check_memory`].
pub fn check_memory_of(
    study: &Study,
    plan: &Plan,
    data: &Data,
    threads: usize,
    free: f64,
) -> Result<(), MemoryError> {
    check(plan, Footprint::of(plan, &study.watch, data, threads), free)
}

/// Bytes that a plan takes at most, figures apart.
pub fn memory(study: &Study, plan: &Plan, data: &Data) -> f64 {
    let footprint = Footprint::of(plan, &study.watch, data, rayon::current_num_threads());
    footprint.network + footprint.records
}

fn check(plan: &Plan, footprint: Footprint, available: f64) -> Result<(), MemoryError> {
    let Footprint { largest, at_once, network, records } = footprint;
    let (true, Some(largest)) = (network + records > available, largest) else { return Ok(()) };
    let largest = plan.cell(largest);
    Err(MemoryError {
        at_once: match at_once {
            1 => String::new(),
            several => format!(" with {several} networks at once"),
        },
        widths: words(&largest),
        samples: largest.samples,
        cells: plan.len(),
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
        let check =
            |available| check(&plan, Footprint::of(&plan, &study.watch, &Data::default(), 2), available);
        let error = check(0.0).unwrap_err();
        assert_eq!(check((error.network + error.records) * GIGABYTE * 1.001), Ok(()));
        error
    }

    #[test]
    fn a_network_beyond_memory_is_refused_with_the_estimate() {
        // 10^12 weights of 8 bytes, and 4 % of that for their statistics.
        assert_eq!(
            refused(&["width=1000000"]).to_string(),
            "the plan needs about 8333.0 GB of memory and 0.0 GB are free: 8333.0 GB for the largest network (widths 100-1000000-1000000, 1000 samples: choose fewer samples, narrower layers or precision=f32) and 0.0 GB for the records of all cells (1: choose fewer of them, fewer layers or bins)"
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

    const LEARNING: &str = "protocol = \"train\"\n[input]\nkind = \"digits\"\nsamples = 4000\n[network]\nwidth = 100\ndepth = 5\n[train]\nsteps = 20\nevaluate = 10\n[axes]\nactivation = \"tanh\"\ninit = [\"he-normal\", \"lecun-normal\", \"normal:std=0.05\", \"orthogonal\"]\n";
    const BACKWARD: &str = "protocol = \"backward\"\n[input]\nsamples = 1000\n[network]\ninput = 100\nwidth = 100\ndepth = 5\n[axes]\nactivation = [\"tanh\", \"relu\"]\ninit = [\"he-normal\", \"lecun-normal\", \"normal:std=0.05\", \"orthogonal\"]\n";
    const FORWARD: &str = "[input]\nsamples = 1000\n[network]\ninput = 100\nwidth = 100\ndepth = 5\n[axes]\nactivation = \"tanh\"\ninit = \"he-normal\"\n";

    // Peaks of resident memory in MB, measured on so many threads.
    #[test]
    fn what_runs_side_by_side_is_counted() {
        let widths = "axes.width={ linspace = [10, 400, 100] }";
        for (text, change, threads, measured) in [
            (FORWARD, "seed=0", 1, 13.0),
            (FORWARD, "trials=400", 2, 35.0),
            (FORWARD, widths, 1, 37.0),
            (FORWARD, widths, 2, 47.0),
            (FORWARD, widths, 8, 160.0),
            (LEARNING, "seed=0", 1, 65.0),
            (LEARNING, "seed=0", 2, 79.0),
            (LEARNING, "seed=0", 8, 107.0),
            (LEARNING, "width=500", 1, 135.0),
            (LEARNING, "width=500", 2, 209.0),
            (LEARNING, "width=500", 8, 388.0),
            (LEARNING, "width=1000", 8, 720.0),
            (BACKWARD, "seed=0", 1, 27.0),
            (BACKWARD, "seed=0", 8, 96.0),
            (BACKWARD, "width=400", 8, 155.0),
        ] {
            let study = Study::parse("wide", text, &[change.parse().unwrap()], false).unwrap();
            let data = Data::read(&study).unwrap();
            let study = study.with_input(784);
            let plan = Plan::new(&study).unwrap();
            let found = Footprint::of(&plan, &study.watch, &data, threads);
            let ratio = (found.network + found.records) / 1e6 / measured;
            assert!((0.55..1.8).contains(&ratio), "{change}, {threads} threads, {measured} MB: {ratio}");
        }
    }
}
