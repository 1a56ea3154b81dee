//! A swept setting against depth: spread, signal share, saturation and verdict as heat maps, which
//! show at a glance where a network is healthy.

use crate::number;
use crate::record::{CellRecord, Site, Verdict};

use super::grid::Grid;
use crate::view::cells::{Naming, Sweep};
use crate::view::figure::{Area, Axis, Badge, Colour, Figure, Scale, Text, colour};
use crate::view::layout::{Margins, Page, Width, bar};
use crate::view::tables::words;

const WIDTH: i32 = 2000;
/// Pixels across a page of one map.
const NARROW: i32 = 1200;
/// At the right the names of marked values.
const MARGINS: Margins = Margins { left: 140, top: 116, right: 120, bottom: 230, gap: (36, 0), ticks: SMALL };
const HEIGHT: i32 = 620;
const SMALL: i32 = bar::SMALL;
/// From a map to its colour bar: ticks and the name of the axis; and the height of that.
const BAR: (i32, i32) = (96, 18);
const SQUARE: i32 = 18;
const LINE: i32 = 30;
/// Verdicts side by side.
const COLUMNS: i32 = 3;
/// Decades of a map that keeps ratios, or the share of one that does not, under which it is one colour.
const FLAT: f64 = 0.02;

/// One number per cell of a map, and how it is coloured.
struct Quantity {
    title: &'static str,
    number: fn(&Site) -> Option<f64>,
    shades: Shades,
}

/// What the colours of a map stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shades {
    /// By ratio to 1, which is white.
    AroundOne,
    /// By ratio, from dark to 1.
    UpToOne,
    /// Evenly from 0 to 1.
    Share,
}

/// What is told apart of numbers that are shown by their ratio.
const FAR: f64 = 1e6;
/// What colours reach over at least, so that small differences stay small.
const NEAR: f64 = 10.0;

impl Shades {
    /// The scale of the colours for numbers from `least` to `most`.
    fn scale(self, least: f64, most: f64) -> Axis {
        match self {
            Self::AroundOne => {
                let reach = (1.0 / least).max(most).clamp(NEAR, FAR);
                Axis::bare(1.0 / reach, reach, Scale::Log)
            }
            Self::UpToOne => Axis::bare(least.clamp(1.0 / FAR, 1e-2), 1.0, Scale::Log),
            Self::Share => Axis::bare(0.0, 1.0, Scale::Linear),
        }
    }

    fn colour(self, share: f64) -> Colour {
        if self == Self::AroundOne { colour::diverging(2.0 * share - 1.0) } else { colour::heat_at(share) }
    }

    fn all(self) -> Vec<Colour> {
        if self == Self::AroundOne { colour::all_diverging() } else { colour::all_heat() }
    }
}

/// The first is always shown, the others where they say something of their own.
const QUANTITIES: [Quantity; 3] = [
    Quantity { title: "std", number: |site| site.summary.std, shades: Shades::AroundOne },
    Quantity { title: "signal share", number: |site| site.summary.signal_share, shades: Shades::UpToOne },
    Quantity {
        title: "saturated fraction",
        number: |site| site.summary.saturated_fraction,
        shades: Shades::Share,
    },
];

/// Draws `cells`, which differ in the swept setting only.
pub(crate) fn figure(cells: &[&CellRecord], sweep: &Sweep<'_>, naming: Naming<'_>) -> Figure {
    let grid = Grid::new(cells, sweep);
    let told: Vec<Option<String>> = QUANTITIES.iter().map(|quantity| in_words(quantity, &grid)).collect();
    let shown: Vec<&Quantity> = QUANTITIES
        .iter()
        .zip(&told)
        .filter(|(_, words)| words.is_none())
        .map(|(quantity, _)| quantity)
        .collect();
    let present = grid.verdicts();
    let judged = present.len() > 1;
    let panels = shown.len() + usize::from(judged);
    let mut page =
        Page::new(MARGINS, Width::Page(if panels > 1 { WIDTH } else { NARROW }), HEIGHT, (panels, 1));
    let areas = page.areas();
    for (quantity, area) in shown.iter().zip(&areas) {
        coloured(quantity, &grid, *area, &mut page);
    }
    let marks = marked(cells, sweep);
    if judged {
        verdicts(&grid, &present, &marks, areas[panels - 1], &mut page);
    }
    name(&marks, &grid, areas[panels - 1], &mut page);
    for panel in page.figure.panels.iter_mut().filter(|panel| areas.contains(&panel.area)) {
        panel.marks.extend(marks.iter().flat_map(|(value, _)| grid.across(*value)));
    }
    let trials = cells.iter().map(|cell| cell.trial).max().map_or(1, |last| last + 1);
    let is_grey = |site: Option<&Site>| {
        site.is_none_or(|site| shown.iter().any(|quantity| (quantity.number)(site).is_none()))
    };
    let mut notes: Vec<String> = told.into_iter().flatten().collect();
    if let [verdict] = present.as_slice() {
        notes.insert(0, format!("verdict: {} throughout", verdict.name()));
    }
    let width = cells.first().map(|cell| cell.settings.width()).filter(|_| !marks.is_empty());
    notes.extend(width.map(|width| format!("n: {width} units a layer")));
    notes.extend(sweep.is_logarithmic().then(|| format!("{} and std: logarithmic", sweep.name)));
    notes.extend((trials > 1).then(|| format!("first of {trials} trials")));
    notes.extend(grid.sites().any(is_grey).then(|| "grey: undefined, or no such layer".to_owned()));
    let title = cells.first().map_or_else(String::new, |first| title(first, sweep, naming));
    page.finish(&title, &notes.join("; "), &naming.source())
}

