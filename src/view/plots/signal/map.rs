//! A swept setting against depth: spread, signal share, saturation and verdict as heat maps, which
//! show at a glance where a network is healthy.

use crate::number;
use crate::record::{CellRecord, Site, Verdict};

use crate::view::cells::naming::Naming;
use crate::view::cells::sites;
use crate::view::cells::sweep::Sweep;
use crate::view::figure::across::Room;
use crate::view::figure::axis::{Axis, Scale};
use crate::view::figure::colour;
use crate::view::figure::colour::{Colour, HEAT_LEVELS, MISSING};
use crate::view::figure::model::{Area, Badge, Figure, Mark, Panel};
use crate::view::figure::text::Text;
use crate::view::figure::tick::Tick;
use crate::view::layout::bar;
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::tables::words;

const WIDTH: i32 = 2000;
const HEIGHT: i32 = 960;
const LEFT: i32 = 140;
const TOP: i32 = 116;
const MAP: i32 = 620;
const GAP: i32 = 36;
const TICKS: i32 = 22;
const SMALL: i32 = bar::SMALL;
/// From a map to its colour bar: ticks and the name of the axis.
const UNDER: i32 = 96;
const BAR: i32 = 18;
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
    let mut figure = Figure {
        width: WIDTH,
        height: HEIGHT,
        panels: Vec::new(),
        legend: Vec::new(),
        badges: Vec::new(),
        texts: Vec::new(),
    };
    if let Some(first) = cells.first() {
        let init = if sweep.setting() == "init" { sweep.family() } else { naming.init(first) };
        let activation =
            if sweep.setting() == "activation" { sweep.family() } else { naming.activation(first) };
        let words = format!("{activation}, {init}: where is it healthy?");
        let words = naming.heading_but(&words, first, sweep.setting());
        figure.texts.push(caption::title(&words, WIDTH));
    }
    let whole = Area { left: LEFT, top: TOP, width: WIDTH - LEFT - MARGIN, height: MAP };
    let areas = sites::side_by_side(whole, QUANTITIES.len() + 1, GAP);
    for (quantity, area) in QUANTITIES.iter().zip(&areas) {
        coloured(quantity, &grid, *area, &mut figure);
    }
    if let Some(area) = areas.last() {
        verdicts(&grid, *area, &mut figure);
    }
    for (index, panel) in (0..).zip(figure.panels.iter_mut().filter(|panel| panel.title.is_some())) {
        let panel: &mut Panel = panel;
        (panel.x, panel.y) = (grid.x(panel.area.width), grid.y(sweep));
        if index > 0 {
            (panel.y.label_size, panel.y.label) = (0, None);
        }
    }
    let trials = cells.iter().map(|cell| cell.trial).max().map_or(1, |last| last + 1);
    let is_grey = |site: Option<&Site>| {
        site.is_none_or(|site| QUANTITIES.iter().any(|quantity| (quantity.number)(site).is_none()))
    };
    let notes = [
        (trials > 1).then(|| format!("first of {trials} trials")),
        grid.sites().any(is_grey).then(|| "grey: undefined, or no such layer".to_owned()),
    ];
    let note = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
    figure.texts.extend(caption::footer(&note, &naming.source(), (WIDTH, HEIGHT)));
    figure
}

