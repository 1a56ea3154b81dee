//! The outputs of layers as pictures, samples by units: a row for each network, a column for each layer.
//!
//! Where the input moves the output, rows of a picture differ; where each unit answers every sample alike,
//! columns run through as stripes.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::{Naming, Place, sites};
use crate::view::figure::colour::{GREY, MISSING};
use crate::view::figure::{Anchor, Area, Colour, Figure, Panel, Text, colour, typeface};
use crate::view::layout::labels::Labels;
use crate::view::layout::{Margins, Page, Width};
use crate::view::plots::picture::Rows;

/// Most rows and columns of a figure.
pub(crate) const ROWS: usize = 4;
const COLUMNS: usize = 5;

const WIDTH: i32 = 2000;
const SMALL: i32 = 20;
/// Besides the names of rows; at the right the colour bars with their ends.
const MARGINS: Margins = Margins { left: 40, top: 148, right: 170, bottom: 100, gap: (26, 50), ticks: SMALL };
/// Height of a single row, of each of two, and so on.
const HEIGHTS: [i32; ROWS] = [420, 330, 250, 190];
/// From the last picture of a row to its colour bar, and the width of that.
const BAR: (i32, i32) = (26, 18);
/// A picture over less of its row's scale is told in words.
const FLAT: f64 = 0.02;
/// The share of the values at each end that colours do not tell apart: a single outlier would leave all others
/// one colour.
const TAIL: f64 = 0.01;

/// Whether there is anything to draw.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    !pictures(cell).is_empty()
}

/// Draws the recorded layers of `cells`, a row each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let all: Vec<Vec<(&Site, Rows)>> = cells.iter().map(|cell| pictures(cell)).collect();
    let names: Vec<String> = cells.iter().map(|cell| naming.line(cell)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels = (cells.len() > 1).then(|| Labels::new(&names, 0));
    let left = MARGINS.left + labels.as_ref().map_or(0, Labels::left);
    let height = HEIGHTS[cells.len().clamp(1, ROWS) - 1];
    let mut page = Page::new(Margins { left, ..MARGINS }, Width::Page(WIDTH), height, (1, cells.len()));
    let mut grey = false;
    let long = cells.iter().zip(&all).enumerate().all(|(row, (cell, pictures))| {
        let room = page.row_of(row, pictures.len().max(1))[0].width;
        let fits = |(site, _): &(&Site, Rows)| {
            typeface::width(&moved(site, cell.settings.samples, true), SMALL) <= f64::from(room)
        };
        pictures.iter().all(fits)
    });
    for (row, (cell, pictures)) in cells.iter().zip(&all).enumerate() {
        let shades = Shades::of(pictures.iter().map(|(_, picture)| picture));
        let areas = page.row_of(row, pictures.len().max(1));
        let last = row + 1 == cells.len();
        for ((site, picture), area) in pictures.iter().zip(&areas) {
            let place = Place::of(cell).word();
            page.figure.texts.extend((row == 0).then(|| {
                let at = (area.centre(), area.top - SMALL * 2);
                Text::new(format!("{place} {}", site.layer), at, 26).anchored(Anchor::Middle)
            }));
            let words = moved(site, cell.settings.samples, long);
            let at = (area.centre(), area.top - SMALL / 2);
            page.figure.texts.push(Text::new(words, at, SMALL).inked(GREY).anchored(Anchor::Middle));
            grey |= picture.iter().flatten().any(Option::is_none);
            let colour = |number: &Option<f64>| number.map_or(MISSING, |number| shades.colour(number));
            let colours = picture.iter().flatten().map(colour).collect();
            let mut panel = Panel::heat(*area, picture.columns(), colours);
            if let Some(words) = in_words(picture, &shades) {
                panel.marks.clear();
                let at = (area.centre(), area.y(0.5) + SMALL / 3);
                page.figure.texts.push(Text::new(words, at, SMALL).anchored(Anchor::Middle));
            }
            (panel.x.label_size, panel.y.label_size) = (SMALL, SMALL);
            panel.x.label = last.then(|| "units".to_owned());
            panel.y.label = page.is_first(*area).then(|| "samples".to_owned());
            page.figure.panels.push(panel);
        }
        if let Some(area) = areas.last() {
            shades.add_bar(*area, &mut page);
        }
        let middle = page.row(row).y(0.5);
        page.figure.texts.extend(labels.as_ref().map(|labels| labels.text(row, middle + labels.size / 3)));
    }
    let note = notes(cells, &all, grey);
    page.finish(&naming.of_lines(cells, ": layers' answers, sample by sample"), &note, &naming.source())
}

/// The recorded layers of a cell's network as it was first seen, some of them where there are many.
fn pictures(cell: &CellRecord) -> Vec<(&Site, Rows)> {
    let all = sites::activations(cell);
    let recorded: Vec<&Site> =
        all.into_iter().filter(|site| Rows::of(site.stripes.as_ref()).is_some()).collect();
    let shown = sites::thinned(&recorded, COLUMNS).into_iter();
    shown.filter_map(|site| Some((site, Rows::of(site.stripes.as_ref())?))).collect()
}

