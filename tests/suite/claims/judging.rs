//! What records make of claims: hand-made records whose every std is known.

use initscope::judge::{extent, judge};
use initscope::record::{Settings, Status};

use crate::claims::{BASE, found, parse, record, status, with_claim};

const VALUE: &str = "text = \"it is\"\nmeasure = \"std\"\nwithin = [0.5, 2]";
const ORDER: &str = "text = \"it is\"\nmeasure = \"std\"\norder = [{ init = \"he-normal\" }, { init = \"lecun-normal\" }, { init = \"normal:std=0.01\" }]";

#[test]
fn the_edges_of_a_band_belong_to_it() {
    for (std, expected) in [
        (0.5, Status::Holds),
        (2.0, Status::Holds),
        (1.0, Status::Holds),
        (0.5 - f64::EPSILON, Status::Fails),
        (2.0 + 2.0 * f64::EPSILON, Status::Fails),
    ] {
        let judgement = found(VALUE, |_, _, _| Some(std));
        assert_eq!((judgement.status, judgement.measured), (expected, Some(std)));
    }
}

#[test]
fn a_band_of_one_number_holds_that_number_alone() {
    let zero = VALUE.replace("[0.5, 2]", "[0, 0]");
    assert_eq!(status(&zero, |_, _, _| Some(0.0)), Status::Holds);
    assert_eq!(status(&zero, |_, _, _| Some(-0.0)), Status::Holds);
    assert_eq!(status(&zero, |_, _, _| Some(f64::MIN_POSITIVE)), Status::Fails);
}

#[test]
fn an_open_band_holds_up_to_the_largest_number() {
    let over = VALUE.replace("[0.5, 2]", "[1, inf]");
    let judgement = found(&over, |_, _, _| Some(f64::MAX));
    assert_eq!((judgement.status, judgement.low, judgement.high), (Status::Holds, Some(1.0), None));
    let under = VALUE.replace("[0.5, 2]", "[-inf, 3]");
    let judgement = found(&under, |_, _, _| Some(3.1));
    assert_eq!((judgement.status, judgement.low, judgement.high), (Status::Fails, None, Some(3.0)));
}

/// A std that is 1 except where one thing is so.
fn except(std: f64, odd: impl Fn(&Settings, usize) -> bool) -> impl Fn(&Settings, u64, usize) -> Option<f64> {
    move |settings, _, layer| Some(if odd(settings, layer) { std } else { 1.0 })
}

#[test]
fn one_cell_of_those_selected_that_fails_lets_the_claim_fail_and_is_reported() {
    let odd =
        |settings: &Settings, _: usize| settings.activation == "tanh" && settings.init == "lecun-normal";
    let judgement = found(VALUE, except(0.1, odd));
    assert_eq!((judgement.status, judgement.measured), (Status::Fails, Some(0.1)));
    assert!(!judgement.as_expected);
    let others = format!("{VALUE}\ncells = {{ init = [\"he-normal\", \"normal:std=0.01\"] }}");
    let judgement = found(&others, except(0.1, odd));
    assert_eq!((judgement.status, judgement.measured), (Status::Holds, Some(1.0)));
}

#[test]
fn one_layer_of_those_named_that_fails_lets_the_claim_fail_and_is_reported() {
    let layer_2 = |_: &Settings, layer: usize| layer == 2;
    for (layer, expected) in
        [("\"first\"", Status::Holds), ("3", Status::Holds), ("2", Status::Fails), ("\"all\"", Status::Fails)]
    {
        let judgement = found(&format!("{VALUE}\nlayer = {layer}"), except(7.0, layer_2));
        let measured = if expected == Status::Holds { 1.0 } else { 7.0 };
        assert_eq!((judgement.status, judgement.measured), (expected, Some(measured)), "layer {layer}");
    }
}

#[test]
fn the_number_reported_is_that_nearest_to_failing_or_furthest_outside() {
    let by_layer = |numbers: [f64; 3]| move |_: &Settings, _: u64, layer: usize| Some(numbers[layer - 1]);
    let all = format!("{VALUE}\nlayer = \"all\"");
    for (numbers, worst) in [
        ([1.0, 0.6, 1.5], 0.6),
        ([1.0, 1.2, 1.95], 1.95),
        ([1.0, 2.2, 0.4], 2.2),
        ([0.1, 2.2, 1.0], 0.1),
        ([0.3, 2.2, 9.0], 9.0),
    ] {
        assert_eq!(found(&all, by_layer(numbers)).measured, Some(worst), "{numbers:?}");
    }
}

