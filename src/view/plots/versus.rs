//! One cell in two records: the histograms of both, one row each, and laid over each other.

use crate::compare::Pair;
use crate::record::{CellRecord, Record, Site};
use crate::stats::Histogram;

use crate::view::cells::rebin::drawable;
use crate::view::cells::{Naming, Place, sites};
use crate::view::figure::colour::{CYCLE, GREY};
use crate::view::figure::{
    Area, Axis, Figure, LegendEntry, LineStyle, Mark, Panel, Scale, Stroke, Text, typeface,
};
use crate::view::layout::histograms::{Dress, SMALL};
use crate::view::layout::{MARGIN, Margins, Page, Width, histograms, wrap};
use crate::view::plan::planned::{Plan, Planned};

const LEFT: i32 = 280;
const PANEL: i32 = 220;
/// Between rows: tick labels.
const MARGINS: Margins =
    Margins { left: LEFT, top: 120, right: MARGIN, bottom: 148, gap: (26, 66), ticks: 20 };
const SIZE: i32 = 24;
const DRESS: Dress = SMALL;
const STYLES: [LineStyle; 2] = [
    LineStyle { colour: CYCLE[0], stroke: Stroke::Plain },
    LineStyle { colour: CYCLE[1], stroke: Stroke::Dashed },
];
const NAMES: [&str; 2] = ["first", "second"];
/// Between the words beside a row and its first panel, and most lines of them.
const NAME_GAP: i32 = 16;
const NAME_LINES: usize = 5;

/// One figure for each pair with activations on both sides: its first trial. `first` has the words
/// for settings, `sides` what the sides are called.
pub(crate) fn plan<'a>(first: &'a Record, sides: &'a [String; 2], pairs: &[Pair<'a>]) -> Vec<Planned<'a>> {
    let naming = Naming::new(&first.manifest);
    let mut plan = Plan::default();
    let drawn = pairs.iter().filter_map(|pair| Some([*pair.a.first()?, *pair.b.first()?]));
    for cells in drawn.filter(|cells| cells.iter().all(|cell| !sites::activations(cell).is_empty())) {
        let settings = &cells[0].settings;
        let parts = ["versus", &settings.activation, &settings.init];
        let versus = Versus { cells, naming, sides };
        plan.add(&parts, &naming.others(cells[0]), move || versus.figure());
    }
    plan.figures
}

struct Versus<'a> {
    cells: [&'a CellRecord; 2],
    naming: Naming<'a>,
    sides: &'a [String; 2],
}

impl Versus<'_> {
    /// Builds the figure.
    pub(crate) fn figure(&self) -> Figure {
        let sites = self.cells.map(|cell| sites::activations(cell));
        let shared: Vec<[&Site; 2]> = sites[0]
            .iter()
            .filter_map(|a| Some([*a, *sites[1].iter().find(|b| b.layer == a.layer)?]))
            .collect();
        let shown = sites::spread(&shared);
        let mut page = Page::new(MARGINS, Width::About(356), PANEL, (shown.len(), 3));
        for side in [0, 1] {
            let sites: Vec<&Site> = shown.iter().map(|pair| pair[side]).collect();
            let place = Place::of(self.cells[0]);
            let title = |site: &_, width| (side == 0).then(|| DRESS.of.title(site, place, width));
            let dress = Dress { bars: STYLES[side].colour, ..DRESS };
            page.add_histograms(&sites, &page.row_of(side, shown.len()), dress, title);
            self.name_row(side, &mut page);
        }
        let overlays = shown.iter().zip(page.row_of(2, shown.len())).map(|(pair, area)| overlay(*pair, area));
        page.figure.panels.extend(overlays);
        page.figure.texts.push(Text::new("both", (MARGIN, middle(2, &page)), SIZE));
        let source = [0, 1].map(|side| format!("{}: {}", NAMES[side], self.sides[side])).join(" · ");
        let title = self.naming.of_cell(self.cells[0], "");
        page.finish(&title, "single rows: counts, one scale each; both: densities", &source)
    }

    /// The name of a row, with the line that it has in the overlay.
    fn name_row(&self, side: usize, page: &mut Page) {
        let size = DRESS.notes;
        let room = LEFT - MARGIN - NAME_GAP;
        let mut lines = wrap::wrap(&self.sides[side], |line| typeface::width(line, size) <= f64::from(room));
        if lines.len() > NAME_LINES {
            let rest = lines.split_off(NAME_LINES - 1).join(" ");
            lines.push(typeface::fit(&rest, size, room));
        }
        let pitch = size * 5 / 4;
        let count = i32::try_from(lines.len()).unwrap_or(0);
        let first = middle(side, page) - count * pitch / 2;
        page.figure.texts.push(Text::new(NAMES[side], (MARGIN, first), SIZE));
        for (line, words) in (1..).zip(lines) {
            page.figure.texts.push(Text::new(words, (MARGIN, first + 4 + line * pitch), size).inked(GREY));
        }
        let at = (MARGIN, first + 26 + count * pitch);
        page.figure.legend.push(LegendEntry { style: STYLES[side], at });
    }
}

