//! Singular values: one row per initialization, one column per layer, all on one axis of decades, so
//! that the eye compares widths.

use crate::number;
use crate::record::{CellRecord, RangeKind, Site};
use crate::stats::Histogram;

use crate::view::cells::rebin::Spread;
use crate::view::cells::{Naming, sites};
use crate::view::figure::colour::{BAR, GREY};
use crate::view::figure::{Anchor, Area, Axis, Figure, Mark, Panel, Scale, Text, typeface};
use crate::view::layout::labels::Labels;
use crate::view::layout::legend::DASHED;
use crate::view::layout::{MARGIN, Margins, Page, Width};

/// Most rows of one sheet; bounds the canvas.
pub(crate) const ROWS: usize = 5;
/// Most columns.
const COLUMNS: usize = 5;

const WIDTH: i32 = 2000;
/// Height of a single row, of each of two, and so on.
const HEIGHTS: [i32; ROWS] = [440, 330, 230, 165, 122];
/// Besides the names of rows; over every panel the lines of its notes.
const MARGINS: Margins =
    Margins { left: MARGIN, top: 164, right: MARGIN, bottom: 110, gap: (26, 64), ticks: NOTE };
const NOTE: i32 = 20;
/// Pixels per em of the names of columns, and from there to the panels: two lines of notes.
const TITLE: i32 = 26;
const OVER: i32 = 62;
/// Bars across a panel.
const BARS: usize = 60;
/// What is drawn at most, in decades: all that numbers reach.
const EDGES: (f64, f64) = (-300.0, 300.0);
/// Height of the tallest bar, as a share of its panel.
const TALLEST: f64 = 0.95;
/// Free space at both ends of the axis, as a share of its decades.
const PAD: f64 = 0.04;

/// Of what matrix the singular values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spectrum {
    /// The input-output Jacobian.
    Jacobian,
    /// A layer's weights.
    Weight,
    /// The product of the weights up to a layer.
    Product,
}

impl Spectrum {
    /// Whether the activation has no part in it.
    pub(crate) fn is_of_weights(self) -> bool {
        self != Self::Jacobian
    }

    /// Whether a cell has any of it.
    pub(crate) fn is_in(self, cell: &CellRecord) -> bool {
        !self.sites(cell).is_empty()
    }

    /// Whether a cell has more of it than a single panel, which is all in the tables.
    pub(crate) fn has_columns(self, cell: &CellRecord) -> bool {
        self.sites(cell).len() > 1
    }

    /// The layers of a cell's network as it was first seen.
    pub(crate) fn sites(self, cell: &CellRecord) -> Vec<&Site> {
        let quantity = match self {
            Self::Jacobian => "jacobian-spectrum",
            Self::Weight => "weight-spectrum",
            Self::Product => "product-spectrum",
        };
        sites::first(cell, quantity)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Jacobian => "singular values of the input-output Jacobian",
            Self::Weight => "Singular values of the weights",
            Self::Product => "Singular values of the product of the weights up to a layer",
        }
    }

    fn title(self, cell: &CellRecord, naming: Naming<'_>) -> String {
        if self == Self::Product && cell.settings.tied {
            return naming.heading("Singular values of the powers of the weights", cell);
        }
        if self.is_of_weights() {
            return naming.heading(self.words(), cell);
        }
        naming.of_lines(&[cell], &format!(": {}", self.words()))
    }

    /// Title of a column.
    fn column(self, cell: &CellRecord, site: &Site) -> String {
        match (self, site.layer) {
            (Self::Weight, _) if cell.settings.tied => "all layers".to_owned(),
            (Self::Product, 1) if cell.settings.tied => "after 1 step".to_owned(),
            (Self::Product, steps) if cell.settings.tied => format!("after {steps} steps"),
            (_, layer) => format!("layer {layer}"),
        }
    }

    fn row<'a>(self, cell: &'a CellRecord, naming: Naming<'a>) -> String {
        if self.is_of_weights() { naming.init(cell).to_owned() } else { naming.line(cell) }
    }
}

