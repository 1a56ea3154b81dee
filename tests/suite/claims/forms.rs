//! Every form that a claim can have, read.

use initscope::network::Quantity;
use initscope::record::Setting;
use initscope::stats::Measure;
use initscope::study::{Band, Claim, Expected, Form, Place, Plan, Selector, Subject};

use crate::claims::{BASE, claim, parse, with_claim};

/// A selector of these values.
fn selector(values: &[(Setting, &[&str])]) -> Selector {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    Selector { values: values.iter().map(|(setting, values)| (*setting, owned(values))).collect() }
}

/// A claim about std with these further lines.
fn std_claim(lines: &str) -> Claim {
    claim(&format!("text = \"it is\"\nmeasure = \"std\"\n{lines}"))
}

#[test]
fn a_value_of_the_last_layer_and_step_of_all_cells_is_what_a_claim_means_by_itself() {
    let claim = std_claim("within = [0.5, 2]");
    assert_eq!(claim.text, "it is");
    assert_eq!(claim.topic, "");
    assert_eq!(claim.source, "The study's source");
    assert_eq!(claim.cells, Selector::default());
    assert_eq!(claim.subject, Subject::Site { quantity: Quantity::Activation, measure: Measure::Std });
    assert_eq!(claim.step, Place::Last);
    assert_eq!(claim.form, Form::Value { layer: Place::Last });
    assert_eq!(claim.within, Band::closed(0.5, 2.0));
    assert_eq!(claim.expected, Expected::Holds);
}

#[test]
fn topic_source_and_expectation_are_its_own_where_given() {
    let claim = std_claim("within = [0, 1]\ntopic = \"ReLU\"\nsource = \"He\"\nexpected = \"refuted\"");
    assert_eq!(
        (claim.topic.as_str(), claim.source.as_str(), claim.expected),
        ("ReLU", "He", Expected::Refuted)
    );
    assert_eq!(std_claim("within = [0, 1]\nexpected = \"holds\"").expected, Expected::Holds);
}

#[test]
fn layers_and_steps_have_numbers_and_words() {
    let places = [
        ("2", Place::At(2)),
        ("\"first\"", Place::First),
        ("\"last\"", Place::Last),
        ("\"all\"", Place::All),
    ];
    for (word, place) in places {
        let claim = std_claim(&format!("within = [0, 1]\nlayer = {word}"));
        assert_eq!(claim.form, Form::Value { layer: place });
    }
    for (word, place) in
        [("0", Place::At(0)), ("\"first\"", Place::First), ("\"last\"", Place::Last), ("\"all\"", Place::All)]
    {
        assert_eq!(std_claim(&format!("within = [0, 1]\nstep = {word}")).step, place);
    }
}

#[test]
fn a_ratio_of_layers_names_both_and_may_be_per_layer() {
    let claim = std_claim("within = [0.5, 2]\nratio = { of = \"last\", to = \"first\" }");
    assert_eq!(claim.form, Form::Layers { of: Place::Last, to: Place::First, per_layer: false });
    let claim = std_claim("within = [0.5, 2]\nratio = { of = 1, to = 3, per = \"layer\" }");
    assert_eq!(claim.form, Form::Layers { of: Place::At(1), to: Place::At(3), per_layer: true });
}

#[test]
fn a_ratio_of_cells_names_both_groups_and_may_name_a_layer() {
    let pair = "ratio = { of = { init = \"he-normal\" }, to = { init = \"lecun-normal\" } }";
    let of = selector(&[(Setting::Init, &["he-normal"])]);
    let to = selector(&[(Setting::Init, &["lecun-normal"])]);
    for (line, layer) in [("", Place::Last), ("layer = \"all\"\n", Place::All), ("layer = 1\n", Place::At(1))]
    {
        let claim = std_claim(&format!("within = [1.4, 1.5]\n{line}{pair}"));
        assert_eq!(claim.form, Form::Cells { of: of.clone(), to: to.clone(), layer });
    }
}

#[test]
fn an_order_has_two_groups_or_more_and_wants_its_steps_above_zero() {
    let claim = std_claim(
        "layer = 2\norder = [{ init = \"he-normal\" }, { init = [\"lecun-normal\", \"normal:std=0.01\"] }]",
    );
    let groups = vec![
        selector(&[(Setting::Init, &["he-normal"])]),
        selector(&[(Setting::Init, &["lecun-normal", "normal:std=0.01"])]),
    ];
    assert_eq!(claim.form, Form::Order { groups, layer: Place::At(2) });
    assert_eq!(claim.within, Band::POSITIVE);
    let three =
        "order = [{ init = \"he-normal\" }, { init = \"lecun-normal\" }, { init = \"normal:std=0.01\" }]";
    let Form::Order { groups, layer } = std_claim(three).form else { panic!("no order") };
    assert_eq!((groups.len(), layer), (3, Place::Last));
}

#[test]
fn cells_are_named_by_any_setting_in_any_spelling_of_its_values() {
    let claim = std_claim(
        r#"within = [0, 1]
cells = { activation = ["relu", "tanh"], init = ["Kaiming_Normal", "normal:mean=0,std=1e-2"], bias = "constant:value=0", norm = "none", residual = false, tied = false, precision = "f64", width = 5, depth = 3, samples = 8 }"#,
    );
    let expected = selector(&[
        (Setting::Activation, &["relu", "tanh"]),
        (Setting::Init, &["he-normal", "normal:std=0.01"]),
        (Setting::Bias, &["zeros"]),
        (Setting::Norm, &["none"]),
        (Setting::Residual, &["false"]),
        (Setting::Tied, &["false"]),
        (Setting::Precision, &["f64"]),
        (Setting::Width, &["5"]),
        (Setting::Depth, &["3"]),
        (Setting::Samples, &["8"]),
    ]);
    assert_eq!(claim.cells, expected);
}

