//! Schemes that look at data on their way through the layers before they fill one.
//!
//! Read `lsuv`, the shortest of the idea, then `data_normalised` and `rbm`.

pub(crate) mod data_normalised;
pub(crate) mod lsuv;
pub(crate) mod rbm;
