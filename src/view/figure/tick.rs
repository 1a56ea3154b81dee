//! Which values an axis marks, and their labels.

use super::decimal::Decimal;

/// One marked value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, counted from the axis's origin.
    pub at: f64,
    /// What is written there.
    pub label: String,
    /// Pixels by which the label stands to the right of its mark.
    pub nudge: i32,
}

/// The ticks of a linear axis and what their labels leave out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Marking {
    /// Marked values.
    pub ticks: Vec<Tick>,
    /// Number that ticks are counted from.
    pub origin: f64,
    /// A power of ten to multiply every label by, then a number to add to it.
    pub common: Option<String>,
}

/// How labels are kept short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// Every very large or small label has its own power of ten.
    Each,
    /// All of them have one, written once.
    Once,
    /// Even moderate powers of ten and common digits are written once.
    Short,
}

/// Ticks at multiples of 1, 2 or 5 times a power of ten, at most `intervals` steps apart, counted
/// from another number than 0 where the range is tiny beside its distance from zero.
pub(crate) fn linear(low: f64, high: f64, intervals: u32, wording: Wording) -> Marking {
    // Steps per distance from zero beyond which labels share too many leading digits.
    let long = if wording == Wording::Short { 1e2 } else { 1e4 };
    // Below this span a step may be less than two numbers differ by.
    const LEAST: f64 = 1e-320;
    let span = high - low;
    if !(span.is_finite() && span > LEAST && intervals > 0) {
        return Marking::default();
    }
    let furthest = low.abs().max(high.abs());
    if furthest / (span / f64::from(intervals)) < long {
        let (ticks, common) = multiples(low, high, intervals, wording);
        return Marking { ticks, origin: 0.0, common };
    }
    let base = roundest(low, high);
    let forms = [base.plain(), base.scientific()];
    let written = forms.into_iter().min_by_key(|form| form.chars().count()).unwrap_or_default();
    let sign = if base.mantissa < 0 { "" } else { "+" };
    let origin = base.value();
    let (ticks, factor) = multiples(low - origin, high - origin, intervals, wording);
    let factor = factor.map_or_else(String::new, |factor| factor + " ");
    Marking { ticks, origin, common: Some(format!("{factor}{sign}{written}")) }
}

/// Ticks, and the power of ten that their labels leave out.
fn multiples(low: f64, high: f64, intervals: u32, wording: Wording) -> (Vec<Tick>, Option<String>) {
    const SLACK: f64 = 1e-9;
    let raw = (high - low) / f64::from(intervals);
    let mut exponent = raw.log10().floor() as i32;
    let fraction = raw / Decimal { mantissa: 1, exponent }.value();
    let mut unit = match fraction {
        f if f <= 1.0 + SLACK => 1,
        f if f <= 2.0 + SLACK => 2,
        f if f <= 5.0 + SLACK => 5,
        _ => 10,
    };
    if unit == 10 {
        (unit, exponent) = (1, exponent + 1);
    }
    let step = Decimal { mantissa: unit, exponent }.value();
    let first = (low / step - SLACK).ceil() as i64;
    let last = (high / step + SLACK).floor() as i64;
    let numbers = (first..=last).map(|index| Decimal { mantissa: index * unit, exponent });
    let furthest = Decimal { mantissa: unit * first.abs().max(last.abs()), exponent };
    let plain = (1e-3..1e6).contains(&furthest.value()) || furthest.mantissa == 0;
    let power = furthest.power();
    let common = match wording {
        Wording::Each => false,
        Wording::Once => !plain,
        Wording::Short => !(-2..=2).contains(&power),
    };
    let label = |number: Decimal| match number {
        Decimal { mantissa, exponent } if common => Decimal { mantissa, exponent: exponent - power }.plain(),
        number if plain => number.plain(),
        number => number.scientific(),
    };
    let ticks = numbers.map(|number| Tick { at: number.value(), label: label(number), nudge: 0 });
    let factor = || Decimal { mantissa: 1, exponent: power }.scientific();
    (ticks.collect(), common.then(|| format!("×{}", factor())))
}

/// The number with the fewest digits in `[low, high]`.
fn roundest(low: f64, high: f64) -> Decimal {
    let middle = low + (high - low) / 2.0;
    let top = middle.abs().log10().floor() as i32 + 1;
    (0..17)
        .map(|digits| {
            let exponent = top - digits;
            let unit = Decimal { mantissa: 1, exponent }.value();
            Decimal { mantissa: (middle / unit).round() as i64, exponent }
        })
        .find(|number| (low..=high).contains(&number.value()))
        .map_or(Decimal::ZERO, Decimal::without_zeros)
}

