//! What becomes of layers over training: a row for each network, a column for each layer, at true steps.

use std::collections::BTreeMap;

use crate::number;
use crate::record::{CellRecord, Site};

use super::timeline::Timeline;
use crate::view::cells::{Naming, Place, sites};
use crate::view::figure::colour::{BAR, CYCLE, GREY};
use crate::view::figure::{Area, Axis, Figure, LineStyle, Mark, Panel, Stroke, Text};
use crate::view::layout::labels::Labels;
use crate::view::layout::{MARGIN, Margins, Page, Width};

/// Fewest steps that make a course of time.
const LEAST: usize = 3;
/// Most rows and columns of a figure.
pub(crate) const ROWS: usize = 3;
const COLUMNS: usize = 5;

const WIDTH: i32 = 2000;
const NOTE: i32 = 20;
/// Besides the names of rows and tick labels.
const MARGINS: Margins =
    Margins { left: 150, top: 124, right: MARGIN, bottom: 130, gap: (26, 60), ticks: NOTE };
/// Height of a single row, of each of two, and of three.
const HEIGHTS: [i32; ROWS] = [440, 330, 250];
/// A panel whose marks take less of its height says so in words.
const FLAT: f64 = 0.02;
/// Rows whose ranges differ less share one.
const ALIKE: f64 = 4.0;

/// How a layer's values are spread at one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    /// Where most values lie, if that is shown.
    pub outer: Option<(f64, f64)>,
    /// Where the middle of them lies.
    pub inner: (f64, f64),
    /// Their centre.
    pub centre: f64,
    /// What is dashed.
    pub dashed: Option<f64>,
}

impl Spread {
    fn extent(&self) -> (f64, f64) {
        let (low, high) = self.outer.unwrap_or(self.inner);
        (low.min(self.inner.0), high.max(self.inner.1).max(self.dashed.unwrap_or(high)))
    }
}

/// What is shown of layers, and how it is read.
pub(crate) struct Subject<'a> {
    /// The quantity in records.
    pub quantity: &'a str,
    /// What its values are.
    pub axis: &'a str,
    /// Behind what the networks share.
    pub title: &'a str,
    pub note: &'a str,
    pub spread: fn(&Site) -> Option<Spread>,
}

/// Whether layers of `cell` were looked at often enough.
pub(crate) fn is_in(cell: &CellRecord, quantity: &str) -> bool {
    steps(cell, quantity).len() >= LEAST
}

fn steps(cell: &CellRecord, quantity: &str) -> Vec<u64> {
    let mut steps: Vec<u64> = sites::hidden(cell, quantity).map(|site| site.step).collect();
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// One layer over the steps.
type Course = BTreeMap<u64, Spread>;

/// Draws the layers of `cells`, a row each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, subject: &Subject<'_>) -> Figure {
    let layers: Vec<Vec<&Site>> =
        cells.iter().map(|cell| sites::thinned(&sites::first(cell, subject.quantity), COLUMNS)).collect();
    let course = |cell: &CellRecord, layer: usize| -> Course {
        let seen = sites::hidden(cell, subject.quantity).filter(|site| site.layer == layer);
        seen.filter_map(|site| Some((site.step, (subject.spread)(site)?))).collect()
    };
    let courses = cells.iter().zip(&layers);
    let courses: Vec<Vec<Course>> =
        courses.map(|(cell, layers)| layers.iter().map(|site| course(cell, site.layer)).collect()).collect();
    let ranges = ranges(&courses);

    let names: Vec<String> = cells.iter().map(|cell| naming.line(cell)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels = (cells.len() > 1).then(|| Labels::new(&names, 0));
    let left = labels.as_ref().map_or(MARGINS.left, |labels| labels.left() + MARGINS.left);
    let height = HEIGHTS[cells.len().clamp(1, ROWS) - 1];
    let mut page = Page::new(Margins { left, ..MARGINS }, Width::Page(WIDTH), height, (1, cells.len()));
    for (row, (cell, sites)) in cells.iter().zip(&layers).enumerate() {
        let seen = steps(cell, subject.quantity);
        let timeline = Timeline::new(&seen);
        let (low, high) = ranges[row];
        for (column, area) in page.row_of(row, sites.len().max(1)).into_iter().enumerate().take(sites.len()) {
            let course = &courses[row][column];
            let mut x = timeline.axis(page.room(area, 4));
            let below = cells.get(row + 1).is_some_and(|cell| steps(cell, subject.quantity) == seen);
            if below {
                x = x.silent();
            }
            let mut y = Axis::up(low, high, 5, NOTE);
            y.label = Some(subject.axis.to_owned());
            if column > 0 {
                y = y.silent();
            }
            page.figure.texts.extend(in_words(course, high - low, area));
            let title = titled(&layers, row).then(|| match sites[column].layer {
                0 => "input".to_owned(),
                layer => format!("{} {layer}", Place::of(cell).word()),
            });
            page.figure.panels.push(Panel {
                area,
                title,
                x,
                y,
                marks: marks(course, &timeline, (low, high)),
            });
        }
        let middle = page.row(row).y(0.5);
        page.figure.texts.extend(labels.as_ref().map(|labels| labels.text(row, middle + labels.size / 3)));
    }
    let all = cells.iter().map(|cell| sites::first(cell, subject.quantity).len()).max().unwrap_or(0);
    let most = layers.iter().map(Vec::len).max().unwrap_or(0);
    let some = (most < all).then(|| format!("; {most} of {all} layers"));
    let note = subject.note.to_owned() + &some.unwrap_or_default();
    page.finish(&naming.of_lines(cells, subject.title), &note, &naming.source())
}

/// Whether the panels of a row are not those of the row above.
fn titled(layers: &[Vec<&Site>], row: usize) -> bool {
    let numbers = |row: usize| layers[row].iter().map(|site| site.layer).collect::<Vec<_>>();
    row == 0 || numbers(row) != numbers(row - 1)
}

/// The y range of each row: one for all where they are alike.
fn ranges(courses: &[Vec<Course>]) -> Vec<(f64, f64)> {
    let extent = |row: &Vec<Course>| {
        let all = row.iter().flat_map(BTreeMap::values).map(Spread::extent);
        let all = all.filter(|(low, high)| (high - low).is_finite());
        all.reduce(|(low, high), one| (low.min(one.0), high.max(one.1)))
    };
    let rows: Vec<Option<(f64, f64)>> = courses.iter().map(extent).collect();
    let spans = || rows.iter().flatten().map(|(low, high)| high - low);
    let (least, most) = (spans().fold(f64::INFINITY, f64::min), spans().fold(0.0, f64::max));
    let whole = rows.iter().flatten().copied().reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)));
    let alike = most <= ALIKE * least;
    let padded = |row: &Option<(f64, f64)>| {
        let (low, high) = if alike { whole.or(*row) } else { *row }.unwrap_or((0.0, 1.0));
        // Values that are all the same have no scale of their own.
        let least = 1e-12 * low.abs().max(high.abs());
        let pad = if high - low > least { 0.05 * (high - low) } else { 0.5_f64.max(0.1 * high.abs()) };
        (low - pad, high + pad)
    };
    rows.iter().map(padded).collect()
}

