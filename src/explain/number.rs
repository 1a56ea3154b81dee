//! Numbers in sentences.

use crate::spec::Number;

/// A number rounded to four significant digits, without trailing zeros.
///
/// ```
/// use initscope::explain::number;
///
/// assert_eq!([0.02f64.sqrt(), 0.1, 0.0, 1e-9 / 3.0].map(number), ["0.1414", "0.1", "0", "3.333e-10"]);
/// ```
pub fn number(value: f64) -> String {
    match format!("{value:.3e}").parse::<f64>() {
        // Adding zero takes the sign from what was rounded to -0.
        Ok(rounded) if value.is_finite() => Number(rounded + 0.0).to_string(),
        _ => value.to_string(),
    }
}
