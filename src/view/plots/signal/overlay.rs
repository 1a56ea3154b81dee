//! The layers of networks as step lines over each other, one panel per network, all on one axis: as Glorot and
//! Bengio (2010) draw activations (figure 6) and back-propagated gradients (figure 7).

use std::collections::BTreeSet;

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::common::{Common, Shares, input_size};
use crate::view::cells::{Naming, Place, Quantity, group, sites};
use crate::view::figure::colour::{GREY, of_layer};
use crate::view::figure::{
    Anchor, Area, Axis, Figure, LineStyle, Mark, Panel, Scale, Stroke, Text, typeface,
};
use crate::view::layout::histograms::PAD;
use crate::view::layout::{MARGIN, Margins, Page, Row, Width, page, wrap};

/// Most panels of one figure.
pub(crate) const PANELS: usize = 6;
/// Most lines of a panel: more cannot be told apart.
const LINES: usize = 8;
const COLUMNS: usize = 3;
const LEGEND: i32 = 220;
/// Between rows: tick labels, the name of the axis and the titles of the lower panels.
const MARGINS: Margins =
    Margins { left: 84, top: 120, right: LEGEND + MARGIN, bottom: 130, gap: (40, 130), ticks: 22 };
/// Height of panels in a single row and in two.
const HEIGHTS: (i32, i32) = (600, 370);
const NOTE: i32 = 20;
const TITLE: i32 = 26;
/// Steps over the axis.
const STEPS: usize = 60;
/// The y axis reaches so many times as high as the lowest line; peaks over it are cut.
const REACH: f64 = 12.0;

/// Whether there are layers to be laid over each other.
pub(crate) fn is_in(cell: &CellRecord, quantity: Quantity) -> bool {
    layers(cell, quantity).len() > 1
}

/// The layers of a network, without its input: that has other sizes.
fn layers(cell: &CellRecord, quantity: Quantity) -> Vec<&Site> {
    quantity.sites(cell).into_iter().filter(|site| site.layer > 0).collect()
}

/// Draws `quantity` of the first of the trials of each network among `cells`.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>, quantity: Quantity) -> Figure {
    let networks: Vec<&CellRecord> =
        group::lines(cells, naming).into_iter().map(|trials| trials[0]).collect();
    let place = networks.first().map_or(Place::Layer, |first| Place::of(first));
    let all: Vec<Vec<&Site>> = networks.iter().map(|cell| layers(cell, quantity)).collect();
    let shown: Vec<Vec<&Site>> = all.iter().map(|sites| sites::thinned(sites, LINES)).collect();
    let input = networks.first().and_then(|cell| input_size(cell));
    let common = Common::of(&shown.concat(), input.filter(|_| quantity == Quantity::Activation));
    let overlay = Overlay::new(&shown, Common { bars: STEPS, ..common });
    let (columns, rows) = page::grid(networks.len(), COLUMNS);
    let height = if rows == 1 { HEIGHTS.0 } else { HEIGHTS.1 };
    let mut page = Page::new(MARGINS, Width::About(600), height, (columns, rows));
    let names: Vec<String> = networks.iter().map(|cell| naming.line(cell)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, names) = wrap::apart(&names, (TITLE, TITLE), page.row_of(0, columns)[0].width);
    for (index, area) in page.areas().into_iter().take(networks.len()).enumerate() {
        let mut panel = overlay.panel(index, area);
        panel.title = names.get(index).cloned();
        panel.x = panel.x.named(quantity.value(), area.width);
        panel.y.label = page.is_first(area).then(|| "density".to_owned());
        page.figure.panels.push(panel);
        page.figure.texts.extend(overlay.notes(index, &all[index], place, area));
    }
    let row = |layer| Row {
        style: overlay.style(layer),
        name: format!("{} {layer}", place.word()),
        note: String::new(),
    };
    page.add_legend(overlay.layers().into_iter().map(row).collect(), LEGEND);
    let title = naming.of_lines(&networks, &format!(": {} by {}", quantity.words(), place.word()));
    let mut words = vec![format!("each line: the values of one {}", place.word())];
    let drawn = shown.iter().map(Vec::len).max().unwrap_or(0);
    let thinned = all.iter().map(Vec::len).filter(|count| *count > drawn).max();
    words.extend(thinned.map(|count| format!("{drawn} of {count} {}s", place.word())));
    words.extend(overlay.is_cut().then(|| "peaks over the top are cut".to_owned()));
    page.finish(&title, &words.join("; "), &naming.source())
}

