//! Which values an axis marks, and their labels.

use super::decimal::Decimal;

/// One marked value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where.
    pub at: f64,
    /// What is written there.
    pub label: String,
}

/// Ticks at multiples of 1, 2 or 5 times a power of ten, at most `intervals` steps apart, and a
/// number to add to every label where the range is tiny beside its distance from zero.
pub fn linear(low: f64, high: f64, intervals: u32) -> (Vec<Tick>, Option<String>) {
    // Steps per distance from zero beyond which labels would share their leading digits.
    const LONG: f64 = 1e4;
    let span = high - low;
    if !(span.is_finite() && span > f64::MIN_POSITIVE && intervals > 0) {
        return (Vec::new(), None);
    }
    let furthest = low.abs().max(high.abs());
    if furthest / (span / f64::from(intervals)) < LONG {
        return (multiples(low, high, intervals, 0.0), None);
    }
    let base = roundest(low, high);
    let written = if (1e-3..1e6).contains(&furthest) { base.plain() } else { base.scientific() };
    let sign = if base.mantissa < 0 { "" } else { "+" };
    let ticks = multiples(low - base.value(), high - base.value(), intervals, base.value());
    (ticks, Some(format!("{sign}{written}")))
}

fn multiples(low: f64, high: f64, intervals: u32, base: f64) -> Vec<Tick> {
    const SLACK: f64 = 1e-9;
    let raw = (high - low) / f64::from(intervals);
    let mut exponent = raw.log10().floor() as i32;
    let fraction = raw / 10f64.powi(exponent);
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
    let furthest = step * first.abs().max(last.abs()) as f64;
    let plain = (1e-3..1e6).contains(&furthest) || furthest == 0.0;
    (first..=last)
        .map(|index| {
            let number = Decimal { mantissa: index * unit, exponent };
            Tick {
                at: base + number.value(),
                label: if plain { number.plain() } else { number.scientific() },
            }
        })
        .collect()
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
pub fn decades(low: f64, high: f64) -> Vec<Tick> {
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
            Tick { at: number.value(), label }
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
            (-2.2e-9, 2.2e-9, 3, &["−2e−9", "0", "2e−9"]),
            (0.0, 3.2e7, 4, &["0", "1e7", "2e7", "3e7"]),
        ];
        for (low, high, intervals, expected) in cases {
            let (ticks, offset) = linear(low, high, intervals);
            assert_eq!(labels(&ticks), expected);
            assert_eq!(offset, None);
        }
    }

    #[test]
    fn a_tiny_range_far_from_zero_is_written_as_an_offset() {
        let (ticks, offset) = linear(0.5 - 1.1e-9, 0.5 + 1.1e-9, 3);
        assert_eq!(labels(&ticks), ["−1e−9", "0", "1e−9"]);
        assert_eq!(offset.as_deref(), Some("+0.5"));
    }

    #[test]
    fn ticks_lie_inside_their_range() {
        for (low, high) in [(0.1, 0.7), (-3e-20, 1e-21), (1e15, 1.0001e15), (-5e200, 7e200)] {
            let (ticks, _) = linear(low, high, 5);
            let slack = 1e-9 * (high - low);
            assert!(ticks.len() >= 2 && ticks.len() <= 6);
            assert!(ticks.iter().all(|t| t.at >= low - slack && t.at <= high + slack));
        }
    }

    #[test]
    fn ranges_without_extent_have_no_ticks() {
        for (low, high) in [(1.0, 1.0), (f64::MIN, f64::MAX), (f64::NAN, 1.0), (2.0, 1.0)] {
            assert_eq!(linear(low, high, 4), (Vec::new(), None));
            assert!(high > low || decades(low, high).is_empty());
        }
    }

    #[test]
    fn decades_are_thinned() {
        assert_eq!(labels(&decades(0.01, 10.0)), ["0.01", "0.1", "1", "10"]);
        assert_eq!(labels(&decades(0.09, 1.1)), ["0.1", "0.2", "0.5", "1"]);
        assert_eq!(labels(&decades(1e-6, 1.0)).first(), Some(&"1e−6"));
        assert!(decades(1e-30, 1e30).len() <= 9);
    }
}
