//! Rows of histograms on one x axis, each row with one y scale.

use crate::number;
use crate::record::Site;
use crate::stats::Histogram;

use super::page::Page;
use super::wrap::wrap;
use crate::view::cells::common::{Common, Shares};
use crate::view::figure::colour::{BAR, GREY, MISSING};
use crate::view::figure::{Anchor, Area, Axis, Colour, Mark, Panel, Scale, Text, typeface};

/// How histograms are dressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dress {
    /// Pixels per em of notes inside the panels.
    pub notes: i32,
    /// Most steps of an x axis.
    pub intervals: u32,
    /// Whether the first panel has y ticks.
    pub counted: bool,
    /// Whether notes name the number beyond which values are missing.
    pub detailed: bool,
    /// Ink of the bars.
    pub bars: Colour,
    /// Name of the x axis under each panel.
    pub value: Option<&'static str>,
    /// The y axis ends at this count, and bars are cut there.
    pub most: Option<u64>,
}

/// Of figures with a row or two.
pub(crate) const LARGE: Dress =
    Dress { notes: 20, intervals: 4, counted: true, detailed: true, bars: BAR, value: None, most: None };

/// Of figures with many panels.
pub(crate) const SMALL: Dress = Dress { counted: false, detailed: false, ..LARGE };

/// Space around the view of a histogram, as a share of its range; matplotlib's.
pub(crate) const PAD: f64 = 0.05;
/// Width of the gauge of zeros, and from it to its panel.
const GAUGE: (i32, i32) = (26, 6);
/// Of values without a bar so many count as nearly all.
const NEARLY: f64 = 0.9;
/// The y axis reaches so many times as high as the lowest of a row's histograms; spikes are cut.
const REACH: f64 = 6.0;

impl Page {
    /// Adds a row of panels of `sites` in `areas` on their `common` axis with one y scale, what `title` says
    /// over each, and the notes inside them. Returns whether bars are cut.
    pub(crate) fn add_histograms(
        &mut self,
        sites: &[&Site],
        areas: &[Area],
        dress: Dress,
        common: Common,
        title: impl Fn(&Site) -> Option<String>,
    ) -> bool {
        // Limited counts are a book's: it shows bins as they are.
        let common = Common { zeros: common.zeros && dress.most.is_none(), ..common };
        let views = sites.iter().zip(areas).map(|(site, area)| View::new(site, *area, common, dress));
        let views: Vec<View> = views.collect();
        let totals: Vec<u64> =
            sites.iter().filter_map(|site| Some(site.histograms.first()?.histogram.total())).collect();
        // Counts of fewer values are lower for that alone.
        let alike = common.own && !common.zeros && totals.windows(2).all(|pair| pair[0] == pair[1]);
        let total = totals.first().map_or(1.0, |total| *total as f64);
        let tallest = || views.iter().map(|view| view.shares.tallest()).filter(|tallest| *tallest > 0.0);
        let lowest = tallest().fold(f64::INFINITY, f64::min);
        let most = match dress.most {
            Some(most) => most as f64 / total,
            None if lowest.is_finite() => {
                // Spikes may be cut, but no bar runs into a note.
                let free = views.iter().map(View::free_of_notes).fold(0.0, f64::max);
                let highest = tallest().fold(0.0, f64::max) * (1.0 + PAD);
                highest.min(REACH * lowest).max(free)
            }
            None => 1.0,
        };
        let unit = if alike { total } else { 1.0 };
        let bare = Axis::bare(0.0, most * unit, Scale::Linear);
        // Beside a gauge is no room for them.
        let counted = (dress.counted && !common.zeros).then(|| Axis {
            label: Some(if alike { "count" } else { "share of values" }.to_owned()),
            ..Axis::up(0.0, most * unit, 5, self.ticks())
        });
        let y = counted.into_iter().chain(std::iter::repeat(bare));
        for ((view, site), y) in views.iter().zip(sites).zip(y) {
            let (low, high) = common.range.unwrap_or((0.0, 1.0));
            let x = match common.range {
                Some(range) => Axis::across(range, PAD, self.room(view.area, dress.intervals)),
                None => Axis::bare(low, high, Scale::Linear),
            };
            let x = Axis { label_size: self.ticks(), ..x };
            let heights: Vec<f64> = view.shares.bars.iter().map(|share| share * unit).collect();
            let bars = (!heights.is_empty()).then_some(Mark::Bars { low, high, heights, colour: dress.bars });
            if common.zeros {
                self.add_gauge(view.gauge(), view.shares.zeros, dress.notes);
            }
            self.figure.texts.extend(view.notes());
            self.figure.panels.push(Panel {
                area: view.area,
                title: title(site),
                x: match dress.value {
                    Some(name) => x.named(name, view.area.width),
                    None => x,
                },
                y,
                marks: bars.into_iter().collect(),
            });
        }
        tallest().any(|tallest| tallest > most)
    }

