//! One figure of every kind, as it was last looked at.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use initscope::record::FigureKind;
use initscope::view;

use crate::view::records::all_figures;

/// Set to anything, the figures are written instead of compared: look at what has changed.
const UPDATE: &str = "UPDATE_FIGURES";

/// The kind of figure that a file stem is of: the longest name that it begins with.
fn kind(stem: &str) -> Option<FigureKind> {
    let begins = |kind: &FigureKind| {
        let rest = stem.strip_prefix(kind.name());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    FigureKind::ALL.into_iter().filter(begins).max_by_key(|kind| kind.name().len())
}

/// Kinds whose records only the engine makes: their last bits differ from one instruction set to another, and the hashes of
/// the gallery hold their pictures.
const OF_THE_ENGINE: [FigureKind; 8] = [
    FigureKind::Recurrence,
    FigureKind::Spectrum,
    FigureKind::SingularJacobian,
    FigureKind::SingularWeight,
    FigureKind::SingularProduct,
    FigureKind::Eigenvalues,
    FigureKind::Weights,
    FigureKind::Saturation,
];

#[test]
fn every_kind_of_figure_looks_as_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/figures");
    let mut first = HashMap::new();
    let compared = crate::view::units::compared();
    for (name, figure) in all_figures().chain(view::figures(&compared)) {
        let stem = name.rsplit(": ").next().unwrap();
        if let Some(kind) = kind(stem) {
            first.entry(kind).or_insert(figure);
        }
    }
    let missing: Vec<FigureKind> =
        FigureKind::ALL.into_iter().filter(|kind| !first.contains_key(kind)).collect();
    assert_eq!(missing, OF_THE_ENGINE);
    for (kind, figure) in first {
        let svg = view::svg(&figure).unwrap();
        let path = folder.join(format!("{kind}.svg"));
        if std::env::var_os(UPDATE).is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &svg).unwrap();
        }
        let known = fs::read_to_string(&path).unwrap_or_default();
        assert!(known == svg, "{kind} has changed: look at it, then set {UPDATE} to keep it");
    }
}