/// How to read the pictures, and what of the networks they do not show.
fn notes(cells: &[&CellRecord], all: &[Vec<(&Site, Rows)>], grey: bool) -> String {
    let mut notes = vec!["a row of pictures has one scale".to_owned()];
    let first = cells.first().zip(all.first().and_then(|pictures| pictures.first()));
    if let Some((cell, (site, picture))) = first {
        let units = cell.settings.layers.get(site.layer).copied().unwrap_or(picture.columns());
        let of = |shown: usize, all: usize| match shown {
            shown if shown < all => format!("{shown} of {all}"),
            shown => shown.to_string(),
        };
        let (samples, units) =
            (of(picture.iter().len(), cell.settings.samples), of(picture.columns(), units));
        notes.push(format!("{samples} samples, {units} units"));
    }
    let layers = cells.iter().map(|cell| sites::activations(cell).len()).max().unwrap_or(0);
    let shown = all.iter().map(Vec::len).max().unwrap_or(0);
    notes.extend((shown < layers).then(|| format!("{shown} of {layers} layers")));
    notes.push("moved by the input: std over samples in per cent of the layer's std".to_owned());
    notes.extend(grey.then(|| "grey: not finite".to_owned()));
    notes.join("; ")
}

/// How far the input moves what a layer answers, in many words or few.
fn moved(site: &Site, samples: usize, long: bool) -> String {
    let summary = &site.summary;
    if summary.non_finite > 0 {
        return format!("{} not finite", number::percent(summary.non_finite as f64 / summary.count as f64));
    }
    match summary.signal_share {
        Some(_) if summary.below_resolution => "moved below rounding".to_owned(),
        Some(share) => {
            let words = if long { "the input moves these by" } else { "moved by" };
            format!("{words} {}", number::percent(share.sqrt()))
        }
        // All values are equal: that the input moves nothing is known from two samples on.
        None if summary.std == Some(0.0) && samples > 1 => "moved by nothing".to_owned(),
        None => String::new(),
    }
}

/// What a picture shows that would be one colour, in words.
fn in_words(picture: &Rows, shades: &Shades) -> Option<String> {
    let (low, high) = picture.extent()?;
    match high / 2.0 - low / 2.0 {
        0.0 => Some(format!("all {}", number::short(low))),
        half if half < FLAT * (shades.high / 2.0 - shades.low / 2.0) => {
            let (low, high) = (number::short(low), number::short(high));
            Some(if low == high { format!("about {low}") } else { format!("{low} to {high}") })
        }
        _ => None,
    }
}

/// The colours of one row of pictures.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Shades {
    low: f64,
    high: f64,
}

impl Shades {
    /// Colours for nearly all values of `pictures`: those of both signs lie around 0.
    fn of<'a>(pictures: impl Iterator<Item = &'a Rows>) -> Self {
        let values = pictures.flat_map(|picture| picture.iter().flatten().flatten());
        let mut values: Vec<f64> = values.copied().collect();
        values.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * values.len().saturating_sub(1) as f64;
            values.get(place.round() as usize).copied().unwrap_or(0.0)
        };
        let (mut low, mut high) = (at(TAIL), at(1.0 - TAIL));
        if low == high {
            (low, high) = (at(0.0), at(1.0));
        }
        if low < 0.0 && high > 0.0 {
            high = high.max(-low);
            low = -high;
        }
        Self { low, high }
    }

    fn is_signed(self) -> bool {
        self.low < 0.0 && self.high > 0.0
    }

    fn colour(self, number: f64) -> Colour {
        // Halves, as the range may be wider than numbers reach.
        let share = (number / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        if self.is_signed() { colour::diverging(2.0 * share - 1.0) } else { colour::heat_at(share) }
    }

    /// The bar of these colours beside the last picture of a row; none where they are one.
    fn add_bar(self, picture: Area, page: &mut Page) {
        if self.low >= self.high {
            return;
        }
        let area = Area { left: picture.right() + BAR.0, width: BAR.1, ..picture };
        let colours = if self.is_signed() { colour::all_diverging() } else { colour::all_heat() };
        page.figure.panels.push(Panel::heat(area, 1, colours.into_iter().rev().collect()));
        let beside = area.right() + SMALL / 2;
        let zero = self.is_signed().then(|| ("0".to_owned(), area.y(0.5) + SMALL / 3));
        let ends =
            [(number::short(self.high), area.top + SMALL * 3 / 4), (number::short(self.low), area.bottom())];
        let words = ends.into_iter().chain(zero);
        page.figure
            .texts
            .extend(words.map(|(words, base_line)| Text::new(words, (beside, base_line), SMALL)));
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;
    use crate::record::Stripes;

    fn picture(value: impl Fn(usize) -> f64) -> Rows {
        let values = Array2::from_shape_fn((20, 20), |(i, j)| value(20 * i + j));
        Rows::of(Stripes::encode(values.view()).as_ref()).unwrap()
    }

    #[test]
    fn an_outlier_does_not_blacken_a_picture() {
        let picture = picture(|index| if index == 7 { 1000.0 } else { (index % 10) as f64 });
        let shades = Shades::of([&picture].into_iter());
        assert!(shades.high < 20.0, "{shades:?}");
    }

    #[test]
    fn signed_values_lie_around_0_and_a_layer_that_shrinks_pales() {
        let (first, last) =
            (picture(|index| index as f64 - 200.0), picture(|index| (index as f64 - 200.0) / 100.0));
        let shades = Shades::of([&first, &last].into_iter());
        assert_eq!(shades.low, -shades.high);
        assert_eq!(shades.colour(0.0), Colour(255, 255, 255));
        let pale = shades.colour(2.0);
        assert!([pale.0, pale.1, pale.2].iter().all(|channel| *channel > 245), "{pale:?}");
    }
}
