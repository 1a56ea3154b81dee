//! The layout of tables of coloured cells with a number in each.

use super::caption::MARGIN;
use super::page::{BAR, Margins, Page, Width};
use super::wrap;
use crate::view::figure::{Anchor, Area, Badge, Colour, Direction, Text, typeface};

const WIDTH: (i32, i32) = (1000, 2000);
/// Without and with titles of tables.
const TOP: (i32, i32) = (84, 126);
/// Least and most pixels per em of numbers, labels and titles of tables.
const NUMBER: (i32, i32) = (20, 24);
const LABEL: (i32, i32) = (20, 24);
const TITLE: (i32, i32) = (20, 26);
/// Most pixels of a row's label, and of a column's that runs upwards.
const LABELS: i32 = 360;
const UPWARDS: i32 = 220;
/// Most pixels across a cell; down, where rows are few and many.
const CELL: i32 = 200;
const DOWN: (i32, i32) = (56, 44);
const FEW: usize = 12;
/// Free space around a number, a label and an axis' name.
const PAD: i32 = 12;
const GAP: i32 = 36;
/// From the edge of a cell to a frame inside it, and the width of that.
const INSET: i32 = 4;
const FRAME: i32 = 3;
/// From the labels of a table to the table below: the title of that.
const BETWEEN: i32 = 64;
/// From the last labels to the colour bar, and from there to the bottom.
const UNDER: i32 = 40;
const BOTTOM: i32 = 100;

/// What stands in and around the cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    /// Labels of the rows.
    pub rows: &'a [&'a str],
    /// Labels of the columns.
    pub columns: &'a [&'a str],
    /// Titles of the tables.
    pub titles: &'a [&'a str],
    /// All that is written into cells and has to fit.
    pub numbers: &'a [String],
}

/// How large the cells of tables are and what fits into them.
#[derive(Clone, Debug)]
pub(crate) struct Tabular {
    /// Pixels per em of numbers.
    number: i32,
    /// Which way numbers run.
    direction: Direction,
    grid: (usize, usize),
    /// Pixels that the labels of columns take, and which way they run.
    under: (i32, Direction),
}

impl Tabular {
    /// Tables side by side as far as their numbers fit into the cells, the others below.
    pub(crate) fn new(words: Words<'_>) -> (Self, Page) {
        let (rows, columns) = (words.rows.len().max(1), words.columns.len().max(1));
        let widest = |texts: &mut dyn Iterator<Item = &str>, size: i32| {
            texts.map(|text| typeface::width(text, size).ceil() as i32).max().unwrap_or(0)
        };
        let needed = |size: i32| widest(&mut words.numbers.iter().map(String::as_str), size) + PAD;
        let labels = widest(&mut words.rows.iter().copied(), LABEL.1).min(LABELS);
        let left = MARGIN + LABEL.1 + PAD + labels + PAD;
        let inside = WIDTH.1 - left - MARGIN;
        let cell = |across: i32| ((inside - GAP * (across - 1)) / across / columns as i32).min(CELL);
        let most = i32::try_from(words.titles.len()).unwrap_or(1).max(1);
        // A column is at least as wide as its label is high.
        let least = needed(NUMBER.0).max(LABEL.0 + PAD);
        let across = (1..=most).rev().find(|across| cell(*across) >= least).unwrap_or(1);
        let wide = cell(across);

        let fits = |room: i32| (NUMBER.0..=NUMBER.1).rev().find(|size| needed(*size) <= room);
        let down = if rows > FEW { DOWN.1 } else { DOWN.0 };
        let (number, direction, down) = match fits(wide) {
            Some(size) => (size, Direction::Across, down),
            None => {
                let size = (wide - PAD / 2).clamp(1, NUMBER.0);
                (size, Direction::Up, down.max(needed(size)))
            }
        };
        let flat = widest(&mut words.columns.iter().copied(), LABEL.0) + PAD <= wide;
        let under = if flat {
            (LABEL.1, Direction::Across)
        } else {
            (widest(&mut words.columns.iter().copied(), LABEL.1).min(UPWARDS), Direction::Up)
        };
        let this = Self { number, direction, grid: (rows, columns), under };
        let wide = wide * columns as i32;
        let block = across * (wide + GAP) - GAP;
        let width = (left + block + MARGIN).max(WIDTH.0);
        let titled = words.titles.iter().any(|title| !title.is_empty());
        let margins = Margins {
            // A small table stands in the middle.
            left: left + (width - left - MARGIN - block) / 2,
            top: if titled { TOP.1 } else { TOP.0 },
            right: MARGIN,
            bottom: this.depth() + UNDER + BAR.1 + BOTTOM,
            gap: (GAP, this.depth() + BETWEEN),
            ticks: LABEL.1,
        };
        let cells = (across as usize, ((most + across - 1) / across) as usize);
        let page = Page::new(margins, Width::Column(wide, width), down * rows as i32, cells);
        (this, page)
    }

