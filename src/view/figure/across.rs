//! Horizontal axes: as many labels as their panel has room for.

use super::axis::{Axis, Scale};
use super::tick;
use super::tick::{Tick, Wording};
use super::typeface;

/// The room that a panel gives the labels of its x axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Pixels across.
    pub width: i32,
    /// Pixels to the next panel.
    pub gap: i32,
    /// Pixels per em.
    pub size: i32,
    /// Most steps.
    pub intervals: u32,
}

impl Room {
    /// Pixels between two labels, of one panel or of neighbours; closer they would read as one.
    fn between(self) -> f64 {
        0.7 * f64::from(self.size)
    }

    /// Pixels that a label may stand out of its panel.
    fn overhang(self) -> f64 {
        ((f64::from(self.gap) - self.between()) / 2.0).floor()
    }

    /// Pixels that a label may stand beside its mark.
    fn furthest_nudge(self) -> f64 {
        0.75 * f64::from(self.size)
    }
}

impl Axis {
    /// A linear axis with as many ticks as leave room between their labels.
    pub(crate) fn across((low, high): (f64, f64), pad: f64, room: Room) -> Self {
        let mut axis = Self { pad, label_size: room.size, ..Self::bare(low, high, Scale::Linear) };
        let beside = pad * (high - low);
        let (first, last) = (low - beside, high + beside);
        let (first, last) = if (last - first).is_finite() { (first, last) } else { (low, high) };
        // One label says nothing about the scale: rather finer steps than asked for, then shorter
        // labels.
        let finer = room.intervals + 1..room.intervals + 4;
        for wording in [Wording::Once, Wording::Short] {
            for intervals in (1..=room.intervals).rev().chain(finer.clone()) {
                axis.mark(tick::linear(first, last, intervals, wording));
                axis.tuck_in(room);
                if axis.ticks.len() > 1 && axis.are_apart(room) {
                    return axis;
                }
            }
        }
        axis.thin(room);
        axis
    }

    /// An axis of powers of ten, or of 1, 2 and 5 times these where there are few; as many as leave
    /// room between their labels.
    pub(crate) fn across_log(low: f64, high: f64, room: Room) -> Self {
        let mut axis = Self { label_size: room.size, ..Self::bare(low, high, Scale::Log) };
        let ticks = tick::decades(low, high);
        for stride in 1..=ticks.len() {
            axis.ticks = ticks.iter().step_by(stride).cloned().collect();
            axis.tuck_in(room);
            if axis.are_apart(room) {
                break;
            }
        }
        axis
    }

    /// An axis of whole numbers.
    pub(crate) fn whole(low: f64, high: f64, room: Room) -> Self {
        let mut axis = Self { label_size: room.size, ..Self::bare(low, high, Scale::Linear) };
        let steps = (0..18).flat_map(|power| [1, 2, 5].map(|unit| unit * 10_i64.pow(power)));
        for step in steps {
            let (first, last) = ((low / step as f64).ceil() as i64, (high / step as f64).floor() as i64);
            if last.saturating_sub(first) > i64::from(room.intervals) {
                continue;
            }
            let tick = |index: i64| Tick {
                at: (index * step) as f64,
                label: (index * step).to_string().replace('-', "−"),
                nudge: 0,
            };
            axis.ticks = (first..=last).map(tick).collect();
            if axis.are_apart(room) {
                break;
            }
        }
        axis
    }

    /// Pushes labels that stand out of the panel back in; drops those that would leave their mark.
    fn tuck_in(&mut self, room: Room) {
        let axis = self.clone();
        self.ticks.retain_mut(|tick| {
            let (start, end) = axis.extent(tick, room);
            let (first, last) = (-room.overhang(), f64::from(room.width) + room.overhang());
            let nudge = (first - start).max(0.0) - (end - last).max(0.0);
            tick.nudge = nudge.round() as i32;
            // Not a number where a tick has no place.
            nudge.abs() <= room.furthest_nudge() && start.is_finite()
        });
    }

    /// Where a tick's label begins and ends, in pixels from the left of the panel.
    fn extent(&self, tick: &Tick, room: Room) -> (f64, f64) {
        let half = typeface::width(&tick.label, self.label_size) / 2.0;
        let middle = self.place(tick).map_or(f64::NAN, |share| share * f64::from(room.width));
        let middle = middle + f64::from(tick.nudge);
        (middle - half, middle + half)
    }

    /// Whether neighbouring labels leave a gap between them.
    fn are_apart(&self, room: Room) -> bool {
        let extent = |tick| self.extent(tick, room);
        self.ticks.windows(2).all(|pair| extent(&pair[0]).1 + room.between() <= extent(&pair[1]).0)
    }

    /// Keeps as many ticks as have room, from the left.
    fn thin(&mut self, room: Room) {
        let axis = self.clone();
        let mut free_from = f64::NEG_INFINITY;
        self.ticks.retain(|tick| {
            let (start, end) = axis.extent(tick, room);
            let kept = start >= free_from;
            if kept {
                free_from = end + room.between();
            }
            kept
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(width: i32, intervals: u32) -> Room {
        Room { width, gap: 26, size: 22, intervals }
    }

    #[test]
    fn labels_tell_a_scale_and_stay_apart_even_from_the_neighbours() {
        let ranges = [
            (-0.05, 1.05),
            (-1e-9, 1e-9),
            (0.49999, 0.50001),
            (0.0, 3.1e7),
            (-4.1e5, 4.1e5),
            (0.0, 5.2e123),
            (0.0, 6.1e-17),
            (12345678.0, 12345678.0 + 1e-8),
            (0.0, f64::MAX),
        ];
        for (low, high) in ranges {
            for width in [120, 168, 206, 347, 900] {
                let room = room(width, 4);
                let axis = Axis::across((low, high), 0.05, room);
                assert!(axis.ticks.len() > 1, "{low} to {high} over {width}: {:?}", axis.ticks);
                assert!(axis.are_apart(room), "{low} to {high} over {width}: {:?}", axis.ticks);
                let (first, last) =
                    (axis.extent(&axis.ticks[0], room), axis.extent(axis.ticks.last().unwrap(), room));
                let between = first.0 + f64::from(width + room.gap) - last.1;
                assert!(between >= room.between() - 2.0, "{low} to {high} over {width}: {between}");
            }
        }
    }

    #[test]
    fn labels_have_their_power_of_ten_once() {
        let axis = Axis::across((0.0, 5.2e123), 0.05, room(206, 4));
        let labels: Vec<&str> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!((labels, axis.common.as_deref()), (vec!["0", "2", "4"], Some("×10¹²³")));
    }

    #[test]
    fn layers_are_whole_numbers() {
        let labels = |low, high| -> Vec<String> {
            Axis::whole(low, high, room(400, 10)).ticks.into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(0.5, 1.5), ["1"]);
        assert_eq!(labels(0.5, 4.5), ["1", "2", "3", "4"]);
        assert_eq!(labels(0.5, 50.5), ["10", "20", "30", "40", "50"]);
        assert_eq!(labels(-40.0, 1040.0), ["0", "200", "400", "600", "800", "1000"]);
        assert!(labels(-4e17, 2e19).is_empty());
    }
}
