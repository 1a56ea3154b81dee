//! Contact sheet of an activation: one row per initialization, one column per layer.

use crate::record::{CellRecord, Site, Verdict};

use crate::view::cells::naming::Naming;
use crate::view::cells::quantity::Quantity;
use crate::view::cells::sites;
use crate::view::cells::sites::Place;
use crate::view::draw::frame;
use crate::view::figure::colour::{BAR, GREY};
use crate::view::figure::model::{Area, Badge, Figure};
use crate::view::figure::text::{Anchor, Text};
use crate::view::layout::caption;
use crate::view::layout::caption::MARGIN;
use crate::view::layout::histograms;
use crate::view::layout::histograms::Dress;
use crate::view::layout::{typeface, wrap};
use crate::view::tables::words;

const WIDTH: i32 = 2000;
/// Most rows of one sheet; bounds the canvas.
pub(crate) const ROWS: usize = 20;
/// Least and most room for row labels.
const LABELS: (i32, i32) = (200, 420);
/// Between a row's label and its first panel.
const LABEL_GAP: i32 = 24;
/// Type sizes of initialization, least and most, and judgement, and the side of the badge.
const NAME: (i32, i32) = (18, 26);
const WORD: i32 = 20;
const SQUARE: i32 = 16;
/// Between badge and judgement.
const SPACE: i32 = 10;
const GAP: i32 = 22;
/// Between rows without and with tick labels, and between what these leave out and the next row.
const SNUG: i32 = 28;
const LOOSE: i32 = 50;
const UNDER: i32 = 20;
const TOP: i32 = 124;
const BOTTOM: i32 = 60;
const DRESS: Dress = Dress {
    ticks: 20,
    notes: 18,
    intervals: 3,
    gap: GAP,
    of: Quantity::Activation,
    counted: false,
    detailed: false,
    bars: BAR,
};

/// Draws `quantity` of `cells`, one row each.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, quantity: Quantity) -> Figure {
    let dress = Dress { of: quantity, ..DRESS };
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let all: Vec<Vec<&Site>> = cells.iter().map(|cell| quantity.sites(cell)).collect();
    let shared = one_range(&all);
    let labels = label_width(cells, &all, place, naming);
    let left = MARGIN + labels + LABEL_GAP;
    let panel = panel_height(cells.len());
    let columns: Vec<Vec<&Site>> = all.iter().map(|sites| sites::spread(sites)).collect();
    let row = Area { left, top: TOP, width: WIDTH - MARGIN - left, height: panel };
    let loose = room_below(&columns, row);
    let pitch = panel + if shared { SNUG } else { loose };
    let rows = i32::try_from(cells.len()).unwrap_or(1);
    let height = TOP + rows * pitch + BOTTOM - if shared { SNUG - loose } else { 0 };
    let mut figure = Figure {
        width: WIDTH,
        height,
        panels: Vec::new(),
        legend: Vec::new(),
        badges: Vec::new(),
        texts: Vec::new(),
    };
    if let Some(first) = cells.first() {
        let words = format!("{} {} by {}", naming.group(first), quantity.words(), place.word());
        let words = naming.heading_but(&words, first, naming.lines());
        figure.texts.push(caption::title(&words, WIDTH));
    }
    let names: Vec<&str> = cells.iter().map(|cell| naming.line(cell)).collect();
    let (size, names) = wrap::apart(&names, NAME, labels);
    for (number, ((all, sites), name)) in (0..).zip(all.iter().zip(&columns).zip(names)) {
        let whole = Area { top: TOP + number * pitch, ..row };
        let areas = sites::side_by_side(whole, sites.len(), GAP);
        let (mut panels, notes) = histograms::panels(sites, &areas, dress);
        if number == 0 {
            for (panel, site) in panels.iter_mut().zip(sites) {
                panel.title = Some(quantity.title(site, place, panel.area.width));
            }
        }
        if shared && number + 1 < rows {
            // The ticks of the last row speak for all rows.
            panels.iter_mut().for_each(|panel| panel.x.label_size = 0);
        }
        figure.panels.append(&mut panels);
        figure.texts.extend(notes);
        let at = (MARGIN + labels, whole.y(0.5));
        figure.texts.push(Text::new(name, (at.0, at.1 - 4), size).anchored(Anchor::End));
        judge(all, place, at, &mut figure);
    }
    let note = "bars: counts, one scale per row";
    figure.texts.extend(caption::footer(note, &naming.source(), (WIDTH, height)));
    figure
}

