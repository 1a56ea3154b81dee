//! What a scheme comes to: its law for a layer in words and numbers, what other libraries do under the
//! same name, and the deep net that it leads to.
//!
//! Read `topic`, `law` and `rule`, then `deep` with `expected`, then `counterparts`; `gains` is of activations alone.

mod counterparts;
mod deep;
mod expected;
mod gains;
mod law;
mod rule;
mod topic;

pub(crate) use counterparts::{Counterpart, counterparts};
pub(crate) use deep::{Course, Deep};
pub(crate) use expected::DEPTH;
pub(crate) use gains::{At, Critical, Gains};
pub(crate) use law::{Bounds, bounds, law_in_words, mean, shape_in_words};
pub(crate) use rule::{USUAL, gain};
pub(crate) use topic::listing;
