//! Moments of every unit, merged from tiles.

use rayon::prelude::*;

use super::units::{LANES, Pass, UnitSums};
use super::{Moments, Summary};

/// Largest values whose fourth powers, and sums of them, stay in f64's range.
const FOURTH_POWERS: std::ops::Range<f64> = 1e-70..1e70;

/// Moments of every unit and of all values together, merged over tiles in their order.
#[derive(Clone, Debug)]
pub(crate) struct UnitMoments {
    pooled: Moments,
    pub(crate) min: f64,
    pub(crate) max: f64,
    zeros: u64,
    values: u64,
    units_equal: bool,
    /// How values were taken.
    pass: Pass,
}

impl UnitMoments {
    /// Of nothing.
    fn new() -> Self {
        Self {
            pooled: Moments::default(),
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            zeros: 0,
            values: 0,
            units_equal: true,
            pass: Pass::Plain,
        }
    }

    /// Of all tiles, which were taken in one way; without those of each unit yet.
    pub(crate) fn of(units: usize, tiles: &[&UnitSums]) -> Self {
        let mut all = Self::new();
        let pooled = share_out(units * tiles.len(), tiles, |tile| tile.pooled());
        tiles.iter().zip(pooled).for_each(|(tile, pooled)| all.merge(tile, &pooled));
        all
    }

    fn merge(&mut self, tile: &UnitSums, pooled: &Moments) {
        self.pooled.merge(pooled);
        for columns in &tile.columns {
            self.min = columns.min.into_iter().fold(self.min, f64::min);
            self.max = columns.max.into_iter().fold(self.max, f64::max);
            self.zeros += columns.zeros.into_iter().sum::<u64>();
        }
        self.values += tile.values;
        self.units_equal &= tile.units_equal;
        self.pass = tile.pass;
    }

    /// How to take the values once more, where this pass was not careful enough.
    pub(crate) fn pass_needed(&self) -> Option<Pass> {
        if self.values == 0 {
            return None;
        }
        let largest = self.min.abs().max(self.max.abs());
        let usual = FOURTH_POWERS.contains(&largest) || largest == 0.0;
        // A NaN or an infinity among the values makes a sum one, and with it the mean.
        let finite = self.pooled.mean.is_finite() && largest.is_finite();
        match self.pass {
            Pass::Plain if finite && usual => None,
            Pass::Plain if !largest.is_finite() => Some(Pass::UNSCALED),
            // How large the finite values are is known only without the others.
            Pass::UNSCALED if usual || self.pooled.count == 0.0 => None,
            Pass::Plain | Pass::UNSCALED => {
                let exponent = if largest > 0.0 { largest.log2().floor() } else { 0.0 };
                Some(Pass::Careful { scale: 2f64.powi((-exponent).clamp(-1000.0, 1000.0) as i32) })
            }
            Pass::Careful { .. } => None,
        }
    }

    /// Values that were NaN or infinite.
    pub(crate) fn non_finite(&self) -> u64 {
        self.values - self.pooled.count as u64
    }

    /// A statistic in the values' own unit; `None` beyond f64's range.
    fn unscaled(&self, value: Option<f64>) -> Option<f64> {
        value.map(|value| value / self.pass.scale()).filter(|value| value.is_finite())
    }

    /// Statistics of the values alone.
    pub(crate) fn values_summary(&self) -> Summary {
        let finite = self.pooled.count;
        let any = |value: f64| (finite > 0.0).then_some(value);
        let mean = self.unscaled(self.pooled.mean());
        let std = self.unscaled(self.pooled.variance().map(f64::sqrt));
        Summary {
            count: self.values,
            non_finite: self.non_finite(),
            mean,
            std,
            rms: mean.zip(std).map(|(mean, std)| mean.hypot(std)).filter(|rms| rms.is_finite()),
            min: any(self.min),
            max: any(self.max),
            excess_kurtosis: self.pooled.excess_kurtosis(),
            zero_fraction: any(self.zeros as f64 / finite),
            ..Summary::default()
        }
    }

    /// Adds how much of the variance lies within the units of these tiles and how much between them.
    ///
    /// `resolution` is the relative rounding error that could pass for a signal.
    pub(crate) fn add_units(&self, tiles: &[&UnitSums], summary: &mut Summary, resolution: f64) {
        let numbers: Vec<usize> = (0..tiles.first().map_or(0, |tile| tile.units)).collect();
        let units = share_out(numbers.len() * tiles.len(), &numbers, |unit| unit_of(tiles, *unit));
        let live = || units.iter().filter(|[count, ..]| *count > 0.0);
        let units = live().count() as f64;
        if units == 0.0 {
            return;
        }
        let mut means = Moments::default();
        live().for_each(|[_, mean, _]| means.merge(&Moments::of_value(*mean)));
        let within = live().map(|[count, _, m2]| (m2 / count).max(0.0)).sum::<f64>() / units;
        let total = self.pooled.variance().unwrap_or(0.0);
        let share = within / total;
        summary.units_equal = self.units_equal && units > 1.0;
        summary.unit_mean_std = self.unscaled(means.variance().map(f64::sqrt));
        summary.within_unit_std = self.unscaled(Some(within.sqrt()));
        // One sample cannot tell what depends on the input.
        let several = live().any(|[count, ..]| *count > 1.0);
        summary.signal_share = (several && total > 0.0 && share.is_finite()).then_some(share);
        let rms = (total + self.pooled.mean * self.pooled.mean).sqrt();
        summary.below_resolution = summary.signal_share.is_some() && within.sqrt() <= resolution * rms;
    }
}

