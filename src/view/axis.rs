//! Axes: where a value lies and which values are written.

use super::tick::{self, Tick};
use super::typeface;

/// How an axis spaces its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// By their logarithm.
    Log,
}

/// One axis of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Value at the left or the bottom.
    pub low: f64,
    /// Value at the right or the top.
    pub high: f64,
    /// Spacing.
    pub scale: Scale,
    /// Marked values.
    pub ticks: Vec<Tick>,
    /// Number to be added to every tick label, as text.
    pub offset: Option<String>,
    /// Pixels per em of tick labels; 0 for ticks without labels.
    pub label_size: i32,
    /// Name of the axis.
    pub label: Option<String>,
}

impl Axis {
    /// An axis without ticks.
    pub fn bare(low: f64, high: f64, scale: Scale) -> Self {
        Self { low, high, scale, ticks: Vec::new(), offset: None, label_size: 0, label: None }
    }

    /// A horizontal axis over `width` pixels with at most `intervals` steps, as many as leave
    /// room between the labels; labels may stand out by `overhang` pixels on either side.
    pub fn across(low: f64, high: f64, intervals: u32, width: i32, size: i32, overhang: i32) -> Self {
        let mut axis = Self::bare(low, high, Scale::Linear);
        axis.label_size = size;
        // One label says nothing about the scale: rather finer steps than asked for.
        for intervals in (1..=intervals).rev().chain(intervals + 1..intervals + 4) {
            let (mut ticks, offset) = tick::linear(low, high, intervals);
            ticks.retain(|tick| axis.stays_in(tick, width, overhang));
            if ticks.len() > 1 && axis.apart(&ticks, width) {
                (axis.ticks, axis.offset) = (ticks, offset);
                return axis;
            }
        }
        let (ticks, offset) = tick::linear(low, high, 2);
        let middle = ticks.len() / 2;
        axis.ticks = ticks.into_iter().skip(middle).take(1).collect();
        axis.offset = offset;
        axis
    }

    /// A vertical axis with at most `intervals` steps.
    pub fn up(low: f64, high: f64, intervals: u32, size: i32) -> Self {
        let mut axis = Self::bare(low, high, Scale::Linear);
        (axis.ticks, axis.offset) = tick::linear(low, high, intervals);
        axis.label_size = size;
        axis
    }

    /// A vertical axis of powers of ten.
    pub fn up_log(low: f64, high: f64, size: i32) -> Self {
        let mut axis = Self::bare(low, high, Scale::Log);
        axis.ticks = tick::decades(low, high);
        axis.label_size = size;
        axis
    }

    /// Share of the axis at which `value` lies, 0 to 1 inside; `None` where it has no place.
    pub fn share(&self, value: f64) -> Option<f64> {
        let share = match self.scale {
            Scale::Linear => (value - self.low) / (self.high - self.low),
            Scale::Log => (value / self.low).ln() / (self.high / self.low).ln(),
        };
        share.is_finite().then_some(share)
    }

    /// Where a tick's label begins and ends on an axis of `width` pixels.
    fn extent(&self, tick: &Tick, width: i32) -> (f64, f64) {
        let half = typeface::width(&tick.label, self.label_size) / 2.0;
        let middle = self.share(tick.at).map_or(f64::NAN, |share| share * f64::from(width));
        (middle - half, middle + half)
    }

    fn stays_in(&self, tick: &Tick, width: i32, overhang: i32) -> bool {
        let (start, end) = self.extent(tick, width);
        start >= -f64::from(overhang) && end <= f64::from(width + overhang)
    }

    /// Whether neighbouring labels leave a gap between them.
    fn apart(&self, ticks: &[Tick], width: i32) -> bool {
        let gap = 0.7 * f64::from(self.label_size);
        ticks.windows(2).all(|pair| self.extent(&pair[0], width).1 + gap <= self.extent(&pair[1], width).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_overlap() {
        for (low, high) in [(-0.05, 1.05), (-1e-9, 1e-9), (0.49999, 0.50001), (0.0, 3.1e7)] {
            for width in [60, 120, 347, 900] {
                let axis = Axis::across(low, high, 8, width, 22, 10);
                assert!(axis.ticks.len() <= 1 || axis.apart(&axis.ticks, width));
                assert!(axis.ticks.iter().all(|tick| (low..=high).contains(&(tick.at.max(low).min(high)))));
            }
        }
    }

    #[test]
    fn log_shares_count_decades() {
        let axis = Axis::up_log(1e-6, 1.0, 20);
        assert!((axis.share(1e-3).unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(axis.share(0.0), None);
    }
}