#[test]
fn a_ratio_of_layers_is_that_of_each_cell() {
    let ratio = VALUE.replace("[0.5, 2]", "[8, 8]");
    let last_to_first = format!("{ratio}\nratio = {{ of = \"last\", to = \"first\" }}");
    let std = |settings: &Settings, _: u64, layer: usize| {
        let scale = if settings.activation == "relu" { 1.0 } else { 1e-30 };
        Some([1.0, 2.0, 8.0][layer - 1] * scale)
    };
    assert_eq!(status(&last_to_first, std), Status::Holds);
    let judgement = found(&last_to_first.replace("\"last\"", "2"), std);
    assert_eq!((judgement.status, judgement.measured), (Status::Fails, Some(2.0)));
}

#[test]
fn a_ratio_per_layer_is_the_root_by_the_layers_between_in_either_direction() {
    let per = |of: &str, to: &str| {
        format!("{VALUE}\nratio = {{ of = {of}, to = {to}, per = \"layer\" }}")
            .replace("[0.5, 2]", "[0.1, 9]")
    };
    let std = |_: &Settings, _: u64, layer: usize| Some([1.0, 5.0, 16.0][layer - 1]);
    for (of, to, expected) in
        [("\"last\"", "\"first\"", 4.0), ("1", "3", 0.25), ("2", "1", 5.0), ("3", "2", 3.2)]
    {
        let measured = found(&per(of, to), std).measured.unwrap();
        // Two roundings: that of the quotient and that of the root.
        assert!((measured / expected - 1.0).abs() <= 2.0 * f64::EPSILON, "{of} to {to}: {measured}");
    }
}

#[test]
fn a_ratio_of_cells_pairs_those_that_differ_in_nothing_else() {
    let pair = format!(
        "{VALUE}\nlayer = \"all\"\nratio = {{ of = {{ init = \"he-normal\" }}, to = {{ init = \"lecun-normal\" }} }}"
    )
    .replace("[0.5, 2]", "[3, 3]");
    let std = |settings: &Settings, _: u64, layer: usize| {
        let by_init = if settings.init == "he-normal" { 3.0 } else { 1.0 };
        let by_activation = if settings.activation == "relu" { 1.0 } else { 1024.0 };
        Some(by_init * by_activation * [1.0, 4.0, 64.0][layer - 1])
    };
    assert_eq!(status(&pair, std), Status::Holds);
    let odd = |settings: &Settings, trial: u64, layer: usize| {
        let wrong = settings.activation == "tanh" && settings.init == "he-normal" && layer == 2;
        std(settings, trial, layer).map(|std| if wrong { 2.0 * std } else { std })
    };
    let judgement = found(&pair, odd);
    assert_eq!((judgement.status, judgement.measured), (Status::Fails, Some(6.0)));
}

/// Std by scheme.
fn by_init(he: f64, lecun: f64, small: f64) -> impl Fn(&Settings, u64, usize) -> Option<f64> {
    move |settings, _, _| {
        Some(match settings.init.as_str() {
            "he-normal" => he,
            "lecun-normal" => lecun,
            _ => small,
        })
    }
}

#[test]
fn an_order_is_strict_and_reports_its_smallest_step() {
    for (stds, expected, measured) in [
        ([3.0, 2.0, 0.5], Status::Holds, 1.0),
        ([3.0, 2.0, 1.75], Status::Holds, 0.25),
        ([2.0, 2.0, 1.0], Status::Fails, 0.0),
        ([3.0, 1.0, 1.0], Status::Fails, 0.0),
        ([1.0, 2.0, 0.5], Status::Fails, -1.0),
        ([3.0, 1.0, 2.5], Status::Fails, -1.5),
    ] {
        let judgement = found(ORDER, by_init(stds[0], stds[1], stds[2]));
        assert_eq!((judgement.status, judgement.measured), (expected, Some(measured)), "{stds:?}");
    }
}

