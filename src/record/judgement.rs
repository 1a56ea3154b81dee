//! What was found of a claim.

use serde::{Deserialize, Serialize};

use super::tables::sheet;

/// What was found of a claim: one row of `claims.csv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// The sentence.
    pub claim: String,
    /// What it is about; empty where the study does not say.
    pub topic: String,
    /// Whose sentence it is.
    pub source: String,
    /// What is measured, in words; empty in records from before it was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quantity: String,
    /// Whether it is among those that tell the story.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub headline: bool,
    /// The number that decides: the median over trials of the cell and layer nearest to failing,
    /// or furthest outside; `None` where it is undefined or was not judged.
    pub measured: Option<f64>,
    /// Where the number must lie at least; `None` where any smaller one will do.
    pub low: Option<f64>,
    /// Where the number must lie at most; `None` where any larger one will do.
    pub high: Option<f64>,
    /// Trials in which the claim holds by itself.
    pub trials_holding: u64,
    /// Trials.
    pub trials: u64,
    /// What came out.
    pub status: Status,
    /// Whether that is what the study expects; it expects nothing of other data than its own.
    pub as_expected: bool,
    /// The input that the study as written is about, where it ran on another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibrated_for: Option<String>,
}

/// What came out of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// The sentence holds.
    #[serde(rename = "holds")]
    Holds,
    /// The sentence should hold and does not.
    #[serde(rename = "fails")]
    Fails,
    /// The sentence does not hold, and the study says that it will not.
    #[serde(rename = "refuted")]
    Refuted,
    /// The changed study has nothing that the claim speaks of.
    #[serde(rename = "not judged")]
    NotJudged,
}

impl Status {
    /// The word that records and tables print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails => "fails",
            Self::Refuted => "refuted",
            Self::NotJudged => "not judged",
        }
    }
}

/// One row of `claims.csv`; the fields are the columns in their order.
#[derive(Debug, Serialize)]
pub(super) struct ClaimRow<'a> {
    #[serde(serialize_with = "sheet::serialize")]
    claim: &'a str,
    measured: Option<f64>,
    low: f64,
    high: f64,
    trials_holding: u64,
    trials: u64,
    status: Status,
    #[serde(serialize_with = "sheet::serialize")]
    topic: &'a str,
    #[serde(serialize_with = "sheet::serialize")]
    source: &'a str,
    as_expected: bool,
    quantity: &'a str,
    calibrated_for: &'a str,
}

impl<'a> ClaimRow<'a> {
    pub(super) fn new(judgement: &'a Judgement) -> Self {
        let Judgement { claim, topic, source, measured, low, high, .. } = judgement;
        Self {
            claim,
            measured: *measured,
            low: low.unwrap_or(f64::NEG_INFINITY),
            high: high.unwrap_or(f64::INFINITY),
            trials_holding: judgement.trials_holding,
            trials: judgement.trials,
            status: judgement.status,
            topic,
            source,
            as_expected: judgement.as_expected,
            quantity: &judgement.quantity,
            calibrated_for: judgement.calibrated_for.as_deref().unwrap_or_default(),
        }
    }
}
