//! A swept setting against depth, site by site: what heat maps lie over.

use crate::number;
use crate::record::{CellRecord, Site, Verdict};

use crate::view::cells::{Sweep, sites};
use crate::view::figure::colour::{BLACK, MISSING, WHITE};
use crate::view::figure::{
    Anchor, Area, Axis, Colour, LineStyle, Mark, Panel, Scale, Stroke, Text, Tick, typeface,
};
use crate::view::layout::{Page, bar, shades};
use crate::view::tables::words;

/// Pixels per em.
const SMALL: i32 = bar::SMALL;
/// Rows that have a tick each.
const ALL: usize = 12;
/// The look of marked values.
const MARKED: LineStyle = LineStyle { colour: BLACK, stroke: Stroke::Dashed };

/// The sites of all cells, the largest swept value on top.
pub(crate) struct Grid<'a> {
    pub rows: Vec<Vec<Option<&'a Site>>>,
    /// Layers of the deepest.
    pub depth: usize,
    /// Swept values in rising order.
    positions: Vec<f64>,
    /// What is swept, in words.
    pub swept: &'a str,
    /// Swept values, or rows where these are few.
    pub y: Axis,
}

impl<'a> Grid<'a> {
    /// The first trials of `cells`.
    pub(crate) fn new(cells: &[&'a CellRecord], sweep: &'a Sweep<'_>) -> Self {
        let sites = cells.iter().flat_map(|cell| sites::activations(cell));
        let depth = sites.map(|site| site.layer).max().unwrap_or(0);
        let mut rows = vec![vec![None; depth]; sweep.positions().count()];
        for cell in cells.iter().filter(|cell| cell.trial == 0) {
            let Some(row) = sweep.place(cell).and_then(|place| rows.iter_mut().rev().nth(place)) else {
                continue;
            };
            for site in sites::activations(cell) {
                if let Some(slot) = site.layer.checked_sub(1).and_then(|layer| row.get_mut(layer)) {
                    *slot = Some(site);
                }
            }
        }
        Self { rows, depth, positions: sweep.positions().collect(), swept: &sweep.name, y: positions(sweep) }
    }

    /// All of them, row by row.
    pub(crate) fn sites(&self) -> impl Iterator<Item = Option<&'a Site>> {
        self.rows.iter().flatten().copied()
    }

    /// Where a swept value lies on the vertical axis, which counts rows where these are few.
    pub(crate) fn height(&self, value: f64) -> Option<f64> {
        if self.positions.len() > ALL {
            return Some(value);
        }
        let above = self.positions.iter().position(|position| *position >= value)?;
        let (low, high) = (*self.positions.get(above.checked_sub(1)?)?, self.positions[above]);
        Some(above as f64 - 1.0 + (value / low).ln() / (high / low).ln())
    }

    /// A dashed line at a swept value, if the map reaches so far; on white, as some colours are as dark as it.
    pub(crate) fn across(&self, value: f64) -> Vec<Mark> {
        let height = self.height(value).filter(|height| self.y.low <= *height && *height <= self.y.high);
        let Some(height) = height else { return Vec::new() };
        let points = [0.5, self.depth as f64 + 0.5].map(|at| (at, Some(height))).to_vec();
        let paper = LineStyle { colour: WHITE, stroke: Stroke::Plain };
        vec![Mark::Line { points: points.clone(), style: paper }, Mark::Line { points, style: MARKED }]
    }

    /// Every verdict, in the order of their first site.
    pub(crate) fn verdicts(&self) -> Vec<Verdict> {
        let mut present: Vec<Verdict> = Vec::new();
        for verdict in self.sites().flatten().filter_map(|site| site.verdict) {
            if !present.contains(&verdict) {
                present.push(verdict);
            }
        }
        present
    }

    /// Adds a map of them to a page.
    pub(crate) fn add(
        &self,
        title: &str,
        area: Area,
        colour: impl Fn(&Site) -> Option<Colour>,
        page: &mut Page,
    ) {
        let colours = self.sites().map(|site| site.and_then(&colour).unwrap_or(MISSING)).collect();
        // Layers, each in the middle of its column.
        let mut x = Axis::whole(0.5, self.depth as f64 + 0.5, page.room(area, 10));
        x.label = Some("layer".to_owned());
        let y = self.y.clone();
        let y = if page.is_first(area) { y } else { y.silent() };
        page.figure.panels.push(Panel {
            title: Some(title.to_owned()),
            x,
            y,
            ..Panel::heat(area, self.depth, colours)
        });
    }

