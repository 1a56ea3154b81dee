//! `record.json`: what was asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Headline, Judgement};

/// The question, its setup and where the numbers come from; no time stamps, host names or
/// durations, so that the same run gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the record format.
    pub format: u32,
    /// Version of the crate that wrote the record.
    pub version: String,
    /// Vector instruction set the numbers were computed with.
    pub instruction_set: String,
    /// Name of the study: the output folder.
    pub study: String,
    /// The question.
    pub title: String,
    /// Book, paper or page the question comes from.
    pub source: String,
    /// What is done with each network.
    pub protocol: String,
    /// Seed of all noise.
    pub seed: u64,
    /// Number of independent repetitions.
    pub trials: u64,
    /// Whether the study's `[quick]` section was applied.
    pub quick: bool,
    /// `--set` and its like, as given.
    pub overrides: Vec<String>,
    /// The settings that vary, in plan order.
    pub axes: Vec<AxisRecord>,
    /// Number of cells (lines of `cells.jsonl`).
    pub cells: usize,
    /// The figures that the study is to be known by; its protocol's where it names none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Headline>,
    /// What was found of the study's claims.
    #[serde(default)]
    pub claims: Vec<Judgement>,
    /// The count at which histograms of an activation end, by its name, where the study says so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u64>,
    /// The study as written.
    pub text: String,
}

/// One setting that the study varies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisRecord {
    /// Setting, such as `init`.
    pub name: String,
    /// Its values in order.
    pub values: Vec<AxisValueRecord>,
}

/// One value of an axis with the words a figure shows for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisValueRecord {
    /// Canonical spec string or number.
    pub value: String,
    /// Display label; equal to `value` unless the study gives one.
    pub label: String,
    /// Where the value lies on a scale, if the study spaces values along one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
}

/// Whether a study can be called so: its folder is, which lies in another and is no path.
pub(crate) fn is_folder_name(name: &str) -> bool {
    let is_separator = |c: char| matches!(c, '/' | '\\') || c.is_control();
    !matches!(name, "" | "." | "..") && name.len() <= 255 && !name.contains(is_separator)
}