/// Draws the singular values of `cells`, one row each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, spectrum: Spectrum) -> Figure {
    let all: Vec<Vec<&Site>> =
        cells.iter().map(|cell| sites::thinned(&spectrum.sites(cell), COLUMNS)).collect();
    let range = range(&all);
    let names: Vec<String> = cells.iter().map(|cell| spectrum.row(cell, naming)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels = Labels::new(&names, 0);
    let margins = Margins { left: labels.left(), ..MARGINS };
    let height = HEIGHTS[cells.len().clamp(1, ROWS) - 1];
    let mut page = Page::new(margins, Width::Page(WIDTH), height, (1, cells.len()));
    for (number, sites) in all.iter().enumerate() {
        for (site, area) in sites.iter().zip(page.row_of(number, sites.len())) {
            let (mut panel, notes) = drawn(site, area, range);
            if number == 0 {
                let at = (area.centre(), area.top - OVER);
                let title = Text::new(spectrum.column(cells[0], site), at, TITLE);
                page.figure.texts.push(title.anchored(Anchor::Middle));
            }
            if number + 1 < cells.len() {
                // The ticks of the last row speak for all rows.
                panel.x.label_size = 0;
            } else {
                panel.x.label = Some("singular value".to_owned());
            }
            page.figure.panels.push(panel);
            page.figure.texts.extend(notes);
        }
        let middle = page.row(number).y(0.5);
        page.figure.texts.push(labels.text(number, middle + labels.size / 3));
    }
    let title = cells.first().map_or_else(String::new, |first| spectrum.title(first, naming));
    let note = "bars: share of the values, each panel with its own height; dashed: 1, a length that is kept; lost: \
                below rounding of the largest";
    page.finish(&title, note, &naming.source())
}

/// The values by decades.
fn decades(site: &Site) -> Option<&Histogram> {
    let found = site.histograms.iter().find(|histogram| histogram.range == RangeKind::Decades);
    found.map(|found| &found.histogram).filter(|histogram| !histogram.counts.is_empty())
}

/// The decades that all panels show: of every value that is not 0, one at least, and 1 among them.
fn range(rows: &[Vec<&Site>]) -> (f64, f64) {
    let filled = |histogram: &Histogram| {
        let counts = &histogram.counts;
        let first = counts.iter().position(|count| *count > 0)?;
        let last = counts.iter().rposition(|count| *count > 0)?;
        let width = (histogram.high - histogram.low) / counts.len() as f64;
        Some((histogram.low + first as f64 * width, histogram.low + (last + 1) as f64 * width))
    };
    let extents = rows.iter().flatten().filter_map(|site| decades(site).and_then(filled));
    let (low, high) = extents.fold((-0.5f64, 0.5f64), |all, one| (all.0.min(one.0), all.1.max(one.1)));
    (low.max(EDGES.0), high.min(EDGES.1))
}

/// The panel of a layer and the notes in it.
fn drawn(site: &Site, area: Area, (low, high): (f64, f64)) -> (Panel, Vec<Text>) {
    let (low, high) = around((low, high));
    let equal = site.summary.min.filter(|min| *min > 0.0 && site.summary.max == Some(*min));
    let ends = equal.map(|value| (value.log10(), value.log10()));
    let spread = decades(site).and_then(|histogram| Spread::new(histogram, ends));
    let shares = spread.map_or_else(Vec::new, |spread| spread.shares((low, high), BARS));
    let tallest = shares.iter().copied().fold(0.0, f64::max);
    let top = if tallest > 0.0 { tallest / TALLEST } else { 1.0 };
    let (first, last) = (10_f64.powf(low), 10_f64.powf(high));
    let one = vec![(1.0, Some(0.0)), (1.0, Some(1.0))];
    let mut marks = vec![Mark::Line { points: one, style: DASHED }];
    if !shares.is_empty() {
        let heights = shares.iter().map(|share| share / top).collect();
        marks.push(Mark::Bars { low: first, high: last, heights, colour: BAR });
    }
    let panel = Panel {
        area,
        title: None,
        x: Axis::across_log(first, last, MARGINS.room(area, 6)),
        y: Axis::bare(0.0, 1.0, Scale::Linear),
        marks,
    };
    let mut lines: Vec<String> = Vec::new();
    for words in notes(site, shares.iter().sum()) {
        let longer = lines.last().map(|line| format!("{line}, {words}"));
        match longer.filter(|line| typeface::width(line, NOTE) <= f64::from(area.width)) {
            Some(longer) => *lines.last_mut().unwrap_or(&mut String::new()) = longer,
            None => lines.push(words),
        }
    }
    let note = |(row, line): (i32, String)| {
        let up = NOTE / 2 + row * NOTE * 6 / 5;
        Text::new(line, (area.centre(), area.top - up), NOTE).inked(GREY).anchored(Anchor::Middle)
    };
    (panel, (0..).zip(lines.into_iter().rev()).map(note).collect())
}

