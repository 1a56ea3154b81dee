//! An engine whose weights have the wrong scale does not get past the claims about scale.
//!
//! Each wrong engine runs a plan's cells with another scheme than their settings name, which is
//! what a wrong constant or a wrong fan in the scheme would do.

use initscope::init::{
    Constant, Gain, Init, Mode, Normal, Orthogonal, Scaled, TruncatedNormal, Uniform, VarianceScaling,
};
use initscope::judge::judge;
use initscope::record::{CellRecord, Judgement, Status};
use initscope::run::{Data, run_cell};
use initscope::study::{Override, Plan, Study, load};
use rayon::prelude::*;

const TANH_SHRINKS: &str = "Instead tanh's outputs shrink tenfold per layer";
const RELU_SHRINKS: &str = "With std 0.01, ReLU's outputs shrink";
const XAVIER_SHRINKS: &str = "With Xavier, ReLU's outputs shrink by the square root of 2 per layer";
const HE_KEEPS: &str = "He keeps the std of ReLU's outputs";
const RELU_EXPLODES: &str = "With std 1, ReLU's outputs explode";
const HE_ABOVE_XAVIER: &str = "He keeps more of ReLU's spread than Xavier";
const WEIGHTS: &str = "He's weights are the square root of 2 wider than Xavier's";
const FLAT: &str = "With Xavier, tanh's outputs are flatter than a bell at layer 1";
const NARROWED: &str = "Cutting a normal law at ±2σ narrows it";
const SPREAD: &str = "With Xavier, sigmoid's outputs are well spread";

/// The quick version of a study, changed.
fn study(name: &str, changes: &[&str]) -> Study {
    let changes: Vec<Override> = changes.iter().map(|change| change.parse().unwrap()).collect();
    load(name, &changes, true).unwrap()
}

/// Judges a study by an engine that takes `init` for what it makes of it.
fn judged(study: &Study, wrong: impl Fn(Init) -> Init + Sync) -> Vec<Judgement> {
    let plan = Plan::new(study).unwrap();
    let run = |cell: &initscope::study::Cell| {
        let perturbed = initscope::study::Cell { init: wrong(cell.init), ..cell.clone() };
        let record = run_cell(&perturbed, study.seed, &study.watch, &Data::default());
        CellRecord { cell: cell.id(), settings: cell.settings(), ..record }
    };
    let cells: Vec<CellRecord> =
        (0..plan.len()).into_par_iter().map(|place| run(&plan.cell(place))).collect();
    judge(study, &cells)
}

/// The one judgement whose sentence starts so.
fn of<'a>(judgements: &'a [Judgement], start: &str) -> &'a Judgement {
    let mut found = judgements.iter().filter(|judgement| judgement.claim.starts_with(start));
    let judgement = found.next().unwrap_or_else(|| panic!("no claim starts with {start}"));
    assert!(found.next().is_none(), "two claims start with {start}");
    judgement
}

fn assert_fail(judgements: &[Judgement], starts: &[&str]) {
    for start in starts {
        let judgement = of(judgements, start);
        assert_eq!(judgement.status, Status::Fails, "{judgement:?}");
        assert!(!judgement.as_expected);
    }
}

fn assert_hold(judgements: &[Judgement], starts: &[&str]) {
    for start in starts {
        let judgement = of(judgements, start);
        assert_eq!(judgement.status, Status::Holds, "{judgement:?}");
    }
}

fn times(factor: f64, gain: Gain) -> Gain {
    match gain {
        Gain::Number(gain) => Gain::Number(factor * gain),
        rule => panic!("{rule} is no number"),
    }
}

/// The law of a scheme, `factor` times as wide.
fn scaled(init: Init, factor: f64) -> Init {
    match init {
        Init::Constant(Constant { value }) => Init::Constant(Constant { value: factor * value }),
        Init::Uniform(Uniform { low, high }) => {
            Init::Uniform(Uniform { low: factor * low, high: factor * high })
        }
        Init::Normal(Normal { mean, std }) => Init::Normal(Normal { mean: factor * mean, std: factor * std }),
        Init::TruncatedNormal(law) => {
            let asked = law.asked();
            let wider =
                initscope::init::Truncation { mean: factor * asked.mean, std: factor * asked.std, ..*asked };
            Init::TruncatedNormal(TruncatedNormal::new(wider).unwrap())
        }
        Init::VarianceScaling(scaling) => {
            Init::VarianceScaling(VarianceScaling { scale: factor * factor * scaling.scale, ..scaling })
        }
        Init::Scaled(scaled) => Init::Scaled(Scaled { gain: times(factor, scaled.gain), ..scaled }),
        Init::Orthogonal(haar) => Init::Orthogonal(Orthogonal { gain: times(factor, haar.gain), ..haar }),
        // The others have no scale to get wrong.
        other => other,
    }
}

