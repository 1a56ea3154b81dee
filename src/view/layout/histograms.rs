//! Rows of histograms, each with one y scale.

use crate::number;
use crate::record::Site;
use crate::stats::Histogram;

use super::page::Page;
use crate::view::cells::Quantity;
use crate::view::cells::rebin::drawable;
use crate::view::figure::colour::{BAR, GREY};
use crate::view::figure::{Anchor, Area, Axis, Colour, Mark, Panel, Room, Scale, Text, typeface};

/// How histograms are dressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dress {
    /// Pixels per em of notes inside the panels.
    pub notes: i32,
    /// Most steps of an x axis.
    pub intervals: u32,
    /// What the bars count.
    pub of: Quantity,
    /// Whether the first panel has y ticks.
    pub counted: bool,
    /// Whether notes name the side on which values are missing.
    pub detailed: bool,
    /// Ink of the bars.
    pub bars: Colour,
}

/// Of figures with a row or two.
pub(crate) const LARGE: Dress =
    Dress { notes: 20, intervals: 4, of: Quantity::Activation, counted: true, detailed: true, bars: BAR };

/// Of figures with many panels.
pub(crate) const SMALL: Dress = Dress { notes: 18, counted: false, detailed: false, ..LARGE };

/// Space around the view of a histogram, as a share of its range; matplotlib's.
pub(crate) const PAD: f64 = 0.05;

impl Page {
    /// Adds a row of panels of `sites` in `areas` with one y scale, what `title` says over each, and the notes
    /// inside them.
    pub(crate) fn add_histograms(
        &mut self,
        sites: &[&Site],
        areas: &[Area],
        dress: Dress,
        title: impl Fn(&Site, i32) -> Option<String>,
    ) {
        let room = |area: &Area| self.room(*area, dress.intervals);
        let views = sites.iter().zip(areas).map(|(site, area)| View::new(site, *area, room(area), dress));
        let views: Vec<View<'_>> = views.collect();
        let most = views.iter().map(View::needed).fold(0.0, f64::max);
        let most = if most > 0.0 { most } else { 1.0 };
        let bare = Axis::bare(0.0, most, Scale::Linear);
        let counted = dress.counted.then(|| Axis::up(0.0, most, 5, self.ticks()));
        let y = counted.into_iter().chain(std::iter::repeat(bare));
        for ((view, site), y) in views.into_iter().zip(sites).zip(y) {
            let marks = view.histogram.map(|histogram| Mark::Bars {
                low: histogram.low,
                high: histogram.high,
                counts: histogram.counts.clone(),
                colour: dress.bars,
            });
            self.figure.texts.extend(view.notes());
            let title = title(site, view.area.width);
            self.figure.panels.push(Panel {
                area: view.area,
                title,
                x: view.x,
                y,
                marks: marks.into_iter().collect(),
            });
        }
    }
}

/// A corner of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Corner {
    Left,
    Right,
}

/// One histogram with the words that go into its panel.
struct View<'a> {
    histogram: Option<&'a Histogram>,
    area: Area,
    x: Axis,
    lines: Vec<String>,
    size: i32,
    corner: Corner,
}

impl<'a> View<'a> {
    fn new(site: &'a Site, area: Area, room: Room, dress: Dress) -> Self {
        let first = site.histograms.first().map(|first| &first.histogram);
        let drawable = first.filter(|histogram| drawable(histogram));
        let mut lines = match first {
            None => vec!["no histogram".to_owned()],
            Some(histogram) => missing(histogram, dress.detailed),
        };
        lines.splice(0..0, dress.of.number(site));
        let lines =
            lines.iter().map(|line| typeface::fit(line, dress.notes, area.width - dress.notes)).collect();
        let x = axis(site, room);
        let mut view = Self { histogram: drawable, area, x, lines, size: dress.notes, corner: Corner::Right };
        if view.crowd(Corner::Left) < view.crowd(Corner::Right) {
            view.corner = Corner::Left;
        }
        view
    }