/// Pixels from a row with tick labels to the next.
fn room_below(rows: &[Vec<&Site>], area: Area) -> i32 {
    let leaves_out = |sites: &Vec<&Site>| {
        let areas = sites::side_by_side(area, sites.len(), GAP);
        let mut axes = sites.iter().zip(areas).map(|(site, area)| histograms::axis(site, area.width, DRESS));
        axes.any(|axis| axis.common.is_some())
    };
    if rows.iter().any(leaves_out) { frame::common_depth(DRESS.ticks) + UNDER } else { LOOSE }
}

/// Height of a panel, smaller where there are many rows.
fn panel_height(rows: usize) -> i32 {
    match rows {
        0..=6 => 150,
        7..=14 => 104,
        _ => 68,
    }
}

/// Whether all histograms lie over one range.
fn one_range(rows: &[Vec<&Site>]) -> bool {
    let mut ranges = rows
        .iter()
        .flatten()
        .filter_map(|site| site.histograms.first())
        .map(|first| (first.histogram.low, first.histogram.high));
    let first = ranges.next();
    ranges.all(|range| Some(range) == first)
}

/// Room that the widest label needs, within bounds.
fn label_width(cells: &[&CellRecord], rows: &[Vec<&Site>], place: Place, naming: Naming<'_>) -> i32 {
    let width = |(cell, sites): (&&CellRecord, &Vec<&Site>)| {
        let name = typeface::width(naming.line(cell), NAME.1).ceil() as i32;
        let judged = judgement(sites, place);
        name.max(judged.map_or(0, |(word, _)| judgement_width(&word)))
    };
    cells.iter().zip(rows).map(width).max().unwrap_or(0).clamp(LABELS.0, LABELS.1)
}

fn judgement_width(word: &str) -> i32 {
    typeface::width(word, WORD).ceil() as i32 + SQUARE + SPACE
}

/// The judgement of a row, to its left.
fn judge(sites: &[&Site], place: Place, (right, middle): (i32, i32), figure: &mut Figure) {
    let Some((word, verdict)) = judgement(sites, place) else {
        return;
    };
    let left = right - judgement_width(&word);
    let base_line = middle + 28;
    figure.badges.push(Badge {
        area: Area { left, top: base_line - SQUARE + 1, width: SQUARE, height: SQUARE },
        colour: words::badge(verdict),
    });
    let at = (right, base_line);
    figure.texts.push(Text::new(word, at, WORD).anchored(Anchor::End).inked(GREY));
}

/// What becomes of the signal, or of the gradient on its way down, and since which layer.
fn judgement(sites: &[&Site], place: Place) -> Option<(String, Verdict)> {
    let down = sites.first().is_some_and(|site| site.quantity == Quantity::Gradient.name());
    let mut way = sites.to_vec();
    if down {
        way.reverse();
    }
    let last = way.last()?.verdict?;
    let same = way.iter().rev().take_while(|site| site.verdict == Some(last));
    let since = same.last().map_or(1, |site| site.layer);
    let word = last.name();
    let words = match since {
        _ if way.first().is_some_and(|first| first.layer == since) => word.to_owned(),
        0 => format!("{word} at the input"),
        _ if down => format!("{word} from {} {since} down", place.word()),
        _ => format!("{word} from {} {since}", place.word()),
    };
    Some((words, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Summary;

    fn sites(quantity: &str, verdicts: &[Verdict]) -> Vec<Site> {
        let site = |(layer, verdict): (usize, &Verdict)| Site {
            quantity: quantity.to_owned(),
            layer,
            step: 0,
            summary: Summary::default(),
            theory_mean: None,
            theory_std: None,
            verdict: Some(*verdict),
            histograms: Vec::new(),
            stripes: None,
            eigenvalues: Vec::new(),
        };
        verdicts.iter().enumerate().map(site).collect()
    }

    #[test]
    fn a_signal_is_judged_on_its_way_up_and_a_gradient_on_its_way_down() {
        use Verdict::{Exploding, Healthy, Vanishing};
        let words = |quantity: &str, verdicts: &[Verdict]| {
            let sites = sites(quantity, verdicts);
            judgement(&sites.iter().collect::<Vec<_>>(), Place::Layer).unwrap().0
        };
        assert_eq!(words("activation", &[Healthy, Vanishing, Vanishing]), "vanishing from layer 1");
        assert_eq!(
            words("activation-gradient", &[Vanishing, Vanishing, Healthy]),
            "vanishing from layer 1 down"
        );
        assert_eq!(words("activation-gradient", &[Exploding, Healthy, Healthy]), "exploding at the input");
        assert_eq!(words("activation-gradient", &[Healthy, Healthy]), "healthy");
    }
}
