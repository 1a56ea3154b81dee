//! How numbers are printed.

use std::fmt;

/// A number in its shortest exact form: plain digits where short, an exponent where not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact(pub f64);

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value) = *self;
        if value == 0.0 || (1e-4..1e7).contains(&value.abs()) {
            write!(f, "{value}")
        } else {
            write!(f, "{value:e}")
        }
    }
}

/// The nearest number of so many significant digits.
pub(crate) fn nearest(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().unwrap_or(value)
}

/// In sentences: four significant digits without trailing zeros.
///
/// ```
/// use initscope::number::rounded;
///
/// assert_eq!([0.02f64.sqrt(), 0.1, 0.0, 1e-9 / 3.0].map(rounded), ["0.1414", "0.1", "0", "3.333e-10"]);
/// ```
pub fn rounded(value: f64) -> String {
    // Adding zero takes the sign from what was rounded to -0.
    if value.is_finite() { Exact(nearest(value, 4) + 0.0).to_string() } else { value.to_string() }
}

/// In cells of tables: three significant digits, or two and an exponent.
pub fn brief(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| significant(value, 3))
}

/// With so many significant digits, or one less beside an exponent.
pub(crate) fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if (0.001..1000.0).contains(&value.abs()) {
        return plain(value, digits);
    }
    format!("{value:.*e}", digits.saturating_sub(2))
}

/// Where numbers are judged: three significant digits of a size, without an exponent where it is of use.
pub(crate) fn three_digits(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || !value.is_finite() {
        return size.to_string();
    }
    if !(0.001..100_000.0).contains(&size) {
        return format!("{value:.1e}");
    }
    // Of the rounded number: 0.9996 is 1.00.
    format!("{value:.*}", decimals(nearest(value, 3), 3))
}

/// In figures: at most three digits, or two and a power of ten; a zero without its sign.
pub(crate) fn short(value: f64) -> String {
    let value = value + 0.0;
    if value == 0.0 || !value.is_finite() || (1e-3..1e4).contains(&value.abs()) {
        return trimmed(value, 3).replace('-', "−");
    }
    let text = format!("{value:.1e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    times_ten_to(&digits.trim_end_matches(".0").replace('-', "−"), exponent.parse().unwrap_or_default())
}

/// `digits` times a power of ten, as `2·10⁻³`; the power alone where the digits are 1.
pub(crate) fn times_ten_to(digits: &str, exponent: i32) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let factor = match digits {
        "1" => String::new(),
        "−1" => "−".to_owned(),
        digits => format!("{digits}·"),
    };
    let raised = exponent.to_string();
    let raised = raised.chars().map(|sign| sign.to_digit(10).map_or('⁻', |digit| RAISED[digit as usize]));
    format!("{factor}10{}", raised.collect::<String>())
}

/// A share as a percentage, with as many digits as it deserves and never a false 0 or 100.
pub(crate) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    match percent {
        p if p.is_nan() => "? %".to_owned(),
        p if p <= 0.0 => "0 %".to_owned(),
        p if p < 1e-3 => format!("{} %", short(p)),
        p if p < 0.095 => format!("{} %", trimmed(p, 1)),
        p if p < 9.95 => format!("{} %", trimmed(p, 2)),
        p if (99.5..100.0).contains(&p) => ">99 %".to_owned(),
        p => format!("{p:.0} %"),
    }
}

/// So many significant digits in plain form.
pub(crate) fn plain(value: f64, digits: usize) -> String {
    format!("{value:.*}", decimals(value, digits))
}

/// [`plain`] without trailing zeros.
fn trimmed(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return value.to_string();
    }
    let text = plain(value, digits);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Decimals that so many significant digits come to.
fn decimals(value: f64, digits: usize) -> usize {
    (digits as i32 - 1 - value.abs().log10().floor() as i32).max(0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_short_and_read_back() {
        for (value, text) in [(0.01, "0.01"), (1e-20, "1e-20"), (100.0, "100"), (3e9, "3e9"), (0.0, "0")] {
            assert_eq!(Exact(value).to_string(), text);
            assert_eq!(text.parse::<f64>().unwrap(), value);
        }
    }

    #[test]
    fn numbers_are_brief() {
        for (value, text) in [
            (0.45873, "0.459"),
            (14_300.0, "1.4e4"),
            (5.84, "5.84"),
            (41.52, "41.5"),
            (292.0, "292"),
            (9.9e-6, "9.9e-6"),
            (0.0, "0"),
        ] {
            assert_eq!(brief(Some(value)), text);
        }
        assert_eq!(brief(None), "–");
    }

    #[test]
    fn numbers_are_said_in_three_digits() {
        let said = [0.0, 1.41333, 0.9996, 0.00213, 2e-7, 12_345.6, 1e300].map(three_digits);
        assert_eq!(said, ["0", "1.41", "1.00", "0.00213", "2.0e-7", "12346", "1.0e300"]);
    }

    #[test]
    fn percentages_are_short_and_honest() {
        let cases = [
            (0.0, "0 %"),
            (4.2e-8, "4.2·10⁻⁶ %"),
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
        let powers = [3.2e-9, 100_000.0, -1e12, -2.5e53].map(short);
        assert_eq!(powers, ["3.2·10⁻⁹", "10⁵", "−10¹²", "−2.5·10⁵³"]);
    }
}
