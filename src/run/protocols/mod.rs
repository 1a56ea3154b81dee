//! What is done with the network of one cell: forward, backward, train, gibbs.
//!
//! Read `cell`, then `train` and `gibbs`; `seen` turns observations into records, `stoppable` ends long looks.

pub(crate) mod cell;
pub(crate) mod gibbs;
pub(crate) mod seen;
pub(crate) mod stoppable;
pub(crate) mod train;
