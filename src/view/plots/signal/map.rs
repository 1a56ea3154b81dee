//! A swept setting against depth: spread, signal share, saturation and verdict as heat maps, which
//! show at a glance where a network is healthy.

use crate::number;
use crate::record::{CellRecord, Site, Verdict};

use crate::view::cells::{Naming, Sweep, sites};
use crate::view::figure::colour::MISSING;
use crate::view::figure::{Area, Axis, Badge, Colour, Figure, Panel, Scale, Text, Tick, colour};
use crate::view::layout::{MARGIN, Margins, Page, Width, bar};
use crate::view::tables::words;

const WIDTH: i32 = 2000;
const MARGINS: Margins = Margins { left: 140, top: 116, right: MARGIN, bottom: 224, gap: (36, 0), ticks: 22 };
const SMALL: i32 = bar::SMALL;
/// From a map to its colour bar: ticks and the name of the axis; and the height of that.
const BAR: (i32, i32) = (96, 18);
const SQUARE: i32 = 18;
const LINE: i32 = 30;
/// Verdicts side by side.
const COLUMNS: i32 = 3;
/// Rows that have a tick each.
const ALL: usize = 12;

/// One number per cell of a map, and how it is coloured.
struct Quantity {
    title: &'static str,
    number: fn(&Site) -> Option<f64>,
    scale: Scale,
    /// Smallest and largest number that is told apart.
    range: (f64, f64),
    /// What the colours reach over at least, so that small differences stay small.
    always: Option<(f64, f64)>,
}

const QUANTITIES: [Quantity; 3] = [
    Quantity {
        title: "std",
        number: |site| site.summary.std,
        scale: Scale::Log,
        range: (1e-6, 1e6),
        always: None,
    },
    Quantity {
        title: "signal share",
        number: |site| site.summary.signal_share,
        scale: Scale::Log,
        range: (1e-6, 1.0),
        always: Some((1e-2, 1.0)),
    },
    Quantity {
        title: "saturated fraction",
        number: |site| site.summary.saturated_fraction,
        scale: Scale::Linear,
        range: (0.0, 1.0),
        always: Some((0.0, 1.0)),
    },
];

/// Draws `cells`, which differ in the swept setting only.
pub(crate) fn figure(cells: &[&CellRecord], sweep: &Sweep<'_>, naming: Naming<'_>) -> Figure {
    let grid = Grid::new(cells, sweep);
    let mut page = Page::new(MARGINS, Width::Page(WIDTH), 620, (QUANTITIES.len() + 1, 1));
    let areas = page.areas();
    for (quantity, area) in QUANTITIES.iter().zip(&areas) {
        coloured(quantity, &grid, *area, &mut page);
    }
    verdicts(&grid, areas[QUANTITIES.len()], &mut page);
    let trials = cells.iter().map(|cell| cell.trial).max().map_or(1, |last| last + 1);
    let is_grey = |site: Option<&Site>| {
        site.is_none_or(|site| QUANTITIES.iter().any(|quantity| (quantity.number)(site).is_none()))
    };
    let notes = [
        (trials > 1).then(|| format!("first of {trials} trials")),
        grid.sites().any(is_grey).then(|| "grey: undefined, or no such layer".to_owned()),
    ];
    let note = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let title = cells.first().map_or_else(String::new, |first| title(first, sweep, naming));
    page.finish(&title, &note, &naming.source())
}

fn title<'a>(first: &'a CellRecord, sweep: &Sweep<'a>, naming: Naming<'a>) -> String {
    let init = if sweep.setting() == "init" { sweep.family() } else { naming.init(first) };
    let activation = if sweep.setting() == "activation" { sweep.family() } else { naming.activation(first) };
    naming.heading_but(&format!("{activation}, {init}: where is it healthy?"), first, sweep.setting())
}

/// The sites of all cells, the largest swept value on top.
struct Grid<'a> {
    rows: Vec<Vec<Option<&'a Site>>>,
    depth: usize,
    y: Axis,
}

impl<'a> Grid<'a> {
    fn new(cells: &[&'a CellRecord], sweep: &Sweep<'_>) -> Self {
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
        Self { rows, depth, y: positions(sweep) }
    }

    fn sites(&self) -> impl Iterator<Item = Option<&'a Site>> {
        self.rows.iter().flatten().copied()
    }

    fn add(&self, title: &str, area: Area, colour: impl Fn(&Site) -> Option<Colour>, page: &mut Page) {
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
}

/// The swept values, each in the middle of its row; few of them are all written.
fn positions(sweep: &Sweep<'_>) -> Axis {
    let positions: Vec<f64> = sweep.positions().collect();
    let (Some(&low), Some(&high)) = (positions.first(), positions.last()) else {
        return Axis::bare(0.0, 1.0, Scale::Linear);
    };
    let (steps, size) = ((positions.len() - 1) as f64, MARGINS.ticks);
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

/// A map with its colour bar.
fn coloured(quantity: &Quantity, grid: &Grid<'_>, area: Area, page: &mut Page) {
    let (least, most) = quantity.range;
    let numbers = || grid.sites().flatten().filter_map(quantity.number).filter(|number| number.is_finite());
    let smallest = numbers().fold(f64::INFINITY, f64::min);
    let largest = numbers().fold(f64::NEG_INFINITY, f64::max);
    let (first, last) = quantity.always.unwrap_or((smallest, largest));
    let (low, high) = (smallest.min(first).clamp(least, most), largest.max(last).clamp(least, most));
    // A map of one number has no scale of its own.
    let (low, high) = if low < high { (low, high) } else { (least, most) };
    let scale = Axis::bare(low, high, quantity.scale);
    let colour = |site: &Site| scale.share((quantity.number)(site)?.clamp(low, high)).map(colour::heat_at);
    grid.add(quantity.title, area, colour, page);
    let words = bar::words(&scale, (smallest < low, largest > high), number::short);
    page.add_bar(colour::all_heat(), words, area.below(BAR.0, BAR.1));
}

/// The map of verdicts and what its colours mean.
fn verdicts(grid: &Grid<'_>, area: Area, page: &mut Page) {
    grid.add("verdict", area, |site| site.verdict.map(words::badge), page);
    let mut present: Vec<Verdict> = Vec::new();
    for verdict in grid.sites().flatten().filter_map(|site| site.verdict) {
        if !present.contains(&verdict) {
            present.push(verdict);
        }
    }
    let top = area.bottom() + BAR.0;
    for (index, verdict) in (0..).zip(present) {
        let (row, column) = (index / COLUMNS, index % COLUMNS);
        let (left, top) = (area.left + column * area.width / COLUMNS, top + row * LINE);
        page.figure.badges.push(Badge {
            area: Area { left, top, width: SQUARE, height: SQUARE },
            colour: words::badge(verdict),
        });
        page.figure.texts.push(Text::new(verdict.name(), (left + SQUARE + 10, top + SQUARE - 2), SMALL));
    }
}
