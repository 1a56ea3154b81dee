//! What infinitely wide layers do: Gaussian integrals and the mean-field map.
//!
//! Read this file, then `mean_field`.
//!
//! In a wide layer with independent zero-mean weights, pre-activations are Gaussian, and one
//! number, their variance `q`, says everything (Poole et al. 2016, equation 3):
//!
//! `q' = sigma_w² · E[φ(√q z)²] + sigma_b²`, `z ~ N(0, 1)`.

mod mean_field;

pub use crate::activation::GaussianMoments;
pub use mean_field::{LayerTheory, mean_field};
