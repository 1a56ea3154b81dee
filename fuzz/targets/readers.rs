//! One reader, which the environment names, on whatever libFuzzer comes to; the documents that it starts from are written
//! into its corpus.
#![no_main]

#[path = "../../tests/suite/hostile/readers.rs"]
mod readers;
#[path = "../../tests/suite/hostile/seeds.rs"]
mod seeds;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

static READER: OnceLock<readers::Reader> = OnceLock::new();

fn choose() {
    let name = std::env::var("READER").unwrap_or_default();
    let names = readers::READERS.map(|reader| reader.name).join(", ");
    let reader = readers::READERS.into_iter().find(|reader| reader.name == name);
    let reader = reader.unwrap_or_else(|| panic!("READER names one of {names}"));
    let corpus = format!("{}/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir_all(&corpus).unwrap();
    for (number, seed) in seeds::seeds(&name).into_iter().enumerate() {
        std::fs::write(format!("{corpus}/seed-{number}"), seed).unwrap();
    }
    READER.set(reader).unwrap();
}

fuzz_target!(
    init: choose(),
    |bytes: &[u8]| (READER.get().unwrap().read)(bytes)
);
