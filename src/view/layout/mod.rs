//! Where things lie: what all figures share before they differ.
//!
//! Read `page` with `caption`, `legend` and `bar`, then what fills it: `chart`, `ends` and `notes`, `histograms`,
//! `labels` and `tabular` with `shades`; `wrap` cuts words.

pub(crate) mod bar;
pub(crate) mod caption;
pub(crate) mod chart;
pub(crate) mod ends;
pub(crate) mod histograms;
pub(crate) mod labels;
pub(crate) mod legend;
pub(crate) mod notes;
pub(crate) mod page;
pub(crate) mod shades;
pub(crate) mod tabular;
pub(crate) mod wrap;

pub(crate) use caption::MARGIN;
pub(crate) use legend::Row;
pub(crate) use page::{Margins, Page, Width};
