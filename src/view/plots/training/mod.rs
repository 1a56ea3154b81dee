//! How networks learn.
//!
//! Read `loss` with `lines`, `progress` and `heights`, then `updates`, `layers` with `time` and `saturation`, and
//! `symmetry` (over steps), then `course`, `ends` and `outcome` with `ending` (how it ended).

pub(crate) mod course;
pub(crate) mod ending;
pub(crate) mod ends;
pub(crate) mod heights;
pub(crate) mod layers;
pub(crate) mod lines;
pub(crate) mod loss;
pub(crate) mod outcome;
pub(crate) mod progress;
pub(crate) mod saturation;
pub(crate) mod smooth_curve;
pub(crate) mod symmetry;
pub(crate) mod time;
pub(crate) mod timeline;
pub(crate) mod updates;
