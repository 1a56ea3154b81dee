//! Judgement of a layer: what becomes of the signal there.
//!
//! Read here which verdict applies, then `reference`: what a spread is held against.

mod reference;

use serde::{Deserialize, Serialize};

pub use reference::{Reference, Scale};

use crate::stats::Summary;

/// Judgement of a layer: the first that applies.
///
/// Activations, pre-activations and the gradients by activations are judged. Of gradients only what
/// their values say is asked: whether units are alike, or answer to the input, is a matter of signals.
/// Dead units and saturation are of activations, as their slopes are.
///
/// ```
/// use initscope::activation::Activation;
/// use initscope::stats::Summary;
/// use initscope::verdict::{Scale, Verdict};
///
/// // Raw pixels have a std of 70. What tanh makes of pre-activations like N(0, 1) has 0.63.
/// let tanh = Scale::new(Activation::Tanh, Some(70.0), false);
/// let layer = Summary { std: Some(0.63), ..Summary::default() };
/// assert_eq!(Verdict::of(&layer, tanh.of_activations(false), true), Verdict::Healthy);
/// // ReLU hands on what scale there is: of 70, 0.63 is next to nothing.
/// let relu = Scale::new(Activation::Relu, Some(70.0), false);
/// assert_eq!(Verdict::of(&layer, relu.of_activations(false), false), Verdict::Vanishing);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Some value is NaN or infinite.
    NonFinite,
    /// At least 0.999 of the values are zero.
    Dead,
    /// All units of the layer are equal.
    Symmetric,
    /// Over a quarter of the units are dead: their slope is 0 for every sample.
    Dying,
    /// Bounded activation with a saturated fraction above 0.3.
    Saturated,
    /// Signal share below 1e-3. An input that is the same for all samples moves nothing either.
    InputBlind,
    /// Std below 0.02 of the reference.
    Vanishing,
    /// Std above 50 times the reference.
    Exploding,
    /// None of these.
    Healthy,
}

/// Share of zeros from which on a layer is dead.
const DEAD: f64 = 0.999;
/// Share of dead units over which a layer is dying.
const DYING: f64 = 0.25;
/// Saturated share over which a bounded activation is saturated.
const SATURATED: f64 = 0.3;
/// Signal share under which a layer no longer sees the input.
const INPUT_BLIND: f64 = 1e-3;
/// Share of the reference under which a layer vanishes.
const VANISHING: f64 = 0.02;
/// Multiple of the reference over which a layer explodes.
const EXPLODING: f64 = 50.0;

impl Verdict {
    /// Judges a layer whose spread is held against `reference`. `bounded` is whether the values are an
    /// activation's that is bounded: those of a layer that adds its input to them are not.
    pub fn of(summary: &Summary, reference: Reference, bounded: bool) -> Self {
        // Finite values whose variance leaves f64's range have no std.
        let std = summary.std.unwrap_or(f64::INFINITY);
        let spread = reference.std();
        if summary.non_finite > 0 {
            Self::NonFinite
        } else if summary.zero_fraction >= Some(DEAD) {
            Self::Dead
        } else if summary.units_equal {
            Self::Symmetric
        } else if summary.dead_unit_fraction > Some(DYING) {
            Self::Dying
        } else if bounded && summary.saturated_fraction > Some(SATURATED) {
            Self::Saturated
        } else if summary.signal_share.is_some_and(|share| share < INPUT_BLIND) {
            Self::InputBlind
        } else if spread.is_some_and(|spread| std < VANISHING * spread) {
            Self::Vanishing
        } else if spread.is_some_and(|spread| std > EXPLODING * spread) {
            Self::Exploding
        } else {
            Self::Healthy
        }
    }

    /// What it says of a layer, in a line.
    pub fn meaning(self) -> String {
        let percent = |share: f64| format!("{} %", 100.0 * share);
        match self {
            Self::NonFinite => "some value is NaN or infinite".to_owned(),
            Self::Dead => format!("at least {} of the values are zero", percent(DEAD)),
            Self::Symmetric => "all units of the layer are equal".to_owned(),
            Self::Dying => {
                format!("over {} of the units are dead: their slope is 0 for every sample", percent(DYING))
            }
            Self::Saturated => {
                format!("over {} of the values lie where the activation is nearly flat", percent(SATURATED))
            }
            Self::InputBlind => format!("the input causes under {} of the variance", percent(INPUT_BLIND)),
            Self::Vanishing => format!("a std under {VANISHING} of what is expected"),
            Self::Exploding => format!("a std over {EXPLODING} times what is expected"),
            Self::Healthy => "none of the faults that are looked for".to_owned(),
        }
    }

    /// Judges the gradient by the output of a layer, on its way down from one with `top`.
    pub fn of_gradient(summary: &Summary, top: Option<f64>) -> Self {
        let signal = Summary { units_equal: false, signal_share: None, ..summary.clone() };
        Self::of(&signal, Reference::Top(top), false)
    }

