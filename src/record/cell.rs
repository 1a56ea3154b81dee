//! `cells.jsonl`: one finished cell per line.

use serde::{Deserialize, Serialize};

use super::{Metric, Settings, Stripes, Verdict};
use crate::stats::{Histogram, Summary};

/// One finished cell: its resolved settings and everything seen in its network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellRecord {
    /// First 12 hex digits of a hash of the canonical settings.
    pub cell: String,
    /// Resolved settings.
    pub settings: Settings,
    /// Which repetition.
    pub trial: u64,
    /// Every place where numbers were seen, input first, then by layer.
    pub sites: Vec<Site>,
    /// Numbers over training steps, where the protocol has any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curves: Vec<CurvePoint>,
    /// The training step whose loss was not finite, where training ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diverged: Option<u64>,
}

impl CellRecord {
    /// Gives memory back that was taken while the record was read, before it was known how long anything is: about
    /// half of it.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.sites.shrink_to_fit();
        self.curves.shrink_to_fit();
        for site in &mut self.sites {
            site.histograms.shrink_to_fit();
            site.eigenvalues.shrink_to_fit();
            for SiteHistogram { histogram, .. } in &mut site.histograms {
                histogram.counts.shrink_to_fit();
            }
        }
    }
}

/// What was seen at one (quantity, layer, step).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// `input`, `weight`, `pre-activation`, `activation`, ...
    pub quantity: String,
    /// 0 is the input, hidden layers count from 1.
    pub layer: usize,
    /// Training step, 0 for a network as initialized.
    pub step: u64,
    /// Statistics.
    pub summary: Summary,
    /// Mean that mean-field theory expects.
    pub theory_mean: Option<f64>,
    /// Standard deviation that mean-field theory expects.
    pub theory_std: Option<f64>,
    /// Judgement of the layer: of its pre-activations, its activations and the gradient by them.
    pub verdict: Option<Verdict>,
    /// One histogram per range of the study, in the study's order; of spectra one of decades after them.
    pub histograms: Vec<SiteHistogram>,
    /// A corner of the layer's output, samples by units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stripes: Option<Stripes>,
    /// Eigenvalues `[re, im]`, where the site is of any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eigenvalues: Vec<[f64; 2]>,
}

/// Which range a histogram was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RangeKind {
    /// The activation's own range where bounded, else this layer's data.
    Natural,
    /// Given in the study.
    Fixed,
    /// From the smallest to the largest value that is not zero, by log10: edges are decades, and zeros
    /// lie below.
    Decades,
}

/// A histogram and the range it was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteHistogram {
    /// How the range came about.
    pub range: RangeKind,
    /// Bins and what fell outside.
    #[serde(flatten)]
    pub histogram: Histogram,
}

/// One number of a training curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Training steps done.
    pub step: u64,
    /// Which number.
    pub metric: Metric,
    /// Layer, where each has its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layer: Option<usize>,
    /// Its value; `None` where it is undefined or not finite.
    pub value: Option<f64>,
}
