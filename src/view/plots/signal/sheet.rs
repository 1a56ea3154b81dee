//! Contact sheet of an activation: one row per network, one column per layer, all on one axis.

use crate::record::{CellRecord, Site};

use super::judgement::Judgement;
use super::ruler;

use crate::view::cells::common::{Common, input_size};
use crate::view::cells::{Naming, Place, group, sites};
use crate::view::draw::frame;
use crate::view::figure::colour::GREY;
use crate::view::figure::{Anchor, Area, Badge, Figure, Text, typeface};
use crate::view::layout::histograms::{Dress, SMALL};
use crate::view::layout::labels::Labels;
use crate::view::layout::{MARGIN, Margins, Page, Width};
use crate::view::tables::words;

const WIDTH: i32 = 2000;
/// Most layers, and where a ruler stands beside them that has all.
const COLUMNS: usize = 10;
const BESIDE_RULER: usize = 6;
/// Most rows of one sheet: more cannot be read on a slide.
pub(crate) const ROWS: usize = 6;
/// Least room for row labels.
const LABELS: i32 = 200;
/// Type size of judgements, and the side of their badges.
const WORD: i32 = 20;
const SQUARE: i32 = 16;
/// Between badge and judgement.
const SPACE: i32 = 10;
/// From a line of the judgement to the next.
const LINE: i32 = 26;
const TICKS: i32 = 20;
const TOP: i32 = 124;
const GAP: (i32, i32) = (24, 28);
/// Under the last row: tick labels and what they leave out, the name of the axis, the footer.
const BOTTOM: i32 = 130;
/// Height of all rows, and most of one.
const INSIDE: i32 = 906;
const PANEL: i32 = 200;
const DRESS: Dress = Dress { intervals: 3, ..SMALL };

/// Draws the activations of `cells`, one row for those that are trials of one network: the first is shown,
/// all are judged.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let trials = group::trials(cells);
    let judged = |trials: &Vec<&CellRecord>| {
        let sites: Vec<Vec<&Site>> = trials.iter().map(|cell| sites::activations(cell)).collect();
        Judgement::of(&sites, Place::of(trials[0]))
    };
    let judgements: Vec<Option<Judgement>> = trials.iter().map(judged).collect();
    let cells: Vec<&CellRecord> = trials.iter().map(|trials| trials[0]).collect();
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let all: Vec<Vec<&Site>> = cells.iter().map(|cell| sites::activations(cell)).collect();
    let input = cells.first().and_then(|cell| input_size(cell));
    let spread = |most| -> Vec<Vec<&Site>> { all.iter().map(|sites| sites::thinned(sites, most)).collect() };
    let common = Common::of(&spread(COLUMNS).concat(), input);
    let scale = ruler::scale(&all, input);
    let columns = spread(if scale.is_some() { BESIDE_RULER } else { COLUMNS });
    let widest = judgements.iter().flatten().map(judgement_width).max().unwrap_or(0);
    let names: Vec<String> = cells.iter().map(|cell| naming.line(cell)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels = Labels::new(&names, widest.max(LABELS));
    let beside = if scale.is_some() { ruler::ACROSS } else { 0 };
    let margins = Margins {
        left: labels.left(),
        top: TOP,
        right: MARGIN + beside,
        bottom: BOTTOM,
        gap: GAP,
        ticks: TICKS,
    };
    let rows = i32::try_from(cells.len()).unwrap_or(i32::MAX).max(1);
    let height = (INSIDE / rows - GAP.1).clamp(40, PANEL);
    let mut page = Page::new(margins, Width::Page(WIDTH), height, (1, cells.len()));
    let limit = cells.first().and_then(|cell| naming.most_count(cell));
    let mut cut = false;
    for (number, (judged, shown)) in judgements.iter().zip(&columns).enumerate() {
        let title = |site: &Site| (number == 0).then(|| place.title(site.layer));
        let dress = Dress { most: limit, ..DRESS };
        cut |= page.add_histograms(shown, &page.row_of(number, shown.len()), dress, common, title);
        let middle = page.row(number).y(0.5);
        page.figure.texts.push(labels.text(number, middle - LINE / 2));
        judge(judged.as_ref(), (labels.right, middle), &mut page);
        if let Some(scale) = scale {
            ruler::add(&all[number], page.row(number), scale, number == 0, &mut page);
        }
        if number + 1 < cells.len() {
            // The ticks of the last row speak for all rows.
            page.figure.panels.iter_mut().for_each(|panel| panel.x.label_size = 0);
        }
    }
    let last = page.inside();
    let left_out = page.figure.panels.iter().any(|panel| panel.x.common.is_some());
    let under = last.bottom() + frame::common_depth(TICKS) + if left_out { TICKS } else { 0 };
    page.figure.texts.push(Text::new("activation", (last.centre(), under), TICKS).anchored(Anchor::Middle));
    let title = naming.of_lines(&cells, &format!(": activations by {}", place.word()));
    let mut words = note(common.zeros && limit.is_none(), cut, scale.is_some());
    let shown = columns.iter().map(Vec::len).max().unwrap_or(0);
    let thinned = all.iter().map(Vec::len).filter(|count| *count > shown).max();
    words.extend(thinned.map(|count| format!("{shown} of {count} {}s", place.word())));
    page.finish(&title, &words.join("; "), &naming.source())
}

/// How to read the sheet.
fn note(zeros: bool, cut: bool, ruled: bool) -> Vec<String> {
    let mut notes = vec!["bars: share of values, one height scale a row"];
    notes.extend(cut.then_some("higher bars are cut"));
    notes.extend(zeros.then_some("grey: values that are exactly 0"));
    notes.extend(ruled.then_some("right: std of every layer from top to bottom, dashed: the input"));
    notes.into_iter().map(str::to_owned).collect()
}

fn judgement_width(judged: &Judgement) -> i32 {
    let number = judged.number.as_deref().unwrap_or_default();
    let [words, number] =
        [judged.words.as_str(), number].map(|line| typeface::width(line, WORD).ceil() as i32);
    number.max(words + if judged.drift.is_none() { SQUARE + SPACE } else { 0 })
}

/// The judgement of a row, to its left.
fn judge(judged: Option<&Judgement>, (right, middle): (i32, i32), page: &mut Page) {
    let Some(Judgement { words, verdict, drift, number }) = judged else {
        return;
    };
    let base_line = middle + LINE / 2 + 2;
    if drift.is_none() {
        let left = right - typeface::width(words, WORD).ceil() as i32 - SQUARE - SPACE;
        page.figure.badges.push(Badge {
            area: Area { left, top: base_line - SQUARE + 1, width: SQUARE, height: SQUARE },
            colour: words::badge(*verdict),
        });
    }
    let lines = std::iter::once(words).chain(number);
    for (line, base_line) in lines.zip((base_line..).step_by(LINE as usize)) {
        let text = Text::new(line.clone(), (right, base_line), WORD);
        page.figure.texts.push(text.anchored(Anchor::End).inked(GREY));
    }
}
