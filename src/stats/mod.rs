//! Streaming statistics of numbers; what a network is, they do not know.
//!
//! Read `site`, which holds all, then `moments`, `units` and `unit_moments`, `histogram` with `bins` and `decades`,
//! `directions` and `slopes`; `summary` and `measure` are what comes out.
//!
//! A matrix of samples (rows) by units (columns) is seen tile by tile, in two passes: power
//! sums and extremes first, then histograms and directions, whose ranges and scale the first
//! pass has found. Tiles merge in their order, so the bits depend on the tiling alone.

mod bins;
mod decades;
mod directions;
mod histogram;
mod holm;
mod measure;
mod median;
mod moments;
mod similarity;
mod site;
mod slopes;
mod summary;
mod unit_moments;
mod units;

pub use bins::Bins;
pub use histogram::{Histogram, Range};
pub use holm::holm;
pub use measure::{Kind, Measure};
pub use median::median;
pub use moments::Moments;
pub use similarity::{Similarity, effective_rank};
pub use summary::Summary;

pub(crate) use site::{SATURATED_SLOPE, Shape, SiteStats, TileStats};
pub(crate) use slopes::SlopeCounts;