#[test]
fn an_order_holds_for_each_group_of_like_cells_and_for_all_members_of_its_groups() {
    let reversed_for_tanh = |settings: &Settings, trial: u64, layer: usize| {
        let std = by_init(3.0, 2.0, 1.0)(settings, trial, layer)?;
        Some(if settings.activation == "tanh" { 4.0 - std } else { std })
    };
    let judgement = found(ORDER, reversed_for_tanh);
    assert_eq!((judgement.status, judgement.measured), (Status::Fails, Some(-1.0)));
    let relu = format!("{ORDER}\ncells = {{ activation = \"relu\" }}");
    assert_eq!(status(&relu, reversed_for_tanh), Status::Holds);
    let grouped = "text = \"it is\"\nmeasure = \"std\"\norder = [{ init = [\"he-normal\", \"lecun-normal\"] }, { init = \"normal:std=0.01\" }]";
    assert_eq!(found(grouped, by_init(5.0, 2.0, 1.5)).measured, Some(0.5));
    assert_eq!(status(grouped, by_init(5.0, 1.0, 1.5)), Status::Fails);
}

#[test]
fn an_order_of_a_setting_beyond_the_schemes_takes_like_cells_by_scheme() {
    let order =
        "text = \"it is\"\nmeasure = \"std\"\norder = [{ activation = \"relu\" }, { activation = \"tanh\" }]";
    let std = |settings: &Settings, trial: u64, layer: usize| {
        let std = by_init(100.0, 10.0, 1.0)(settings, trial, layer)?;
        Some(if settings.activation == "relu" { std } else { 0.5 * std })
    };
    assert_eq!(found(order, std).measured, Some(0.5));
    assert_eq!(status(order, std), Status::Holds);
}

#[test]
fn a_ratio_with_zero_below_the_line_is_undefined_and_fails() {
    let ratio =
        format!("{VALUE}\nratio = {{ of = \"last\", to = \"first\" }}").replace("[0.5, 2]", "[0.5, inf]");
    for numbers in [[0.0, 1.0, 1.0], [0.0, 0.0, 0.0]] {
        let judgement = found(&ratio, |_, _, layer| Some(numbers[layer - 1]));
        assert_eq!((judgement.status, judgement.measured), (Status::Fails, None));
        assert!(!judgement.as_expected);
    }
    let overflow = found(&ratio, |_, _, layer| Some([1e-200, 1.0, 1e200][layer - 1]));
    assert_eq!((overflow.status, overflow.measured), (Status::Fails, None));
}

#[test]
fn an_undefined_number_fails_and_never_counts_as_refuted() {
    for form in [
        VALUE.to_owned(),
        format!("{VALUE}\nratio = {{ of = \"last\", to = \"first\" }}"),
        format!("{VALUE}\nratio = {{ of = {{ init = \"he-normal\" }}, to = {{ init = \"lecun-normal\" }} }}"),
        ORDER.to_owned(),
    ] {
        for expectation in ["holds", "refuted"] {
            let lines = format!("{form}\nexpected = \"{expectation}\"");
            let judgement = found(&lines, |_, _, _| None);
            assert_eq!((judgement.status, judgement.measured), (Status::Fails, None), "{lines}");
            assert!(!judgement.as_expected);
            assert_eq!(judgement.trials_holding, 0);
        }
    }
}

#[test]
fn one_undefined_number_outweighs_any_that_is_far_outside() {
    let refuted = format!("{VALUE}\nexpected = \"refuted\"");
    let one_missing = |settings: &Settings, _: u64, _: usize| match settings.init.as_str() {
        "he-normal" => None,
        _ => Some(1e9),
    };
    let judgement = found(&refuted, one_missing);
    assert_eq!((judgement.status, judgement.measured, judgement.as_expected), (Status::Fails, None, false));
}

#[test]
fn a_site_that_is_not_in_the_record_is_undefined() {
    let study = with_claim(VALUE).unwrap();
    let mut cells = record(&study, |_, _, _| Some(1.0));
    assert_eq!(judge(&study, &cells)[0].status, Status::Holds);
    cells[4].sites.pop();
    assert_eq!((judge(&study, &cells)[0].status, judge(&study, &cells)[0].measured), (Status::Fails, None));
    let weights = with_claim(&format!("{VALUE}\nquantity = \"weight\"")).unwrap();
    assert_eq!(judge(&weights, &record(&weights, |_, _, _| Some(1.0)))[0].status, Status::Fails);
}