/// Sums of a unit in a tile from which on they are worth several threads.
const PARALLEL_SUMS: usize = 1 << 13;

/// What `find` makes of each, on all threads where so many sums are worth it.
fn share_out<A: Sync, B: Send>(sums: usize, all: &[A], find: impl Fn(&A) -> B + Send + Sync) -> Vec<B> {
    if sums < PARALLEL_SUMS { all.iter().map(find).collect() } else { all.par_iter().map(find).collect() }
}

/// Count, mean and sum of squared deviations of a unit, merged over tiles in their order.
fn unit_of(tiles: &[&UnitSums], unit: usize) -> [f64; 3] {
    let [mut count, mut mean, mut m2] = [0.0; 3];
    for tile in tiles {
        let added = tile.moments(unit);
        let merged = count + added.count;
        if added.count > 0.0 {
            let delta = added.mean - mean;
            m2 += added.m2 + delta * delta * count * added.count / merged;
            mean += delta * added.count / merged;
            count = merged;
        }
    }
    [count, mean, m2]
}

impl UnitSums {
    /// Moments of a unit.
    fn moments(&self, unit: usize) -> Moments {
        // Rows that lay side by side have one shift, so their sums add up.
        let mut finite = 0.0;
        let mut sums = [0.0; 4];
        for side in 0..self.width / self.units {
            let column = side * self.units + unit;
            let (columns, lane) = (&self.columns[column / LANES], column % LANES);
            finite += columns.count[lane];
            for (sum, part) in sums.iter_mut().zip(&columns.sums) {
                *sum += part[lane];
            }
        }
        let shift = self.columns[unit / LANES].shift[unit % LANES];
        Moments::from_power_sums(finite, shift, sums)
    }

