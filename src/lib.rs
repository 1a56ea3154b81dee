//! x
pub mod activation;
pub mod data;
pub mod init;
pub mod kernel;
pub mod network;
pub mod noise;
pub mod record;
pub mod run;
pub mod spec;
pub mod stats;
pub mod study;
pub mod view;
