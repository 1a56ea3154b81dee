//! Samples on their way to the hidden units and back, before, while and after a machine learns.

use crate::number;
use crate::record::{CellRecord, Metric};
use crate::view::cells::Naming;
use crate::view::figure::colour::HEAT_LEVELS;
use crate::view::figure::{Anchor, Area, Figure, Text, colour};
use crate::view::layout::{MARGIN, Margins, Page, Width};

use super::snapshots;
use crate::view::plots::picture;
use crate::view::plots::picture::Rows;

/// Samples shown.
const SAMPLES: usize = 6;
const SIDE: i32 = 140;
/// Between pictures, and between the groups of one look.
const GAP: i32 = 14;
const APART: i32 = 56;
const MARGINS: Margins =
    Margins { left: MARGIN, top: 170, right: MARGIN, bottom: GAP + 76, gap: (GAP, GAP), ticks: 0 };
const GROUP: i32 = 24;
const NAME: i32 = 20;
const NAMES: [&str; 3] = ["hidden units", "reconstruction", "difference"];

/// Whether there is a walk through `layer`.
pub(crate) fn is_in(cell: &CellRecord, layer: usize) -> bool {
    !looks(cell, layer).is_empty() && input(cell).is_some()
}

fn input(cell: &CellRecord) -> Option<Rows> {
    let site = cell.sites.iter().find(|site| site.quantity == "input")?;
    Rows::of(site.stripes.as_ref())
}

/// Hidden units and what is made of them, at each epoch shown.
fn looks(cell: &CellRecord, layer: usize) -> Vec<(u64, Rows, Rows)> {
    let rows = |quantity, epoch| Rows::of(snapshots::site(cell, quantity, layer, epoch)?.stripes.as_ref());
    let look = |epoch| Some((epoch, rows("activation", epoch)?, rows("reconstruction", epoch)?));
    snapshots::epochs(cell, layer).into_iter().filter_map(look).collect()
}

/// Draws the walk through `layer`.
pub(crate) fn figure(cell: &CellRecord, layer: usize, naming: Naming<'_>) -> Figure {
    let (looks, input) = (looks(cell, layer), input(cell));
    let samples = input.as_ref().map_or(0, |rows| rows.iter().len()).min(SAMPLES);
    let group = 3 * SIDE + 2 * GAP;
    let across = |look: usize| MARGIN + SIDE + APART + look as i32 * (group + APART);
    let inside = Width::Column(across(looks.len()) - APART - MARGIN, 1000);
    let mut page = Page::new(MARGINS, inside, SIDE, (1, samples));
    let place = |left: i32, row: Area| Area { left, width: SIDE, ..row };
    let title = snapshots::title(cell, layer, "to the hidden units and back", naming);
    let mut say = |words: String, centre: i32, line: i32, size: i32| {
        let at = (centre, MARGINS.top - 14 - line * 36);
        page.figure.texts.push(Text::new(words, at, size).anchored(Anchor::Middle));
    };
    say("input".to_owned(), MARGIN + SIDE / 2, 0, NAME);
    for (index, (epoch, ..)) in looks.iter().enumerate() {
        let left = across(index);
        say(snapshots::when(*epoch) + &error(cell, layer, *epoch), left + group / 2, 1, GROUP);
        for (column, name) in (0..).zip(NAMES) {
            say(name.to_owned(), left + column * (SIDE + GAP) + SIDE / 2, 0, NAME);
        }
    }
    let Some(input) = input else { return page.finish(&title, "", &naming.source()) };
    let (low, high) = scale(input.extent().unwrap_or(SHARE));
    let ink = |number: f64| colour::ink((number - low) / (high - low));
    for (row, sample) in input.iter().take(samples).enumerate() {
        let area = page.row(row);
        page.figure.panels.push(picture::panel(sample, place(MARGIN, area), ink));
        for (index, (_, hidden, back)) in looks.iter().enumerate() {
            let (Some(hidden), Some(back)) = (hidden.iter().nth(row), back.iter().nth(row)) else { continue };
            let apart =
                |(back, sample): (&Option<f64>, &Option<f64>)| Some(((*back)? - (*sample)?) / (high - low));
            let difference: Vec<Option<f64>> = back.iter().zip(sample).map(apart).collect();
            let left = |column: i32| across(index) + column * (SIDE + GAP);
            let heat =
                |share: f64| colour::heat((share.clamp(0.0, 1.0) * f64::from(HEAT_LEVELS - 1)).round() as u8);
            page.figure.panels.push(picture::panel(hidden, place(left(0), area), heat));
            page.figure.panels.push(picture::panel(back, place(left(1), area), ink));
            page.figure.panels.push(picture::panel(&difference, place(left(2), area), colour::diverging));
        }
    }
    let note = "hidden units: probability of being on, 0 dark, 1 light; difference: blue too little ink, orange too much; error: mean square";
    page.finish(&title, note, &naming.source())
}

/// The range of a probability.
const SHARE: (f64, f64) = (0.0, 1.0);

/// Paper and ink: 0 and 1 where all numbers are between, else the smallest and the largest.
fn scale((low, high): (f64, f64)) -> (f64, f64) {
    if (0.0 <= low && high <= 1.0) || low == high { SHARE } else { (low, high) }
}

/// The error of the reconstructions in words: that over held-out samples, of which those shown are the first,
/// where there are any.
fn error(cell: &CellRecord, layer: usize, epoch: u64) -> String {
    let of = |metric| {
        let mut points = cell.curves.iter().filter(|point| point.metric == metric);
        points.find(|point| point.layer == Some(layer) && point.step == epoch)?.value
    };
    let error = of(Metric::HeldOutReconstructionError).or_else(|| of(Metric::ReconstructionError));
    error.filter(|_| layer == 1).map_or_else(String::new, |error| format!(": error {}", number::short(error)))
}
