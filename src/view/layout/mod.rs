//! Where things lie: what all figures share before they differ.
//!
//! Read `caption`, `wrap` and `typeface` (words), then the bodies: `chart`, `histograms`, `grid`, `tabular`, and
//! what stands beside them: `legend`, `bar`, `shades`.

pub(crate) mod bar;
pub(crate) mod caption;
pub(crate) mod chart;
pub(crate) mod grid;
pub(crate) mod histograms;
pub(crate) mod legend;
pub(crate) mod shades;
pub(crate) mod tabular;
pub(crate) mod typeface;
pub(crate) mod wrap;
