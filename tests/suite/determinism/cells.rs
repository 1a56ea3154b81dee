//! A cell's numbers depend on the cell, not on the study around it.

use std::collections::BTreeMap;

use initscope::data;
use initscope::study::Study;

use crate::determinism::{SMALL, WIDE, bytes, study};

/// What the study wrote of each cell: its line in `cells.jsonl` and its rows in `layers.csv`.
fn cells(study: &Study) -> BTreeMap<String, (String, Vec<String>)> {
    let [_, cells, layers] = bytes(study).map(|file| String::from_utf8(file).unwrap());
    let mut found = BTreeMap::new();
    for line in cells.lines() {
        let cell: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = cell["cell"].as_str().unwrap().to_owned();
        let rows: Vec<String> =
            layers.lines().filter(|row| row.starts_with(&format!("{id},"))).map(str::to_owned).collect();
        assert!(!rows.is_empty());
        assert!(found.insert(id, (line.to_owned(), rows)).is_none(), "two cells of one name");
    }
    found
}

/// `part` has `count` cells, all as they are in `whole`.
fn assert_part(part: &Study, whole: &Study, count: usize) {
    let (part, whole) = (cells(part), cells(whole));
    assert_eq!(part.len(), count);
    for (id, cell) in part {
        assert_eq!(Some(&cell), whole.get(&id));
    }
}

#[test]
fn a_cell_alone_writes_what_it_writes_in_a_study() {
    let alone = [("activation", "relu"), ("init", "lecun-uniform"), ("precision", "f32"), ("trials", "1")];
    assert_part(&study(SMALL, &alone), &study(SMALL, &[]), 1);
    assert_part(&study(WIDE, &[("precision", "f64")]), &study(WIDE, &[]), 1);
}

#[test]
fn cells_in_another_order_write_the_same_lines() {
    let backwards = [
        ("activation", r#"["relu", "tanh"]"#),
        ("init", r#"["truncated-normal:std=0.1", "lecun-uniform", "he-normal"]"#),
        ("precision", r#"["f64", "f32"]"#),
    ];
    let (backwards, forwards) = (study(SMALL, &backwards), study(SMALL, &[]));
    assert_part(&backwards, &forwards, 24);
    assert_ne!(bytes(&backwards)[1], bytes(&forwards)[1]);
}

#[test]
fn a_study_with_another_title_more_trials_and_more_axes_writes_the_same_lines() {
    let text = SMALL
        .replace("Which numbers depend on what?", "Another question")
        .replace("trials = 2", "trials = 3")
        .replace("samples = 300", "")
        .replace("[axes]", "[axes]\nsamples = [50, 300]\nbias = [\"zeros\", \"normal:std=0.1\"]");
    assert_part(&study(SMALL, &[]), &study(&text, &[]), 24);
}

#[test]
fn spellings_of_one_scheme_write_one_line() {
    let one = study(SMALL, &[("init", "kaiming_normal"), ("trials", "1")]);
    assert_part(&one, &study(SMALL, &[]), 4);
}

#[test]
fn another_seed_writes_other_lines_under_the_same_names() {
    let other = SMALL.replace("seed = 9", "seed = 10");
    let (here, there) = (cells(&study(SMALL, &[])), cells(&study(&other, &[])));
    assert!(here.keys().eq(there.keys()));
    assert!(here.iter().zip(&there).all(|(here, there)| here != there));
}

#[test]
fn fewer_samples_are_the_first_rows_of_more() {
    let (few, many) = (data::gaussian::<f64>(50, 29, 9, 1), data::gaussian::<f64>(300, 29, 9, 1));
    assert_eq!(few, many.slice(ndarray::s![..50, ..]));
    let other = data::gaussian::<f64>(50, 29, 9, 0);
    assert!(few.iter().zip(&other).all(|(few, other)| few != other));
    let single = data::gaussian::<f32>(50, 29, 9, 1);
    assert_eq!(few.mapv(|x| x as f32), single);
}

#[test]
fn the_pictured_corner_of_the_first_layer_is_the_same_for_more_samples() {
    // Weights and first samples are shared, so the first layer's output is up to rounding: the sum
    // of a product may be taken in another order, and grey levels may differ by one.
    let corner = |samples: &str| {
        let overrides = [("input.samples", samples), ("trials", "1"), ("stripes.samples", "20")];
        let folder = tempfile::tempdir().unwrap();
        crate::determinism::run_into(&study(SMALL, &overrides), folder.path()).cells
    };
    for (few, many) in corner("40").iter().zip(&corner("300")) {
        let levels = |sites: &[initscope::record::Site]| {
            let stripes = sites.iter().find_map(|site| site.stripes.clone()).unwrap();
            assert_eq!((stripes.samples, stripes.units), (20, 37));
            stripes.decode().unwrap()
        };
        let (few, many) = (levels(&few.sites), levels(&many.sites));
        assert!(few.iter().zip(&many).all(|(few, many)| few.abs_diff(*many) <= 1));
        assert!(few.iter().any(|level| *level != few[0]));
    }
}

/// Depths that are seen in one pass, with the corners of outputs that each depth picks for itself, and schemes that
/// answer to data or to the activation.
#[test]
fn a_network_writes_what_it_writes_beside_deeper_ones() {
    let text = SMALL
        .replace("[axes]", "[stripes]\nunits = 5\nsamples = 4\nlayers = 2\n[axes]\nresidual = [false, true]\ndepth = [5, 1, 3]")
        .replace("layers = [29, 37, 41, 37]", "input = 29\nwidth = 37");
    let inits = ("init", r#"["he-normal", "lsuv", "he-normal:gain=backward"]"#);
    let whole = study(&text, &[inits, ("trials", "1")]);
    for depth in ["1", "3", "5"] {
        for activation in ["relu", "tanh"] {
            let alone = [inits, ("trials", "1"), ("depth", depth), ("activation", activation)];
            assert_part(&study(&text, &alone), &whole, 12);
        }
    }
}
