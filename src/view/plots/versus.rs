//! One cell in two records: the histograms of both, one row each, and laid over each other.

use crate::compare::Pair;
use crate::record::{CellRecord, Record, Site};

use crate::view::cells::common::{Common, Shares, input_size};
use crate::view::cells::{Naming, Place, sites};
use crate::view::figure::colour::{BAR, CYCLE};
use crate::view::figure::{
    Area, Axis, Figure, LegendEntry, LineStyle, Mark, Panel, Scale, Stroke, Text, typeface,
};
use crate::view::layout::histograms::{Dress, PAD, SMALL};
use crate::view::layout::{MARGIN, Margins, Page, Width, wrap};
use crate::view::plan::planned::{Plan, Planned};

const LEFT: i32 = 280;
const PANEL: i32 = 220;
/// Between rows: tick labels.
const MARGINS: Margins =
    Margins { left: LEFT, top: 120, right: MARGIN, bottom: 148, gap: (26, 66), ticks: 20 };
const SIZE: i32 = 24;
const DRESS: Dress = SMALL;
const STYLES: [LineStyle; 2] = [
    LineStyle { colour: BAR, stroke: Stroke::Plain },
    LineStyle { colour: CYCLE[1], stroke: Stroke::Dashed },
];
/// Between the words beside a row and its first panel, and most lines of them.
const NAME_GAP: i32 = 16;
const NAME_LINES: usize = 5;

/// One figure for each pair with histograms of activations on both sides: its first trial. `first` has the words
/// for settings, `sides` what the sides are called.
pub(crate) fn plan<'a>(first: &'a Record, sides: &'a [String; 2], pairs: &[Pair<'a>]) -> Vec<Planned<'a>> {
    let naming = Naming::new(&first.manifest);
    let mut plan = Plan::default();
    let drawn = pairs.iter().filter_map(|pair| Some([*pair.a.first()?, *pair.b.first()?]));
    let has = |cell: &&CellRecord| sites::activations(cell).iter().any(|site| !site.histograms.is_empty());
    for cells in drawn.filter(|cells| cells.iter().all(has)) {
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
        let rows = [0, 1, 2].map(|row| page.row_of(row, shown.len()));
        let place = Place::of(self.cells[0]);
        for (column, pair) in shown.iter().enumerate() {
            // Both sides on one axis and of one height, so that a difference is one of the numbers.
            let common = Common::of(pair, input_size(self.cells[0]));
            let areas = [rows[0][column], rows[1][column]];
            let title = |site: &Site| std::ptr::eq(site, pair[0]).then(|| place.title(site.layer));
            page.add_histograms(pair, &areas, DRESS, common, title);
            page.figure.panels.push(overlay(*pair, common, rows[2][column]));
        }
        let second = rows[1].first().map_or(0, |area| area.top);
        for panel in page.figure.panels.iter_mut().filter(|panel| panel.area.top == second) {
            for mark in &mut panel.marks {
                if let Mark::Bars { colour, .. } = mark
                    && *colour == DRESS.bars
                {
                    *colour = STYLES[1].colour;
                }
            }
        }
        self.name_row(0, &mut page);
        self.name_row(1, &mut page);
        page.figure.texts.push(Text::new("both", (MARGIN, middle(2, &page)), SIZE));
        let title =
            self.naming.of_cell(self.cells[0], &format!(": activations of {}", self.sides.join(" and ")));
        let note = "share of values, on one axis and of one height a layer; grey: values that are exactly 0";
        page.finish(&title, note, &self.naming.source())
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
        for (line, words) in (0..).zip(lines) {
            page.figure.texts.push(Text::new(words, (MARGIN, first + line * pitch), size));
        }
        let at = (MARGIN, first + 10 + count * pitch);
        page.figure.legend.push(LegendEntry { style: STYLES[side], at });
    }
}

fn middle(row: usize, page: &Page) -> i32 {
    page.row(row).top + PANEL / 2
}

/// Both histograms of a layer over each other.
fn overlay(sites: [&Site; 2], common: Common, area: Area) -> Panel {
    let both = sites.map(|site| Shares::of(site, common).unwrap_or_default());
    let most = both.iter().map(Shares::tallest).fold(0.0, f64::max);
    let x = common.range.map_or_else(
        || Axis::bare(0.0, 1.0, Scale::Linear),
        |range| Axis::across(range, PAD, MARGINS.room(area, DRESS.intervals)).in_shares(),
    );
    let line = |(style, shares): (LineStyle, &Shares)| Mark::Line { points: shares.stairs(PAD, most), style };
    Panel {
        area,
        title: None,
        x: Axis { label_size: MARGINS.ticks, ..x }.named("activation", area.width),
        y: Axis::bare(0.0, if most > 0.0 { 1.05 * most } else { 1.0 }, Scale::Linear),
        marks: STYLES.into_iter().zip(&both).map(line).collect(),
    }
}
