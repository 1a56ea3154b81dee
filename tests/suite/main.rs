//! What holds of the library, room by room. One program: what it instantiates of the library is compiled once.

mod activation;
mod claims;
mod comparing;
mod conformance;
mod damaged_records;
mod datasets;
mod determinism;
mod documents;
mod elementary;
mod golden_exact;
mod golden_theory;
mod golden_trials;
mod hostile;
mod instruction_sets;
mod kernels;
mod layering;
mod noise;
#[cfg(feature = "parquet")]
mod parquet;
mod physics;
mod pretraining;
mod recurrence;
mod spectrum;
mod view;
