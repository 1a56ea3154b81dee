//! Exact decimal numbers for tick labels.

use crate::number;

/// A decimal number held exactly, so that labels are free of rounding noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    /// Digits with their sign.
    pub mantissa: i64,
    /// Power of ten that the digits are multiplied by.
    pub exponent: i32,
}

impl Decimal {
    /// Zero.
    pub(crate) const ZERO: Self = Self { mantissa: 0, exponent: 0 };

    /// The nearest float.
    pub(crate) fn value(self) -> f64 {
        let Self { mantissa, exponent } = self;
        match exponent {
            // In two steps, as 10^-exponent may be beyond the largest number.
            ..=-300 => mantissa as f64 * 1e-300 * 10f64.powi(exponent + 300),
            -299..0 => mantissa as f64 / 10f64.powi(-exponent),
            0.. => mantissa as f64 * 10f64.powi(exponent),
        }
    }

    /// Digits with as many decimals as the exponent says.
    pub(crate) fn plain(self) -> String {
        let digits = self.mantissa.unsigned_abs().to_string();
        let digits = match usize::try_from(self.exponent) {
            _ if self.mantissa == 0 && !(-2..0).contains(&self.exponent) => digits,
            Ok(zeros) => digits + &"0".repeat(zeros),
            Err(_) => {
                let decimals = self.exponent.unsigned_abs() as usize;
                let padded = format!("{digits:0>width$}", width = decimals + 1);
                let (whole, fraction) = padded.split_at(padded.len() - decimals);
                format!("{whole}.{fraction}")
            }
        };
        format!("{}{digits}", self.sign())
    }

    /// One digit, decimals where needed, and a power of ten.
    pub(crate) fn scientific(self) -> String {
        if self.mantissa == 0 {
            return "0".to_owned();
        }
        let digits = self.mantissa.unsigned_abs().to_string();
        let (first, rest) = digits.split_at(1);
        let rest = rest.trim_end_matches('0');
        let point = if rest.is_empty() { "" } else { "." };
        number::times_ten_to(&format!("{}{first}{point}{rest}", self.sign()), self.power())
    }

    /// Power of ten of the first digit.
    pub(crate) fn power(self) -> i32 {
        let more = self.mantissa.unsigned_abs().checked_ilog10().unwrap_or(0);
        self.exponent + more as i32
    }

    fn sign(self) -> &'static str {
        if self.mantissa < 0 { "−" } else { "" }
    }

    /// The same number with the shortest mantissa.
    pub(crate) fn without_zeros(mut self) -> Self {
        while self.mantissa != 0 && self.mantissa % 10 == 0 {
            self.mantissa /= 10;
            self.exponent += 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_print_exactly() {
        let cases = [
            (-5, -2, "−0.05", "−5·10⁻²"),
            (150, 4, "1500000", "1.5·10⁶"),
            (0, -1, "0.0", "0"),
            (0, -4, "0", "0"),
        ];
        for (mantissa, exponent, plain, scientific) in cases {
            let number = Decimal { mantissa, exponent };
            assert_eq!((number.plain().as_str(), number.scientific().as_str()), (plain, scientific));
        }
        let power = |mantissa, exponent| Decimal { mantissa, exponent }.power();
        assert_eq!([power(-150, -4), power(9, 2), power(0, 0)], [-2, 2, 0]);
        assert_eq!(Decimal { mantissa: 5, exponent: -316 }.value(), 5e-316);
        let shortest = Decimal { mantissa: 500, exponent: -3 }.without_zeros();
        assert_eq!(shortest, Decimal { mantissa: 5, exponent: -1 });
    }
}
