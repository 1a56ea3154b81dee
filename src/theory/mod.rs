//! What infinitely wide layers do: Gaussian integrals and mean-field maps.
//!
//! Read this file, then `mean_field` and `variance_map` (one input), `fixed_point` and `critical` with `roots`; then
//! `two_inputs` and `hermite` (the kernel), `correlation_map`, `depth_scale` and `signal_share` (two inputs).
//!
//! In a wide layer with independent zero-mean weights, pre-activations are Gaussian, and one
//! number, their variance `q`, says everything of one input (Poole et al. 2016, equation 3):
//!
//! `q' = sigma_w² · E[φ(√q z)²] + sigma_b²`, `z ~ N(0, 1)`.
//!
//! Of two inputs a second number says the rest, the correlation `c` of their pre-activations (equation 5):
//!
//! `q c' = sigma_w² · E[φ(√q z) φ(√q z')] + sigma_b²`, where `z` and `z'` have correlation `c`.

mod correlation_map;
mod critical;
mod depth_scale;
mod fixed_point;
mod hermite;
mod mean_field;
mod roots;
mod signal_share;
mod two_inputs;
mod variance_map;

pub use crate::activation::GaussianMoments;
pub use correlation_map::{CorrelationMap, FixedCorrelation};
pub use critical::CriticalPoint;
pub use depth_scale::depth_scale;
pub use fixed_point::{FixedPoint, Stability};
pub use hermite::HermiteSeries;
pub use mean_field::{LayerTheory, mean_field};
pub use signal_share::{Inputs, signal_share};
pub use two_inputs::TwoInputs;
pub use variance_map::{VarianceMap, Variances};
