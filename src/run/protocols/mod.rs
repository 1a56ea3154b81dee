//! What is done with the network of one cell: forward, backward, train, gibbs.
//!
//! Read `inputs` (what cells share) and `cell`, then `train` and `gibbs`; `seen` turns observations into
//! records, `stoppable` makes networks whose long looks end.

pub(crate) mod cell;
pub(crate) mod gibbs;
pub(crate) mod inputs;
pub(crate) mod seen;
pub(crate) mod stoppable;
pub(crate) mod train;