/// Where the values of a layer lie that would look like a line along the axis, and where there are none.
fn in_words(course: &Course, height: f64, area: Area) -> Option<Text> {
    let extents = course.values().map(Spread::extent);
    let words = match extents.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1))) {
        None => "no finite values".to_owned(),
        Some((low, high)) if low == high => format!("all {}", number::short(low)),
        Some((low, high)) if high - low < FLAT * height => {
            let (low, high) = (number::short(low), number::short(high));
            if low == high { format!("about {low}") } else { format!("{low} to {high}") }
        }
        Some(_) => return None,
    };
    Some(Text::new(words, (area.left + NOTE / 2, area.top + NOTE * 3 / 2), NOTE).inked(GREY))
}

fn marks(course: &Course, timeline: &Timeline, (low, high): (f64, f64)) -> Vec<Mark> {
    if course.is_empty() {
        return Vec::new();
    }
    let steps = || course.iter().map(|(step, spread)| (timeline.place(*step), spread));
    let outer: Option<Vec<_>> =
        steps().map(|(at, spread)| spread.outer.map(|(low, high)| (at, low, high))).collect();
    let inner = steps().map(|(at, spread)| (at, spread.inner.0, spread.inner.1)).collect();
    let line = |of: fn(&Spread) -> Option<f64>, style| Mark::Line {
        points: steps()
            .map(|(at, spread)| (at, of(spread).filter(|value| low <= *value && *value <= high)))
            .collect(),
        style,
    };
    let dashed = steps().any(|(_, spread)| spread.dashed.is_some());
    let dashes = LineStyle { colour: CYCLE[1], stroke: Stroke::Dashed };
    let bands = outer.into_iter().chain([inner]).map(|points| Mark::Band { points, colour: BAR });
    bands
        .chain(dashed.then(|| line(|spread| spread.dashed, dashes)))
        .chain([line(|spread| Some(spread.centre), LineStyle { colour: BAR, stroke: Stroke::Plain })])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(low: f64, high: f64) -> Course {
        let spread = |low: f64, high: f64| Spread {
            outer: None,
            inner: (low, high),
            centre: f64::midpoint(low, high),
            dashed: None,
        };
        [(0, spread(low, high)), (10, spread(low, high))].into()
    }

    #[test]
    fn rows_share_a_range_unless_one_would_be_a_line_in_it() {
        let alike = ranges(&[vec![course(-1.0, 1.0)], vec![course(-2.0, 1.0)]]);
        assert_eq!(alike[0], alike[1]);
        let apart = ranges(&[vec![course(-1.0, 1.0)], vec![course(-1e-3, 1e-3)]]);
        assert!(apart[1].1 < 2e-3 && apart[0].1 > 1.0);
    }

    #[test]
    fn a_layer_without_a_height_is_told_in_words() {
        let area = Area { left: 0, top: 0, width: 300, height: 200 };
        let words = |course: &Course| in_words(course, 1.0, area).map(|text| text.content);
        assert_eq!(words(&course(0.5, 0.501)).as_deref(), Some("0.5 to 0.501"));
        assert_eq!(words(&course(0.0, 0.0)).as_deref(), Some("all 0"));
        assert_eq!(words(&course(0.0, 0.5)), None);
        assert_eq!(words(&Course::new()).as_deref(), Some("no finite values"));
        let (low, high) = ranges(&[vec![course(0.0, 0.0)]])[0];
        assert!(low < 0.0 && high > 0.0);
    }
}