    /// A narrow box that is filled as far as there are zeros.
    fn add_gauge(&mut self, area: Area, zeros: f64, size: i32) {
        let axis = |high| Axis::bare(0.0, high, Scale::Linear);
        let bar = Mark::Bars { low: 0.0, high: 1.0, heights: vec![zeros], colour: MISSING };
        self.figure.panels.push(Panel { area, title: None, x: axis(1.0), y: axis(1.0), marks: vec![bar] });
        let share = number::percent(zeros);
        let long = format!("{share} are 0");
        let fits = typeface::width(&long, size) < f64::from(area.height);
        let at = (area.centre() + size * 3 / 8, area.y(0.5));
        let words = Text::new(if fits { long } else { share }, at, size);
        self.figure.texts.push(words.anchored(Anchor::Middle).upwards());
    }
}

/// A corner of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Corner {
    Left,
    Right,
}

/// One histogram with the words that go into its panel.
struct View {
    shares: Shares,
    area: Area,
    lines: Vec<String>,
    size: i32,
    corner: Corner,
}

impl View {
    fn new(site: &Site, area: Area, common: Common, dress: Dress) -> Self {
        let beside = if common.zeros { GAUGE.0 + GAUGE.1 } else { 0 };
        let area = Area { left: area.left + beside, width: area.width - beside, ..area };
        let shares = Shares::of(site, common);
        let lines = notes(site, shares.as_ref(), common, dress.detailed);
        let fits = |line: &str| typeface::width(line, dress.notes) <= f64::from(area.width - dress.notes);
        let lines = lines.iter().flat_map(|line| wrap(line, fits)).collect();
        let shares = shares.unwrap_or_default();
        let mut view = Self { shares, area, lines, size: dress.notes, corner: Corner::Right };
        if view.crowd(Corner::Left) < view.crowd(Corner::Right) {
            view.corner = Corner::Left;
        }
        view
    }

    /// To the left of the panel.
    fn gauge(&self) -> Area {
        Area { left: self.area.left - GAUGE.0 - GAUGE.1, width: GAUGE.0, ..self.area }
    }

    /// The share at the top of the y axis at which no bar meets a note.
    fn free_of_notes(&self) -> f64 {
        let height = self.lines.len() as f64 * self.line_height() + 0.6 * f64::from(self.size);
        let free = (1.0 - height / f64::from(self.area.height)).max(0.3);
        self.crowd(self.corner) / free
    }

    /// The tallest bar under the notes, were they in `corner`.
    fn crowd(&self, corner: Corner) -> f64 {
        let widest = self.lines.iter().map(|line| typeface::width(line, self.size));
        let Some(widest) = widest.reduce(f64::max) else { return 0.0 };
        let reach = ((widest + f64::from(self.size)) / f64::from(self.area.width)).min(1.0);
        let bars = self.shares.bars.len() as f64;
        // Shares of the panel's width that a bar covers.
        let side = |bar: f64| (PAD + bar / bars) / (1.0 + 2.0 * PAD);
        let under = |index: usize| match corner {
            Corner::Left => side(index as f64) <= reach,
            Corner::Right => side(index as f64 + 1.0) >= 1.0 - reach,
        };
        let bars = self.shares.bars.iter().enumerate();
        bars.filter(|(index, _)| under(*index)).map(|(_, share)| *share).fold(0.0, f64::max)
    }

    fn line_height(&self) -> f64 {
        1.3 * f64::from(self.size)
    }

