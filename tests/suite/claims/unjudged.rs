//! Claims of a changed study that has nothing they speak of.

use initscope::judge::judge;
use initscope::record::{Judgement, Status};

use crate::claims::{BASE, parse, record};

const CLAIMS: &str = r#"
[[claim]]
text = "of a scheme"
cells = { init = "he-normal" }
measure = "std"
within = [0, 1]
[[claim]]
text = "of layer 3"
measure = "std"
layer = 3
within = [0, 1]
[[claim]]
text = "of a ratio"
measure = "std"
ratio = { of = "last", to = "first" }
within = [0.5, 2]
[[claim]]
text = "of an order"
measure = "std"
order = [{ init = "he-normal" }, { init = "lecun-normal" }]
[[claim]]
text = "of anything"
measure = "std"
within = [0, 1]
"#;

/// What is found under changes, every std being 1.
fn judged(changes: &[&str], quick: bool) -> Vec<Judgement> {
    let study = parse(&format!("{BASE}{CLAIMS}"), changes, quick).unwrap();
    judge(&study, &record(&study, |_, _, _| Some(1.0)))
}

fn unjudged(judgements: &[Judgement]) -> Vec<&str> {
    let open = judgements.iter().filter(|judgement| judgement.status == Status::NotJudged);
    open.map(|judgement| judgement.claim.as_str()).collect()
}

#[test]
fn every_claim_is_judged_in_the_study_as_written() {
    assert_eq!(unjudged(&judged(&[], false)), Vec::<&str>::new());
}

#[test]
fn another_scheme_leaves_claims_about_the_written_ones_unjudged() {
    let judgements = judged(&["init=zeros"], false);
    assert_eq!(unjudged(&judgements), ["of a scheme", "of an order"]);
    assert_eq!(unjudged(&judged(&["init=[\"he-normal\", \"zeros\"]"], false)), ["of an order"]);
}

#[test]
fn a_shallower_net_leaves_claims_about_its_depth_unjudged() {
    for judgements in [judged(&["depth=1"], false), judged(&[], true)] {
        assert_eq!(unjudged(&judgements), ["of layer 3", "of a ratio"]);
    }
}

#[test]
fn a_claim_that_is_not_judged_has_no_number_no_trial_that_holds_and_is_as_expected() {
    let judgement = judged(&["init=zeros", "trials=2"], false).remove(0);
    assert_eq!(
        judgement,
        Judgement {
            claim: "of a scheme".to_owned(),
            topic: String::new(),
            quantity: "std of activations, last layer".to_owned(),
            headline: false,
            source: "The study's source".to_owned(),
            measured: None,
            low: Some(0.0),
            high: Some(1.0),
            trials_holding: 0,
            trials: 2,
            status: Status::NotJudged,
            as_expected: true,
            calibrated_for: None,
        }
    );
}

#[test]
fn a_change_of_something_else_is_judged() {
    assert_eq!(unjudged(&judged(&["samples=4", "seed=3"], false)), Vec::<&str>::new());
}

#[test]
fn a_claim_that_speaks_of_nothing_in_the_written_study_is_refused_whatever_the_changes() {
    let text =
        format!("{BASE}{CLAIMS}").replace("init = \"he-normal\" }\nmeasure", "init = \"ones\" }\nmeasure");
    let message = "line 15, column 1: the claim \"of a scheme\" speaks of nothing: no cell has init `ones`";
    for (changes, quick) in [(&[][..], false), (&[], true), (&["init=ones"], false)] {
        assert_eq!(parse(&text, changes, quick).unwrap_err().to_string(), message);
    }
}