/// Decades a bar or so further on both sides, in bars of which one has 1 in its middle: lengths that are
/// kept to rounding are one bar.
fn around((low, high): (f64, f64)) -> (f64, f64) {
    let pad = PAD * (high - low);
    let bar = (high - low + 2.0 * pad) / (BARS - 1) as f64;
    let below = ((pad - low) / bar - 0.5).ceil() + 0.5;
    (-below * bar, (BARS as f64 - below) * bar)
}

/// The values in numbers, and those that have no bar.
fn notes(site: &Site, shown: f64) -> Vec<String> {
    let summary = &site.summary;
    if summary.non_finite > 0 {
        return vec!["not finite".to_owned()];
    }
    let zeros = summary.zero_fraction.unwrap_or(0.0);
    let outside = 1.0 - shown - zeros;
    let mut lines: Vec<String> = Vec::new();
    // A median of 0 says no more than that half is lost.
    lines.extend(
        summary
            .median
            .filter(|median| *median > 0.0)
            .map(|median| format!("median {}", number::short(median))),
    );
    lines.extend(summary.max.map(|max| format!("largest {}", number::short(max))));
    if zeros > 0.0 {
        lines.push(format!("{} lost", number::percent(zeros)));
    }
    // Less than any value is what shares lose by rounding.
    if outside > 0.5 / summary.count.max(1) as f64 {
        lines.push(format!("{} not shown", number::percent(outside)));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::SiteHistogram;
    use crate::stats::Summary;

    fn site(values: &[f64]) -> Site {
        let histogram = Histogram::of_decades(values, 30);
        let zeros = values.iter().filter(|value| **value == 0.0).count() as f64 / values.len() as f64;
        Site {
            quantity: "weight-spectrum".to_owned(),
            layer: 1,
            step: 0,
            summary: Summary {
                count: values.len() as u64,
                min: values.iter().copied().reduce(f64::min),
                max: values.iter().copied().reduce(f64::max),
                zero_fraction: Some(zeros),
                ..Summary::default()
            },
            theory_mean: None,
            theory_std: None,
            verdict: None,
            histograms: vec![SiteHistogram { range: RangeKind::Decades, histogram }],
            stripes: None,
            eigenvalues: Vec::new(),
        }
    }

    #[test]
    fn panels_share_decades_that_hold_all_values_and_1() {
        let (wide, narrow) = (site(&[1e-4, 1e-5, 1e-6]), site(&[100.0; 4]));
        let (low, high) = range(&[vec![&wide], vec![&narrow]]);
        // Equal values lie in a bin of a thirtieth of a decade.
        assert!((low + 6.0).abs() < 1e-9 && (2.0..2.1).contains(&high), "{low} {high}");
        assert_eq!(range(&[vec![&site(&[0.0])]]), (-0.5, 0.5));
        let far = range(&[vec![&site(&[1e-200, 1e200])]]);
        assert!((far.0 + 200.0).abs() < 1e-9 && (far.1 - 200.0).abs() < 1e-9, "{far:?}");
    }

    #[test]
    fn what_has_no_bar_is_said() {
        let area = Area { left: 0, top: 0, width: 400, height: HEIGHTS[0] };
        let said = |values: &[f64]| {
            let notes = drawn(&site(values), area, EDGES).1;
            notes.into_iter().map(|note| note.content).collect::<Vec<_>>()
        };
        assert_eq!(said(&[0.0, 0.0, 1.0, 1.0]), ["largest 1, 50 % lost"]);
        let shown = drawn(&site(&[1e-20, 1e-3, 1e-2, 1.0]), area, (-12.0, 12.0)).1;
        assert_eq!(shown[0].content, "largest 1, 25 % not shown");
    }

    #[test]
    fn equal_values_are_one_bar_where_they_lie() {
        let area = Area { left: 0, top: 0, width: 400, height: HEIGHTS[0] };
        let (panel, _) = drawn(&site(&[1.0; 8]), area, (-3.0, 3.0));
        let bars = panel.marks.iter().find_map(|mark| match mark {
            Mark::Bars { heights, .. } => Some(heights.clone()),
            _ => None,
        });
        let filled: Vec<usize> = (0..BARS).filter(|bar| bars.as_ref().unwrap()[*bar] > 0.0).collect();
        assert_eq!(filled.len(), 1);
        // In the middle of its bar, and all decades inside.
        for range in [(-3.0, 3.0), (-0.5, 0.5), (-12.0, 0.5), EDGES] {
            let (low, high) = around(range);
            let bars = -low / (high - low) * BARS as f64;
            assert!((bars.fract() - 0.5).abs() < 1e-9, "{range:?}: {bars}");
            assert!(low < range.0 && range.1 < high);
        }
    }
}
