//! Colours of numbers that are better or worse: the lighter, the better.

use crate::record::Metric;

use super::axis::{Axis, Scale};
use super::colour::{self, BLACK, Colour, HEAT_LEVELS, WHITE};
use super::words;

/// Decades over which colours keep ratios rather than differences.
pub const DECADES: f64 = 1.5;
/// Losses that are told apart where nothing says how large one of guessing is.
const LOSSES: (f64, f64) = (1e-6, 1e6);
/// Losses that are told apart, in multiples of that of guessing.
const MOST: f64 = 2.5;

/// Which colour a number has.
#[derive(Clone, Debug, PartialEq)]
pub struct Shades {
    metric: Metric,
    scale: Axis,
    /// Whether there are numbers below and above the scale.
    beyond: (bool, bool),
}

impl Shades {
    /// Colours for the numbers of `metric`; `guessing` is the loss of a network that guesses.
    pub fn new(metric: Metric, numbers: &[f64], guessing: Option<f64>) -> Self {
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
    pub fn colour(&self, number: f64) -> Colour {
        let Axis { low, high, .. } = self.scale;
        let share = self.scale.share(number.clamp(low, high)).unwrap_or(0.0);
        let share = if self.is_rising() { share } else { 1.0 - share };
        colour::heat((share * f64::from(HEAT_LEVELS)).min(f64::from(HEAT_LEVELS - 1)) as u8)
    }

    /// What the darkest, the middle and the lightest colour stand for.
    pub fn words(&self) -> [String; 3] {
        let Axis { low, high, scale, .. } = self.scale;
        let middle = match scale {
            Scale::Linear => low / 2.0 + high / 2.0,
            Scale::Log => low.sqrt() * high.sqrt(),
        };
        let under = if self.beyond.0 { "≤ " } else { "" };
        let over = if self.beyond.1 { "≥ " } else { "" };
        let low = format!("{under}{}", number(self.metric, low));
        let high = format!("{over}{}", number(self.metric, high));
        let (worst, best) = if self.is_rising() { (low, high) } else { (high, low) };
        [worst, number(self.metric, middle), best]
    }

    /// Whether larger is better.
    fn is_rising(&self) -> bool {
        self.metric.range().1 == 1.0
    }
}

/// A number of `metric` in as few letters as tell it: shares in percent, steps whole.
pub fn number(metric: Metric, value: f64) -> String {
    match metric {
        Metric::StepsToTarget => format!("{value:.0}"),
        _ if metric.range().1 == 1.0 => words::short((1000.0 * value).round() / 10.0),
        _ => words::short(value),
    }
}

/// The ink that stands out on `paper`.
pub fn ink(paper: Colour) -> Colour {
    let linear = |channel: u8| (f64::from(channel) / 255.0).powf(2.2);
    let Colour(red, green, blue) = paper;
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    // As far from black as from white by the contrast ratio of WCAG 2.
    if luminance > 0.179 { BLACK } else { WHITE }
}