/// The sites of all cells, the largest swept value on top.
struct Grid<'a> {
    rows: Vec<Vec<Option<&'a Site>>>,
    depth: usize,
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
        Self { rows, depth }
    }

    fn sites(&self) -> impl Iterator<Item = Option<&'a Site>> {
        self.rows.iter().flatten().copied()
    }

    fn mark(&self, colour: impl Fn(&Site) -> Option<Colour>) -> Mark {
        let colours = self.sites().map(|site| site.and_then(&colour).unwrap_or(MISSING)).collect();
        Mark::Heat { columns: self.depth, colours }
    }

    /// Layers, each in the middle of its column.
    fn x(&self, width: i32) -> Axis {
        let room = Room { width, gap: GAP, size: TICKS, intervals: 10 };
        let mut axis = Axis::whole(0.5, self.depth as f64 + 0.5, room);
        axis.label = Some("layer".to_owned());
        axis
    }

    /// The swept values, each in the middle of its row; few of them are all written.
    fn y(&self, sweep: &Sweep<'_>) -> Axis {
        let positions: Vec<f64> = sweep.positions().collect();
        let (Some(&low), Some(&high)) = (positions.first(), positions.last()) else {
            return Axis::bare(0.0, 1.0, Scale::Linear);
        };
        let steps = (positions.len() - 1) as f64;
        let mut axis = if positions.len() <= ALL {
            let tick = |(row, at): (u32, &f64)| Tick { at: row.into(), label: number::short(*at), nudge: 0 };
            let ticks = (0..).zip(&positions).map(tick).collect();
            Axis { ticks, label_size: TICKS, ..Axis::bare(-0.5, steps + 0.5, Scale::Linear) }
        } else if sweep.is_logarithmic() {
            let half = (high / low).powf(0.5 / steps);
            Axis::up_log(low / half, high * half, TICKS)
        } else {
            let half = (high - low) / steps / 2.0;
            Axis::up(low - half, high + half, 8, TICKS)
        };
        axis.label = Some(sweep.name.clone());
        axis
    }
}

/// A map with its colour bar.
fn coloured(quantity: &Quantity, grid: &Grid<'_>, area: Area, figure: &mut Figure) {
    let (least, most) = quantity.range;
    let numbers = || grid.sites().flatten().filter_map(quantity.number).filter(|number| number.is_finite());
    let smallest = numbers().fold(f64::INFINITY, f64::min);
    let largest = numbers().fold(f64::NEG_INFINITY, f64::max);
    let (first, last) = quantity.always.unwrap_or((smallest, largest));
    let (low, high) = (smallest.min(first).clamp(least, most), largest.max(last).clamp(least, most));
    // A map of one number has no scale of its own.
    let (low, high) = if low < high { (low, high) } else { (least, most) };
    let scale = Axis::bare(low, high, quantity.scale);
    let colour = |site: &Site| {
        let share = scale.share((quantity.number)(site)?.clamp(low, high))?;
        Some(colour::heat((share * f64::from(HEAT_LEVELS)).min(f64::from(HEAT_LEVELS - 1)) as u8))
    };
    figure.panels.push(panel(area, Some(quantity.title), grid.mark(colour)));

    let at = Area { top: area.bottom() + UNDER, height: BAR, ..area };
    let under = if smallest < low { "≤ " } else { "" };
    let over = if largest > high { "≥ " } else { "" };
    // The middle tells whether colours keep ratios or differences.
    let middle = match quantity.scale {
        Scale::Linear => low / 2.0 + high / 2.0,
        Scale::Log => low.sqrt() * high.sqrt(),
    };
    let ends = [format!("{under}{}", number::short(low)), format!("{over}{}", number::short(high))];
    bar::add([&ends[0], &number::short(middle), &ends[1]], at, figure);
}

/// The map of verdicts and what its colours mean.
fn verdicts(grid: &Grid<'_>, area: Area, figure: &mut Figure) {
    let mark = grid.mark(|site| site.verdict.map(words::badge));
    figure.panels.push(panel(area, Some("verdict"), mark));
    let mut present: Vec<Verdict> = Vec::new();
    for verdict in grid.sites().flatten().filter_map(|site| site.verdict) {
        if !present.contains(&verdict) {
            present.push(verdict);
        }
    }
    let top = area.bottom() + UNDER;
    for (index, verdict) in (0..).zip(present) {
        let (row, column) = (index / COLUMNS, index % COLUMNS);
        let (left, top) = (area.left + column * area.width / COLUMNS, top + row * LINE);
        figure.badges.push(Badge {
            area: Area { left, top, width: SQUARE, height: SQUARE },
            colour: words::badge(verdict),
        });
        figure.texts.push(Text::new(verdict.name(), (left + SQUARE + 10, top + SQUARE - 2), SMALL));
    }
}

fn panel(area: Area, title: Option<&str>, mark: Mark) -> Panel {
    Panel { title: title.map(str::to_owned), ..bar::heat(area, mark) }
}
