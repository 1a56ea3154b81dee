//! Figures drawn from simulated records, seen from outside.

mod content;
mod ended;
mod files;
mod fixture;
mod golden;
mod layout;
mod lines;
mod machines;
mod outcomes;
mod planning;
mod records;
mod trained;
mod training;
mod units;
