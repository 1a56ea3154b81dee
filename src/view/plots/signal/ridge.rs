//! The layers of networks under each other on one axis, one column per network: a signal on its way through
//! depth at one look.

use crate::number;
use crate::record::{CellRecord, Site};

use crate::view::cells::common::{Common, Shares, input_size};
use crate::view::cells::{Naming, Place, group, sites};
use crate::view::figure::colour::{GREY, of_layer};
use crate::view::figure::{Anchor, Area, Axis, Figure, LineStyle, Mark, Panel, Scale, Stroke, Text, Tick};
use crate::view::layout::histograms::PAD;
use crate::view::layout::{MARGIN, Margins, Page, Width, wrap};

/// Most columns.
pub(crate) const COLUMNS: usize = 4;
/// Most layers of a column.
const LAYERS: usize = 12;
const MARGINS: Margins =
    Margins { left: 100, top: 120, right: MARGIN + 100, bottom: 120, gap: (130, 0), ticks: 22 };
const HEIGHT: i32 = 840;
const TITLE: i32 = 26;
const NOTE: i32 = 20;
/// Steps over the axis.
const STEPS: usize = 60;
/// A layer's room is so many times as high as its column's lowest ridge; higher ones are cut.
const REACH: f64 = 6.0;
/// Share of a layer's room that the highest ridge fills.
const FULL: f64 = 0.94;

/// Draws the activations of the first of the trials of each network among `cells`.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let networks: Vec<&CellRecord> =
        group::lines(cells, naming).into_iter().map(|trials| trials[0]).collect();
    let place = networks.first().map_or(Place::Layer, |first| Place::of(first));
    let all: Vec<Vec<&Site>> = networks.iter().map(|cell| sites::activations(cell)).collect();
    let shown: Vec<Vec<&Site>> = all.iter().map(|sites| sites::thinned(sites, LAYERS)).collect();
    let input = networks.first().and_then(|cell| input_size(cell));
    let common = Common { bars: STEPS, ..Common::of(&shown.concat(), input) };
    let mut page = Page::new(MARGINS, Width::About(520), HEIGHT, (networks.len(), 1));
    let mut cut = false;
    let names: Vec<String> = networks.iter().map(|cell| naming.line(cell)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, names) = wrap::apart(&names, (TITLE, TITLE), page.areas()[0].width);
    for ((name, sites), area) in names.into_iter().zip(&shown).zip(page.areas()) {
        let column = Column::new(sites, common, area);
        cut |= column.is_cut();
        let mut panel = column.panel();
        panel.title = Some(name);
        panel.x = panel.x.named("activation", area.width);
        panel.y.label = page.is_first(area).then(|| place.word().to_owned());
        page.figure.panels.push(panel);
        page.figure.texts.extend(column.notes());
    }
    let title = naming.of_lines(&networks, &format!(": activations through {}", place.against()));
    let mut words = vec!["heights: share of values, one scale a column".to_owned()];
    words.extend(cut.then(|| "higher ridges are cut".to_owned()));
    words.extend(zeros(&shown, common));
    let drawn = shown.iter().map(Vec::len).max().unwrap_or(0);
    let thinned = all.iter().map(Vec::len).filter(|count| *count > drawn).max();
    words.extend(thinned.map(|count| format!("{drawn} of {count} {}s", place.word())));
    page.finish(&title, &words.join("; "), &naming.source())
}

/// One network.
struct Column<'a> {
    layers: Vec<(&'a Site, Option<Shares>)>,
    common: Common,
    area: Area,
    /// The share of values at the top of a layer's room.
    most: f64,
}

