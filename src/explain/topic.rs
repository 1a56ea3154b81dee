//! Schemes, and what the catalogue says of them.

use crate::init::{Init, Listing};

/// What the catalogue says of a scheme.
pub(crate) fn listing(init: &Init) -> Option<&'static Listing> {
    let spec = init.to_string();
    let name = spec.split(':').next();
    Init::catalogue().find(|listing| Some(listing.name) == name)
}