    /// Pixels that labels and the name of the axis take under a table.
    fn depth(&self) -> i32 {
        PAD + self.under.0 + PAD + LABEL.1
    }

    /// A number in the middle of its cell, counted row by row.
    pub(crate) fn number(&self, words: &str, panel: Area, index: usize) -> Text {
        let (_, columns) = self.grid;
        let at = (self.column(panel, index % columns), self.row(panel, index / columns));
        let text = Text::new(words, at, self.number);
        self.centred(text, self.direction)
    }

    /// The sides of a frame inside a cell, counted row by row.
    pub(crate) fn frame(&self, panel: Area, index: usize, colour: Colour) -> [Badge; 4] {
        let (rows, columns) = self.grid;
        let (row, column) = (index / columns, index % columns);
        let edge = |column: usize| panel.x(column as f64 / columns as f64);
        let side = |row: usize| panel.y(1.0 - row as f64 / rows as f64);
        let (left, right) = (edge(column) + INSET, edge(column + 1) - INSET);
        let (top, bottom) = (side(row) + INSET, side(row + 1) - INSET);
        let (width, height) = (right - left, bottom - top);
        let sides = [
            Area { left, top, width, height: FRAME },
            Area { left, top: bottom - FRAME, width, height: FRAME },
            Area { left, top, width: FRAME, height },
            Area { left: right - FRAME, top, width: FRAME, height },
        ];
        sides.map(|area| Badge { area, colour })
    }

    /// Whether words fit into a cell.
    pub(crate) fn holds(&self, words: &str, panel: Area) -> bool {
        let (rows, columns) = self.grid;
        let room = match self.direction {
            Direction::Across => panel.width / columns as i32,
            Direction::Up => panel.height / rows as i32,
        };
        typeface::width(words, self.number) + f64::from(PAD) <= f64::from(room)
    }

    /// The labels of the rows of a table, to its left, and what they are of.
    pub(crate) fn rows(&self, labels: &[&str], name: &str, panel: Area) -> Vec<Text> {
        let (size, labels) = wrap::apart(labels, LABEL, LABELS);
        let widest = labels.iter().map(|label| typeface::width(label, size)).fold(0.0, f64::max);
        let name = typeface::fit(name, LABEL.1, panel.height);
        let at = (panel.left - 2 * PAD - widest.ceil() as i32 - LABEL.1 / 4, panel.y(0.5));
        let name = Text::new(name, at, LABEL.1).anchored(Anchor::Middle).upwards();
        let label = |(row, label): (usize, String)| {
            let at = (panel.left - PAD, self.row(panel, row) + size * 3 / 8);
            Text::new(label, at, size).anchored(Anchor::End)
        };
        labels.into_iter().enumerate().map(label).chain([name]).collect()
    }

    /// The labels of the columns of a table, under it, and what they are of.
    pub(crate) fn columns(&self, labels: &[&str], name: &str, panel: Area) -> Vec<Text> {
        let wide = panel.width / self.grid.1 as i32;
        let (under, direction) = self.under;
        let (most, room) = match direction {
            Direction::Across => (LABEL.1, wide - PAD),
            // Half a letter free between two.
            Direction::Up => ((2 * wide / 3).clamp(LABEL.0, LABEL.1), UPWARDS),
        };
        let (size, labels) = wrap::apart(labels, (LABEL.0, most), room);
        let label = |(column, label): (usize, String)| {
            let middle = self.column(panel, column);
            let top = panel.bottom() + PAD;
            match direction {
                Direction::Across => {
                    Text::new(label, (middle, top + size * 3 / 4), size).anchored(Anchor::Middle)
                }
                Direction::Up => {
                    let at = (middle + size * 3 / 8, top);
                    Text::new(label, at, size).anchored(Anchor::End).upwards()
                }
            }
        };
        let at = (panel.centre(), panel.bottom() + PAD + under + PAD + LABEL.1 * 3 / 4);
        let name = Text::new(typeface::fit(name, LABEL.1, panel.width + GAP / 2), at, LABEL.1);
        labels.into_iter().enumerate().map(label).chain([name.anchored(Anchor::Middle)]).collect()
    }

