//! Two records side by side: which of their cells belong together, and which numbers differ by
//! more than chance.
//!
//! Read `pairing`, then `difference` with `significance`, then `write`.
//!
//! Records of different studies, versions or instruction sets are compared by what they share.
//! Numbers differ beyond the sampling error where, of all that are compared, chance alone would
//! call any different in one comparison of a hundred (Holm 1979 over Student's t: of the
//! differences where both records have the same noise, of the means otherwise, as Welch 1947).

mod difference;
mod pairing;
mod significance;
mod write;

pub use difference::{Difference, Estimate, differences};
pub use pairing::{Contrast, Pair, Pairing};
pub use write::write;

/// Trials a side from which on the sampling error is known.
pub const LEAST_TRIALS: usize = 3;

/// Chance of calling any number of a comparison different where none is.
pub const ALPHA: f64 = 0.01;
