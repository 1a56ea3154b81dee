//! Judgement of a layer.

use serde::{Deserialize, Serialize};

use crate::stats::Summary;

/// Judgement of a layer: the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Some value is NaN or infinite.
    NonFinite,
    /// At least 0.999 of the values are zero.
    Dead,
    /// All units of the layer are equal.
    Symmetric,
    /// Std below 0.02 of the input's.
    Vanishing,
    /// Std above 50 times the input's.
    Exploding,
    /// Signal share below 1e-3.
    InputBlind,
    /// Bounded activation with a saturated fraction above 0.4.
    Saturated,
    /// None of these.
    Healthy,
}

/// Share of zeros from which on a layer is dead.
const DEAD: f64 = 0.999;
/// Share of the input's std under which a layer vanishes.
const VANISHING: f64 = 0.02;
/// Multiple of the input's std over which a layer explodes.
const EXPLODING: f64 = 50.0;
/// Signal share under which a layer no longer sees the input.
const INPUT_BLIND: f64 = 1e-3;
/// Saturated share over which a bounded activation is saturated.
const SATURATED: f64 = 0.4;

impl Verdict {
    /// Judges the activations of a layer. `input_std` is the input's, `bounded` whether the
    /// activation's values are.
    pub fn of(summary: &Summary, input_std: f64, bounded: bool) -> Self {
        // Finite values whose variance leaves f64's range have no std.
        let std = summary.std.unwrap_or(f64::INFINITY);
        let below = |share: Option<f64>, limit: f64| share.is_some_and(|share| share < limit);
        if summary.non_finite > 0 {
            Self::NonFinite
        } else if summary.zero_fraction >= Some(DEAD) {
            Self::Dead
        } else if summary.units_equal {
            Self::Symmetric
        } else if std < VANISHING * input_std {
            Self::Vanishing
        } else if std > EXPLODING * input_std {
            Self::Exploding
        } else if below(summary.signal_share, INPUT_BLIND) {
            Self::InputBlind
        } else if bounded && summary.saturated_fraction > Some(SATURATED) {
            Self::Saturated
        } else {
            Self::Healthy
        }
    }

    /// Judges the gradient by the output of a layer, on its way down from one with `top_std`: the same
    /// thresholds as for a signal on its way up.
    pub fn of_gradient(summary: &Summary, top_std: f64) -> Self {
        let signal = Summary { units_equal: false, signal_share: None, ..summary.clone() };
        Self::of(&signal, top_std, false)
    }

    /// The word that records and tables print.
    pub fn name(self) -> &'static str {
        match self {
            Self::NonFinite => "non-finite",
            Self::Dead => "dead",
            Self::Symmetric => "symmetric",
            Self::Vanishing => "vanishing",
            Self::Exploding => "exploding",
            Self::InputBlind => "input-blind",
            Self::Saturated => "saturated",
            Self::Healthy => "healthy",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn healthy() -> Summary {
        Summary {
            count: 100,
            std: Some(0.5),
            zero_fraction: Some(0.1),
            saturated_fraction: Some(0.1),
            signal_share: Some(0.5),
            ..Summary::default()
        }
    }

    #[test]
    fn each_verdict_has_its_threshold_and_the_first_that_applies_wins() {
        let verdict = |summary: Summary| Verdict::of(&summary, 1.0, true);
        assert_eq!(verdict(healthy()), Verdict::Healthy);
        let mut summary = Summary { saturated_fraction: Some(0.41), ..healthy() };
        assert_eq!(verdict(summary.clone()), Verdict::Saturated);
        assert_eq!(Verdict::of(&summary, 1.0, false), Verdict::Healthy);
        summary.signal_share = Some(0.9e-3);
        assert_eq!(verdict(summary.clone()), Verdict::InputBlind);
        summary.std = Some(51.0);
        assert_eq!(verdict(summary.clone()), Verdict::Exploding);
        summary.std = None;
        assert_eq!(verdict(summary.clone()), Verdict::Exploding);
        summary.std = Some(0.019);
        assert_eq!(verdict(summary.clone()), Verdict::Vanishing);
        summary.units_equal = true;
        assert_eq!(verdict(summary.clone()), Verdict::Symmetric);
        summary.zero_fraction = Some(0.999);
        assert_eq!(verdict(summary.clone()), Verdict::Dead);
        summary.non_finite = 1;
        assert_eq!(verdict(summary), Verdict::NonFinite);
    }

    #[test]
    fn thresholds_are_relative_to_the_input() {
        let summary = Summary { std: Some(0.019), ..healthy() };
        assert_eq!(Verdict::of(&summary, 0.1, true), Verdict::Healthy);
        assert_eq!(Verdict::of(&summary, 1.0, true), Verdict::Vanishing);
    }

    #[test]
    fn names_are_those_that_records_write() {
        for verdict in [Verdict::NonFinite, Verdict::InputBlind, Verdict::Healthy] {
            assert_eq!(serde_json::to_string(&verdict).unwrap(), format!("\"{}\"", verdict.name()));
        }
    }
}