    /// The word that records and tables print.
    pub fn name(self) -> &'static str {
        match self {
            Self::NonFinite => "non-finite",
            Self::Dead => "dead",
            Self::Symmetric => "symmetric",
            Self::Dying => "dying",
            Self::Saturated => "saturated",
            Self::InputBlind => "input-blind",
            Self::Vanishing => "vanishing",
            Self::Exploding => "exploding",
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
            dead_unit_fraction: Some(0.1),
            signal_share: Some(0.5),
            ..Summary::default()
        }
    }

    fn judged(summary: &Summary) -> Verdict {
        Verdict::of(summary, Reference::Input(Some(1.0)), true)
    }

    #[test]
    fn each_verdict_has_its_threshold_on_both_sides() {
        use Verdict::*;
        let with = |change: fn(&mut Summary, f64), number: f64| {
            let mut summary = healthy();
            change(&mut summary, number);
            judged(&summary)
        };
        let next = |number: f64, up: bool| if up { number.next_up() } else { number.next_down() };
        type Case = (fn(&mut Summary, f64), f64, bool, Verdict);
        let cases: [Case; 6] = [
            // The limit itself is dead, what lies under it is not.
            (|summary, share| summary.zero_fraction = Some(share), DEAD.next_down(), true, Dead),
            (|summary, share| summary.dead_unit_fraction = Some(share), DYING, true, Dying),
            (|summary, share| summary.saturated_fraction = Some(share), SATURATED, true, Saturated),
            (|summary, share| summary.signal_share = Some(share), INPUT_BLIND, false, InputBlind),
            (|summary, std| summary.std = Some(std), VANISHING, false, Vanishing),
            (|summary, std| summary.std = Some(std), EXPLODING, true, Exploding),
        ];
        for (change, limit, up, verdict) in cases {
            assert_eq!(with(change, limit), Healthy, "{verdict:?} at its limit");
            assert_eq!(with(change, next(limit, up)), verdict);
        }
        assert_eq!(with(|summary, _| summary.non_finite = 1, 0.0), NonFinite);
        assert_eq!(with(|summary, _| summary.units_equal = true, 0.0), Symmetric);
        assert_eq!(with(|summary, _| summary.std = None, 0.0), Exploding);
    }

    #[test]
    fn the_first_that_applies_wins() {
        use Verdict::*;
        let mut summary = Summary { std: Some(51.0), ..healthy() };
        type Step = (Verdict, fn(&mut Summary));
        let steps: [Step; 7] = [
            (Exploding, |_| ()),
            (InputBlind, |summary| summary.signal_share = Some(0.0)),
            (Saturated, |summary| summary.saturated_fraction = Some(0.9)),
            (Dying, |summary| summary.dead_unit_fraction = Some(0.9)),
            (Symmetric, |summary| summary.units_equal = true),
            (Dead, |summary| summary.zero_fraction = Some(1.0)),
            (NonFinite, |summary| summary.non_finite = 1),
        ];
        for (verdict, step) in steps {
            step(&mut summary);
            assert_eq!(judged(&summary), verdict);
        }
    }

    #[test]
    fn only_bounded_values_are_saturated_and_only_defined_shares_blind() {
        let summary = Summary { saturated_fraction: Some(0.9), signal_share: None, ..healthy() };
        assert_eq!(judged(&summary), Verdict::Saturated);
        assert_eq!(Verdict::of(&summary, Reference::Input(Some(1.0)), false), Verdict::Healthy);
    }

    #[test]
    fn without_a_reference_nothing_vanishes_or_explodes() {
        for std in [Some(1e-300), Some(1e300), None] {
            let summary = Summary { std, ..healthy() };
            for nothing in [Some(0.0), None, Some(f64::NAN), Some(f64::INFINITY)] {
                assert_eq!(Verdict::of(&summary, Reference::Input(nothing), true), Verdict::Healthy);
                assert_eq!(Verdict::of_gradient(&summary, nothing), Verdict::Healthy);
            }
        }
    }

    #[test]
    fn gradients_are_held_against_the_top() {
        let gradient = Summary { std: Some(0.019), units_equal: true, signal_share: Some(0.0), ..healthy() };
        assert_eq!(Verdict::of_gradient(&gradient, Some(1.0)), Verdict::Vanishing);
        assert_eq!(Verdict::of_gradient(&gradient, Some(0.1)), Verdict::Healthy);
        assert_eq!(Verdict::of_gradient(&gradient, Some(1e-4)), Verdict::Exploding);
    }

    #[test]
    fn names_are_those_that_records_write() {
        for verdict in [Verdict::NonFinite, Verdict::InputBlind, Verdict::Dying, Verdict::Healthy] {
            assert_eq!(serde_json::to_string(&verdict).unwrap(), format!("\"{}\"", verdict.name()));
        }
    }
}
