//! What claims say of the settings, which `--quick` and `--set` change.

use initscope::study::{Claim, EMBEDDED, Form, Place, load};

const WORDS: [(&str, u64); 22] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("eighty", 80),
    ("hundred", 100),
    ("thousand", 1000),
    ("tenth", 10),
];

/// Nouns whose number a study sets, and words that a layer's or a step's number follows.
const COUNTED: [&str; 10] =
    ["layer", "layers", "step", "steps", "inputs", "units", "samples", "digits", "epochs", "epoch"];
const NUMBERED: [&str; 4] = ["layer", "step", "epoch", "after"];

fn number(word: &str) -> Option<u64> {
    let named = WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
    named.or_else(|| word.parse().ok())
}

/// The numbers in `text` that are of layers, steps and other things that settings count.
fn stated(text: &str) -> Vec<u64> {
    let bare = |word: &str| {
        let word = word.trim_end_matches("'s").trim_end_matches('\'');
        word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase()
    };
    let words: Vec<String> = text.split_whitespace().map(bare).filter(|word| word != "hidden").collect();
    let pairs = words.windows(2).filter_map(|pair| {
        let (first, second) = (pair[0].as_str(), pair[1].as_str());
        match (number(first), number(second)) {
            (Some(number), _) if COUNTED.contains(&second) => Some(number),
            (None, Some(number)) if NUMBERED.contains(&first) => Some(number),
            _ => None,
        }
    });
    pairs.collect()
}

/// The numbers that a claim asks for by itself: without them it is not judged.
fn asked_for(claim: &Claim) -> Vec<u64> {
    let places = match &claim.form {
        Form::Value { layer } | Form::Cells { layer, .. } | Form::Order { layer, .. } => vec![*layer],
        Form::Layers { of, to, .. } => vec![*of, *to],
    };
    let places = places.into_iter().chain([claim.step]).filter_map(|place| match place {
        Place::At(number) => Some(number),
        _ => None,
    });
    // Every network has it.
    let places = places.chain([1]);
    let groups: Vec<_> = match &claim.form {
        Form::Order { groups, .. } => groups.iter().collect(),
        Form::Cells { of, to, .. } => vec![of, to],
        _ => Vec::new(),
    };
    let selectors = groups.into_iter().chain([&claim.cells]);
    let values = selectors.flat_map(|selector| &selector.values).flat_map(|(_, values)| values);
    let numbers = values.flat_map(|value| value.split(|letter: char| !letter.is_ascii_digit()));
    places.chain(numbers.filter_map(|number| number.parse().ok())).collect()
}

#[test]
fn no_claim_states_a_setting_without_which_it_would_still_be_judged() {
    let mut loose = Vec::new();
    for (name, _) in EMBEDDED {
        for claim in load(name, &[], false).unwrap().claims {
            let asked_for = asked_for(&claim);
            let unasked = stated(&claim.text).into_iter().find(|number| !asked_for.contains(number));
            loose.extend(unasked.map(|number| format!("{name}: {number} in \"{}\"", claim.text)));
        }
    }
    assert_eq!(loose, Vec::<String>::new());
}

#[test]
fn numbers_of_settings_are_found_in_sentences() {
    assert_eq!(stated("It stays at ln 10 after 2000 steps"), [2000, 2000]);
    assert_eq!(stated("Through fifty layers, with eight hidden layers, at layer 50's end"), [50, 8, 50]);
    assert_eq!(stated("Wider than 0.01 by the square root of 2 per layer, half of it"), [0u64; 0]);
}

#[test]
fn a_training_claim_that_names_its_step_is_silent_where_training_is_shorter() {
    let study = load("training", &[], true).unwrap();
    let cells: Vec<_> = initscope::study::Plan::new(&study).unwrap().cells().collect();
    let settings: Vec<_> = cells.iter().map(initscope::study::Cell::settings).collect();
    let settings: Vec<_> = settings.iter().collect();
    let judged = study.claims.iter().filter(|claim| !claim.terms(&settings).is_empty());
    let late: Vec<&str> =
        judged.map(|claim| claim.text.as_str()).filter(|text| text.contains("2000")).collect();
    assert_eq!(late, Vec::<&str>::new());
}