    /// The titles of all tables in `areas`, as large as each other.
    pub(crate) fn titles(&self, titles: &[&str], areas: &[Area]) -> Vec<Text> {
        let room = areas.first().map_or(0, |panel| panel.width + GAP / 2);
        let (size, titles) = wrap::apart(titles, TITLE, room);
        let title = |(panel, title): (&Area, String)| {
            Text::new(title, (panel.centre(), panel.top - 14), size).anchored(Anchor::Middle)
        };
        areas.iter().zip(titles).filter(|(_, title)| !title.is_empty()).map(title).collect()
    }

    /// Where the colour bar of a page lies: in the middle.
    pub(crate) fn bar(&self, page: &Page) -> Area {
        let bar = page.under(self.depth() + UNDER);
        let width = BAR.0.min(page.figure.width - 2 * MARGIN);
        Area { left: (page.figure.width - width) / 2, width, ..bar }
    }

    fn column(&self, panel: Area, column: usize) -> i32 {
        panel.x((column as f64 + 0.5) / self.grid.1 as f64)
    }

    fn row(&self, panel: Area, row: usize) -> i32 {
        panel.y(1.0 - (row as f64 + 0.5) / self.grid.0 as f64)
    }

    fn centred(&self, text: Text, direction: Direction) -> Text {
        let (x, y) = text.at;
        let down = text.size * 3 / 8;
        let text = text.anchored(Anchor::Middle);
        match direction {
            Direction::Across => Text { at: (x, y + down), ..text },
            Direction::Up => Text { at: (x + down, y), ..text }.upwards(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(rows: usize, columns: usize, tables: usize, number: &str) -> (Tabular, Page) {
        Tabular::new(Words {
            rows: &vec!["leaky-relu"; rows],
            columns: &vec!["normal:std=0.01"; columns],
            titles: &vec!["depth 1"; tables],
            numbers: &[number.to_owned()],
        })
    }

    #[test]
    fn tables_stand_side_by_side_as_long_as_numbers_fit() {
        let beside = |page: &Page| page.areas().windows(2).all(|pair| pair[0].top == pair[1].top);
        let (four, page) = layout(9, 5, 4, "0.065");
        assert!(beside(&page) && four.direction == Direction::Across && four.holds("0.065", page.areas()[0]));
        let (wide, page) = layout(9, 24, 2, "0.065");
        assert!(!beside(&page) && wide.direction == Direction::Across);
        let areas = page.areas();
        assert!(areas[0].bottom() < areas[1].top && areas[1].bottom() < wide.bar(&page).top);
    }

    #[test]
    fn numbers_too_long_for_their_cells_run_upwards() {
        let (narrow, page) = layout(2, 48, 1, "0.0647");
        assert_eq!(narrow.direction, Direction::Up);
        assert!(narrow.holds("0.0647", page.row(0)));
        assert!(page.figure.width <= WIDTH.1);
    }

    #[test]
    fn labels_of_columns_stay_apart() {
        for columns in [2, 5, 16, 48] {
            let (layout, page) = layout(2, columns, 1, "2.30");
            let names: Vec<String> = (0..columns).map(|column| format!("normal:std=0.0{column}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let labels = layout.columns(&names, "init", page.row(0));
            let bounds: Vec<Area> = labels[..columns].iter().map(typeface::bounds).collect();
            assert!(bounds.windows(2).all(|pair| pair[0].right() < pair[1].left), "{columns}: {labels:?}");
            assert!(bounds.iter().all(|area| area.bottom() < layout.bar(&page).top), "{columns}");
        }
    }
}
