//! Numbers and judgements in the words a figure shows.

use crate::record::{Metric, Verdict};

use crate::view::figure::colour::Colour;

/// What a metric is called.
pub(crate) fn metric(metric: Metric) -> &'static str {
    match metric {
        Metric::Loss => "minibatch loss",
        Metric::TrainLoss => "training loss",
        Metric::TrainAccuracy => "training accuracy",
        Metric::HeldOutAccuracy => "held-out accuracy",
        Metric::StepsToTarget => "steps to the target",
        Metric::ReconstructionError => "reconstruction error",
        Metric::FreeEnergyGap => "free-energy gap",
        other => other.name(),
    }
}

/// A share as a percentage, with as many digits as it deserves and never a false 0 or 100.
pub(crate) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    match percent {
        p if p.is_nan() => "? %".to_owned(),
        p if p <= 0.0 => "0 %".to_owned(),
        p if p < 1e-3 => format!("{} %", short(p)),
        p if p < 0.095 => format!("{} %", rounded(p, 1)),
        p if p < 9.95 => format!("{} %", rounded(p, 2)),
        p if p >= 100.0 => format!("{p:.0} %"),
        p if p >= 99.5 => ">99 %".to_owned(),
        p => format!("{p:.0} %"),
    }
}

/// A number with at most three digits.
pub(crate) fn short(value: f64) -> String {
    // A zero without its sign.
    let value = value + 0.0;
    let text = if value == 0.0 || (1e-3..1e4).contains(&value.abs()) {
        rounded(value, 3)
    } else {
        let text = format!("{value:.1e}");
        text.replace(".0e", "e")
    };
    text.replace('-', "−")
}

/// `value` rounded to `digits` significant digits, in plain form.
fn rounded(value: f64, digits: i32) -> String {
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    let decimals = (digits - 1 - value.abs().log10().floor() as i32).max(0) as usize;
    let text = format!("{value:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// The colour of a verdict's badge: Okabe and Ito's, with the word always beside it.
pub(crate) fn badge(verdict: Verdict) -> Colour {
    match verdict {
        Verdict::NonFinite => Colour(240, 228, 66),
        Verdict::Dead => Colour(0, 0, 0),
        Verdict::Symmetric => Colour(153, 153, 153),
        Verdict::Vanishing => Colour(230, 159, 0),
        Verdict::Exploding => Colour(213, 94, 0),
        Verdict::InputBlind => Colour(86, 180, 233),
        Verdict::Saturated => Colour(204, 121, 167),
        Verdict::Healthy => Colour(0, 158, 115),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_short_and_honest() {
        let cases = [
            (0.0, "0 %"),
            (4.2e-8, "4.2e−6 %"),
            (0.00034, "0.03 %"),
            (0.005, "0.5 %"),
            (0.0123, "1.2 %"),
            (0.51, "51 %"),
            (0.9999, ">99 %"),
            (1.0, "100 %"),
        ];
        for (share, expected) in cases {
            assert_eq!(percent(share), expected);
        }
    }

    #[test]
    fn numbers_have_at_most_three_digits() {
        let cases = [(0.0, "0"), (-0.0, "0"), (-1.0, "−1"), (0.12345, "0.123"), (1234.5, "1234")];
        for (value, expected) in cases {
            assert_eq!(short(value), expected);
        }
        assert_eq!(short(3.2e-9), "3.2e−9");
        assert_eq!(short(100_000.0), "1e5");
    }
}