    /// Moments of all values.
    fn pooled(&self) -> Moments {
        let mut pooled = Moments::default();
        (0..self.units).for_each(|unit| pooled.merge(&self.moments(unit)));
        pooled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Real;

    fn summary<T: Real>(rows: &[T], units: usize, tile_rows: usize) -> Summary {
        let mut pass = Pass::Plain;
        let needed = |pass| {
            UnitMoments::of(units, &tiles(rows, units, tile_rows, pass).iter().collect::<Vec<_>>())
                .pass_needed()
        };
        while let Some(again) = needed(pass) {
            pass = again;
        }
        passed_summary(rows, units, tile_rows, pass)
    }

    fn tiles<T: Real>(rows: &[T], units: usize, tile_rows: usize, pass: Pass) -> Vec<UnitSums> {
        let tile = |tile| {
            let mut sums = UnitSums::default();
            sums.reset(units, pass);
            sums.push(tile);
            sums
        };
        rows.chunks(tile_rows * units).map(tile).collect()
    }

    fn passed_summary<T: Real>(rows: &[T], units: usize, tile_rows: usize, pass: Pass) -> Summary {
        let tiles = tiles(rows, units, tile_rows, pass);
        let tiles: Vec<&UnitSums> = tiles.iter().collect();
        let moments = UnitMoments::of(units, &tiles);
        let mut summary = moments.values_summary();
        moments.add_units(&tiles, &mut summary, 4.0 * T::EPSILON.to_f64());
        summary
    }

    fn matrix(rows: usize, units: usize) -> Vec<f64> {
        (0..rows * units).map(|i| ((i * 7919) % 2003) as f64 / 100.0 - 7.0).collect()
    }

    fn close(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        // Sums of at most 10^4 terms: 10^4 roundings of 1e-16 at worst.
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1e-3), "{found} {expected}");
    }

    #[test]
    fn every_statistic_equals_its_definition_for_any_shape_and_tiling() {
        for (rows, units, tile_rows) in
            [(100, 100, 25), (7, 13, 3), (64, 8, 64), (5, 1, 2), (1, 37, 1), (9, 5000, 4)]
        {
            let x = matrix(rows, units);
            let found = summary(&x, units, tile_rows);
            let n = x.len() as f64;
            let mean = x.iter().sum::<f64>() / n;
            let power = |p: i32| x.iter().map(|x| (x - mean).powi(p)).sum::<f64>() / n;
            close(found.mean, mean);
            close(found.std, power(2).sqrt());
            close(found.excess_kurtosis, power(4) / power(2).powi(2) - 3.0);
            assert_eq!(found.min, x.iter().copied().reduce(f64::min));
            assert_eq!(found.max, x.iter().copied().reduce(f64::max));
            close(found.zero_fraction, x.iter().filter(|x| **x == 0.0).count() as f64 / n);
            let column = |j: usize| x.iter().skip(j).step_by(units);
            let unit_means: Vec<f64> = (0..units).map(|j| column(j).sum::<f64>() / rows as f64).collect();
            let within = (0..units)
                .map(|j| column(j).map(|x| (x - unit_means[j]).powi(2)).sum::<f64>() / rows as f64)
                .sum::<f64>()
                / units as f64;
            close(found.within_unit_std, within.sqrt());
            if rows > 1 {
                close(found.signal_share, within / power(2));
            }
            let between = unit_means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / units as f64;
            close(found.unit_mean_std, between.sqrt());
        }
    }

    #[test]
    fn huge_values_beside_infinite_ones_keep_their_spread() {
        let x = [1e300, f64::INFINITY, -1e300, 1e300, f64::NAN, -1e300];
        let found = summary(&x, 2, 2);
        assert_eq!((found.count, found.non_finite), (6, 2));
        // Two values on each side of 0.
        close(found.std.map(|std| std / 1e300), 1.0);
        close(found.excess_kurtosis, -2.0);
    }

    #[test]
    fn a_signal_of_a_few_parts_in_1e8_keeps_its_digits() {
        // Around 0.5 with steps of 2^-28, exact in f64: E[x²] - E[x]² would return rounding.
        let step = 2f64.powi(-28);
        let x: Vec<f64> =
            (0..400).map(|i| 0.5 + 0.01 * f64::from(i % 4) + step * f64::from(i / 4 % 2)).collect();
        let found = summary(&x, 4, 64);
        assert!((found.within_unit_std.unwrap() / (step / 2.0) - 1.0).abs() < 1e-6);
        assert!(!found.below_resolution);
    }

    #[test]
    fn a_signal_of_single_roundings_is_flagged() {
        let x: Vec<f64> =
            (0..400).map(|i| 0.5 + 0.01 * f64::from(i % 4) + f64::EPSILON * f64::from(i / 4 % 2)).collect();
        assert!(summary(&x, 4, 64).below_resolution);
        let single: Vec<f32> = x.iter().map(|x| *x as f32).collect();
        assert_eq!(summary(&single, 4, 64).within_unit_std, Some(0.0));
    }

    #[test]
    fn non_finite_values_are_counted_and_left_out() {
        let mut x = matrix(40, 9);
        for (index, value) in [(0, f64::NAN), (10, f64::INFINITY), (17, f64::NEG_INFINITY), (200, f64::NAN)] {
            x[index] = value;
        }
        let found = summary(&x, 9, 16);
        let finite: Vec<f64> = x.iter().copied().filter(|x| x.is_finite()).collect();
        assert_eq!((found.count, found.non_finite), (360, 4));
        close(found.mean, finite.iter().sum::<f64>() / 356.0);
        assert_eq!(found.max, finite.iter().copied().reduce(f64::max));
        let nothing = summary(&[f64::NAN; 6], 3, 2);
        assert_eq!(
            (nothing.non_finite, nothing.mean, nothing.min, nothing.signal_share),
            (6, None, None, None)
        );
    }

    #[test]
    fn a_scale_changes_no_statistic() {
        let x = matrix(50, 9);
        let (plain, scaled) =
            (summary(&x, 9, 16), passed_summary(&x, 9, 16, Pass::Careful { scale: 2f64.powi(-40) }));
        assert_eq!(
            (plain.min, plain.max, plain.zero_fraction),
            (scaled.min, scaled.max, scaled.zero_fraction)
        );
        close(scaled.mean, plain.mean.unwrap());
        close(scaled.std, plain.std.unwrap());
        close(scaled.within_unit_std, plain.within_unit_std.unwrap());
        close(scaled.unit_mean_std, plain.unit_mean_std.unwrap());
        close(scaled.excess_kurtosis, plain.excess_kurtosis.unwrap());
    }

    #[test]
    fn one_sample_has_no_signal_share_and_one_unit_no_symmetry() {
        assert_eq!(summary(&[1.0, 2.0, 3.0], 3, 1).signal_share, None);
        assert!(!summary(&[1.0, 2.0, 3.0], 1, 3).units_equal);
    }

    #[test]
    fn units_are_equal_only_where_every_sample_says_so() {
        let equal: Vec<f64> = (0..60).map(|i| f64::from(i / 6)).collect();
        assert!(summary(&equal, 6, 4).units_equal);
        let mut one_off = equal;
        one_off[59] += 1e-9;
        assert!(!summary(&one_off, 6, 4).units_equal);
    }

    #[test]
    fn of_equal_values_there_is_no_share_and_no_kurtosis() {
        let found = summary(&[3.0f32; 20], 4, 5);
        assert_eq!((found.std, found.signal_share, found.excess_kurtosis), (Some(0.0), None, None));
    }
}