#[test]
fn a_claim_expected_to_be_refuted_is_as_expected_when_it_fails_and_not_when_it_holds() {
    let refuted = format!("{VALUE}\nexpected = \"refuted\"");
    let judgement = found(&refuted, |_, _, _| Some(3.0));
    assert_eq!((judgement.status, judgement.as_expected), (Status::Refuted, true));
    assert_eq!((judgement.measured, judgement.trials_holding), (Some(3.0), 0));
    let judgement = found(&refuted, |_, _, _| Some(1.0));
    assert_eq!((judgement.status, judgement.as_expected), (Status::Holds, false));
    let judgement = found(VALUE, |_, _, _| Some(1.0));
    assert_eq!((judgement.status, judgement.as_expected), (Status::Holds, true));
    let judgement = found(VALUE, |_, _, _| Some(3.0));
    assert_eq!((judgement.status, judgement.as_expected), (Status::Fails, false));
}

/// What is found when the std of every layer in trial `t` is `stds[t]`.
fn over_trials(lines: &str, stds: &[Option<f64>]) -> (Status, Option<f64>, u64, u64) {
    let text = format!("trials = {}\n{BASE}[[claim]]\n{lines}\n", stds.len());
    let study = parse(&text, &[], false).unwrap();
    let cells = record(&study, |_, trial, _| stds[trial as usize]);
    let found = judge(&study, &cells).remove(0);
    (found.status, found.measured, found.trials_holding, found.trials)
}

#[test]
fn the_median_over_trials_decides_and_trials_that_hold_are_counted() {
    for (stds, expected) in [
        (&[1.0, 1.5, 9.0][..], (Status::Holds, Some(1.5), 2, 3)),
        (&[9.0, 1.0, 8.0], (Status::Fails, Some(8.0), 1, 3)),
        (&[9.0, 9.0, 9.0, 1.0, 1.0, 1.25, 1.5], (Status::Holds, Some(1.5), 4, 7)),
        (&[1.0, 2.0], (Status::Holds, Some(1.5), 2, 2)),
        (&[0.25, 1.0], (Status::Holds, Some(0.625), 1, 2)),
        (&[1.0, 4.0, 0.25, 1.5], (Status::Holds, Some(1.25), 2, 4)),
    ] {
        let stds: Vec<Option<f64>> = stds.iter().copied().map(Some).collect();
        assert_eq!(over_trials(VALUE, &stds), expected, "{stds:?}");
    }
}

#[test]
fn one_undefined_trial_leaves_the_claim_undefined() {
    let refuted = format!("{VALUE}\nexpected = \"refuted\"");
    assert_eq!(over_trials(VALUE, &[Some(1.0), None, Some(1.0)]), (Status::Fails, None, 2, 3));
    assert_eq!(over_trials(&refuted, &[Some(9.0), None, Some(9.0)]), (Status::Fails, None, 0, 3));
}

#[test]
fn each_cells_median_is_its_own_and_a_trial_holds_only_if_all_of_its_cells_do() {
    let text = format!("trials = 3\n{BASE}[[claim]]\n{VALUE}\n");
    let study = parse(&text, &[], false).unwrap();
    let schemes = ["he-normal", "lecun-normal", "normal:std=0.01"];
    let cells = record(&study, |settings, trial, _| {
        Some(if settings.init == schemes[trial as usize] { 9.0 } else { 1.0 })
    });
    let found = judge(&study, &cells).remove(0);
    assert_eq!(
        (found.status, found.measured, found.trials_holding, found.trials),
        (Status::Holds, Some(1.0), 0, 3)
    );
}

#[test]
fn the_extent_of_a_claim_is_from_its_smallest_number_to_its_largest() {
    let study = with_claim(&format!("{VALUE}\nlayer = \"all\"")).unwrap();
    let by_layer = record(&study, |_, _, layer| Some([0.25, 1.0, 7.0][layer - 1]));
    assert_eq!(extent(&study.claims[0], &by_layer), Some((0.25, 7.0)));
    let missing = record(&study, |_, _, layer| (layer != 2).then_some(1.0));
    assert_eq!(extent(&study.claims[0], &missing), None);
    assert_eq!(extent(&study.claims[0], &[]), None);
}

#[test]
fn without_cells_nothing_is_judged() {
    let study = with_claim(VALUE).unwrap();
    let found = judge(&study, &[]).remove(0);
    assert_eq!((found.status, found.trials, found.as_expected), (Status::NotJudged, 0, true));
}
