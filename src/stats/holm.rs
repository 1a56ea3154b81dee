//! Many tests at once.

/// The largest p-value that is rejected at `alpha` in all of `values` together, so that chance alone
/// rejects any with probability `alpha` at most, however they depend on each other: Holm (1979).
///
/// ```
/// // Limits: 0.01 / 3, 0.01 / 2, 0.01.
/// assert_eq!(initscope::stats::holm(&[0.004, 0.001, 0.5], 0.01), Some(0.004));
/// ```
pub fn holm(values: &[f64], alpha: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let left = (1..=sorted.len()).rev();
    sorted.iter().zip(left).take_while(|(p, left)| **p <= alpha / *left as f64).last().map(|(p, _)| *p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holm_steps_down_and_stops() {
        assert_eq!(holm(&[0.004, 0.001, 0.5], 0.01), Some(0.004));
        assert_eq!(holm(&[0.004, 0.5, 0.5], 0.01), None);
        assert_eq!(holm(&[], 0.01), None);
    }
}
