//! Running a plan: cells in parallel, a record written cell by cell, an output folder that is
//! whole or not there.
//!
//! Read `data`, then `schedule` (which cells run when), `protocols` (what is done with one), `folder` and `memory`.

mod data;
pub(crate) mod folder;
pub(crate) mod memory;
pub(crate) mod parts;
pub(crate) mod protocols;
pub(crate) mod schedule;

pub use data::{Data, MaterialError};
pub use folder::building::{Anew, Building, Unpublished};
pub use folder::target::{Target, TargetError};
pub use memory::check::{MemoryError, check_memory, check_memory_of, memory};
pub use memory::work::Work;
pub use parts::assemble::AssembleError;
pub use parts::error::StoreError;
pub use parts::header::Header;
pub use parts::shard::{NoShard, Shard};
pub use parts::store::Store;
pub use protocols::cell::run_cell;
pub use schedule::missing::Missing;
pub use schedule::runner::{Run, RunError, run};
pub use schedule::sharing::{Sharing, SharingError};
