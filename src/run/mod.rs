//! Running a plan: cells in parallel, a record written cell by cell, an output folder that is
//! whole or not there.

mod batch;
mod cell;
mod memory;
mod output;
mod runner;

pub use cell::run_cell;
pub use memory::{MemoryError, check_memory};
pub use output::{OutputError, OutputFolder};
pub use runner::{RunError, run};
