//! Running a plan: cells in parallel, a record written cell by cell, an output folder that is
//! whole or not there.
//!
//! Read `data`, then `schedule` (which cells run when), `protocols` (what is done with one), `folder` and `memory`.

mod data;
pub(crate) mod folder;
pub(crate) mod memory;
pub(crate) mod protocols;
pub(crate) mod schedule;

pub use data::{Data, MaterialError};
pub use folder::output::{OutputError, output_folder};
pub use folder::staged::{StagedFolder, Unpublished, Unwritable};
pub use memory::check::{MemoryError, check_memory};
pub use protocols::cell::run_cell;
pub use schedule::runner::{RunError, run};