/// Another gain or mode for schemes of one name.
fn instead(name: &'static str, other: &str) -> impl Fn(Init) -> Init + Sync + use<> {
    let (named, other): (Init, Init) = (name.parse().unwrap(), other.parse().unwrap());
    move |init| if init == named { other } else { init }
}

#[test]
fn a_right_engine_gets_past_every_claim() {
    for judgement in judged(&load("activations", &[], false).unwrap(), |init| init) {
        assert!(judgement.as_expected, "{judgement:?}");
        assert_ne!(judgement.status, Status::NotJudged, "{judgement:?}");
    }
}

#[test]
fn weights_a_fifth_too_wide_or_too_narrow_do_not() {
    for factor in [1.2, 1.0 / 1.2] {
        let found = judged(&study("activations", &[]), |init| scaled(init, factor));
        let about_scale = [TANH_SHRINKS, RELU_SHRINKS, XAVIER_SHRINKS, HE_KEEPS, RELU_EXPLODES, NARROWED];
        assert_fail(&found, &about_scale);
        assert_hold(&found, &[WEIGHTS, HE_ABOVE_XAVIER]);
    }
}

#[test]
fn weights_a_tenth_too_wide_or_too_narrow_are_seen_where_layers_multiply_it() {
    let found = judged(&study("activations", &[]), |init| scaled(init, 1.1));
    assert_fail(&found, &[HE_KEEPS]);
    let found = judged(&study("activations", &[]), |init| scaled(init, 0.9));
    assert_fail(&found, &[TANH_SHRINKS]);
    let changes = ["activation=relu", "init=[\"lecun-normal\", \"he-normal\", \"he-uniform\"]"];
    let found = judged(&study("depth", &changes), |init| scaled(init, 1.1));
    assert_fail(&found, &["He, normal or uniform, carries ReLU through fifty layers"]);
}

#[test]
fn he_without_its_factor_of_two_is_xavier_and_is_noticed() {
    let found = judged(&study("activations", &[]), instead("he-normal", "he-normal:gain=1"));
    assert_fail(&found, &[HE_KEEPS, HE_ABOVE_XAVIER, WEIGHTS]);
    assert_hold(&found, &[TANH_SHRINKS, RELU_SHRINKS, XAVIER_SHRINKS, RELU_EXPLODES]);
}

#[test]
fn he_with_the_variance_for_the_std_is_noticed() {
    let found = judged(&study("activations", &[]), instead("he-normal", "he-normal:gain=2"));
    assert_fail(&found, &[HE_KEEPS, WEIGHTS]);
}

#[test]
fn xavier_divided_by_n_and_not_by_its_root_is_noticed() {
    let found = judged(&study("activations", &[]), instead("lecun-normal", "lecun-normal:gain=0.1"));
    assert_fail(&found, &[SPREAD, XAVIER_SHRINKS, WEIGHTS, FLAT]);
}

#[test]
fn a_law_that_is_not_cut_is_noticed() {
    let found = judged(&study("activations", &[]), instead("truncated-normal", "normal"));
    assert_fail(&found, &[NARROWED]);
}

/// A first layer of 400 inputs and 100 units, on which the two fans differ.
const NOT_SQUARE: &str = "network.layers=[400, 100, 100, 100, 100, 100]";

#[test]
fn fans_of_the_wrong_side_are_noticed_where_layers_are_not_square() {
    let study = study("activations", &[NOT_SQUARE]);
    let about_fans = [HE_KEEPS, FLAT, WEIGHTS];
    assert_hold(&judged(&study, |init| init), &about_fans);
    let wrong = |init| match init {
        Init::Scaled(scaled) if scaled.mode == Mode::FanIn => {
            Init::Scaled(Scaled { mode: Mode::FanOut, ..scaled })
        }
        other => other,
    };
    let found = judged(&study, wrong);
    assert_fail(&found, &[HE_KEEPS, FLAT]);
    assert_hold(&found, &[WEIGHTS]);
    let found = judged(&study, instead("he-normal", "he-normal:mode=fan_out"));
    assert_fail(&found, &[HE_KEEPS, WEIGHTS]);
    assert_hold(&found, &[FLAT]);
}

#[test]
fn fifty_layers_notice_two_hundredths() {
    let changes = ["activation=relu", "init=[\"lecun-normal\", \"he-normal\"]"];
    let study = study("depth", &changes);
    let million = "With fifty layers it decides: He's outputs are 30 million times as wide";
    assert_hold(&judged(&study, |init| init), &[million]);
    let he = 1.02 * std::f64::consts::SQRT_2;
    let found = judged(&study, instead("he-normal", &format!("he-normal:gain={he}")));
    assert_fail(&found, &[million]);
}
