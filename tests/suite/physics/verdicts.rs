//! Every verdict from a network that deserves it.

use std::fmt::Write;

use initscope::record::{CellRecord, Verdict};
use initscope::run::{Data, run_cell};
use initscope::study::{Override, Plan, Study};

const STUDY: &str = r#"
[input]
samples = 200
[network]
input = 100
width = 100
depth = 5
[axes]
activation = "relu"
init = "he-normal"
"#;

/// The first cell of the study under changes.
fn run(changes: &[(&str, &str)]) -> CellRecord {
    let overrides: Vec<Override> = changes.iter().map(|(key, value)| Override::new(*key, value)).collect();
    let study = Study::parse("verdicts", STUDY, &overrides, false).unwrap();
    let plan = Plan::new(&study).unwrap();
    let data = Data::load(&study, &plan).unwrap();
    run_cell(&plan.cell(0), 1, &study.watch, &data)
}

/// The verdicts on one quantity of all layers.
fn judged(record: &CellRecord, quantity: &str) -> Vec<Verdict> {
    let sites = record.sites.iter().filter(|site| site.quantity == quantity);
    sites.map(|site| site.verdict.unwrap()).collect()
}

/// The verdicts on all layers.
fn verdicts(activation: &str, init: &str, precision: &str) -> Vec<Verdict> {
    let record = run(&[("activation", activation), ("init", init), ("precision", precision)]);
    let judged = judged(&record, "activation");
    assert_eq!(judged.len(), 5);
    judged
}

/// Runs the study on `samples` of equally many numbers, of which one in five is held out.
fn on_data(samples: &[Vec<f64>], changes: &[(&str, &str)]) -> CellRecord {
    let folder = tempfile::tempdir().unwrap();
    let mut table = String::new();
    for sample in samples {
        let numbers: Vec<String> = sample.iter().map(f64::to_string).collect();
        writeln!(table, "{}", numbers.join(",")).unwrap();
    }
    let header: Vec<String> = (0..samples[0].len()).map(|column| format!("x{column}")).collect();
    std::fs::write(folder.path().join("x.csv"), format!("{}\n{table}", header.join(","))).unwrap();
    let kind = format!("csv:{}", folder.path().join("x.csv").display());
    let (width, count) = (samples[0].len().to_string(), (samples.len() * 4 / 5).to_string());
    let data = [("input.kind", &*kind), ("network.input", &*width), ("samples", &*count)];
    run(&[&data[..], changes].concat())
}

/// Raw pixels: whole numbers from 0 to 255, of std 74.
fn pixels(scale: f64) -> Vec<Vec<f64>> {
    let pixel =
        |sample: usize, at: usize| scale * ((sample * 7919 + at * at * 104_729 + sample * at) % 256) as f64;
    (0..100).map(|sample| (0..60).map(|at| pixel(sample, at)).collect()).collect()
}

#[test]
fn each_verdict_comes_from_a_network_that_deserves_it() {
    for (activation, init, precision, expected) in [
        ("relu", "he-normal", "f64", Verdict::Healthy),
        ("relu", "he-normal", "f32", Verdict::Healthy),
        ("prelu", "he-normal", "f64", Verdict::Healthy),
        ("relu", "looks-linear", "f64", Verdict::Healthy),
        ("tanh", "lecun-normal", "f64", Verdict::Healthy),
        ("relu", "zeros", "f64", Verdict::Dead),
        ("sigmoid", "constant", "f64", Verdict::Symmetric),
        ("sigmoid", "zeros", "f32", Verdict::Symmetric),
        // Sums of outputs that are not negative, with weights of mean -1.
        ("relu", "normal:mean=-1,std=0.1", "f64", Verdict::Dead),
        // 0.5 and a few roundings more or less, yet each unit its own: the input is not seen in them.
        ("sigmoid", "normal:std=1e-7", "f32", Verdict::InputBlind),
        ("sigmoid", "normal:std=1e-13", "f64", Verdict::InputBlind),
        // Stds shrink by 0.1 a layer.
        ("tanh", "normal:std=0.01", "f64", Verdict::Vanishing),
        // Stds grow by 10 / sqrt(2) a layer.
        ("relu", "normal", "f64", Verdict::Exploding),
        ("sigmoid", "lecun-normal", "f64", Verdict::InputBlind),
        // Pre-activations of std 10, and tanh's slope is under 5 % beyond 2.2.
        ("tanh", "normal", "f64", Verdict::Saturated),
        // Sums of 100 products of 1e30 and more, twice.
        ("relu", "constant:value=1e30", "f32", Verdict::NonFinite),
        ("relu", "normal:std=1e30", "f32", Verdict::NonFinite),
    ] {
        let found = verdicts(activation, init, precision);
        assert_eq!(found[4], expected, "{activation} {init} {precision}: {found:?}");
    }
}

