//! Colours of numbers that are better or worse: the lighter, the better.

use crate::number;
use crate::record::Metric;

use super::bar;
use crate::view::figure::colour::{BLACK, HEAT_LEVELS, WHITE};
use crate::view::figure::{Axis, Colour, Scale, colour};

/// Distinct colours: few enough that a PNG has room for the edges of numbers on each of them.
const LEVELS: u8 = 12;
/// Decades over which colours keep ratios rather than differences.
const DECADES: f64 = 1.5;
/// Losses that are told apart where nothing says how large one of guessing is.
const LOSSES: (f64, f64) = (1e-6, 1e6);
/// Losses that are told apart, in multiples of that of guessing.
const MOST: f64 = 2.5;

/// Which colour a number has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shades {
    metric: Metric,
    scale: Axis,
    /// Whether there are numbers below and above the scale.
    beyond: (bool, bool),
}

impl Shades {
    /// Colours for the numbers of `metric`; `guessing` is the loss of a network that guesses.
    pub(crate) fn new(metric: Metric, numbers: &[f64], guessing: Option<f64>) -> Self {
        let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
        let most = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = match metric.range() {
            // Accuracies of all studies have the same colours.
            (0.0, 1.0) => (0.0, 1.0),
            _ if metric == Metric::StepsToTarget => (least, most),
            _ => {
                let highest = guessing.map_or(LOSSES.1, |loss| MOST * loss);
                (least.clamp(LOSSES.0, highest), most.clamp(LOSSES.0, highest))
            }
        };
        // Numbers that are all the same have no scale of their own.
        let (low, high) = if low < high { (low, high) } else { (0.5 * low, 1.5 * low.max(1e-3)) };
        let far = low > 0.0 && (high / low).log10() > DECADES;
        let scale = Axis::bare(low, high, if far { Scale::Log } else { Scale::Linear });
        Self { metric, scale, beyond: (least < low, most > high) }
    }

    /// The colour of `number`.
    pub(crate) fn colour(&self, number: f64) -> Colour {
        let Axis { low, high, .. } = self.scale;
        let share = self.scale.share(number.clamp(low, high)).unwrap_or(0.0);
        let share = if self.is_rising() { share } else { 1.0 - share };
        level((share * f64::from(LEVELS)) as u8)
    }

    /// Every colour, from the darkest to the lightest.
    pub(crate) fn all(&self) -> Vec<Colour> {
        (0..LEVELS).map(level).collect()
    }

    /// What the darkest, the middle and the lightest colour stand for.
    pub(crate) fn words(&self) -> [String; 3] {
        let mut words = bar::words(&self.scale, self.beyond, |value| number(self.metric, value));
        if !self.is_rising() {
            words.reverse();
        }
        words
    }

    /// Whether colours keep ratios.
    pub(crate) fn is_logarithmic(&self) -> bool {
        self.scale.scale == Scale::Log
    }

    /// Whether `one` is better than `other`.
    pub(crate) fn prefers(&self, one: f64, other: f64) -> bool {
        if self.is_rising() { one > other } else { one < other }
    }

    /// Whether larger is better.
    fn is_rising(&self) -> bool {
        self.metric.range().1 == 1.0
    }
}

fn level(level: u8) -> Colour {
    let share = f64::from(level.min(LEVELS - 1)) / f64::from(LEVELS - 1);
    colour::heat((share * f64::from(HEAT_LEVELS - 1)).round() as u8)
}

/// A number of `metric` in two digits, which is what a few trials tell: shares in per cent.
pub(crate) fn number(metric: Metric, value: f64) -> String {
    match metric {
        Metric::StepsToTarget => format!("{:.0}", number::nearest(value, 2)),
        _ if metric.range().1 == 1.0 && (0.995..1.0).contains(&value) => ">99".to_owned(),
        _ if metric.range().1 == 1.0 => format!("{:.0}", 100.0 * value),
        _ if (1e-3..1e2).contains(&value) => number::plain(value, 2),
        _ => number::short(number::nearest(value, 2)),
    }
}

/// The ink that stands out on `paper`.
pub(crate) fn ink(paper: Colour) -> Colour {
    if contrast(BLACK, paper) > contrast(WHITE, paper) { BLACK } else { WHITE }
}

/// The contrast ratio of WCAG 2.
fn contrast(one: Colour, other: Colour) -> f64 {
    let linear = |channel: u8| match f64::from(channel) / 255.0 {
        dark if dark <= 0.04045 => dark / 12.92,
        light => ((light + 0.055) / 1.055).powf(2.4),
    };
    let luminance = |Colour(red, green, blue): Colour| {
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_is_lighter() {
        let loss = Shades::new(Metric::TrainLoss, &[0.01, 2.3, 1e9], Some(2.3));
        let (best, worst) = (colour::heat(HEAT_LEVELS - 1), colour::heat(0));
        assert_eq!((loss.colour(0.01), loss.colour(1e9)), (best, worst));
        assert_eq!(loss.words(), ["≥ 5.8", "0.24", "0.010"]);
        let share = Shades::new(Metric::HeldOutAccuracy, &[0.4, 0.5], None);
        assert_eq!((share.colour(0.0), share.colour(1.0)), (worst, best));
        assert_eq!(share.words(), ["0", "50", "100"]);
        let steps = Shades::new(Metric::StepsToTarget, &[20.0, 100.0], None);
        assert_eq!((steps.colour(20.0), steps.colour(100.0)), (best, worst));
    }

    #[test]
    fn equal_numbers_have_a_scale_all_the_same() {
        for number in [0.0, 2.3, 1e300] {
            for metric in [Metric::TrainLoss, Metric::StepsToTarget] {
                let shades = Shades::new(metric, &[number; 3], None);
                assert!(shades.all().contains(&shades.colour(number)), "{metric}: {number}");
                assert!(shades.scale.low < shades.scale.high, "{metric}: {number}");
            }
        }
    }

    #[test]
    fn numbers_of_a_table_have_two_digits() {
        let losses = [2.3, 0.0647, 12.0, 123.4].map(|loss| number(Metric::TrainLoss, loss));
        assert_eq!(losses, ["2.3", "0.065", "12", "120"]);
        let shares = [0.1, 0.924, 0.999, 1.0].map(|share| number(Metric::TrainAccuracy, share));
        assert_eq!(shares, ["10", "92", ">99", "100"]);
        assert_eq!(number(Metric::StepsToTarget, 1530.0), "1500");
    }

    #[test]
    fn ink_stands_out_on_every_colour() {
        let papers = (0..LEVELS).map(level).chain(colour::all_heat()).chain([colour::MISSING]);
        for paper in papers {
            assert!(contrast(ink(paper), paper) >= 4.5, "{paper:?}");
        }
        assert_eq!((ink(colour::heat(0)), ink(colour::heat(HEAT_LEVELS - 1))), (WHITE, BLACK));
    }
}
