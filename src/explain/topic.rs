//! Names, and the schemes that they stand for.

use crate::init::{Init, Listing};

/// The schemes whose names begin with `word` and a hyphen, where `word` is no scheme's name itself:
/// those of `he`, `glorot` or `keras`.
///
/// ```
/// use initscope::explain::family;
///
/// let names: Vec<&str> = family("Kaiming").iter().map(|listing| listing.name).collect();
/// assert_eq!(names, ["he-normal", "he-uniform", "he-truncated-normal"]);
/// assert!(family("normal").is_empty() && family("h").is_empty());
/// ```
pub fn family(word: &str) -> Vec<&'static Listing> {
    let word = word.trim().to_ascii_lowercase().replace('_', "-");
    let word = match word.as_str() {
        "glorot" => "xavier",
        "kaiming" => "he",
        word => word,
    };
    if word.is_empty() || Init::catalogue().any(|listing| listing.name == word) {
        return Vec::new();
    }
    let of_family =
        |name: &str| name.strip_prefix(word).is_some_and(|rest| rest.starts_with('-') && rest.len() > 1);
    Init::catalogue().filter(|listing| of_family(listing.name)).collect()
}

/// What the catalogue says of a scheme.
pub fn listing(init: &Init) -> Option<&'static Listing> {
    let spec = init.to_string();
    let name = spec.split(':').next();
    Init::catalogue().find(|listing| Some(listing.name) == name)
}