#[test]
fn a_layer_is_judged_by_itself() {
    let vanishing = verdicts("tanh", "normal:std=0.01", "f64");
    assert_eq!(vanishing, [&[Verdict::Healthy][..], &[Verdict::Vanishing; 4]].concat());
    let exploding = verdicts("relu", "normal", "f64");
    assert_eq!(exploding[0], Verdict::Healthy);
    let overflowing = verdicts("relu", "normal:std=1e30", "f32");
    assert_eq!(overflowing[..2], [Verdict::Exploding, Verdict::NonFinite]);
}

#[test]
fn values_whose_squares_leave_the_range_are_exploding_not_vanishing() {
    assert_eq!(verdicts("relu", "normal:std=1e160", "f64")[0], Verdict::Exploding);
}

#[test]
fn pre_activations_have_a_verdict_of_their_own() {
    let record = run(&[("activation", "tanh"), ("init", "normal:std=0.01")]);
    // Stds of 0.1, 0.01, ...: the second is under 0.02 of what both are held against, 1 and 0.63.
    assert_eq!(judged(&record, "pre-activation"), judged(&record, "activation"));
    // SELU's pre-activations are 60 times 1 and more.
    let record = run(&[("activation", "selu"), ("init", "normal:std=6")]);
    assert_eq!(judged(&record, "pre-activation"), [Verdict::Exploding; 5]);
    // Nothing else in a forward pass has one.
    let others = record.sites.iter().filter(|site| !site.quantity.ends_with("activation"));
    assert!(others.count() == 6 && record.sites.iter().filter(|site| site.verdict.is_some()).count() == 10);
}

#[test]
fn raw_pixels_do_not_make_layers_with_a_scale_of_their_own_vanish() {
    let pixels = pixels(1.0);
    for (activation, init, norm) in [
        ("tanh", "lsuv", "none"),
        ("tanh", "data-normalised", "none"),
        ("sigmoid", "lecun-normal", "batch"),
        ("tanh", "he-normal", "batch"),
        ("tanh", "he-normal", "layer"),
        ("selu", "lecun-normal", "batch"),
        // What follows a norm, or weights that data scaled, forgets the input's scale.
        ("relu", "he-normal", "batch"),
        ("linear", "lecun-normal", "layer"),
        ("leaky-relu", "lsuv", "none"),
        // And what nothing scales keeps it.
        ("relu", "he-normal", "none"),
        ("prelu", "he-normal", "none"),
    ] {
        for precision in ["f32", "f64"] {
            let changes =
                [("activation", activation), ("init", init), ("norm", norm), ("precision", precision)];
            let found = judged(&on_data(&pixels, &changes), "activation");
            let fine = |verdict: &Verdict| {
                matches!(verdict, Verdict::Healthy | Verdict::InputBlind | Verdict::Dying)
            };
            assert!(found.iter().all(fine), "{changes:?} {found:?}");
            assert_eq!(found[0], Verdict::Healthy, "{changes:?}");
        }
    }
    let saturated =
        judged(&on_data(&pixels, &[("activation", "tanh"), ("init", "lecun-normal")]), "activation");
    assert_eq!(saturated[0], Verdict::Saturated);
}

#[test]
fn selu_that_settles_at_its_fixed_point_is_healthy() {
    let changes = [("activation", "selu"), ("init", "lecun-normal"), ("width", "200"), ("depth", "30")];
    let found = judged(&on_data(&pixels(2.0), &changes), "activation");
    // It comes from a hundred times its own scale.
    assert_eq!((found[0], found[29]), (Verdict::Exploding, Verdict::Healthy), "{found:?}");
}

