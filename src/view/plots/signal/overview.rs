//! All networks of a study on one slide: what each makes of the signal, in a colour, a number and a small
//! histogram.

use crate::number;
use crate::record::{CellRecord, Site, Verdict};
use crate::view::cells::common::{Common, Shares};
use crate::view::cells::quantity::Quantity::Activation;
use crate::view::cells::{Naming, Place, group};
use crate::view::figure::colour::{BAR, WHITE};
use crate::view::figure::{Anchor, Area, Axis, Badge, Colour, Figure, Mark, Panel, Scale, Text, typeface};
use crate::view::layout::labels::Labels;
use crate::view::layout::wrap::apart;
use crate::view::layout::{MARGIN, Margins, Page, Width};
use crate::view::tables::words;

use super::judgement::Judgement;

const WIDTH: i32 = 2000;
/// Most rows of a page, and most columns: a number and a word fit into each.
pub(crate) const MOST: (usize, usize) = (32, 10);
/// Pixels of all rows of a page at most, and of one.
const INSIDE: i32 = 960;
/// Pixels of a row that has room for two lines.
const TWO_LINES: i32 = 52;
const ROW: (i32, i32) = (30, 72);
/// Pixels per em of numbers and words, and of the titles of columns.
const WORD: i32 = 20;
const TITLE: i32 = 26;
/// Pixels of a histogram and of a number, and between them.
const HISTOGRAM: i32 = 84;
const NUMBER: i32 = 112;
const SPACE: i32 = 14;
/// From the last row to the base line of what the colours mean.
const LEGEND: i32 = 44;
/// Share of the colour in what lies under black words.
const PALE: f64 = 0.4;

/// What is shown of a network.
struct Shown<'a> {
    last: &'a Site,
    judged: Judgement,
}

/// Draws `cells`: rows are of what figures have lines of, columns of activations.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let rows = group::lines(cells, naming);
    let columns = group::by(cells, |cell| cell.settings.activation.as_str());
    let names: Vec<String> = rows.iter().map(|row| naming.line(row[0])).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let labels = Labels::new(&names, 0);
    let by_activation = naming.lines().iter().all(|axis| axis.name != "activation");
    let columns = if by_activation { columns } else { vec![cells.to_vec()] };
    let titles: Vec<&str> = columns.iter().map(|column| naming.activation(column[0])).collect();
    let margins =
        Margins { left: labels.left(), top: 120, right: MARGIN, bottom: 110, gap: (6, 4), ticks: WORD };
    let height = (INSIDE / i32::try_from(rows.len()).unwrap_or(i32::MAX).max(1)).clamp(ROW.0, ROW.1) - 4;
    let mut page = Page::new(margins, Width::Page(WIDTH), height, (columns.len(), rows.len()));
    let mut verdicts: Vec<Verdict> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        page.figure.texts.push(labels.text(number, page.row(number).y(0.5) + labels.size * 3 / 8));
        for (column, area) in columns.iter().zip(page.row_of(number, columns.len())) {
            let of_column = |cell: &&CellRecord| column.iter().any(|other| std::ptr::eq(*other, *cell));
            let trials: Vec<&CellRecord> = row.iter().copied().filter(of_column).collect();
            if let Some(shown) = shown(&trials) {
                let told = Some(shown.judged.verdict).filter(|_| shown.judged.drift.is_none());
                verdicts.extend(told.filter(|verdict| !verdicts.contains(verdict)));
                fill(&mut page.figure, area, &shown);
            }
        }
    }
    if by_activation {
        let areas = page.row_of(0, columns.len());
        let (size, titles) = apart(&titles, (WORD, TITLE), areas[0].width - SPACE);
        let titles = areas.iter().zip(titles).map(|(area, title)| {
            Text::new(title, (area.centre(), area.top - 18), size).anchored(Anchor::Middle)
        });
        page.figure.texts.extend(titles);
    }
    explain(&verdicts, &mut page);
    let place = cells.first().map_or(Place::Layer, |first| Place::of(first));
    let title = format!("every network: std of its last {}, and what becomes of the signal", place.word());
    let room = page.row_of(0, columns.len()).into_iter().all(has_room);
    let last = cells.iter().filter_map(|cell| Activation.sites(cell).pop());
    let drawn = room && last.into_iter().any(|site| !site.histograms.is_empty());
    let note = if drawn {
        "histogram: values that are not 0 in the last layer, each over its own range"
    } else {
        ""
    };
    page.finish(&naming.common(cells, &title), note, &naming.source())
}

