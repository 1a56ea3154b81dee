//! The steps at which layers were looked at, as an axis of true time.

use super::progress;
use crate::view::cells::sweep::keep_ratios;
use crate::view::figure::{Axis, Room, Tick};

/// Fewest positive steps whose spacing says anything.
const LEAST: usize = 3;
/// Free space at both ends of an axis of ratios, as a share of it.
const PAD: f64 = 0.03;
const NAME: &str = "iterations";

/// Steps and how they are spaced.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    last: u64,
    /// Where steps keep their ratio: the first that is not 0, and where that one lies.
    logarithmic: Option<(f64, f64)>,
}

impl Timeline {
    /// Of rising `steps`: as far apart as they are, or by their ratio where they were chosen so.
    pub(crate) fn new(steps: &[u64]) -> Self {
        let positive: Vec<f64> = steps.iter().filter(|step| **step > 0).map(|step| *step as f64).collect();
        let logarithmic = positive.len() >= LEAST && keep_ratios(&positive);
        let start = || Some((positive[0], positive[0] * (positive[0] / positive[1])));
        Self { last: steps.last().copied().unwrap_or(0), logarithmic: logarithmic.then(start).flatten() }
    }

    /// Where a step lies: the start, which has no logarithm, a step before the first.
    pub(crate) fn place(&self, step: u64) -> f64 {
        match self.logarithmic {
            Some((_, start)) if step == 0 => start,
            _ => step as f64,
        }
    }

    /// The axis.
    pub(crate) fn axis(&self, room: Room) -> Axis {
        let Some((first, start)) = self.logarithmic else {
            return progress::steps(self.last, NAME, room);
        };
        let last = self.last as f64;
        let pad = (last / start).powf(PAD);
        let mut axis = Axis::across_log(start / pad, last * pad, room);
        axis.ticks.retain(|tick| tick.at >= first);
        axis.ticks.insert(0, Tick { at: start, label: "0".to_owned(), nudge: 0 });
        axis.label = Some(NAME.to_owned());
        axis
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 400, gap: 30, size: 20, intervals: 5 };

    #[test]
    fn steps_lie_as_far_apart_as_they_are() {
        let line = Timeline::new(&[0, 100, 300, 600, 900, 1200]);
        assert_eq!([0, 300, 1200].map(|step| line.place(step)), [0.0, 300.0, 1200.0]);
        let share = |step| line.axis(ROOM).share(line.place(step)).unwrap();
        assert!((share(600) - share(300) - (share(900) - share(600))).abs() < 1e-12);
    }

    #[test]
    fn steps_that_keep_their_ratio_lie_by_it_and_the_start_before_them() {
        let line = Timeline::new(&[0, 10, 100, 1000]);
        assert_eq!(line.place(0), 1.0);
        let axis = line.axis(ROOM);
        let labels: Vec<&str> = axis.ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(labels, ["0", "10", "100", "1000"]);
    }
}
