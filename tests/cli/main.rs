//! The command line, seen from outside: what it prints, writes, refuses and leaves behind.

mod bench;
mod checking;
mod choosing;
mod claiming;
mod comparing;
mod determinism;
mod explaining;
mod extremes;
mod full_disk;
mod interruption;
mod looking;
mod own_studies;
mod pictures;
mod refused_claims;
mod regressions;
mod rendering;
mod results;
mod review;
mod splicing;
mod stopping;
mod wrong_output;
mod wrong_records;
mod wrong_settings;
mod wrong_studies;
mod wrong_sweeps;
mod wrong_usage;