#[test]
fn every_quantity_and_every_measure_can_be_claimed() {
    let asked = |quantity: Quantity| match quantity {
        Quantity::JacobianSpectrum => "\n[jacobian]\ninputs = 1",
        Quantity::WeightSpectrum => "\n[spectrum]\nof = \"weight\"",
        Quantity::ProductSpectrum => "\n[spectrum]\nof = \"product\"",
        Quantity::Eigenvalue => "\n[spectrum]\nof = [\"product\", \"eigenvalue\"]",
        _ => "",
    };
    for quantity in Quantity::ALL {
        let text = format!(
            "{BASE}[[claim]]\ntext = \"it is\"\nmeasure = \"std\"\nwithin = [0, 1]\nquantity = \"{quantity}\"{}",
            asked(quantity)
        );
        let protocol = if quantity.to_string().ends_with("gradient") { "backward" } else { "forward" };
        // A network of one layer, which is what the quick version has, may have no square weights.
        let text = text.replace("network.depth = 1", "network.depth = 2");
        let protocol = if quantity == Quantity::Reconstruction { "gibbs" } else { protocol };
        let text = match quantity {
            Quantity::Reconstruction => text
                .replace("activation = [\"relu\", \"tanh\"]\n", "")
                .replace("[\"he-normal\", \"lecun-normal\", \"normal:std=0.01\"]", "\"rbm\""),
            _ => text,
        };
        let study = parse(&format!("protocol = \"{protocol}\"\n{text}"), &[], false).unwrap();
        assert_eq!(study.claims[0].subject, Subject::Site { quantity, measure: Measure::Std });
        Plan::new(&study).unwrap();
    }
    for measure in Measure::ALL {
        let quantity = match measure {
            Measure::Median => Quantity::JacobianSpectrum,
            _ => Quantity::Activation,
        };
        let claim = claim(&format!(
            "text = \"it is\"\nmeasure = \"{measure}\"\nquantity = \"{quantity}\"\nwithin = [0, 0.5]{}",
            asked(quantity)
        ));
        assert!(matches!(claim.subject, Subject::Site { measure: found, .. } if found == measure));
    }
}

#[test]
fn a_band_may_be_open_at_one_end_and_a_single_number() {
    for (band, low, high) in [
        ("[-inf, 3]", f64::NEG_INFINITY, 3.0),
        ("[1, inf]", 1.0, f64::INFINITY),
        ("[0, 0]", 0.0, 0.0),
        ("[1e-5, 1e-4]", 1e-5, 1e-4),
    ] {
        assert_eq!(std_claim(&format!("within = {band}")).within, Band::closed(low, high), "{band}");
    }
}

#[test]
fn claims_keep_their_order_and_a_study_may_have_none() {
    let one = |text: &str| format!("[[claim]]\ntext = \"{text}\"\nmeasure = \"std\"\nwithin = [0, 1]\n");
    let study = parse(&format!("{BASE}{}{}{}", one("b"), one("c"), one("a")), &[], false).unwrap();
    let texts: Vec<_> = study.claims.iter().map(|claim| claim.text.as_str()).collect();
    assert_eq!(texts, ["b", "c", "a"]);
    assert!(parse(BASE, &[], false).unwrap().claims.is_empty());
}

#[test]
fn a_claim_about_the_input_speaks_of_layer_0() {
    for layer in ["", "layer = 0", "layer = \"all\"", "layer = \"first\""] {
        let lines =
            format!("text = \"it is\"\nquantity = \"input\"\nmeasure = \"std\"\nwithin = [0, 9]\n{layer}");
        assert!(with_claim(&lines).is_ok(), "{layer}");
    }
}

#[test]
fn a_claim_says_which_number_it_is_about() {
    let words =
        |lines: &str, time: Option<&str>| claim(&format!("text = \"it is\"\n{lines}")).number_words(time);
    let within = "within = [0.1, 0.2]";
    for (lines, said) in [
        ("measure = \"std\"\nlayer = 2", "std of activations, layer 2"),
        ("measure = \"saturated_fraction\"\nlayer = \"all\"", "share saturated, all layers"),
        ("quantity = \"weight\"\nmeasure = \"mean\"", "mean of weights, last layer"),
        (
            "measure = \"std\"\nratio = { of = \"last\", to = \"first\" }",
            "ratio of std of activations, last to first layer",
        ),
        (
            "measure = \"std\"\nratio = { of = 1, to = 3, per = \"layer\" }",
            "ratio per layer of std of activations, layer 1 to layer 3",
        ),
        (
            "measure = \"std\"\nratio = { of = { init = \"he-normal\" }, to = { init = \"lecun-normal\" } }",
            "ratio of std of activations, init he-normal to init lecun-normal, last layer",
        ),
    ] {
        assert_eq!(words(&format!("{lines}\n{within}"), None), said);
    }
    let order = "measure = \"std\"\norder = [{ init = \"he-normal\" }, { init = \"lecun-normal\" }]";
    assert_eq!(words(order, None), "smallest gap in std of activations, last layer");
    let training = initscope::study::load("training", &[], false).unwrap().claims;
    let all: Vec<String> = training.iter().map(|claim| claim.number_words(Some("step"))).collect();
    for said in ["training loss, step 200", "training loss, every step", "steps until training ended"] {
        assert!(all.iter().any(|words| words == said), "{said}: {all:?}");
    }
}