/// The lines of all panels.
struct Overlay<'a> {
    common: Common,
    lines: Vec<Vec<(&'a Site, Shares)>>,
    /// The highest step of all, and where the y axis ends.
    highest: f64,
    most: f64,
}

impl<'a> Overlay<'a> {
    fn new(shown: &[Vec<&'a Site>], common: Common) -> Self {
        let line = |site: &&'a Site| Some((*site, Shares::of(site, common)?));
        let lines: Vec<Vec<(&Site, Shares)>> =
            shown.iter().map(|sites| sites.iter().filter_map(line).collect()).collect();
        let peaks = lines.iter().flatten().map(|(_, shares)| shares.tallest()).filter(|peak| *peak > 0.0);
        let ends = peaks.map(|peak| (peak, peak)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (lowest, highest) = ends.unwrap_or((1.0, 1.0));
        Self { common, lines, highest, most: (1.05 * highest).min(REACH * lowest) }
    }

    fn is_cut(&self) -> bool {
        self.highest > self.most
    }

    /// All that are drawn, in order.
    fn layers(&self) -> BTreeSet<usize> {
        self.lines.iter().flatten().map(|(site, _)| site.layer).collect()
    }

    fn style(&self, layer: usize) -> LineStyle {
        let deepest = self.layers().last().copied().unwrap_or(1);
        LineStyle { colour: of_layer(layer, deepest), stroke: Stroke::Plain }
    }

    fn panel(&self, index: usize, area: Area) -> Panel {
        let x = self.common.range.map_or_else(
            || Axis::bare(0.0, 1.0, Scale::Linear),
            |range| Axis::across(range, PAD, MARGINS.room(area, 4)).in_shares(),
        );
        let line = |(site, shares): &(&Site, Shares)| Mark::Line {
            points: shares.stairs(PAD, self.most),
            style: self.style(site.layer),
        };
        Panel {
            area,
            title: None,
            x: Axis { label_size: MARGINS.ticks, ..x },
            y: Axis { label_size: MARGINS.ticks, ..Axis::bare(0.0, self.most, Scale::Linear) },
            marks: self.lines[index].iter().map(line).collect(),
        }
    }

    /// The spread at both ends of the way, and what no line shows.
    fn notes(&self, index: usize, all: &[&Site], place: Place, area: Area) -> Vec<Text> {
        let std = |site: &&Site| {
            let std = site.summary.std.map_or_else(|| "undefined".to_owned(), number::short);
            format!("{} {}: std {std}", place.word(), site.layer)
        };
        let mut words: Vec<String> = [all.first(), all.last()].into_iter().flatten().map(std).collect();
        let shares = || self.lines[index].iter().map(|(_, shares)| shares);
        let range = |part: fn(&Shares) -> f64| {
            let parts = shares().map(part);
            let (low, high) = parts.fold((1.0_f64, 0.0_f64), |all, part| (all.0.min(part), all.1.max(part)));
            let [low, high] = [low, high].map(number::percent);
            if low == high { high } else { format!("{} to {high}", low.trim_end_matches(" %")) }
        };
        if shares().any(|shares| shares.zeros > 0.0) {
            words.push(format!("{} are 0", range(|shares| shares.zeros)));
        }
        if shares().any(|shares| shares.below + shares.above >= 0.005) {
            words.push(format!("{} beyond", range(|shares| shares.below + shares.above)));
        }
        let lines = words.into_iter().zip((area.top + NOTE * 6 / 5..).step_by((NOTE * 13 / 10) as usize));
        let text = |(line, base_line): (String, i32)| {
            let line = typeface::fit(&line, NOTE, area.width - NOTE);
            Text::new(line, (area.right() - NOTE / 2, base_line), NOTE).anchored(Anchor::End).inked(GREY)
        };
        lines.map(text).collect()
    }
}