    /// The count at the top of the y axis at which no bar leaves the panel or meets a note.
    fn needed(&self) -> f64 {
        let tallest = self.histogram.and_then(|h| h.counts.iter().max()).map_or(0.0, |&c| c as f64);
        let height = self.lines.len() as f64 * self.line_height() + 0.6 * f64::from(self.size);
        let free = (1.0 - height / f64::from(self.area.height)).max(0.3);
        (tallest * (1.0 + PAD)).max(self.crowd(self.corner) / free)
    }

    /// The tallest bar under the notes, were they in `corner`.
    fn crowd(&self, corner: Corner) -> f64 {
        let (Some(histogram), false) = (self.histogram, self.lines.is_empty()) else {
            return 0.0;
        };
        let widest = self.lines.iter().map(|line| typeface::width(line, self.size));
        let reach = widest.fold(0.0, f64::max) + f64::from(self.size);
        let reach = (reach / f64::from(self.area.width)).min(1.0);
        let bins = histogram.counts.len() as f64;
        // Shares of the panel's width that a bar covers.
        let side = |bin: f64| (PAD + bin / bins) / (1.0 + 2.0 * PAD);
        let under = |index: usize| match corner {
            Corner::Left => side(index as f64) <= reach,
            Corner::Right => side(index as f64 + 1.0) >= 1.0 - reach,
        };
        let counts = histogram.counts.iter().enumerate();
        counts.filter(|(index, _)| under(*index)).map(|(_, &c)| c as f64).fold(0.0, f64::max)
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

/// The x axis of a site's panel.
pub(crate) fn axis(site: &Site, room: Room) -> Axis {
    let first = site.histograms.first().map(|first| &first.histogram);
    match first.filter(|histogram| drawable(histogram) && histogram.inside() > 0) {
        None => Axis::bare(0.0, 1.0, Scale::Linear),
        Some(Histogram { low, high, .. }) => Axis::across((*low, *high), PAD, room),
    }
}

/// What the bars do not show.
fn missing(histogram: &Histogram, detailed: bool) -> Vec<String> {
    let total = histogram.total();
    let share = |count: u64| number::percent(count as f64 / total as f64);
    if total == 0 {
        vec!["no values".to_owned()]
    } else if histogram.non_finite == total {
        vec!["non-finite".to_owned()]
    } else if histogram.inside() > 0 && histogram.low == histogram.high {
        // Too large for a range half a unit to each side.
        vec![format!("{} at {}", share(histogram.inside()), number::short(histogram.low))]
    } else if histogram.inside() == total {
        Vec::new()
    } else if !detailed {
        vec![format!("{} not shown", number::percent(histogram.share_outside()))]
    } else {
        let Histogram { low, high, below, above, non_finite, .. } = histogram;
        let lines = [
            (*below, format!("below {}", number::short(*low))),
            (*above, format!("above {}", number::short(*high))),
            (*non_finite, "non-finite".to_owned()),
        ];
        let lines = lines.into_iter().filter(|(count, _)| *count > 0);
        lines.map(|(count, side)| format!("{} {side}", share(count))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_said() {
        let mut histogram =
            Histogram { low: 0.0, high: 1.0, counts: vec![40, 9], below: 50, above: 1, non_finite: 0 };
        assert_eq!(missing(&histogram, true), ["50 % below 0", "1 % above 1"]);
        assert_eq!(missing(&histogram, false), ["51 % not shown"]);
        (histogram.below, histogram.above) = (0, 0);
        assert!(missing(&histogram, true).is_empty());
        (histogram.low, histogram.high) = (3e20, 3e20);
        assert_eq!(missing(&histogram, true), ["100 % at 3·10²⁰"]);
        (histogram.counts, histogram.non_finite) = (vec![0], 7);
        assert_eq!(missing(&histogram, true), ["non-finite"]);
    }
}
