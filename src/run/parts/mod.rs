//! Finished cells, kept under a key until a record is made of them: whatever ends a run, they stay.
//!
//! Read `key`, then `part` (a file that cells are appended to) and `header` (what all parts of a folder belong to),
//! then `store`, the folder, with `lock`, `shard` and `assemble`.

pub(crate) mod assemble;
pub(crate) mod error;
pub(crate) mod header;
pub(crate) mod key;
mod lock;
pub(crate) mod part;
pub(crate) mod shard;
pub(crate) mod store;
