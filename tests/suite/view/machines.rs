//! Figures of restricted Boltzmann machines that learn.

use initscope::record::{CurvePoint, Epochs, Metric, Record, Site, Stripes};
use initscope::view::{self, Figure, Mark};
use ndarray::Array2;

use crate::view::fixture::{self, Plan};
use crate::view::records::find;

const INPUTS: usize = 49;
const UNITS: usize = 20;
const EPOCHS: u64 = 4;

/// Stacks of `depth` machines, looked at before, after one epoch and after four.
pub(crate) fn machines(plan: &Plan) -> Record {
    let mut record = fixture::record(plan);
    record.manifest.protocol = "gibbs".into();
    for cell in &mut record.cells {
        let first: Vec<Site> = cell.sites.drain(..).collect();
        cell.settings.layers[0] = INPUTS;
        cell.settings.gibbs =
            Some(Epochs { epochs: EPOCHS, snapshots: vec![0, 1, EPOCHS], watched: plan.samples });
        let site = |quantity: &str, layer: usize, step: u64, rows: usize, columns: usize| Site {
            quantity: quantity.into(),
            layer,
            step,
            verdict: None,
            stripes: Stripes::encode(
                Array2::from_shape_fn((rows, columns), |(i, j)| {
                    (i * columns + j) as f64 / (rows * columns) as f64
                })
                .view(),
            ),
            ..first[1].clone()
        };
        cell.sites.push(site("input", 0, 0, 7, INPUTS));
        for layer in 1..=plan.depth {
            let below = if layer == 1 { INPUTS } else { UNITS };
            for step in [0, 1, EPOCHS] {
                cell.sites.push(site("weight", layer, step, 13, below));
                cell.sites.push(site("activation", layer, step, 7, UNITS));
                cell.sites.push(site("reconstruction", layer, step, 7, INPUTS));
            }
            for step in 0..=EPOCHS {
                let error = 0.2 / (1.0 + step as f64);
                let mut add = |metric, value| {
                    cell.curves.push(CurvePoint { step, metric, layer: Some(layer), value: Some(value) });
                };
                add(Metric::ReconstructionError, error);
                add(Metric::HeldOutReconstructionError, 1.1 * error);
                add(Metric::FreeEnergyGap, 0.5 * step as f64 - 0.3);
            }
        }
    }
    record
}

fn plan(depth: usize) -> Plan {
    let inits = vec![("rbm:epochs=4", "CD-1", 0.1), ("rbm:epochs=4,k=5", "CD-5", 0.1)];
    Plan { inits, depth, width: UNITS, ..Plan::small() }
}

/// Stacks and single machines, one damaged.
pub(crate) fn cases() -> Vec<(&'static str, Record)> {
    let mut damaged = machines(&plan(1));
    for site in damaged.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
        site.histograms.clear();
        if let Some(stripes) = &mut site.stripes {
            stripes.levels.pop();
        }
    }
    vec![
        ("machines", machines(&plan(1))),
        ("stacks", machines(&Plan { trials: 2, ..plan(3) })),
        ("machines damaged", damaged),
    ]
}

fn figures(depth: usize) -> Vec<(String, Figure)> {
    view::figures(&machines(&plan(depth))).collect()
}

fn says(figure: &Figure, words: &str) -> bool {
    figure.texts.iter().any(|text| text.content.contains(words))
}

#[test]
fn every_machine_has_its_walk_and_its_filters_and_all_one_course() {
    let names = |depth: usize| figures(depth).into_iter().map(|(stem, _)| stem).collect::<Vec<_>>();
    let one = [
        "walk_rbm_epochs-4",
        "walk_rbm_epochs-4_k-5",
        "filters_rbm_epochs-4",
        "filters_rbm_epochs-4_k-5",
        "pretraining",
    ];
    assert_eq!(names(1), one);
    let two = names(2);
    assert_eq!(two.len(), 2 * 4 + 2);
    assert!(
        two.contains(&"walk_rbm_epochs-4_k-5_layer-2".to_owned())
            && two.contains(&"pretraining_layer-1".to_owned())
    );
}