/// The last layer of the first of `trials`, judged over all.
fn shown<'a>(trials: &[&'a CellRecord]) -> Option<Shown<'a>> {
    let first = trials.first()?;
    let sites: Vec<Vec<&Site>> = trials.iter().map(|cell| Activation.sites(cell)).collect();
    let judged = Judgement::of(&sites, Place::of(first))?;
    Some(Shown { last: Activation.sites(first).last()?, judged })
}

/// One network: what does not fit into its cell is left out, words first, then the histogram.
fn fill(figure: &mut Figure, area: Area, Shown { last, judged }: &Shown<'_>) {
    figure.panels.push(Panel::heat(area, 1, vec![colour(judged)]));
    let middle = area.y(0.5) + WORD * 3 / 8;
    let std = last.summary.std.map_or_else(|| "–".to_owned(), number::short);
    let drawn = has_room(area) && !last.histograms.is_empty();
    if area.height >= TWO_LINES && !has_room(area) {
        let std = Text::new(std, (area.centre(), middle - WORD * 5 / 8), WORD).anchored(Anchor::Middle);
        let word = Text::new(judged.short(), (area.centre(), middle + WORD * 5 / 8), WORD);
        return figure.texts.extend([std, word.anchored(Anchor::Middle)]);
    }
    let mut left = area.left + SPACE;
    if drawn {
        let inside = Area { left, top: area.top + 3, width: HISTOGRAM, height: area.height - 4 };
        figure.panels.extend(histogram(last, inside));
        left += HISTOGRAM + SPACE;
    }
    let right = if area.width < NUMBER { area.right() - 4 } else { left + NUMBER };
    figure.texts.push(Text::new(std, (right, middle), WORD).anchored(Anchor::End));
    let room = area.right() - right - 2 * SPACE;
    let short = judged.short();
    let said = [judged.words.as_str(), short.as_str()];
    let fits = |words: &&str| typeface::width(words, WORD) <= f64::from(room);
    if let Some(words) = said.into_iter().find(fits) {
        figure.texts.push(Text::new(words, (right + SPACE, middle), WORD));
    }
}

/// Whether a cell of the table has room for a histogram beside its words.
fn has_room(area: Area) -> bool {
    area.width >= HISTOGRAM + 2 * NUMBER + 4 * SPACE
}

/// The values that are not 0 as bars without axes.
fn histogram(site: &Site, area: Area) -> Option<Panel> {
    let common = Common { zeros: true, ..Common::of(&[site], None) };
    let (low, high) = common.range?;
    let shares = Shares::of(site, common)?;
    let highest = shares.tallest();
    (highest > 0.0).then(|| Panel {
        area,
        title: None,
        x: Axis::bare(low, high, Scale::Linear),
        y: Axis::bare(0.0, highest, Scale::Linear),
        marks: vec![Mark::Bars { low, high, heights: shares.bars, colour: BAR }],
    })
}

/// What the colours of `verdicts` mean, under the table.
fn explain(verdicts: &[Verdict], page: &mut Page) {
    let base_line = page.inside().bottom() + LEGEND;
    let mut left = page.inside().left;
    for verdict in verdicts {
        let area = Area { left, top: base_line - WORD + 2, width: WORD, height: WORD };
        page.figure.badges.push(Badge { area, colour: pale(words::badge(*verdict)) });
        left = area.right() + SPACE;
        page.figure.texts.push(Text::new(verdict.name(), (left, base_line), WORD));
        left += typeface::width(verdict.name(), WORD).ceil() as i32 + 2 * SPACE;
    }
}

/// The verdict's, or none where the spread changes with every layer.
fn colour(judged: &Judgement) -> Colour {
    if judged.drift.is_some() { WHITE } else { pale(words::badge(judged.verdict)) }
}

/// A colour on which black words are read.
fn pale(Colour(red, green, blue): Colour) -> Colour {
    let paler = |channel: u8| (255.0 + (f64::from(channel) - 255.0) * PALE).round() as u8;
    Colour(paler(red), paler(green), paler(blue))
}
