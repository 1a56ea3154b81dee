//! One cell: the outputs of every layer as a picture, samples by units.
//!
//! Where the input moves the output, rows differ; where each unit answers every sample alike,
//! columns run through as stripes.

use crate::number;
use crate::record::{CellRecord, Site, Stripes};

use crate::view::cells::{Naming, sites};
use crate::view::figure::colour::MISSING;
use crate::view::figure::{Anchor, Area, Colour, Figure, Panel, Text, colour, typeface};
use crate::view::layout::{MARGIN, Margins, Page, Width, bar};

const MARGINS: Margins = Margins { left: 70, top: 116, right: MARGIN, bottom: 214, gap: (26, 0), ticks: 22 };
const SMALL: i32 = 18;
/// From a picture to its colour bar, and the height of that.
const BAR: (i32, i32) = (50, 16);

/// Whether there is anything to draw.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    sites::activations(cell).iter().any(|site| decoded(site).is_some())
}

/// Draws the recorded layers of `cell`.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>) -> Figure {
    let all = sites::activations(cell);
    let recorded: Vec<&Site> = all.into_iter().filter(|site| decoded(site).is_some()).collect();
    let sites = sites::spread(&recorded);
    let mut page = Page::new(MARGINS, Width::About(380), 420, (sites.len(), 1));
    for (site, area) in sites.iter().zip(page.areas()) {
        if let Some((stripes, colours)) = decoded(site) {
            add(site, stripes, colours, area, &mut page);
            say(site, cell.settings.samples, area, &mut page);
        }
    }
    if let Some(first) = page.figure.panels.first_mut() {
        first.y.label = Some("samples".to_owned());
    }
    let grey = if sites.iter().any(|site| has_grey(site)) { "; grey: non-finite" } else { "" };
    let note = format!("colours: each panel its own{grey}; input: std over samples / std of the layer");
    page.finish(&naming.of_cell(cell, ""), &note, &naming.source())
}

fn decoded(site: &Site) -> Option<(&Stripes, Vec<Colour>)> {
    let stripes = site.stripes.as_ref()?;
    let levels = stripes.decode().filter(|levels| !levels.is_empty())?;
    let colour = |(level, finite): (u8, bool)| {
        if finite { colour::heat_at(f64::from(level) / 256.0) } else { MISSING }
    };
    Some((stripes, levels.into_iter().zip(stripes.finite()).map(colour).collect()))
}

fn has_grey(site: &Site) -> bool {
    site.stripes.as_ref().is_some_and(|stripes| stripes.finite().any(|finite| !finite))
}

/// The picture of one layer and its colour bar, where it has colours.
fn add(site: &Site, stripes: &Stripes, colours: Vec<Colour>, area: Area, page: &mut Page) {
    let finite = colours.iter().any(|colour| *colour != MISSING);
    let all = if colours.contains(&MISSING) { "all others" } else { "all" };
    let mut picture = Panel::heat(area, stripes.units, colours);
    picture.title = Some(format!("{}-layer", site.layer));
    picture.x.label = Some("units".to_owned());
    (picture.x.label_size, picture.y.label_size) = (page.ticks(), page.ticks());
    page.figure.panels.push(picture);
    if !finite {
        return;
    }
    let bar = area.below(BAR.0, BAR.1);
    let mut end = |words: String, at, anchor| {
        let at = (at, bar::base_line(bar, SMALL));
        page.figure.texts.push(Text::new(words, at, SMALL).anchored(anchor));
    };
    if stripes.low < stripes.high {
        end(number::short(stripes.low), bar.left, Anchor::Start);
        end(number::short(stripes.high), bar.right(), Anchor::End);
    } else {
        end(format!("{all} {}", number::short(stripes.low)), bar.centre(), Anchor::Middle);
    }
    let colours = colour::all_heat();
    page.figure.panels.push(Panel::heat(bar, colours.len(), colours));
}

/// What the layer's numbers are, in words under its picture.
fn say(site: &Site, samples: usize, area: Area, page: &mut Page) {
    let summary = &site.summary;
    let input = match summary.signal_share {
        Some(_) if summary.below_resolution => "below rounding".to_owned(),
        Some(share) => format!("{} of spread", number::percent(share.sqrt())),
        // All values are equal: that the input moves nothing is known from two samples on.
        None if summary.std == Some(0.0) && summary.non_finite == 0 && samples > 1 => "nothing".to_owned(),
        None => "undefined".to_owned(),
    };
    let mut lines = vec![format!("input: {input}")];
    if summary.non_finite > 0 {
        let share = number::percent(summary.non_finite as f64 / summary.count as f64);
        lines.insert(0, format!("{share} non-finite"));
    }
    let size = page.ticks();
    let first = bar::base_line(area.below(BAR.0, BAR.1), SMALL) + 2 * size;
    for (line, words) in (0..).zip(lines) {
        let words = typeface::fit(&words, size, area.width + MARGINS.gap.0 / 2);
        let at = (area.centre(), first + line * size * 5 / 4);
        page.figure.texts.push(Text::new(words, at, size).anchored(Anchor::Middle));
    }
}
