//! What is done with the network of one cell: forward, backward, train, gibbs.
//!
//! Read `inputs` (what cells share) and `cell`, then `train` and `gibbs`; `recorder` turns observations into
//! records, `cancellable` makes networks whose long looks end.

pub(crate) mod cancellable;
pub(crate) mod cell;
mod chain;
pub(crate) mod gibbs;
pub(crate) mod inputs;
pub(crate) mod recorder;
pub(crate) mod train;