/// The values of a swept std at which layers of one width keep the signal where nothing else sets its scale: of
/// any activation that is linear around 0, and of ReLU.
fn marked(cells: &[&CellRecord], sweep: &Sweep<'_>) -> Vec<(f64, &'static str)> {
    let Some(settings) = cells.first().map(|first| &first.settings) else { return Vec::new() };
    let Ok(width) = settings.width().parse::<f64>() else { return Vec::new() };
    if settings.norm != "none" || sweep.setting() != "init" || sweep.key != Some("std") {
        return Vec::new();
    }
    vec![((1.0 / width).sqrt(), "1/√n"), ((2.0 / width).sqrt(), "√(2/n)")]
}

/// The names of `marks` to the right of the last map, the larger over its line and the smaller under.
fn name(marks: &[(f64, &str)], grid: &Grid<'_>, area: Area, page: &mut Page) {
    for (index, (value, words)) in marks.iter().enumerate() {
        let share = grid.height(*value).and_then(|height| grid.y.share(height));
        let Some(share) = share.filter(|share| (0.0..=1.0).contains(share)) else { continue };
        let down = if index == 0 { SMALL } else { -4 };
        page.figure.texts.push(Text::new(*words, (area.right() + SMALL / 2, area.y(share) + down), SMALL));
    }
}

/// A quantity in words, where a map of it would be one colour or the same whatever is swept; the first of all is what
/// maps are about.
fn in_words(quantity: &Quantity, grid: &Grid<'_>) -> Option<String> {
    let Quantity { title, number, shades } = quantity;
    let ratios = *shades != Shades::Share;
    let place = |site: &Option<&Site>| {
        let number = number((*site)?).filter(|number| number.is_finite())?;
        Some(if ratios { number.max(1.0 / FAR).log10() } else { number })
    };
    let extent = |sites: &mut dyn Iterator<Item = &Option<&Site>>| {
        let places = sites.filter_map(place).map(|place| (place, place));
        places.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1)))
    };
    let said = |place: f64| number::short(if ratios { 10_f64.powf(place) } else { place });
    let is_flat = |(least, most): (f64, f64)| most - least <= FLAT;
    if *title == QUANTITIES[0].title {
        return None;
    }
    let Some(all) = extent(&mut grid.rows.iter().flatten()) else {
        return Some(format!("{title} undefined"));
    };
    if is_flat(all) {
        return Some(format!("{title}: {} throughout", said(all.1)));
    }
    let column = |layer: usize| extent(&mut grid.rows.iter().map(|row| &row[layer]));
    let steady = (0..grid.depth).filter_map(column).all(is_flat);
    let ((first, _), (last, _)) = column(0).zip(column(grid.depth - 1)).filter(|_| steady)?;
    let (first, last) = (said(first), said(last));
    Some(format!("{title}: {first} in layer 1 to {last} in layer {} whatever the {}", grid.depth, grid.swept))
}

fn title<'a>(first: &'a CellRecord, sweep: &Sweep<'a>, naming: Naming<'a>) -> String {
    let init = if sweep.setting() == "init" { sweep.family() } else { naming.init(first) };
    let activation = if sweep.setting() == "activation" { sweep.family() } else { naming.activation(first) };
    naming.heading_but(&format!("{activation}, {init}"), first, sweep.setting())
        + ": what becomes of the signal"
}

/// A map with its colour bar.
fn coloured(quantity: &Quantity, grid: &Grid<'_>, area: Area, page: &mut Page) {
    let numbers = || grid.sites().flatten().filter_map(quantity.number);
    let numbers = || numbers().filter(|number| number.is_finite() && *number > 0.0);
    let (smallest, largest) = (numbers().fold(1.0, f64::min), numbers().fold(1.0, f64::max));
    let scale = quantity.shades.scale(smallest, largest);
    let place = |number: f64| scale.share(number.clamp(scale.low, scale.high));
    let colour =
        |site: &Site| (quantity.number)(site).and_then(place).map(|share| quantity.shades.colour(share));
    grid.add(quantity.title, area, colour, page);
    let words = bar::words(&scale, (smallest < scale.low, largest > scale.high), number::short);
    page.add_bar(quantity.shades.all(), words, area.below(BAR.0, BAR.1));
}

/// The map of verdicts and what its colours mean; the word stands in the map too where it fits, as print may be
/// grey.
fn verdicts(grid: &Grid<'_>, present: &[Verdict], marks: &[(f64, &str)], area: Area, page: &mut Page) {
    grid.add("verdict", area, |site| site.verdict.map(words::badge), page);
    let top = area.bottom() + BAR.0;
    for (index, &verdict) in (0..).zip(present) {
        let (row, column) = (index / COLUMNS, index % COLUMNS);
        let (left, top) = (area.left + column * area.width / COLUMNS, top + row * LINE);
        page.figure.badges.push(Badge {
            area: Area { left, top, width: SQUARE, height: SQUARE },
            colour: words::badge(verdict),
        });
        page.figure.texts.push(Text::new(verdict.name(), (left + SQUARE + 10, top + SQUARE - 2), SMALL));
        page.figure.texts.extend(grid.word(verdict, marks, area));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_of_1_is_white_however_far_others_are() {
        for (least, most) in [(1e-9, 2.0), (0.5, 1e3), (1.0, 1.0)] {
            let scale = Shades::AroundOne.scale(least, most);
            let share = scale.share(1.0).unwrap();
            assert_eq!(Shades::AroundOne.colour(share), Colour(255, 255, 255), "{least} {most}");
        }
    }
}
