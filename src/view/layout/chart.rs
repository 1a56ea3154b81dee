//! The layout of line charts: panels side by side and a legend to their right.

use super::caption::MARGIN;
use crate::view::cells::sites;
use crate::view::figure::across::Room;
use crate::view::figure::model::Area;

/// Pixels per em of tick labels.
pub(crate) const TICKS: i32 = 22;

const HEIGHT: i32 = 960;
const LEFT: i32 = 100;
const TOP: i32 = 116;
/// Axis labels and footer.
const BOTTOM: i32 = 134;
/// Between panels: y tick labels of the right one.
const GAP: i32 = 100;
/// Between the last panel and the legend, and from there to the right.
const APART: i32 = 36;
const LEGEND: i32 = 374;

/// A line chart's canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chart {
    /// Pixels across.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
}

impl Chart {
    /// A chart as tall as so many rows of a legend need.
    pub(crate) fn new(width: i32, rows: usize) -> Self {
        let rows = i32::try_from(rows).unwrap_or(i32::MAX / 64);
        Self { width, height: HEIGHT.max(TOP + 40 * rows + BOTTOM) }
    }

    /// So many equal panels.
    pub(crate) fn panels(self, count: usize) -> Vec<Area> {
        let width = self.width - LEFT - APART - LEGEND;
        let whole = Area { left: LEFT, top: TOP, width, height: self.inside() };
        sites::side_by_side(whole, count, GAP)
    }

    /// Where the legend stands.
    pub(crate) fn legend(self) -> Area {
        let left = self.width - LEGEND;
        Area { left, top: TOP, width: LEGEND - MARGIN / 2, height: self.inside() }
    }

    /// What a panel has for the labels of its x axis.
    pub(crate) fn room(panel: Area) -> Room {
        Room { width: panel.width, gap: GAP, size: TICKS, intervals: 10 }
    }

    fn inside(self) -> i32 {
        self.height - TOP - BOTTOM
    }
}
