//! The kinds of figures, one file each, in four rooms: `signal` (through the layers), `training` (over steps),
//! `spectra` and `machines`; `line` is what most of them draw, in `multiples` by `facets`, with `looks` of their own,
//! `picture` rows of numbers, `versus` lays two records side by side; `cobweb` is of theory, not of cells.
//! Each file has a `figure` from cells to a [`Figure`](crate::view::Figure); read `signal::row` first.

pub(crate) mod cobweb;
pub(crate) mod facets;
pub(crate) mod line;
pub(crate) mod looks;
pub(crate) mod machines;
pub(crate) mod multiples;
pub(crate) mod picture;
pub(crate) mod signal;
pub(crate) mod spectra;
pub(crate) mod training;
pub(crate) mod versus;
