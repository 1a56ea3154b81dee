//! Whole passes through a network, watched on the way.
//!
//! Read `forward`, then `opening` (what networks share up to the first activation), then `backward`.

pub(crate) mod backward;
pub(crate) mod forward;
pub(crate) mod opening;