impl<'a> Column<'a> {
    fn new(sites: &[&'a Site], common: Common, area: Area) -> Self {
        let layers: Vec<(&Site, Option<Shares>)> =
            sites.iter().map(|site| (*site, Shares::of(site, common))).collect();
        let peaks =
            layers.iter().flat_map(|(_, shares)| shares).map(Shares::tallest).filter(|peak| *peak > 0.0);
        let ends = peaks.map(|peak| (peak, peak)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (lowest, highest) = ends.unwrap_or((1.0, 1.0));
        Self { layers, common, area, most: highest.min(REACH * lowest) }
    }

    fn is_cut(&self) -> bool {
        self.layers.iter().flat_map(|(_, shares)| shares).any(|shares| shares.tallest() > self.most)
    }

    /// The floor of a layer's room, from the bottom.
    fn floor(&self, index: usize) -> f64 {
        (self.layers.len() - 1 - index) as f64
    }

    fn panel(&self) -> Panel {
        let x = self.common.range.map_or_else(
            || Axis::bare(0.0, 1.0, Scale::Linear),
            |range| Axis::across(range, PAD, MARGINS.room(self.area, 4)).in_shares(),
        );
        let deepest = self.layers.last().map_or(1, |(site, _)| site.layer);
        let ridge = |(index, (site, shares)): (usize, &(&Site, Option<Shares>))| {
            let floor = self.floor(index);
            let colour = of_layer(site.layer, deepest);
            let stairs = shares.as_ref().map_or_else(Vec::new, |shares| shares.stairs(PAD, self.most));
            let up = |share: f64| floor + FULL * share / self.most;
            let line = stairs.iter().map(|(at, share)| (*at, share.map(up))).collect();
            let area = stairs.iter().filter_map(|(at, share)| Some((*at, floor, up((*share)?)))).collect();
            [
                Mark::Band { points: area, colour },
                Mark::Line { points: line, style: LineStyle { colour, stroke: Stroke::Plain } },
            ]
        };
        let ticks = self.layers.iter().enumerate().map(|(index, (site, _))| Tick {
            at: self.floor(index),
            label: site.layer.to_string(),
            nudge: 0,
        });
        let is_first = self.area.left == MARGINS.left;
        Panel {
            area: self.area,
            title: None,
            x: Axis { label_size: MARGINS.ticks, ..x },
            y: Axis {
                ticks: ticks.collect(),
                label_size: if is_first { MARGINS.ticks } else { 0 },
                ..Axis::bare(0.0, self.layers.len().max(1) as f64, Scale::Linear)
            },
            marks: self.layers.iter().enumerate().flat_map(ridge).collect(),
        }
    }

    /// The spread of every layer beside its room, and what has no place in it.
    fn notes(&self) -> Vec<Text> {
        let count = self.layers.len().max(1) as f64;
        let beside = self.area.right() + NOTE / 2;
        let mut notes = vec![Text::new("std", (beside, self.area.top - 14), NOTE).inked(GREY)];
        for (index, (site, shares)) in self.layers.iter().enumerate() {
            let base_line = self.area.y(self.floor(index) / count) - NOTE / 4;
            let std = site.summary.std.map_or_else(|| "undefined".to_owned(), number::short);
            notes.push(Text::new(std, (beside, base_line), NOTE).inked(GREY));
            if let Some(words) = absent(shares.as_ref()) {
                let words = Text::new(words, (self.area.centre(), base_line), NOTE);
                notes.push(words.anchored(Anchor::Middle).inked(GREY));
            }
        }
        notes
    }
}

/// Why a layer has no ridge.
fn absent(shares: Option<&Shares>) -> Option<&'static str> {
    let Some(shares) = shares else { return Some("no values") };
    if !shares.bars.is_empty() {
        None
    } else if shares.non_finite > 0.0 {
        Some("non-finite")
    } else if shares.zeros == 1.0 {
        Some("all 0")
    } else if shares.zeros > 0.0 {
        Some("all but zeros beyond")
    } else {
        Some("all beyond")
    }
}

/// The smallest and the largest share of zeros, where these are left out.
fn zeros(columns: &[Vec<&Site>], common: Common) -> Option<String> {
    let shares = columns.iter().flatten().filter_map(|site| site.summary.zero_fraction);
    let (low, high) = shares.map(|share| (share, share)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let [low, high] = [low, high].map(number::percent);
    let extent = if low == high { high } else { format!("{low} to {high}") };
    common.zeros.then(|| format!("without the values that are exactly 0: {extent} of a layer"))
}