fn middle(row: usize, page: &Page) -> i32 {
    page.row(row).top + PANEL / 2
}

/// Both histograms of a layer over one range.
fn overlay(sites: [&Site; 2], area: Area) -> Panel {
    let drawable = |site: &'_ Site| -> Option<Histogram> {
        let histogram = &site.histograms.first()?.histogram;
        (drawable(histogram) && histogram.inside() > 0).then(|| histogram.clone())
    };
    let both: Vec<(LineStyle, Histogram)> =
        STYLES.into_iter().zip(sites).filter_map(|(style, site)| Some((style, drawable(site)?))).collect();
    let low = both.iter().map(|(_, h)| h.low).fold(f64::INFINITY, f64::min);
    let high = both.iter().map(|(_, h)| h.high).fold(f64::NEG_INFINITY, f64::max);
    let x = if low < high {
        Axis::across((low, high), histograms::PAD, MARGINS.room(area, DRESS.intervals)).in_shares()
    } else {
        Axis::bare(0.0, 1.0, Scale::Linear)
    };
    let place = Axis { pad: histograms::PAD, ..Axis::bare(low, high, Scale::Linear) };
    let outlines: Vec<(LineStyle, Vec<(f64, f64)>)> =
        both.iter().filter_map(|(style, histogram)| Some((*style, outline(histogram, &place)?))).collect();
    let most = outlines.iter().flat_map(|(_, points)| points).map(|(_, y)| *y).fold(0.0, f64::max);
    let line = |(style, points): (LineStyle, Vec<(f64, f64)>)| Mark::Line {
        points: points.into_iter().map(|(x, y)| (x, Some(y))).collect(),
        style,
    };
    Panel {
        area,
        title: None,
        x,
        y: Axis::bare(0.0, if most > 0.0 { 1.05 * most } else { 1.0 }, Scale::Linear),
        marks: outlines.into_iter().map(line).collect(),
    }
}

/// The stairs of a histogram as a density over shares of the axis: in values, steps may be finer
/// than numbers are, and densities larger.
fn outline(histogram: &Histogram, axis: &Axis) -> Option<Vec<(f64, f64)>> {
    let (low, high) = (axis.share(histogram.low)?, axis.share(histogram.high)?);
    let bins = histogram.counts.len() as f64;
    // A range of no share at all is a spike of one pixel.
    let width = ((high - low) / bins).max(1e-3 / bins);
    let density = |count: u64| count as f64 / histogram.total() as f64 / width;
    let edge = |bin: usize| low + (high - low) * (bin as f64 / bins);
    let stairs = histogram.counts.iter().enumerate();
    let stairs =
        stairs.flat_map(|(bin, count)| [(edge(bin), density(*count)), (edge(bin + 1), density(*count))]);
    Some(std::iter::once((low, 0.0)).chain(stairs).chain(std::iter::once((high, 0.0))).collect())
}
