//! One cell: the outputs of every layer as a picture, samples by units.
//!
//! Where the input moves the output, rows differ; where each unit answers every sample alike,
//! columns run through as stripes.

use crate::record::{CellRecord, Site, Stripes};

use super::axis::{Axis, Scale};
use super::caption::{self, MARGIN};
use super::colour::{self, HEAT_LEVELS};
use super::figure::{Area, Figure, Mark, Panel};
use super::layers;
use super::naming::Naming;
use super::text::{Anchor, Text};
use super::{typeface, words};

const HEIGHT: i32 = 750;
const LEFT: i32 = 70;
const GAP: i32 = 26;
const SIZE: i32 = 22;
const SMALL: i32 = 18;

/// Whether there is anything to draw.
pub fn recorded(cell: &CellRecord) -> bool {
    layers::activations(cell).iter().any(|site| decoded(site).is_some())
}

/// Draws the recorded layers of `cell`.
pub fn figure(cell: &CellRecord, naming: Naming<'_>) -> Figure {
    let all = layers::activations(cell);
    let recorded: Vec<&Site> = all.into_iter().filter(|site| decoded(site).is_some()).collect();
    let sites = layers::spread(&recorded);
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
    for (site, area) in sites.iter().zip(layers::side_by_side(whole, sites.len(), GAP)) {
        if let Some((stripes, levels)) = decoded(site) {
            add(site, stripes, levels, area, &mut figure);
        }
    }
    if let Some(first) = figure.panels.first_mut() {
        first.y.label = Some("samples".to_owned());
    }
    let note =
        "colours: each panel its own scale; percentage: std over samples as a share of the layer's std";
    let footer = caption::footer(note, &naming.source(), (width, HEIGHT));
    figure.texts.extend(footer);
    figure
}

fn decoded(site: &Site) -> Option<(&Stripes, Vec<u8>)> {
    let stripes = site.stripes.as_ref()?;
    let levels = stripes.decode().filter(|levels| !levels.is_empty())?;
    let coarse = |level: u8| (u32::from(level) * u32::from(HEAT_LEVELS) / 256) as u8;
    Some((stripes, levels.into_iter().map(coarse).collect()))
}

/// The picture of one layer, its colour bar and what it says.
fn add(site: &Site, stripes: &Stripes, levels: Vec<u8>, area: Area, figure: &mut Figure) {
    let mut picture = heat(area, stripes.units, levels);
    picture.title = Some(format!("{}-layer", site.layer));
    picture.x.label = Some("units".to_owned());
    let bar = Area { top: area.bottom() + 50, height: 16, ..area };
    let under = bar.bottom() + SMALL + 8;
    let mut say = |words: String, at, size, anchor| {
        let words = typeface::fit(&words, size, area.width + GAP / 2);
        figure.texts.push(Text::new(words, at, size).anchored(anchor));
    };
    if stripes.low < stripes.high {
        say(words::short(stripes.low), (bar.left, under), SMALL, Anchor::Start);
        say(words::short(stripes.high), (bar.right(), under), SMALL, Anchor::End);
    } else {
        let all = format!("all {}", words::short(stripes.low));
        say(all, (bar.centre(), under), SMALL, Anchor::Middle);
    }
    let moved = match site.summary.signal_share {
        Some(_) if site.summary.below_resolution => "input: below rounding".to_owned(),
        Some(share) => format!("input: {} of spread", words::percent(share.sqrt())),
        None => "input: nothing".to_owned(),
    };
    say(moved, (bar.centre(), under + 2 * SIZE), SIZE, Anchor::Middle);
    figure.panels.push(picture);
    figure.panels.push(heat(bar, usize::from(HEAT_LEVELS), (0..HEAT_LEVELS).collect()));
}

fn heat(area: Area, columns: usize, levels: Vec<u8>) -> Panel {
    let colours = levels.into_iter().map(colour::heat).collect();
    let mut axis = Axis::bare(0.0, 1.0, Scale::Linear);
    axis.label_size = SIZE;
    Panel { area, title: None, x: axis.clone(), y: axis, marks: vec![Mark::Heat { columns, colours }] }
}
