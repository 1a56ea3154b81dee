//! What columns that hold classes are called.

/// Names of columns that hold classes more often than inputs.
const LIKELY: [&str; 10] = [
    "target",
    "species",
    "y",
    "labels",
    "classes",
    "class_label",
    "category",
    "outcome",
    "diagnosis",
    "variety",
];

/// Whether a column is called as those with classes are here.
pub(super) fn is_usual(name: &str) -> bool {
    name.eq_ignore_ascii_case("label") || name.eq_ignore_ascii_case("class")
}

/// Whether a column is called as those with classes are elsewhere.
pub(super) fn is_likely(name: &str) -> bool {
    LIKELY.iter().any(|likely| name.eq_ignore_ascii_case(likely))
}
