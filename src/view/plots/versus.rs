//! One cell in two records: the histograms of both, one row each, and laid over each other.

use crate::compare::Pair;
use crate::record::{CellRecord, Record, Site};
use crate::stats::Histogram;

use crate::view::cells::naming::Naming;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sites;
use crate::view::cells::sites::Place;
use crate::view::figure::axis::{Axis, Scale};
use crate::view::figure::colour::{CYCLE, GREY};
use crate::view::figure::model::{Area, Figure, LegendEntry, LineStyle, Mark, Panel, Stroke};
use crate::view::figure::text::Text;
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::histograms;
use crate::view::layout::histograms::Dress;
use crate::view::layout::{typeface, wrap};
use crate::view::plan::stem::Stems;

const HEIGHT: i32 = 1060;
const LEFT: i32 = 280;
const TOP: i32 = 120;
const PANEL: i32 = 220;
/// From one row to the next: tick labels.
const PITCH: i32 = PANEL + 66;
const GAP: i32 = 26;
const SIZE: i32 = 24;
const TICKS: i32 = 20;
const DRESS: Dress = Dress {
    ticks: TICKS,
    notes: 18,
    intervals: 4,
    gap: GAP,
    of: Quantity::Activation,
    counted: false,
    detailed: false,
    bars: CYCLE[0],
};
const STYLES: [LineStyle; 2] = [
    LineStyle { colour: CYCLE[0], stroke: Stroke::Plain },
    LineStyle { colour: CYCLE[1], stroke: Stroke::Dashed },
];
const NAMES: [&str; 2] = ["first", "second"];
/// Between the words beside a row and its first panel, and most lines of them.
const NAME_GAP: i32 = 16;
const NAME_LINES: usize = 5;

/// A comparison to be drawn.
pub(crate) struct Versus<'a> {
    /// File name without extension.
    pub stem: String,
    cells: [&'a CellRecord; 2],
    naming: Naming<'a>,
    sides: &'a [String; 2],
}

/// One figure for each pair with activations on both sides: its first trial. `first` has the words
/// for settings, `sides` what the sides are called.
pub(crate) fn plan<'a>(first: &'a Record, sides: &'a [String; 2], pairs: &[Pair<'a>]) -> Vec<Versus<'a>> {
    let naming = Naming::new(&first.manifest);
    let mut stems = Stems::default();
    let drawn = pairs.iter().filter_map(|pair| Some([*pair.a.first()?, *pair.b.first()?]));
    let drawn = drawn.filter(|cells| cells.iter().all(|cell| !sites::activations(cell).is_empty()));
    drawn
        .map(|cells| {
            let others = naming.others(cells[0]);
            let others: Vec<String> = others.iter().map(|(axis, value)| format!("{axis}-{value}")).collect();
            let settings = &cells[0].settings;
            let mut parts = vec!["versus", settings.activation.as_str(), settings.init.as_str()];
            parts.extend(others.iter().map(String::as_str));
            Versus { stem: stems.give(&parts), cells, naming, sides }
        })
        .collect()
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
        let count = i32::try_from(shown.len()).unwrap_or(1);
        let width = (LEFT + MARGIN + count * 356).clamp(1000, 2000);
        let mut figure = Figure {
            width,
            height: HEIGHT,
            panels: Vec::new(),
            legend: Vec::new(),
            badges: Vec::new(),
            texts: Vec::new(),
        };
        let words = format!("{}, {}", self.naming.activation(self.cells[0]), self.naming.init(self.cells[0]));
        let words = self.naming.heading(&words, self.cells[0]);
        figure.texts.push(caption::title(&words, width));
        let areas = |row: i32| {
            let whole =
                Area { left: LEFT, top: TOP + row * PITCH, width: width - LEFT - MARGIN, height: PANEL };
            sites::side_by_side(whole, shown.len(), GAP)
        };
        for side in [0, 1] {
            let row = side as i32;
            let sites: Vec<&Site> = shown.iter().map(|pair| pair[side]).collect();
            let (mut panels, notes) =
                histograms::panels(&sites, &areas(row), Dress { bars: STYLES[side].colour, ..DRESS });
            if row == 0 {
                for (panel, site) in panels.iter_mut().zip(&sites) {
                    panel.title = Some(DRESS.of.title(site, Place::of(self.cells[0]), panel.area.width));
                }
            }
            figure.panels.append(&mut panels);
            figure.texts.extend(notes);
            self.name_row(side, TOP + row * PITCH + PANEL / 2, &mut figure);
        }
        let overlays = shown.iter().zip(areas(2)).map(|(pair, area)| overlay(*pair, area));
        figure.panels.extend(overlays);
        figure.texts.push(Text::new("both", (MARGIN, TOP + 2 * PITCH + PANEL / 2), SIZE));
        let note = "single rows: counts, one scale each; both: densities";
        let source = [0, 1].map(|side| {
            let words = format!("{}: {}", NAMES[side], self.sides[side]);
            typeface::fit(&words, DRESS.notes, width / 4)
        });
        figure.texts.extend(caption::footer(note, &source, (width, HEIGHT)));
        figure
    }

    /// The name of a row, with the line that it has in the overlay.
    fn name_row(&self, side: usize, middle: i32, figure: &mut Figure) {
        let size = DRESS.notes;
        let room = LEFT - MARGIN - NAME_GAP;
        let mut lines = wrap::wrap(&self.sides[side], |line| typeface::width(line, size) <= f64::from(room));
        if lines.len() > NAME_LINES {
            let rest = lines.split_off(NAME_LINES - 1).join(" ");
            lines.push(typeface::fit(&rest, size, room));
        }
        let pitch = size * 5 / 4;
        let count = i32::try_from(lines.len()).unwrap_or(0);
        let first = middle - count * pitch / 2;
        figure.texts.push(Text::new(NAMES[side], (MARGIN, first), SIZE));
        for (line, words) in (1..).zip(lines) {
            figure.texts.push(Text::new(words, (MARGIN, first + 4 + line * pitch), size).inked(GREY));
        }
        let at = (MARGIN, first + 26 + count * pitch);
        figure.legend.push(LegendEntry { style: STYLES[side], at });
    }
}

/// Both histograms of a layer over one range.
fn overlay(sites: [&Site; 2], area: Area) -> Panel {
    let drawable = |site: &'_ Site| -> Option<Histogram> {
        let histogram = &site.histograms.first()?.histogram;
        (histograms::drawable(histogram) && histogram.inside() > 0).then(|| histogram.clone())
    };
    let both: Vec<(LineStyle, Histogram)> =
        STYLES.into_iter().zip(sites).filter_map(|(style, site)| Some((style, drawable(site)?))).collect();
    let low = both.iter().map(|(_, h)| h.low).fold(f64::INFINITY, f64::min);
    let high = both.iter().map(|(_, h)| h.high).fold(f64::NEG_INFINITY, f64::max);
    let x = if low < high {
        Axis::across((low, high), histograms::PAD, DRESS.room(area.width)).in_shares()
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