    /// A verdict's word in the middle of its largest rectangle on the map that no mark crosses, if that has room
    /// for it.
    pub(crate) fn word(&self, verdict: Verdict, marks: &[(f64, &str)], area: Area) -> Option<Text> {
        let count = self.rows.len();
        let crossed = |row: usize| {
            let height = |value: f64| self.height(value).and_then(|height| self.y.share(height));
            let rows = marks.iter().filter_map(|(value, _)| height(*value));
            let mut rows = rows.map(|share| ((1.0 - share) * count as f64).floor());
            rows.any(|marked| marked == row as f64)
        };
        let has = |row: usize, column: usize| {
            !crossed(row) && self.rows[row][column].is_some_and(|site| site.verdict == Some(verdict))
        };
        let (row, column, high, wide) = largest(self.rows.len(), self.depth, has);
        let (rows, columns) = (self.rows.len() as f64, self.depth as f64);
        let room = f64::from(area.width) * wide as f64 / columns;
        let height = f64::from(area.height) * high as f64 / rows;
        let fits = typeface::width(verdict.name(), SMALL) + 8.0 <= room && f64::from(SMALL) * 1.2 <= height;
        let at = (
            area.x((column as f64 + wide as f64 / 2.0) / columns),
            area.y(1.0 - (row as f64 + high as f64 / 2.0) / rows) + SMALL * 3 / 8,
        );
        let ink = shades::ink(words::badge(verdict));
        fits.then(|| Text::new(verdict.name(), at, SMALL).inked(ink).anchored(Anchor::Middle))
    }
}

/// The swept values, each in the middle of its row; few of them are all written.
fn positions(sweep: &Sweep<'_>) -> Axis {
    let positions: Vec<f64> = sweep.positions().collect();
    let (Some(&low), Some(&high)) = (positions.first(), positions.last()) else {
        return Axis::bare(0.0, 1.0, Scale::Linear);
    };
    let (steps, size) = ((positions.len() - 1) as f64, SMALL);
    let mut axis = if positions.len() <= ALL {
        let tick = |(row, at): (u32, &f64)| Tick { at: row.into(), label: number::short(*at), nudge: 0 };
        let ticks = (0..).zip(&positions).map(tick).collect();
        Axis { ticks, label_size: size, ..Axis::bare(-0.5, steps + 0.5, Scale::Linear) }
    } else if sweep.is_logarithmic() {
        let half = (high / low).powf(0.5 / steps);
        Axis::up_log(low / half, high * half, size)
    } else {
        let half = (high - low) / steps / 2.0;
        Axis::up(low - half, high + half, 8, size)
    };
    axis.label = Some(sweep.name.clone());
    axis
}

/// The largest rectangle of cells that all satisfy something: first row and column, and how many of each.
fn largest(
    rows: usize,
    columns: usize,
    is_in: impl Fn(usize, usize) -> bool,
) -> (usize, usize, usize, usize) {
    let mut heights = vec![0; columns];
    let mut best = (0, 0, 0, 0);
    for row in 0..rows {
        for (column, height) in heights.iter_mut().enumerate() {
            *height = if is_in(row, column) { *height + 1 } else { 0 };
        }
        for first in 0..columns {
            let mut least = usize::MAX;
            for (last, height) in heights.iter().enumerate().skip(first) {
                least = least.min(*height);
                let wide = last - first + 1;
                if least * wide > best.2 * best.3 {
                    best = (row + 1 - least, first, least, wide);
                }
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_in_the_largest_rectangle() {
        let map = ["..##.", "..##.", "####.", "....#"];
        let is_in = |row: usize, column: usize| map[row].as_bytes()[column] == b'#';
        assert_eq!(largest(4, 5, is_in), (0, 2, 3, 2));
        assert_eq!(largest(4, 5, |_, _| false), (0, 0, 0, 0));
    }
}