#[test]
fn small_inputs_do_not_make_layers_explode_that_have_a_scale_of_their_own() {
    let pixels = pixels(1e-6);
    for activation in ["sigmoid", "tanh", "selu", "softplus"] {
        let found =
            judged(&on_data(&pixels, &[("activation", activation), ("init", "normal:std=1")]), "activation");
        assert!(!found.contains(&Verdict::Exploding), "{activation} {found:?}");
    }
    // Pre-activations of next to nothing.
    let tanh = judged(&on_data(&pixels, &[("activation", "tanh"), ("init", "lecun-normal")]), "activation");
    assert_eq!(tanh, [Verdict::Vanishing; 5]);
    let relu = judged(&on_data(&pixels, &[]), "activation");
    assert!(relu.iter().all(|verdict| matches!(verdict, Verdict::Healthy | Verdict::Dying)), "{relu:?}");
}

#[test]
fn a_constant_input_makes_nothing_vanish_or_explode() {
    let constant = vec![vec![0.5; 60]; 20];
    for (activation, init) in [("relu", "normal"), ("relu", "normal:std=0.01"), ("tanh", "lecun-normal")] {
        let found = judged(&on_data(&constant, &[("activation", activation), ("init", init)]), "activation");
        let moved = |verdict: &Verdict| matches!(verdict, Verdict::Vanishing | Verdict::Exploding);
        assert!(!found.iter().any(moved), "{activation} {init} {found:?}");
    }
    // The same for all samples: nothing that comes of it tells them apart.
    let found =
        judged(&on_data(&constant, &[("activation", "tanh"), ("init", "lecun-normal")]), "activation");
    assert_eq!(found, [Verdict::InputBlind; 5]);
}

#[test]
fn units_that_no_sample_reaches_are_dying() {
    // Sums of std 10 against a bias of -27: one sample in 290 reaches a unit, and of 200 none reaches half
    // of the units.
    let changes = [("bias", "constant:value=-27"), ("init", "he-normal:gain=10")];
    let record = run(&changes);
    let first = record.sites.iter().find(|site| site.quantity == "activation").unwrap();
    let (dead, zeros) = (first.summary.dead_unit_fraction.unwrap(), first.summary.zero_fraction.unwrap());
    assert!(dead > 0.25 && zeros < 0.999, "{dead} {zeros}");
    assert_eq!(first.verdict, Some(Verdict::Dying));
}

#[test]
fn a_residual_stream_is_held_against_the_input_that_it_carries() {
    let pixels = pixels(1.0);
    let residual = |activation, width| {
        let changes =
            [("activation", activation), ("init", "lecun-normal"), ("residual", "true"), ("width", width)];
        judged(&on_data(&pixels, &changes), "activation")
    };
    // Tanh adds numbers of at most 1 to 74.
    assert_eq!(residual("tanh", "60"), [Verdict::Healthy; 5]);
    // Units may die in the branches, of inputs that are all positive; the stream keeps its scale.
    let relu = residual("relu", "60");
    assert!(relu.iter().all(|verdict| matches!(verdict, Verdict::Healthy | Verdict::Dying)), "{relu:?}");
    // The first layer is narrower than the input, which goes no further.
    let narrower = residual("tanh", "50");
    assert_eq!(narrower[0], Verdict::Saturated);
    assert_eq!(narrower[1..], [Verdict::Healthy; 4]);
}

#[test]
fn what_enters_at_every_layer_is_input_as_well() {
    let driven =
        [("activation", "linear"), ("init", "orthogonal"), ("tied", "true"), ("drive", "normal:std=1")];
    let square: Vec<Vec<f64>> = pixels(1e-6).into_iter().map(|sample| sample[..50].to_vec()).collect();
    let found = judged(&on_data(&square, &[&driven[..], &[("width", "50")]].concat()), "activation");
    assert_eq!(found, [Verdict::Healthy; 5]);
}

#[test]
fn gradients_are_held_against_the_top_and_nothing_against_none() {
    let record = run(&[("protocol", "backward"), ("activation", "relu"), ("init", "normal:std=0.01")]);
    let found = judged(&record, "activation-gradient");
    // From layer 5 down, by 0.07 a layer.
    assert_eq!(found[..2], [Verdict::Healthy, Verdict::Healthy]);
    assert_eq!(found[5], Verdict::Vanishing);
}
