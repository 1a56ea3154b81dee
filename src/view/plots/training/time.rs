//! The distributions of one cell's layers over training, as heat maps: a column for each step at
//! which layers were looked at.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::rebin::Spread;
use crate::view::cells::{Naming, Place, Quantity, sites};
use crate::view::figure::colour::{MISSING, WHITE};
use crate::view::figure::{Area, Axis, Colour, Figure, Panel, Scale, Text, colour};
use crate::view::layout::{Page, bar};

/// Fewest steps that make a course of time.
const LEAST: usize = 3;
/// Rows of a panel where bins of different widths meet.
const ROWS: usize = 80;
/// Shares that are told apart: one value in ten thousand to all.
const SHARES: (f64, f64) = (1e-4, 1.0);
/// Between panels, with and without y tick labels of the right one.
const GAP: (i32, i32) = (110, 40);
const NOTE: i32 = 18;

/// Whether there is a course of `quantity` in `cell`.
pub(crate) fn is_in(cell: &CellRecord, quantity: Quantity) -> bool {
    steps(cell, quantity).len() >= LEAST
}

fn steps(cell: &CellRecord, quantity: Quantity) -> Vec<u64> {
    let seen = sites::hidden(cell, quantity.name()).filter(|site| !site.histograms.is_empty());
    let mut steps: Vec<u64> = seen.map(|site| site.step).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// Draws `quantity` of the layers of `cell`.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>, quantity: Quantity) -> Figure {
    let steps = steps(cell, quantity);
    let courses = sites::spread(&sites::first(cell, quantity.name()));
    let courses: Vec<Course<'_>> =
        courses.into_iter().map(|first| Course::new(cell, quantity, first, &steps)).collect();
    let shared = courses.windows(2).all(|pair| pair[0].range == pair[1].range);
    let (mut page, bar) = bar::page(courses.len(), if shared { GAP.1 } else { GAP.0 });
    for (course, area) in courses.iter().zip(page.areas()) {
        let mut panel = course.panel(area, &steps, &page);
        if shared && !page.is_first(area) {
            panel.y = panel.y.silent();
        }
        page.figure.panels.push(panel.titled(quantity.title(course.first, Place::of(cell), area.width)));
    }
    let words = bar::words(&shares(), (true, false), number::percent);
    page.add_bar(colour::all_heat(), words, bar);
    let at = (bar.right() + NOTE, bar.bottom());
    page.figure.texts.push(Text::new("share of a column's values; white: none", at, NOTE));

    let mut notes = Vec::new();
    let hidden = courses.iter().map(Course::hidden).fold(0.0, f64::max);
    // Shares are sums of roundings.
    if hidden > 1e-9 {
        notes.push(format!("at most {} of a column not shown", number::percent(hidden)));
    }
    if courses.iter().any(|course| course.rows.is_none()) {
        notes.push("bins of different widths are split in proportion".to_owned());
    }
    if courses.iter().any(|course| course.columns.iter().any(Option::is_none)) {
        notes.push("grey: nothing to show".to_owned());
    }
    let title = naming.of_cell(cell, &format!(": {} over training", quantity.words()));
    page.finish(&title, &notes.join("; "), &naming.source())
}

/// The scale of colours.
fn shares() -> Axis {
    Axis::bare(SHARES.0, SHARES.1, Scale::Log)
}

/// One layer over the steps.
struct Course<'a> {
    first: &'a Site,
    columns: Vec<Option<Spread<'a>>>,
    /// Values from bottom to top.
    range: (f64, f64),
    /// Bins that all columns have in common.
    rows: Option<usize>,
}

impl<'a> Course<'a> {
    fn new(cell: &'a CellRecord, quantity: Quantity, first: &'a Site, steps: &[u64]) -> Self {
        let sites: Vec<&Site> =
            sites::hidden(cell, quantity.name()).filter(|site| site.layer == first.layer).collect();
        let column = |step: &u64| {
            let site = sites.iter().find(|site| site.step == *step)?;
            let ends = site.summary.min.zip(site.summary.max);
            Spread::new(&site.histograms.first()?.histogram, ends)
        };
        let columns: Vec<Option<Spread<'_>>> = steps.iter().map(column).collect();
        let bins = columns.iter().flatten().map(|spread| match spread {
            Spread::Bins(histogram) => Some((histogram.low, histogram.high, histogram.counts.len())),
            Spread::Point(..) => None,
        });
        let bins: Vec<_> = bins.collect();
        let (range, rows) = match bins.first() {
            // One range of all columns is kept with its bins.
            Some(Some((low, high, count))) if bins.windows(2).all(|pair| pair[0] == pair[1]) => {
                ((*low, *high), Some(*count))
            }
            _ => (common(&columns), None),
        };
        Self { first, columns, range, rows }
    }

    fn panel(&self, area: Area, steps: &[u64], page: &Page) -> Panel {
        let rows = self.rows.unwrap_or(ROWS);
        let scale = shares();
        let shade = |share: f64| match scale.share(share.clamp(SHARES.0, SHARES.1)) {
            Some(level) if share > 0.0 => colour::heat_at(level),
            _ => WHITE,
        };
        let column = |spread: &Option<Spread<'_>>| -> Vec<Colour> {
            spread.map_or(vec![MISSING; rows], |spread| {
                spread.shares(self.range, rows).into_iter().map(shade).collect()
            })
        };
        let columns: Vec<Vec<Colour>> = self.columns.iter().map(column).collect();
        // Row by row from the top.
        let colours = (0..rows).rev().flat_map(|row| columns.iter().map(move |column| column[row]));
        let mut x = Axis::columns(steps.iter().map(u64::to_string), page.room(area, 5));
        x.label = Some("iterations".to_owned());
        let (low, high) = self.range;
        let seen = self.columns.iter().any(Option::is_some);
        let y =
            if seen { Axis::up(low, high, 5, page.ticks()) } else { Axis::bare(low, high, Scale::Linear) };
        Panel { x, y, ..Panel::heat(area, columns.len(), colours.collect()) }
    }

    /// The largest share of a column that lies beyond the axis.
    fn hidden(&self) -> f64 {
        let rows = self.rows.unwrap_or(ROWS);
        let shown = |spread: &Spread<'_>| spread.shares(self.range, rows).iter().sum::<f64>();
        1.0 - self.columns.iter().flatten().map(shown).fold(1.0, f64::min)
    }
}

/// The range of all columns but for their outliers.
fn common(columns: &[Option<Spread<'_>>]) -> (f64, f64) {
    let ends = || columns.iter().flatten().map(|spread| spread.bulk());
    let low = ends().map(|(low, _)| low).fold(f64::INFINITY, f64::min);
    let high = ends().map(|(_, high)| high).fold(f64::NEG_INFINITY, f64::max);
    match high - low {
        span if span.is_finite() && span > 0.0 => (low, high),
        // Every column is the same number, or there is none.
        _ if low.is_finite() && low.abs() < 1e15 => (low - 0.5, low + 0.5),
        _ => (0.0, 1.0),
    }
}
