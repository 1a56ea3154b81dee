//! Contact sheet of an activation: one row per initialization, one column per layer.

use crate::record::{CellRecord, Site};

use super::judgement::Judgement;

use crate::view::cells::{Naming, Place, Quantity, group, sites};
use crate::view::draw::frame;
use crate::view::figure::colour::GREY;
use crate::view::figure::{Anchor, Area, Badge, Figure, Text, typeface};
use crate::view::layout::histograms::{Dress, SMALL};
use crate::view::layout::labels::Labels;
use crate::view::layout::{MARGIN, Margins, Page, Width, histograms};
use crate::view::tables::words;

const WIDTH: i32 = 2000;
/// Most rows of one sheet; bounds the canvas.
pub(crate) const ROWS: usize = 20;
/// Least room for row labels.
const LABELS: i32 = 200;
/// Type size of judgements, and the side of their badges.
const WORD: i32 = 20;
const SQUARE: i32 = 16;
/// Between badge and judgement.
const SPACE: i32 = 10;
/// From a line of the judgement to the next.
const LINE: usize = 24;
/// Between rows without and with tick labels, and between what these leave out and the next row.
const SNUG: i32 = 28;
const LOOSE: i32 = 50;
const UNDER: i32 = 20;
const BOTTOM: i32 = 60;
const MARGINS: Margins =
    Margins { left: MARGIN, top: 124, right: MARGIN, bottom: BOTTOM, gap: (22, SNUG), ticks: 20 };
const DRESS: Dress = Dress { intervals: 3, ..SMALL };

/// Draws `quantity` of `cells`, one row for those that are trials of one network: the first is shown, all are
/// judged.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, quantity: Quantity) -> Figure {
    let trials = group::trials(cells);
    let judged = |trials: &Vec<&CellRecord>| {
        let sites: Vec<Vec<&Site>> = trials.iter().map(|cell| quantity.sites(cell)).collect();
        Judgement::of(&sites, quantity, Place::of(trials[0]))
    };
    let judgements: Vec<Option<Judgement>> = trials.iter().map(judged).collect();
    let cells: Vec<&CellRecord> = trials.iter().map(|trials| trials[0]).collect();
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let all: Vec<Vec<&Site>> = cells.iter().map(|cell| quantity.sites(cell)).collect();
    let shared = one_range(&all);
    let judged = judgements.iter().flatten();
    let widest = judged.map(|judged| judgement_width(&judged.words)).max().unwrap_or(0);
    let names: Vec<String> = cells.iter().map(|cell| naming.line(cell)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels = Labels::new(&names, widest.max(LABELS));
    let left = labels.left();
    let columns: Vec<Vec<&Site>> = all.iter().map(|sites| sites::spread(sites)).collect();
    let loose = room_below(&columns, WIDTH - MARGIN - left);
    let between = if shared { SNUG } else { loose };
    let margins = Margins { left, bottom: loose + BOTTOM, gap: (MARGINS.gap.0, between), ..MARGINS };
    let mut page = Page::new(margins, Width::Page(WIDTH), panel_height(cells.len()), (1, cells.len()));
    for (number, (judged, sites)) in judgements.iter().zip(&columns).enumerate() {
        let title = |site: &_, width| (number == 0).then(|| quantity.title(site, place, width));
        let dress = Dress { of: quantity, ..DRESS };
        page.add_histograms(sites, &page.row_of(number, sites.len()), dress, title);
        if shared && number + 1 < cells.len() {
            // The ticks of the last row speak for all rows.
            page.figure.panels.iter_mut().for_each(|panel| panel.x.label_size = 0);
        }
        let middle = page.row(number).y(0.5);
        page.figure.texts.push(labels.text(number, middle - 4));
        judge(judged.as_ref(), (labels.right, middle), &mut page);
    }
    let title = naming.of_lines(&cells, &format!(" {} by {}", quantity.words(), place.word()));
    page.finish(&title, "bars: counts, one scale per row", &naming.source())
}

/// Pixels from a row with tick labels, `width` pixels wide, to the next.
fn room_below(rows: &[Vec<&Site>], width: i32) -> i32 {
    let whole = Area { left: 0, top: 0, width, height: 0 };
    let leaves_out = |sites: &Vec<&Site>| {
        let areas = whole.side_by_side(sites.len(), MARGINS.gap.0);
        let room = |area| MARGINS.room(area, DRESS.intervals);
        let mut axes = sites.iter().zip(areas).map(|(site, area)| histograms::axis(site, room(area)));
        axes.any(|axis| axis.common.is_some())
    };
    if rows.iter().any(leaves_out) { frame::common_depth(MARGINS.ticks) + UNDER } else { LOOSE }
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

fn judgement_width(word: &str) -> i32 {
    typeface::width(word, WORD).ceil() as i32 + SQUARE + SPACE
}

/// The judgement of a row, to its left.
fn judge(judged: Option<&Judgement>, (right, middle): (i32, i32), page: &mut Page) {
    let Some(Judgement { words, verdict, dead }) = judged else {
        return;
    };
    let left = right - judgement_width(words);
    let base_line = middle + 28;
    page.figure.badges.push(Badge {
        area: Area { left, top: base_line - SQUARE + 1, width: SQUARE, height: SQUARE },
        colour: words::badge(*verdict),
    });
    let lines = std::iter::once(words).chain(dead);
    for (line, base_line) in lines.zip((base_line..).step_by(LINE)) {
        let text = Text::new(line.clone(), (right, base_line), WORD);
        page.figure.texts.push(text.anchored(Anchor::End).inked(GREY));
    }
}