#[test]
fn a_walk_has_a_row_for_each_sample_and_says_what_is_lost() {
    let all = figures(1);
    let walk = find(&all, "walk_rbm_epochs-4");
    // The input, then three pictures at each of three looks.
    assert_eq!(walk.panels.len(), 6 * (1 + 3 * 3));
    for words in ["before learning: error 0.22", "after 1 epoch: error 0.11", "after 4 epochs: error 0.044"] {
        assert!(says(walk, words), "{words}");
    }
    // A reconstruction that is the input leaves no difference: white.
    let Mark::Heat { columns, colours } = &walk.panels[3].marks[0] else { panic!("no heat") };
    assert_eq!((*columns, colours.len()), (7, 49));
    assert!(colours.iter().all(|colour| *colour == view::Colour(255, 255, 255)));
}

#[test]
fn filters_are_pictures_of_the_units_weights_on_one_scale() {
    let all = figures(1);
    let filters = find(&all, "filters_rbm_epochs-4");
    // Thirteen units and the colour bar.
    assert_eq!(filters.panels.len(), 13 + 1);
    assert!(says(filters, "13 of 20 units; one scale for all") && says(filters, "after 4 epochs"));
}

#[test]
fn the_course_has_errors_of_both_kinds_of_samples_and_the_gap() {
    let all = figures(1);
    let course = find(&all, "pretraining");
    let lines = |panel: usize| {
        course.panels[panel].marks.iter().filter(|mark| matches!(mark, Mark::Line { .. })).count()
    };
    assert_eq!((course.panels.len(), lines(0), lines(1)), (2, 4, 2));
    // The gap starts below 0.
    assert!(course.panels[1].y.low < -0.3);
}

#[test]
fn an_input_that_does_not_vary_is_paper_or_ink_as_its_number_says() {
    for (number, colour) in [(0.0, view::Colour(255, 255, 255)), (1.0, view::Colour(0, 0, 0))] {
        let mut record = machines(&plan(1));
        for site in record.cells.iter_mut().flat_map(|cell| &mut cell.sites) {
            if site.quantity != "weight" && site.quantity != "activation" {
                site.stripes = Stripes::encode(Array2::from_elem((7, INPUTS), number).view());
            }
        }
        let all: Vec<(String, Figure)> = view::figures(&record).collect();
        let walk = find(&all, "walk_rbm_epochs-4");
        let colours = |panel: usize| match &walk.panels[panel].marks[0] {
            Mark::Heat { colours, .. } => colours.clone(),
            _ => Vec::new(),
        };
        // The input, its reconstruction, and no difference.
        assert_eq!((colours(0)[0], colours(2)[0]), (colour, colour));
        assert_eq!(colours(3)[0], view::Colour(255, 255, 255));
    }
}

#[test]
fn a_machine_that_diverges_leaves_those_below_it_their_numbers() {
    let mut record = machines(&plan(2));
    for point in record.cells[0].curves.iter_mut().filter(|point| point.layer == Some(2) && point.step > 1) {
        point.value = None;
    }
    let all: Vec<(String, Figure)> = view::figures(&record).collect();
    assert!(says(find(&all, "pretraining_layer-2"), "diverged by epoch 2"));
    assert!(!says(find(&all, "pretraining_layer-1"), "diverged"));
    let table = view::training(&record).unwrap();
    let [below, above, ..] = table.rows.as_slice() else { panic!("a row for each machine") };
    assert_eq!((below.diverged, above.diverged), (None, Some(2)));
    assert!(below.accuracy.is_some() && above.accuracy.is_none());
    assert!(above.sparkline.ends_with(' ') && !below.sparkline.ends_with(' '));
}
