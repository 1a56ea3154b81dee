//! Whatever comes from anybody is read to an error or to something right; `PROPTEST_CASES` says how often it is tried.

mod damage;
mod large;
mod readers;
mod seeds;

use proptest::test_runner::{Config, TestRunner};

/// Tries what holds of a reader on damaged documents.
fn storm(name: &str) {
    let reader = readers::READERS.into_iter().find(|reader| reader.name == name).unwrap();
    let seeds = seeds::seeds(name);
    seeds.iter().for_each(|seed| (reader.read)(seed));
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let result = runner.run(&damage::damaged(seeds), |bytes| {
        (reader.read)(&bytes);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn a_damaged_study_is_an_error_or_a_study() {
    storm("study");
}

#[test]
fn a_damaged_spec_is_an_error_or_a_spec() {
    storm("spec");
}

#[test]
fn a_damaged_record_is_an_error_or_a_record() {
    storm("record");
}

#[test]
fn damaged_parts_are_errors_or_parts() {
    storm("parts");
}

#[test]
fn a_damaged_folder_of_images_is_an_error_or_samples() {
    storm("idx");
}

#[test]
fn a_damaged_table_is_an_error_or_samples() {
    storm("csv");
}

#[test]
fn a_damaged_array_is_an_error_or_samples() {
    storm("npy");
}
