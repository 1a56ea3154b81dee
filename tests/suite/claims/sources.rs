//! Whose sentences the built-in studies refute.

use initscope::study::{EMBEDDED, Expected, load};

const SOURCES: &str = include_str!("../../../docs/sources.md");

#[test]
fn every_refuted_sentence_is_in_the_table_of_sources_with_whose_it_is() {
    let mut missing = Vec::new();
    for (name, _) in EMBEDDED {
        for claim in load(name, &[], false).unwrap().claims {
            let row = format!("| {name} | {} | {} |", claim.text, claim.source);
            if claim.expected == Expected::Refuted && !SOURCES.contains(&row) {
                missing.push(row);
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_table_of_sources_has_no_sentence_that_no_study_refutes() {
    let rows = SOURCES.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| study"));
    let rows = rows.filter(|line| !line.starts_with("| ---"));
    let known: Vec<String> = EMBEDDED
        .iter()
        .flat_map(|(name, _)| {
            load(name, &[], false).unwrap().claims.into_iter().map(move |claim| (name, claim))
        })
        .filter(|(_, claim)| claim.expected == Expected::Refuted)
        .map(|(name, claim)| format!("| {name} | {} |", claim.text))
        .collect();
    let unknown: Vec<&str> = rows.filter(|row| !known.iter().any(|known| row.starts_with(known))).collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn no_source_is_hearsay() {
    for (name, _) in EMBEDDED {
        for claim in load(name, &[], false).unwrap().claims {
            let source = claim.source.to_lowercase();
            for word in ["tutorial", "common", "wording", "silence", "belief", "measured"] {
                assert!(!source.contains(word), "{name}: \"{}\", {}", claim.text, claim.source);
            }
        }
    }
}
