//! The layout of figures with several rows of panels and a colour bar under them.

use super::caption::MARGIN;
use crate::view::cells::sites;
use crate::view::figure::across::Room;
use crate::view::figure::model::Area;

/// Pixels per em of tick labels.
pub(crate) const TICKS: i32 = 20;

/// Most panels in a row.
const COLUMNS: usize = 4;
const LEFT: i32 = 120;
const TOP: i32 = 126;
/// Height of panels in a single row, and in several.
const PANEL: (i32, i32) = (440, 320);
/// Between rows: tick labels, the axis' name, and the title of the panel below.
const BETWEEN: i32 = 124;
/// From the last row to the bar, and from there to the bottom.
const UNDER: i32 = 96;
const BOTTOM: i32 = 120;
const BAR: (i32, i32) = (700, 18);

/// Where panels and bar lie.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Pixels across.
    pub width: i32,
    /// Pixels down.
    pub height: i32,
    /// Panels, row by row.
    pub panels: Vec<Area>,
    /// The colour bar.
    pub bar: Area,
    gap: i32,
}

impl Grid {
    /// Room for so many panels, `gap` pixels apart.
    pub(crate) fn new(count: usize, gap: i32) -> Self {
        let rows = count.div_ceil(COLUMNS).max(1);
        let columns = count.div_ceil(rows).max(1);
        let width = (LEFT + MARGIN + columns as i32 * 470).clamp(1000, 2000);
        let height = if rows == 1 { PANEL.0 } else { PANEL.1 };
        let row = |number: i32| Area {
            left: LEFT,
            top: TOP + number * (height + BETWEEN),
            width: width - LEFT - MARGIN,
            height,
        };
        let down = rows as i32;
        let areas = (0..down).flat_map(|number| sites::side_by_side(row(number), columns, gap));
        let panels: Vec<Area> = areas.take(count).collect();
        let top = row(down - 1).bottom() + UNDER;
        let bar = Area { left: LEFT, top, width: BAR.0.min(width - LEFT - MARGIN), height: BAR.1 };
        Self { width, height: bar.bottom() + BOTTOM, panels, bar, gap }
    }

    /// What a panel has for the labels of its x axis.
    pub(crate) fn room(&self, panel: Area) -> Room {
        Room { width: panel.width, gap: self.gap, size: TICKS, intervals: 5 }
    }

    /// Whether a panel is the first of its row.
    pub(crate) fn is_first(panel: Area) -> bool {
        panel.left == LEFT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_fill_as_few_rows_as_they_can_and_stay_apart() {
        for (count, rows) in [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)] {
            let grid = Grid::new(count, 30);
            assert_eq!(grid.panels.len(), count);
            let lowest = grid.panels.iter().map(Area::bottom).max().unwrap();
            let height = grid.panels[0].height;
            assert_eq!(lowest, TOP + (rows - 1) * (height + BETWEEN) + height, "{count}");
            assert!(grid.panels.iter().all(|panel| panel.right() <= grid.width - MARGIN));
            assert!(lowest < grid.bar.top && grid.bar.bottom() < grid.height);
        }
    }
}