/// Powers of ten in `[low, high]`, thinned to a readable number; over two decades or less also
/// their doubles and fives.
pub(crate) fn decades(low: f64, high: f64) -> Vec<Tick> {
    const MOST: i32 = 8;
    if !(low > 0.0 && high.is_finite() && low < high) {
        return Vec::new();
    }
    let first = (low.log10() - 1e-9).ceil() as i32;
    let last = (high.log10() + 1e-9).floor() as i32;
    let stride = (1..).find(|stride| (last - first) / stride < MOST).unwrap_or(1);
    let plain = first >= -3 && last <= 4;
    let units: &[i64] = if high / low <= 100.0 { &[1, 2, 5] } else { &[1] };
    (first - 1..=last)
        .filter(|power| power.rem_euclid(stride) == 0)
        .flat_map(|exponent| units.iter().map(move |&mantissa| Decimal { mantissa, exponent }))
        .filter(|number| (low..=high).contains(&number.value()))
        .map(|number| {
            let short = plain || number.exponent == 0;
            let label = if short { number.plain() } else { number.scientific() };
            Tick { at: number.value(), label, nudge: 0 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn labels_are_short_and_free_of_noise() {
        let cases: [(f64, f64, u32, &[&str]); 6] = [
            (-0.05, 1.05, 3, &["0.0", "0.5", "1.0"]),
            (-1.1, 1.1, 3, &["−1", "0", "1"]),
            (0.0, 11000.0, 5, &["0", "5000", "10000"]),
            (0.0, 105_000.0, 6, &["0", "20000", "40000", "60000", "80000", "100000"]),
            (-2.2e-9, 2.2e-9, 3, &["−2·10⁻⁹", "0", "2·10⁻⁹"]),
            (0.0, 3.2e7, 4, &["0", "10⁷", "2·10⁷", "3·10⁷"]),
        ];
        for (low, high, intervals, expected) in cases {
            let marking = linear(low, high, intervals, Wording::Each);
            assert_eq!(labels(&marking.ticks), expected);
            assert_eq!(marking.common, None);
        }
    }

    #[test]
    fn a_tiny_range_far_from_zero_is_written_as_an_offset() {
        let (low, high) = (0.5 - 1.1e-9, 0.5 + 1.1e-9);
        let each = linear(low, high, 3, Wording::Each);
        assert_eq!(labels(&each.ticks), ["−10⁻⁹", "0", "10⁻⁹"]);
        assert_eq!((each.origin, each.common.as_deref()), (0.5, Some("+0.5")));
        let once = linear(low, high, 3, Wording::Once);
        assert_eq!(labels(&once.ticks), ["−1", "0", "1"]);
        assert_eq!(once.common.as_deref(), Some("×10⁻⁹ +0.5"));
    }

    #[test]
    fn a_common_power_of_ten_is_written_once() {
        let cases = [
            (0.0, 6e-17, Wording::Once, "0 2 4 6 ×10⁻¹⁷"),
            (-1.6e31, 1.6e31, Wording::Once, "−1 0 1 ×10³¹"),
            (0.0, 1.6e123, Wording::Once, "0.0 0.5 1.0 1.5 ×10¹²³"),
            (0.0, 105_000.0, Wording::Once, "0 50000 100000"),
            (0.0, 105_000.0, Wording::Short, "0.0 0.5 1.0 ×10⁵"),
        ];
        for (low, high, wording, expected) in cases {
            let marking = linear(low, high, 4, wording);
            let mut written = labels(&marking.ticks);
            written.extend(marking.common.as_deref());
            assert_eq!(written.join(" "), expected);
        }
    }

    #[test]
    fn ticks_lie_inside_their_range() {
        for (low, high) in [(0.1, 0.7), (-3e-20, 1e-21), (0.0, 1.5e-315), (1e15, 1.0001e15), (-5e200, 7e200)]
        {
            let Marking { ticks, origin, .. } = linear(low, high, 5, Wording::Each);
            let slack = 1e-9 * (high - low);
            assert!(ticks.len() >= 2 && ticks.len() <= 6);
            let inside = |at: f64| at + origin >= low - slack && at + origin <= high + slack;
            assert!(ticks.iter().all(|tick| inside(tick.at)));
        }
    }

    #[test]
    fn ranges_without_extent_have_no_ticks() {
        for (low, high) in [(1.0, 1.0), (f64::MIN, f64::MAX), (f64::NAN, 1.0), (2.0, 1.0)] {
            assert_eq!(linear(low, high, 4, Wording::Once), Marking::default());
            assert!(high > low || decades(low, high).is_empty());
        }
    }

    #[test]
    fn decades_are_thinned() {
        assert_eq!(labels(&decades(0.01, 10.0)), ["0.01", "0.1", "1", "10"]);
        assert_eq!(labels(&decades(0.09, 1.1)), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(labels(&decades(1e-6, 1.0)).first(), Some(&"10⁻⁶"));
        assert!(decades(1e-30, 1e30).len() <= 9);
    }
}
