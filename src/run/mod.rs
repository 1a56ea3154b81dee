//! Running a plan: cells in parallel, a record written cell by cell, an output folder that is
//! whole or not there.

mod batch;
mod cell;
mod data;
mod estimate;
mod gibbs;
mod inputs;
mod memory;
mod output;
mod runner;
mod seen;
mod staged;
mod stoppable;
mod train;

pub use cell::run_cell;
pub use data::{Data, MaterialError};
pub use memory::{MemoryError, check_memory};
pub use output::{OutputError, output_folder};
pub use runner::{RunError, run};
pub use staged::{StagedFolder, Unpublished, Unwritable};
