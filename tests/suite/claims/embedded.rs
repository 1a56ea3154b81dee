//! The claims of the studies that are built in.

use initscope::activation::Activation;
use initscope::init::{Fans, Init, Layer, Scheme};
use initscope::judge::judge;
use initscope::noise::{Role, Stream};
use initscope::record::CellRecord;
use initscope::run::{Data, run_cell};
use initscope::study::{EMBEDDED, Plan, load};
use rayon::prelude::*;

/// The claims of a study's quick version that are not as expected.
fn surprises(name: &str) -> Vec<String> {
    let study = load(name, &[], true).unwrap();
    assert_eq!(study.seed, 0);
    let plan = Plan::new(&study).unwrap();
    let data = Data::load(&study, &plan).unwrap();
    let cells: Vec<CellRecord> = (0..plan.len())
        .into_par_iter()
        .map(|place| run_cell(&plan.cell(place), study.seed, &study.watch, &data))
        .collect();
    let judgements = judge(&study, &cells);
    assert!(!judgements.is_empty());
    let odd = judgements.into_iter().filter(|judgement| !judgement.as_expected);
    odd.map(|judgement| format!("{name}: {judgement:?}")).collect()
}

#[test]
fn the_claims_of_activations_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("activations"), Vec::<String>::new());
}

#[test]
fn the_claims_of_bias_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("bias"), Vec::<String>::new());
}

#[test]
fn the_claims_of_cs231n_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("cs231n"), Vec::<String>::new());
}

#[test]
fn the_claims_of_rbm_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("rbm"), Vec::<String>::new());
}

#[test]
fn the_claims_of_scale_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("scale"), Vec::<String>::new());
}

#[test]
fn the_claims_of_depth_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("depth"), Vec::<String>::new());
}

#[test]
fn the_claims_of_conventions_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("conventions"), Vec::<String>::new());
}

#[test]
fn the_claims_of_orthogonal_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("orthogonal"), Vec::<String>::new());
}

#[test]
fn the_claims_of_jacobian_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("jacobian"), Vec::<String>::new());
}

#[test]
fn the_claims_of_recurrent_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("recurrent"), Vec::<String>::new());
    assert_eq!(surprises("recurrent-driven"), Vec::<String>::new());
    assert_eq!(surprises("recurrent-long"), Vec::<String>::new());
}

#[test]
fn the_claims_of_schemes_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("schemes"), Vec::<String>::new());
}

#[test]
fn the_claims_of_batchnorm_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("batchnorm"), Vec::<String>::new());
}

#[test]
fn the_claims_of_batchnorm_activations_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("batchnorm-activations"), Vec::<String>::new());
}

#[test]
fn the_claims_of_pairing_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("pairing"), Vec::<String>::new());
}

#[test]
fn the_claims_of_rbm_init_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("rbm-init"), Vec::<String>::new());
}

#[test]
fn the_claims_of_speed_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("speed"), Vec::<String>::new());
}

#[test]
fn the_claims_of_symmetry_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("symmetry"), Vec::<String>::new());
}

/// Whether two schemes are one: they fill a square layer alike, before and after data, with biases alike.
fn alike(a: &Init, b: &Init) -> bool {
    let weights = |init: &Init, activation| {
        let layer = Layer { index: 2, fans: Fans { fan_in: 20, fan_out: 20 }, activation };
        let mut weights = vec![0.0f64; 400];
        init.fill(layer, &Stream::new(1, 2, Role::Weight, 3), &mut weights);
        weights
    };
    let activations = [Activation::Relu, Activation::Tanh];
    let same = activations.iter().all(|activation| weights(a, *activation) == weights(b, *activation));
    same && a.batch() == b.batch() && a.own_bias() == b.own_bias()
}

#[test]
fn every_scheme_of_the_catalogue_is_in_the_atlas_and_joins_the_main_study() {
    let inits = |name| load(name, &[], false).unwrap().init;
    let (atlas, main) = (inits("schemes"), inits("activations"));
    for listing in Init::catalogue() {
        let scheme: Init = listing.name.parse().unwrap();
        // Their input is normal numbers, which are no probabilities.
        if scheme.wants_probabilities() {
            continue;
        }
        assert!(atlas.iter().any(|choice| choice.value == scheme), "schemes lacks {}", listing.name);
        // Names of one law are one row of the main study.
        let named = |choice: &Init| choice.to_string().split(':').next() == Some(listing.name);
        let there = main.iter().any(|choice| named(&choice.value) || alike(&choice.value, &scheme));
        assert!(there, "activations lacks {}", listing.name);
    }
}

#[test]
fn the_claims_of_gradients_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("gradients"), Vec::<String>::new());
}

#[test]
fn the_claims_of_training_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("training"), Vec::<String>::new());
    assert_eq!(surprises("training-sigmoid"), Vec::<String>::new());
}

#[test]
fn the_claims_of_glorot2010_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("glorot2010"), Vec::<String>::new());
    assert_eq!(surprises("glorot2010-init"), Vec::<String>::new());
}

#[test]
fn the_claims_of_he2015_are_as_expected_in_the_quick_version() {
    assert_eq!(surprises("he2015"), Vec::<String>::new());
    assert_eq!(surprises("he2015-init"), Vec::<String>::new());
}

#[test]
fn a_headline_that_continues_a_sentence_follows_its_beginning() {
    for (name, _) in EMBEDDED {
        let claims = load(name, &[], false).unwrap().claims;
        let torn = claims
            .windows(2)
            .find(|pair| pair[1].headline && pair[1].text.starts_with("...") && !pair[0].headline);
        assert!(torn.is_none(), "{name}: {:?}", torn.map(|pair| &pair[1].text));
    }
}