    fn notes(&self) -> impl Iterator<Item = Text> {
        let Area { left, top, .. } = self.area;
        let right = self.area.right();
        let inset = self.size / 2;
        self.lines.iter().enumerate().map(move |(index, line)| {
            let down = f64::from(self.size) * 1.2 + index as f64 * self.line_height();
            let base_line = top + down as i32;
            match self.corner {
                Corner::Left => Text::new(line, (left + inset, base_line), self.size),
                Corner::Right => Text::new(line, (right - inset, base_line), self.size).anchored(Anchor::End),
            }
            .inked(GREY)
        })
    }
}

/// What the bars of a site do not show: its std where the axis is not its own, and what lies beyond.
fn notes(site: &Site, shares: Option<&Shares>, common: Common, detailed: bool) -> Vec<String> {
    let Some(first) = site.histograms.first() else { return vec!["no histogram".to_owned()] };
    let Some(shares) = shares else { return vec!["no values".to_owned()] };
    if shares.non_finite == 1.0 {
        return vec!["non-finite".to_owned()];
    }
    let Histogram { low, high, .. } = first.histogram;
    if low == high && shares.tallest() == 0.0 {
        // Too large for a range half a unit to each side.
        return vec![format!("{} at {}", number::percent(1.0 - shares.non_finite), number::short(low))];
    }
    let (low, high) = common.range.unwrap_or((low, high));
    let std = site.summary.std.filter(|_| !common.own && shares.zeros < 1.0);
    let mut lines: Vec<String> = std.map(|std| format!("std {}", number::short(std))).into_iter().collect();
    let sides = [
        (shares.below, "below", Some(low)),
        (shares.above, "above", Some(high)),
        (shares.non_finite, "non-finite", None),
    ];
    let beyond: Vec<_> = sides.into_iter().filter(|(share, ..)| *share > 0.0).collect();
    let all = 1.0 - shares.zeros;
    match beyond[..] {
        [(share, side, _)] if shares.tallest() == 0.0 && share > NEARLY * all => {
            let nearly = if share > all * (1.0 - 1e-9) { "" } else { "nearly " };
            lines.push(format!("{nearly}all {side}"));
        }
        [(share, side, _)] if !detailed && share < 0.01 => lines.push(format!("<1 % {side}")),
        [(share, side, _)] if !detailed => lines.push(format!("{} {side}", number::percent(share))),
        [_, _, ..] if !detailed => {
            let share: f64 = beyond.iter().map(|(share, ..)| share).sum();
            let share = if share < 0.01 { "<1 %".to_owned() } else { number::percent(share) };
            lines.push(format!("{share} {}", if shares.non_finite > 0.0 { "not shown" } else { "beyond" }));
        }
        _ => lines.extend(beyond.iter().map(|(share, side, end)| {
            let end = end.map_or_else(String::new, |end| format!(" {}", number::short(end)));
            format!("{} {side}{end}", number::percent(*share))
        })),
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RangeKind, SiteHistogram};
    use crate::stats::Summary;

    #[test]
    fn what_is_not_shown_is_said() {
        let histogram = Histogram { low: 0.0, high: 9.0, counts: vec![9], below: 0, above: 0, non_finite: 0 };
        let site = Site {
            quantity: String::new(),
            layer: 1,
            step: 0,
            summary: Summary { std: Some(5.0), ..Summary::default() },
            theory_mean: None,
            theory_std: None,
            verdict: None,
            histograms: vec![SiteHistogram { range: RangeKind::Natural, histogram }],
            stripes: None,
            eigenvalues: Vec::new(),
        };
        let said = |shares: &Shares, common, detailed| notes(&site, Some(shares), common, detailed);
        let own = Common { range: Some((0.0, 1.0)), bars: 2, own: true, zeros: false };
        let common = Common { own: false, ..own };
        let shares = Shares { bars: vec![0.4, 0.09], below: 0.5, above: 0.01, ..Shares::default() };
        assert_eq!(said(&shares, own, true), ["50 % below 0", "1 % above 1"]);
        assert_eq!(said(&shares, own, false), ["51 % beyond"]);
        let inside = Shares { bars: vec![0.5, 0.5], ..Shares::default() };
        assert!(said(&inside, own, true).is_empty());
        assert_eq!(said(&inside, common, true), ["std 5"]);
        let gone = Shares { above: 0.5, zeros: 0.5, ..Shares::default() };
        assert_eq!(said(&gone, common, false), ["std 5", "all above"]);
        let none = Shares { non_finite: 1.0, ..Shares::default() };
        assert_eq!(said(&none, own, true), ["non-finite"]);
    }
}
