//! The output folder: nobody's files are lost on the way to it.
//!
//! Read `target` (where it may be and what in it is ours), then `building` (what is to go there, made beside it).

pub(crate) mod building;
pub(crate) mod target;
