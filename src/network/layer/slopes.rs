//! Activations of a block of rows, and of their slopes no more than is asked for.

use crate::activation::Activation;
use crate::kernel::Real;
use crate::stats::SlopeCounts;

/// Rows whose slopes are stored at once, and values where rows are short. Most units have had a slope that
/// is not 0 after as many.
const STORED_ROWS: usize = 8;
const STORED_VALUES: usize = 512;

/// Memory for slopes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slopes<T>(Vec<T>);

impl<T: Real> Slopes<T> {
    /// Whole rows of pre-activations in `source`, else in `rows`, become activations in `rows`; those
    /// whose slope is under `saturation` are counted. Slopes are stored, a few rows at a time, while
    /// there are units that had none but 0: seldom for long.
    pub(crate) fn activate(
        &mut self,
        activation: Activation,
        source: Option<&[T]>,
        rows: &mut [T],
        counts: &mut SlopeCounts,
        saturation: f64,
    ) {
        let units = counts.units();
        let stored = STORED_ROWS.max(STORED_VALUES / units) * units;
        let mut done = 0;
        while done < rows.len() && !counts.all_alive() {
            let length = (rows.len() - done).min(stored);
            let rows = &mut rows[done..][..length];
            if let Some(source) = source {
                rows.copy_from_slice(&source[done..][..length]);
            }
            self.0.resize(length, T::ZERO);
            activation.apply_with_slopes(rows, &mut self.0);
            counts.push(&self.0, saturation);
            done += length;
        }
        let source = source.map(|source| &source[done..]);
        counts.add_saturated(activation.apply_and_count_flat(source, &mut rows[done..], saturation));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_late_units_come_alive_values_and_counts_are_those_of_a_plain_loop() {
        // Eight rows at once.
        let (units, samples) = (100, 21);
        for late in [0, 7, 8, 13, 20, 21] {
            for dead in [0, 1] {
                // The first unit is alive from some sample on, the second never or always.
                let value = |index: usize| match (index % units, index / units) {
                    (0, sample) if sample < late => -1.0,
                    (1, _) if dead == 1 => -3.0,
                    _ => 2.0,
                };
                let before: Vec<f64> = (0..samples * units).map(value).collect();
                for source in [None, Some(&before[..])] {
                    let mut rows =
                        if source.is_some() { vec![f64::NAN; before.len()] } else { before.clone() };
                    let (mut counts, mut slopes) = (SlopeCounts::default(), Slopes::default());
                    counts.reset(units);
                    slopes.activate(Activation::Relu, source, &mut rows, &mut counts, 0.05);
                    let plain: Vec<f64> = before.iter().map(|x| x.max(0.0)).collect();
                    assert_eq!(rows, plain);
                    assert_eq!(counts.saturated(), before.iter().filter(|x| **x < 0.0).count() as u64);
                    let dead = dead + u32::from(late == samples);
                    assert_eq!(counts.dead_fraction(), f64::from(dead) / units as f64);
                }
            }
        }
    }
}
