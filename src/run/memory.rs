//! Refusing plans that cannot fit in memory, before any work.

use crate::study::{Cell, Plan, Precision};

/// A plan too large for this machine.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(
    "the largest network (widths {widths}, {samples} samples) needs about {needed:.1} GB of memory and {available:.1} GB are free: choose fewer samples, narrower layers or precision=f32"
)]
pub struct MemoryError {
    widths: String,
    samples: usize,
    /// Gigabytes.
    needed: f64,
    /// Gigabytes.
    available: f64,
}

const GIGABYTE: f64 = 1e9;

/// Checks the largest cell of the plan against the memory that is free.
pub fn check_memory(plan: &Plan) -> Result<(), MemoryError> {
    check(plan, available_bytes())
}

fn check(plan: &Plan, available: f64) -> Result<(), MemoryError> {
    let largest = plan.cells.iter().max_by(|a, b| bytes(a).total_cmp(&bytes(b)));
    match largest {
        Some(cell) if bytes(cell) > available => Err(MemoryError {
            widths: cell.layers.iter().map(usize::to_string).collect::<Vec<_>>().join("-"),
            samples: cell.samples,
            needed: bytes(cell) / GIGABYTE,
            available: available / GIGABYTE,
        }),
        _ => Ok(()),
    }
}

/// Bytes that a cell holds at once: the input, two buffers of a layer's output and the widest
/// weights. In floating point, as sizes from a study may exceed any integer.
pub(super) fn bytes(cell: &Cell) -> f64 {
    let size = match cell.precision {
        Precision::F32 => 4.0,
        Precision::F64 => 8.0,
    };
    let widest = cell.layers.iter().copied().max().unwrap_or(0) as f64;
    let weights = cell.layers.windows(2).map(|fans| fans[0] as f64 * fans[1] as f64).fold(0.0, f64::max);
    let input = cell.layers.first().copied().unwrap_or(0) as f64;
    size * (cell.samples as f64 * (2.0 * widest + input) + weights)
}

/// Free memory where the system tells it, else as much as a small machine has.
fn available_bytes() -> f64 {
    const UNKNOWN: f64 = 8.0 * GIGABYTE;
    let told = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kilobytes * 1024.0)
    });
    told.unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Study;

    #[test]
    fn a_network_beyond_memory_is_refused_with_the_estimate() {
        let text = "[input]\nsamples = 1000\n[network]\ninput = 100\nwidth = 1000000\ndepth = 2\n[axes]\nactivation = \"relu\"\ninit = \"he-normal\"\n";
        let plan = Plan::new(&Study::parse("wide", text, &[], false).unwrap()).unwrap();
        // 10^12 weights of 8 bytes and 2 x 10^9 outputs.
        let error = check(&plan, 16e9).unwrap_err().to_string();
        assert_eq!(
            error,
            "the largest network (widths 100-1000000-1000000, 1000 samples) needs about 8016.0 GB of memory and 16.0 GB are free: choose fewer samples, narrower layers or precision=f32"
        );
        assert_eq!(check(&plan, 1e13), Ok(()));
    }
}
