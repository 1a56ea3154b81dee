//! Which figures a record has, and their names.

use std::collections::{BTreeSet, HashSet};

use initscope::record::{AxisRecord, AxisValueRecord, FigureKind, Record};
use initscope::view::{self, Choice};

use crate::view::fixture::{self, Plan};
use crate::view::records::{cases, find};

#[test]
fn stems_are_safe_and_unique() {
    for (case, record) in cases() {
        let stems: Vec<String> = view::figures(&record).map(|(stem, _)| stem).collect();
        let unique: HashSet<&String> = stems.iter().collect();
        assert_eq!(unique.len(), stems.len(), "{case}");
        let safe = |c: char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.');
        assert!(stems.iter().all(|stem| stem.chars().all(safe)), "{case}: {stems:?}");
    }
}

#[test]
fn every_kind_of_figure_is_planned_in_order() {
    let record = fixture::record(&Plan::small());
    let stems: Vec<String> = view::figures(&record).map(|(stem, _)| stem).collect();
    let expected = [
        "overview",
        "row_sigmoid_normal",
        "row_sigmoid_xavier",
        "sheet_sigmoid",
        "ridge_sigmoid",
        "overlay_activation_sigmoid",
        "depth_sigmoid",
        "stripes_sigmoid",
    ];
    assert_eq!(stems, expected);
}

#[test]
fn other_axes_are_rows_and_name_figures_of_one_cell() {
    let mut record = fixture::record(&Plan::small());
    let mut wide = fixture::record(&Plan { width: 30, ..Plan::small() });
    record.cells.append(&mut wide.cells);
    let value = |value: &str| AxisValueRecord { value: value.into(), label: value.into(), number: None };
    let values = vec![value("20"), value("30")];
    record.manifest.axes.push(AxisRecord { name: "width".into(), values });
    let figures: Vec<_> = view::figures(&record).collect();
    assert_eq!(figures.iter().filter(|(stem, _)| stem.starts_with("sheet")).count(), 1);
    let sheet = find(&figures, "sheet_sigmoid");
    for row in ["Xavier (1/sqrt n), width 20", "Xavier (1/sqrt n), width 30"] {
        assert!(sheet.texts.iter().any(|t| t.content == row), "{row}");
    }
    let row = find(&figures, "row_sigmoid_xavier_width-30");
    assert!(row.texts.iter().any(|t| t.content == "Sigmoid, Xavier (1/sqrt n), width 30: activations"));
}

#[test]
fn of_a_single_initialization_lines_are_of_what_else_varies() {
    let one = Plan { inits: vec![("normal", "N(0, 1)", 1.0)], ..Plan::small() };
    let mut record = fixture::record(&one);
    let mut normalised = fixture::record(&one).cells;
    for cell in &mut normalised {
        cell.settings.norm = "batch".into();
    }
    record.cells.extend(normalised);
    let value =
        |value: &str, label: &str| AxisValueRecord { value: value.into(), label: label.into(), number: None };
    record.manifest.axes.push(AxisRecord {
        name: "norm".into(),
        values: vec![value("none", "plain"), value("batch", "with batch norm")],
    });
    let figures: Vec<(String, view::Figure)> = view::figures(&record).collect();
    let stems: Vec<&str> = figures.iter().map(|(stem, _)| stem.as_str()).collect();
    let expected = [
        "overview",
        "row_sigmoid_normal_norm-none",
        "row_sigmoid_normal_norm-batch",
        "sheet_sigmoid",
        "ridge_sigmoid",
        "overlay_activation_sigmoid",
        "depth_sigmoid",
        "stripes_sigmoid",
    ];
    assert_eq!(stems, expected);
    for stem in ["sheet_sigmoid", "depth_sigmoid"] {
        let (_, figure) = figures.iter().find(|(known, _)| known == stem).unwrap();
        let says = |words: &str| figure.texts.iter().any(|text| text.content.contains(words));
        assert!(says("plain") && says("with batch norm") && says("Sigmoid, N(0, 1)"), "{stem}");
    }
}

/// Names of the kinds of figures that a record is drawn as.
fn kinds(record: &Record) -> BTreeSet<&'static str> {
    let has = |kind: &FigureKind| !view::plan(record, &Choice::Kinds(vec![*kind])).is_empty();
    FigureKind::ALL.into_iter().filter(has).map(FigureKind::name).collect()
}

#[test]
fn of_statistics_alone_every_figure_is_drawn_or_named() {
    for (case, mut record) in cases().into_iter().filter(|(_, record)| record.has_histograms()) {
        let all = kinds(&record);
        for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
            site.histograms.clear();
        }
        let drawn = kinds(&record);
        let undrawn: BTreeSet<&str> = view::undrawn(&record, &Choice::All).into_iter().collect();
        assert!(drawn.is_disjoint(&undrawn), "{case}");
        // Whether an activation is bounded is seen in its histograms.
        let lost: BTreeSet<&str> =
            all.difference(&drawn).copied().filter(|kind| *kind != "saturation").collect();
        assert_eq!(lost, undrawn, "{case}");
    }
}
