//! Whole passes through a network, watched on the way.
//!
//! Read `forward`, then `prefix` (what networks share up to the first activation), then `backward`.

pub(crate) mod backward;
pub(crate) mod forward;
pub(crate) mod prefix;
