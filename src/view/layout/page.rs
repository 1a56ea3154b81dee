//! The page that every figure fills: a title, panels by rows and columns, what stands beside and under them,
//! and a footer.

use super::caption;
use super::legend;
use super::legend::Row;
use crate::view::figure::{Area, Figure, Room};

/// Least and most pixels across a page that is as wide as its columns need.
const CANVAS: (i32, i32) = (1000, 2000);
/// A colour bar for all panels: at most so wide, and so high.
pub(crate) const BAR: (i32, i32) = (700, 18);
/// Least pixels for each row of a legend.
const LEGEND_ROW: i32 = 40;

/// The pixels around and between the panels of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Margins {
    /// Labels of y axes or of rows.
    pub left: i32,
    /// The title, and the titles of panels.
    pub top: i32,
    /// Free space or a legend.
    pub right: i32,
    /// Labels of x axes, a colour bar, the footer.
    pub bottom: i32,
    /// Between columns, and between rows.
    pub gap: (i32, i32),
    /// Pixels per em of tick labels.
    pub ticks: i32,
}

impl Margins {
    /// What a panel has for the labels of its x axis.
    pub(crate) fn room(&self, panel: Area, intervals: u32) -> Room {
        Room { width: panel.width, gap: self.gap.0, size: self.ticks, intervals }
    }
}

/// What decides how wide a page and its columns are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Width {
    /// The page is so wide; columns share it.
    Page(i32),
    /// The page has so many pixels for each column, within bounds; columns share it.
    About(i32),
    /// A column is so wide; the page is at least so wide as the second number.
    Column(i32, i32),
}

/// A figure that is being filled.
#[derive(Debug)]
pub(crate) struct Page {
    /// What it shows so far.
    pub figure: Figure,
    margins: Margins,
    /// The first row of panels.
    first: Area,
    rows: i32,
    columns: usize,
}

/// Columns and rows for `count` panels: as few rows of at most `most` as it takes, all about as long.
pub(crate) fn grid(count: usize, most: usize) -> (usize, usize) {
    let rows = count.div_ceil(most).max(1);
    (count.div_ceil(rows).max(1), rows)
}

impl Page {
    /// A page for so many columns and rows of panels `height` pixels high.
    pub(crate) fn new(margins: Margins, width: Width, height: i32, (columns, rows): (usize, usize)) -> Self {
        let (columns, rows) = (columns.max(1), i32::try_from(rows).unwrap_or(i32::MAX / 4096).max(1));
        let Margins { left, top, right, bottom, gap, .. } = margins;
        let across = i32::try_from(columns).unwrap_or(i32::MAX / 4096);
        let shared = |page: i32| (page, page - left - right);
        let (page, inside) = match width {
            Width::Page(page) => shared(page),
            Width::About(column) => shared((left + right + across * column).clamp(CANVAS.0, CANVAS.1)),
            Width::Column(column, least) => {
                let inside = across * (column + gap.0) - gap.0;
                ((left + inside + right).max(least), inside)
            }
        };
        Self {
            figure: Figure::new(page, top + rows * (height + gap.1) - gap.1 + bottom),
            margins,
            first: Area { left, top, width: inside, height },
            rows,
            columns,
        }
    }

    /// A whole row.
    pub(crate) fn row(&self, number: usize) -> Area {
        let number = i32::try_from(number).unwrap_or(i32::MAX / 4096);
        Area { top: self.first.top + number * (self.first.height + self.margins.gap.1), ..self.first }
    }

    /// A row of so many panels.
    pub(crate) fn row_of(&self, number: usize, count: usize) -> Vec<Area> {
        self.row(number).side_by_side(count, self.margins.gap.0)
    }

    /// Where the panels lie, row by row.
    pub(crate) fn areas(&self) -> Vec<Area> {
        (0..self.rows as usize).flat_map(|row| self.row_of(row, self.columns)).collect()
    }

    /// All rows together.
    pub(crate) fn inside(&self) -> Area {
        let gap = self.margins.gap.1;
        Area { height: self.rows * (self.first.height + gap) - gap, ..self.first }
    }

    /// Whether a panel is the first of its row.
    pub(crate) fn is_first(&self, panel: Area) -> bool {
        panel.left == self.first.left
    }

    /// As [`Margins::room`].
    pub(crate) fn room(&self, panel: Area, intervals: u32) -> Room {
        self.margins.room(panel, intervals)
    }

    /// Pixels per em of tick labels.
    pub(crate) fn ticks(&self) -> i32 {
        self.margins.ticks
    }

    /// Room for a colour bar `gap` pixels under all panels.
    pub(crate) fn under(&self, gap: i32) -> Area {
        let room = self.figure.width - self.margins.left - self.margins.right;
        Area { width: BAR.0.min(room), ..self.inside().below(gap, BAR.1) }
    }

    /// A legend in the right margin, of which it takes `width` pixels; a page with too little room for it
    /// becomes higher.
    pub(crate) fn add_legend(&mut self, rows: Vec<Row>, width: i32) {
        let needed = LEGEND_ROW.saturating_mul(i32::try_from(rows.len()).unwrap_or(i32::MAX));
        self.figure.height = self.figure.height.max(self.margins.top + needed + self.margins.bottom);
        let area =
            Area { left: self.figure.width - width, width: width - caption::MARGIN / 2, ..self.inside() };
        self.figure.legend = legend::place(rows, area, &mut self.figure.texts);
    }

    /// The figure, with a title over it, and under it how to read it and where it comes from.
    pub(crate) fn finish(mut self, title: &str, note: &str, source: &str) -> Figure {
        caption::add(&mut self.figure, title, note, source);
        self.figure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARGINS: Margins =
        Margins { left: 120, top: 126, right: 30, bottom: 234, gap: (30, 124), ticks: 20 };

    #[test]
    fn panels_fill_as_few_rows_as_they_can_and_stay_apart() {
        for (count, rows) in [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)] {
            let cells = grid(count, 4);
            assert_eq!(cells.1, rows);
            let page = Page::new(MARGINS, Width::About(470), 320, cells);
            let areas: Vec<Area> = page.areas().into_iter().take(count).collect();
            assert_eq!(areas.len(), count);
            let lowest = areas.iter().map(Area::bottom).max().unwrap();
            assert_eq!(lowest, page.inside().bottom());
            assert_eq!(lowest, 126 + (rows as i32 - 1) * (320 + 124) + 320, "{count}");
            assert!(areas.iter().all(|panel| panel.right() <= page.figure.width - 30));
        }
    }
}
