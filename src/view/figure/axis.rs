//! Axes: where a value lies and which values are written.

use super::tick;
use super::tick::{Marking, Tick, Wording};
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
    /// Value at the left or the bottom, behind the free space.
    pub low: f64,
    /// Value at the right or the top, before the free space.
    pub high: f64,
    /// Free space at both ends, as a share of the range; apart from the range, as a range may be
    /// too narrow or too wide for numbers that lie beside it.
    pub pad: f64,
    /// Spacing.
    pub scale: Scale,
    /// Marked values.
    pub ticks: Vec<Tick>,
    /// Number that ticks are counted from.
    pub origin: f64,
    /// What all tick labels leave out: a power of ten and a number to be added, as text.
    pub common: Option<String>,
    /// Pixels per em of tick labels; 0 for ticks without labels.
    pub label_size: i32,
    /// Name of the axis.
    pub label: Option<String>,
}

impl Axis {
    /// An axis without ticks.
    pub(crate) fn bare(low: f64, high: f64, scale: Scale) -> Self {
        Self {
            low,
            high,
            pad: 0.0,
            scale,
            ticks: Vec::new(),
            origin: 0.0,
            common: None,
            label_size: 0,
            label: None,
        }
    }

    /// A vertical axis with at most `intervals` steps.
    pub(crate) fn up(low: f64, high: f64, intervals: u32, size: i32) -> Self {
        let mut axis = Self::bare(low, high, Scale::Linear);
        axis.mark(tick::linear(low, high, intervals, Wording::Each));
        axis.label_size = size;
        axis
    }

    /// A vertical axis of powers of ten.
    pub(crate) fn up_log(low: f64, high: f64, size: i32) -> Self {
        let mut axis = Self::bare(low, high, Scale::Log);
        axis.ticks = tick::decades(low, high);
        axis.label_size = size;
        axis
    }

    /// Takes the ticks of `marking`.
    pub(crate) fn mark(&mut self, marking: Marking) {
        Marking { ticks: self.ticks, origin: self.origin, common: self.common } = marking;
    }

    /// The same axis with a name behind which stands what tick labels leave out; without one that is wider
    /// than `room`.
    pub(crate) fn named(self, name: &str, room: i32) -> Self {
        let whole =
            self.common.as_ref().map_or_else(|| name.to_owned(), |common| format!("{name} ({common})"));
        if typeface::width(&whole, self.label_size) > f64::from(room) {
            return self;
        }
        Self { label: Some(whole), common: None, ..self }
    }

    /// The same axis without words: those of a neighbour speak for it.
    pub(crate) fn silent(self) -> Self {
        Self { label_size: 0, label: None, common: None, ..self }
    }

    /// The value in the middle of the axis.
    pub(crate) fn middle(&self) -> f64 {
        match self.scale {
            Scale::Linear => self.low / 2.0 + self.high / 2.0,
            Scale::Log => self.low.sqrt() * self.high.sqrt(),
        }
    }

    /// Share of the axis at which `value` lies, 0 to 1 inside; `None` where it has no place.
    pub fn share(&self, value: f64) -> Option<f64> {
        let Self { low, high, .. } = *self;
        self.with_pad(match self.scale {
            // Halves where the range is wider than numbers reach.
            Scale::Linear if (high - low).is_infinite() => {
                (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
            }
            Scale::Linear => (value - low) / (high - low),
            Scale::Log => (value / low).ln() / (high / low).ln(),
        })
    }

    /// Share of the axis at which a tick lies. Differences from the origin have digits that the
    /// values themselves have no room for.
    pub(crate) fn place(&self, tick: &Tick) -> Option<f64> {
        match self.scale {
            Scale::Linear => self.with_pad((tick.at - (self.low - self.origin)) / (self.high - self.low)),
            Scale::Log => self.share(tick.at),
        }
    }

    /// The same axis with the share of its length as value.
    pub(crate) fn in_shares(mut self) -> Self {
        let places: Vec<Option<f64>> = self.ticks.iter().map(|tick| self.place(tick)).collect();
        self.ticks.iter_mut().zip(places).for_each(|(tick, place)| tick.at = place.unwrap_or(f64::NAN));
        Self { low: 0.0, high: 1.0, pad: 0.0, scale: Scale::Linear, origin: 0.0, ..self }
    }

    fn with_pad(&self, share: f64) -> Option<f64> {
        let share = (self.pad + share) / (1.0 + 2.0 * self.pad);
        share.is_finite().then_some(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_shares_count_decades() {
        let axis = Axis::up_log(1e-6, 1.0, 20);
        assert!((axis.share(1e-3).unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(axis.share(0.0), None);
    }

    #[test]
    fn free_space_needs_no_numbers_beside_the_range() {
        for (low, high) in [(0.0, f64::MAX), (f64::MIN, f64::MAX), (12345678.0, 12345678.0 + 4e-9)] {
            let axis = Axis { pad: 0.05, ..Axis::bare(low, high, Scale::Linear) };
            assert!((axis.share(low).unwrap() - 0.05 / 1.1).abs() < 1e-12);
            assert!((axis.share(high).unwrap() - 1.05 / 1.1).abs() < 1e-12);
        }
    }
}
