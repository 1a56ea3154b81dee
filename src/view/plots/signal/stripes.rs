//! One cell: the outputs of every layer as a picture, samples by units.
//!
//! Where the input moves the output, rows differ; where each unit answers every sample alike,
//! columns run through as stripes.

use crate::number;
use crate::record::{CellRecord, Site, Stripes};

use crate::view::cells::naming::Naming;
use crate::view::cells::sites;
use crate::view::figure::axis::{Axis, Scale};
use crate::view::figure::colour;
use crate::view::figure::colour::{Colour, HEAT_LEVELS, MISSING};
use crate::view::figure::model::{Area, Figure, Mark, Panel};
use crate::view::figure::text::{Anchor, Text};
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::typeface;

const HEIGHT: i32 = 750;
const LEFT: i32 = 70;
const GAP: i32 = 26;
const SIZE: i32 = 22;
const SMALL: i32 = 18;
/// From a picture to its colour bar, and the height of that.
const BAR_DOWN: i32 = 50;
const BAR: i32 = 16;

/// Whether there is anything to draw.
pub(crate) fn recorded(cell: &CellRecord) -> bool {
    sites::activations(cell).iter().any(|site| decoded(site).is_some())
}

/// Draws the recorded layers of `cell`.
pub(crate) fn figure(cell: &CellRecord, naming: Naming<'_>) -> Figure {
    let all = sites::activations(cell);
    let recorded: Vec<&Site> = all.into_iter().filter(|site| decoded(site).is_some()).collect();
    let sites = sites::spread(&recorded);
    let panels = i32::try_from(sites.len()).unwrap_or(1);
    let width = (LEFT + MARGIN + panels * 380).clamp(1000, 2000);
    let whole = Area { left: LEFT, top: 116, width: width - LEFT - MARGIN, height: 420 };
    let words = format!("{}, {}", naming.activation(cell), naming.init(cell));
    let mut figure = Figure {
        width,
        height: HEIGHT,
        panels: Vec::new(),
        legend: Vec::new(),
        badges: Vec::new(),
        texts: vec![caption::title(&naming.heading(&words, cell), width)],
    };
    for (site, area) in sites.iter().zip(sites::side_by_side(whole, sites.len(), GAP)) {
        if let Some((stripes, colours)) = decoded(site) {
            add(site, stripes, colours, area, &mut figure);
            say(site, cell.settings.samples, area, &mut figure);
        }
    }
    if let Some(first) = figure.panels.first_mut() {
        first.y.label = Some("samples".to_owned());
    }
    let grey = if sites.iter().any(|site| has_grey(site)) { "; grey: non-finite" } else { "" };
    let note = format!("colours: each panel its own{grey}; input: std over samples / std of the layer");
    let footer = caption::footer(&note, &naming.source(), (width, HEIGHT));
    figure.texts.extend(footer);
    figure
}

fn decoded(site: &Site) -> Option<(&Stripes, Vec<Colour>)> {
    let stripes = site.stripes.as_ref()?;
    let levels = stripes.decode().filter(|levels| !levels.is_empty())?;
    let coarse = |level: u8| (u32::from(level) * u32::from(HEAT_LEVELS) / 256) as u8;
    let colour = |(level, finite): (u8, bool)| if finite { colour::heat(coarse(level)) } else { MISSING };
    Some((stripes, levels.into_iter().zip(stripes.finite()).map(colour).collect()))
}

fn has_grey(site: &Site) -> bool {
    site.stripes.as_ref().is_some_and(|stripes| stripes.finite().any(|finite| !finite))
}

/// The picture of one layer and its colour bar, where it has colours.
fn add(site: &Site, stripes: &Stripes, colours: Vec<Colour>, area: Area, figure: &mut Figure) {
    let finite = colours.iter().any(|colour| *colour != MISSING);
    let all = if colours.contains(&MISSING) { "all others" } else { "all" };
    let mut picture = heat(area, stripes.units, colours);
    picture.title = Some(format!("{}-layer", site.layer));
    picture.x.label = Some("units".to_owned());
    figure.panels.push(picture);
    if !finite {
        return;
    }
    let bar = Area { top: area.bottom() + BAR_DOWN, height: BAR, ..area };
    let under = bar.bottom() + SMALL + 8;
    let mut end = |words: String, at, anchor| {
        figure.texts.push(Text::new(words, (at, under), SMALL).anchored(anchor));
    };
    if stripes.low < stripes.high {
        end(number::short(stripes.low), bar.left, Anchor::Start);
        end(number::short(stripes.high), bar.right(), Anchor::End);
    } else {
        end(format!("{all} {}", number::short(stripes.low)), bar.centre(), Anchor::Middle);
    }
    let colours = (0..HEAT_LEVELS).map(colour::heat).collect();
    figure.panels.push(heat(bar, usize::from(HEAT_LEVELS), colours));
}

/// What the layer's numbers are, in words under its picture.
fn say(site: &Site, samples: usize, area: Area, figure: &mut Figure) {
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
    let first = area.bottom() + BAR_DOWN + BAR + SMALL + 8 + 2 * SIZE;
    for (line, words) in (0..).zip(lines) {
        let words = typeface::fit(&words, SIZE, area.width + GAP / 2);
        let at = (area.centre(), first + line * SIZE * 5 / 4);
        figure.texts.push(Text::new(words, at, SIZE).anchored(Anchor::Middle));
    }
}

fn heat(area: Area, columns: usize, colours: Vec<Colour>) -> Panel {
    let mut axis = Axis::bare(0.0, 1.0, Scale::Linear);
    axis.label_size = SIZE;
    Panel { area, title: None, x: axis.clone(), y: axis, marks: vec![Mark::Heat { columns, colours }] }
}
