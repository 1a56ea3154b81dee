//! Two records side by side: what belongs together, and what differs by more than chance.

use initscope::compare::{Difference, Pairing, differences};
use initscope::judge::judge;
use initscope::record::Record;
use initscope::run::{Data, run};
use initscope::stats::Measure;
use initscope::study::{Override, Plan, Study};

const STUDY: &str = r#"
[input]
samples = 60
[network]
input = 20
width = 20
depth = 3
[axes]
activation = ["tanh", "relu"]
init = ["he-normal", "lecun-normal"]
"#;

fn record(changes: &[(&str, &str)]) -> Record {
    let overrides: Vec<Override> = changes.iter().map(|(key, value)| Override::new(*key, value)).collect();
    let study = Study::parse("small", STUDY, &overrides, false).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let plan = Plan::new(&study).unwrap();
    let record = run(&study, &plan, &Data::default(), folder.path(), |_| {}, &false.into()).unwrap();
    assert!(judge(&study, &record.cells).is_empty());
    record
}

fn beyond(a: &Record, b: &Record) -> Vec<Difference> {
    let all = differences(&Pairing::new(a, b));
    all.into_iter().filter(|difference| difference.beyond == Some(true)).collect()
}

#[test]
fn a_record_equals_itself_to_the_last_bit() {
    let one = record(&[("trials", "3")]);
    let pairing = Pairing::new(&one, &one);
    assert_eq!(pairing.pairs.len(), 4);
    assert!(pairing.contrasts.is_empty() && pairing.only_a.is_empty() && pairing.only_b.is_empty());
    let all = differences(&pairing);
    assert!(
        !all.is_empty()
            && all.iter().all(|difference| difference.is_equal() && difference.beyond == Some(false))
    );
}

#[test]
fn seeds_alone_make_no_difference_beyond_the_sampling_error() {
    // Holm's procedure calls any of a comparison's numbers different with a chance of 1 % where
    // there is no difference: over these ten pairs of seeds, 10 % of choices of them would show one.
    let of_seed = |seed: u64| record(&[("trials", "8"), ("seed", &seed.to_string())]);
    for seed in 0..10 {
        let found = beyond(&of_seed(seed), &of_seed(100 + seed));
        assert!(found.is_empty(), "{seed}: {found:#?}");
    }
}

#[test]
fn a_gain_off_by_a_fifth_is_beyond_the_sampling_error() {
    let he = record(&[("trials", "8"), ("init", "he-normal")]);
    // 20 x 20 weights know their std to 3.5 %, the difference of two means of eight trials to 1.8 %:
    // a fifth is eleven times that, of which Holm asks for about six among some 700 numbers.
    let wrong = record(&[("trials", "8"), ("init", "he-normal:gain=1.697"), ("seed", "7")]);
    let found = beyond(&he, &wrong);
    let of_weights = |difference: &&Difference| {
        difference.quantity == "weight" && difference.measure == Measure::Std && difference.layer == 1
    };
    // Once for each activation.
    assert_eq!(found.iter().filter(of_weights).count(), 2, "{found:#?}");
}

#[test]
fn the_same_noise_is_compared_trial_by_trial() {
    let zero = record(&[("trials", "6"), ("init", "he-normal")]);
    let same = record(&[("trials", "6"), ("init", "he-normal"), ("bias", "constant:value=0.05")]);
    let other =
        record(&[("trials", "6"), ("init", "he-normal"), ("bias", "constant:value=0.05"), ("seed", "5")]);
    let mean = |difference: &&Difference| {
        (difference.quantity.as_str(), difference.measure, difference.layer)
            == ("activation", Measure::Mean, 1)
    };
    let paired = beyond(&zero, &same);
    assert_eq!(paired.iter().filter(mean).count(), 2, "{paired:#?}");
    // A shift of 0.05 is lost in the difference of two noises: sums of 20 products have std 1.4.
    let unpaired = beyond(&zero, &other);
    assert_eq!(unpaired.iter().filter(mean).count(), 0, "{unpaired:#?}");
}

#[test]
fn the_sampling_error_is_unknown_under_three_trials() {
    let (two, three) = (record(&[("trials", "2")]), record(&[("trials", "3"), ("seed", "1")]));
    let all = differences(&Pairing::new(&two, &three));
    assert!(all.iter().all(|difference| difference.p_value.is_none() && difference.beyond.is_none()));
}

#[test]
fn records_are_compared_by_what_they_share() {
    let tanh = record(&[("activation", "tanh")]);
    let both = record(&[("init", r#"["he-normal", "normal:std=0.1"]"#)]);
    let pairing = Pairing::new(&tanh, &both);
    assert_eq!(pairing.pairs.len(), 1);
    assert!(pairing.contrasts.is_empty());
    assert_eq!(
        pairing.only_a.iter().map(|cell| pairing.name(cell)).collect::<Vec<_>>(),
        ["tanh lecun-normal"]
    );
    assert_eq!(pairing.only_b.len(), 3);
}

#[test]
fn a_setting_that_differs_as_such_is_what_the_comparison_is_about() {
    let (short, long) = (record(&[("depth", "2")]), record(&[("depth", "3"), ("precision", "f32")]));
    let pairing = Pairing::new(&short, &long);
    assert_eq!(pairing.pairs.len(), 4);
    let contrasts: Vec<_> =
        pairing.contrasts.iter().map(|c| (c.setting, c.a.as_str(), c.b.as_str())).collect();
    assert_eq!(contrasts, [("precision", "f64", "f32"), ("depth", "2", "3")]);
    assert_eq!(
        pairing.sides(["a".into(), "b".into()]),
        ["precision f64, depth 2".to_owned(), "precision f32, depth 3".to_owned()]
    );
    let layers = differences(&pairing).iter().map(|difference| difference.layer).max();
    assert_eq!(layers, Some(2));
}
