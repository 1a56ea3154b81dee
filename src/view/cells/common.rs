//! One axis for the histograms of several sites, and what of a site has a place on it.

use crate::record::{CellRecord, Site};
use crate::stats::Histogram;

use super::rebin::{Spread, drawable};
use super::sites;

/// The axis ends at so many times the size of its values.
const REACH: f64 = 3.0;
/// Sizes that differ by this factor have shapes on one axis.
const NEAR: f64 = 3.0;
/// The input counts as this share of the sites, and decides where it has this share of the best score.
const WEIGHT: f64 = 0.25;
const ENOUGH: f64 = 0.8;
/// Bars over an axis that no histogram has for its own.
const BARS: usize = 30;
/// Share of exact zeros, in the middle of all sites, from which on zeros stand apart.
const ZEROS: f64 = 0.05;

/// The axis that several histograms share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Common {
    /// Its ends; `None` where nothing has a place.
    pub range: Option<(f64, f64)>,
    /// Bars over it.
    pub bars: usize,
    /// Whether it is every histogram's own.
    pub own: bool,
    /// Whether exact zeros stand apart: one spike of them would hide all else.
    pub zeros: bool,
}

impl Common {
    /// Of `sites`, where the input has a size: bounded values have one range, of all others the axis has
    /// the scale of most sites, and the input's where that is hardly worse.
    pub(crate) fn of(sites: &[&Site], input: Option<f64>) -> Self {
        let first = |site: &&Site| site.histograms.first().map(|first| first.histogram.clone());
        let drawn: Vec<(&&Site, Histogram)> =
            sites.iter().filter_map(|site| Some((site, first(site)?))).collect();
        let mut shares: Vec<f64> = drawn.iter().filter_map(|(site, _)| site.summary.zero_fraction).collect();
        shares.sort_by(f64::total_cmp);
        let zeros = shares.get(shares.len() / 2).is_some_and(|share| *share >= ZEROS);
        let mut ranges =
            drawn.iter().filter(|(_, h)| drawable(h)).map(|(_, h)| (h.low, h.high, h.counts.len()));
        let one = ranges.next().filter(|first| ranges.all(|range| range == *first));
        if let Some((low, high, bars)) = one {
            return Self { range: Some((low, high)), bars, own: true, zeros };
        }
        Self { range: scaled(&drawn, input), bars: BARS, own: false, zeros }
    }
}

/// The axis at the scale around which most sites lie.
fn scaled(drawn: &[(&&Site, Histogram)], input: Option<f64>) -> Option<(f64, f64)> {
    let sizes: Vec<f64> = drawn.iter().filter_map(|(site, _)| size(site)).collect();
    let input = input.filter(|size| *size > 0.0 && size.is_finite());
    let near = |size: f64, scale: f64| (-0.5 * ((size / scale).ln() / NEAR.ln()).powi(2)).exp();
    let score = |scale: f64| -> f64 {
        let sites: f64 = sizes.iter().map(|size| near(*size, scale)).sum();
        sites + input.map_or(0.0, |input| WEIGHT * sizes.len() as f64 * near(input, scale))
    };
    let best = sizes.iter().copied().max_by(|a, b| score(*a).total_cmp(&score(*b)));
    // Pages of one study have one axis where they can.
    let scale = match (input, best) {
        (Some(input), Some(best)) if score(input) >= ENOUGH * score(best) => input,
        (input, best) => best.or(input)?,
    };
    let ends = drawn.iter().filter_map(|(site, _)| site.summary.min.zip(site.summary.max));
    let finite = ends.filter(|(low, high)| low.is_finite() && high.is_finite());
    let (low, high) = finite.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((-scale, scale));
    let reach = REACH * scale;
    let (low, high) = (low.clamp(-reach, 0.0), high.clamp(0.0, reach));
    (low < high && (high - low).is_finite()).then_some((low, high))
}

/// How large the input of a cell's network is.
pub(crate) fn input_size(cell: &CellRecord) -> Option<f64> {
    size(sites::first(cell, "input").into_iter().find(|site| site.layer == 0)?)
}

/// How large the values of a site are.
fn size(site: &Site) -> Option<f64> {
    let parts = || Some(site.summary.mean?.hypot(site.summary.std?));
    site.summary.rms.or_else(parts).filter(|size| *size > 0.0 && size.is_finite())
}

/// A site on a common axis, in shares of all its values.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shares {
    /// Bar by bar; none where too few bins reach into the axis for a shape.
    pub bars: Vec<f64>,
    /// Exactly zero, where zeros stand apart.
    pub zeros: f64,
    /// Left of the axis, right of it, and nowhere on any.
    pub below: f64,
    pub above: f64,
    pub non_finite: f64,
}

impl Shares {
    /// Of `site` on `common`; `None` where it has no histogram or no values.
    pub(crate) fn of(site: &Site, common: Common) -> Option<Self> {
        let whole = &site.histograms.first()?.histogram;
        let total = whole.total() as f64;
        let of_all = |count: u64| count as f64 / total;
        if total == 0.0 {
            return None;
        }
        let (rest, zeros) = if common.zeros { without_zeros(site, whole) } else { (whole.clone(), 0) };
        let mut shares =
            Self { zeros: of_all(zeros), non_finite: of_all(whole.non_finite), ..Self::default() };
        let ends = site.summary.min.zip(site.summary.max).filter(|_| !common.own);
        let Some((spread, range)) = Spread::new(&rest, ends).zip(common.range) else {
            (shares.below, shares.above) = (of_all(rest.below), of_all(rest.above));
            return Some(shares);
        };
        // Spreads count shares of what is left.
        let left = 1.0 - shares.zeros;
        let rounding = 0.5 / total;
        let kept = |share: f64| if share < rounding { 0.0 } else { share };
        let bars: Vec<f64> = spread.shares(range, common.bars).into_iter().map(|bar| bar * left).collect();
        let inside: f64 = bars.iter().sum();
        shares.below = kept(spread.under(range.0) * left);
        shares.above = kept(left - shares.non_finite - spread.under(range.0) * left - inside);
        let width = (rest.high - rest.low) / rest.counts.len() as f64;
        let coarse = matches!(spread, Spread::Bins(_)) && width > range.1 - range.0;
        if !coarse && inside > rounding {
            shares.bars = bars;
        }
        Some(shares)
    }

    /// The outline of the bars, cut at `most`: by shares of the axis, as values may be too close for numbers
    /// between them.
    pub(crate) fn stairs(&self, pad: f64, most: f64) -> Vec<(f64, Option<f64>)> {
        let count = self.bars.len() as f64;
        let edge = |index: usize| (pad + index as f64 / count) / (1.0 + 2.0 * pad);
        let is_over = |index: usize| self.bars.get(index).is_some_and(|share| *share > most);
        let step = |(index, share): (usize, &f64)| {
            let (from, to) = (edge(index), edge(index + 1));
            let (over, top) = (is_over(index), Some(share.min(most)));
            // Nothing runs along the top.
            let starts = !(over && index > 0 && is_over(index - 1));
            let ends = !(over && is_over(index + 1));
            let middle = over.then_some((f64::midpoint(from, to), None));
            [starts.then_some((from, top)), middle, ends.then_some((to, top))].into_iter().flatten()
        };
        self.bars.iter().enumerate().flat_map(step).collect()
    }

    /// The highest bar.
    pub(crate) fn tallest(&self) -> f64 {
        self.bars.iter().copied().fold(0.0, f64::max)
    }
}

/// The histogram of a site's values without those that are exactly zero, and how many these are.
fn without_zeros(site: &Site, whole: &Histogram) -> (Histogram, u64) {
    let finite = whole.total() - whole.non_finite;
    let zeros = (site.summary.zero_fraction.unwrap_or(0.0) * finite as f64).round() as u64;
    let bins = whole.counts.len();
    let at = -whole.low / (whole.high - whole.low) * bins as f64;
    let mut rest = whole.clone();
    // Zero on an edge may have been counted on either side of it.
    let at = if at >= 0.0 && at <= bins as f64 { at as usize } else { return (rest, 0) };
    let near = at.saturating_sub(1)..=(at + 1).min(bins.saturating_sub(1));
    let Some(bin) = near.max_by_key(|bin| (rest.counts[*bin] >= zeros, *bin == at)) else { return (rest, 0) };
    let taken = zeros.min(rest.counts[bin]);
    rest.counts[bin] -= taken;
    (rest, taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{RangeKind, SiteHistogram};
    use crate::stats::Summary;

    /// Half of the values are 0, the others spread evenly to `high`.
    fn relu(high: f64) -> Site {
        let histogram = Histogram {
            low: 0.0,
            high,
            counts: vec![600, 100, 100, 100, 100],
            below: 0,
            above: 0,
            non_finite: 0,
        };
        Site {
            quantity: "activation".to_owned(),
            layer: 1,
            step: 0,
            summary: Summary {
                count: 1000,
                mean: Some(high / 4.0),
                std: Some(high / 4.0),
                min: Some(0.0),
                max: Some(high),
                zero_fraction: Some(0.5),
                ..Summary::default()
            },
            theory_mean: None,
            theory_std: None,
            verdict: None,
            histograms: vec![SiteHistogram { range: RangeKind::Natural, histogram }],
            stripes: None,
            eigenvalues: Vec::new(),
        }
    }

    #[test]
    fn the_axis_has_the_scale_at_which_most_sites_have_a_shape() {
        let sites = [1e9, 2.0, 3.0, 2.5, 1e-9].map(relu);
        let sites: Vec<&Site> = sites.iter().collect();
        let (low, high) = Common::of(&sites, Some(1.0)).range.unwrap();
        assert_eq!((low, high), (0.0, 3.0));
        // Without any of the input's size the sites decide.
        let (_, high) = Common::of(&sites, Some(1e4)).range.unwrap();
        assert!((2.0..4.0).contains(&high), "{high}");
    }

    #[test]
    fn zeros_stand_apart_and_nothing_is_lost() {
        let (one, other) = (relu(1.0), relu(4.0));
        let common = Common::of(&[&one, &other], Some(0.5));
        assert!(common.zeros && !common.own);
        for site in [&one, &other] {
            let shares = Shares::of(site, common).unwrap();
            assert_eq!(shares.zeros, 0.5);
            let sum = shares.zeros + shares.below + shares.above + shares.bars.iter().sum::<f64>();
            assert!((sum - 1.0).abs() < 1e-9, "{shares:?}");
        }
        // 1.5 is the end: of values to 4 so much is beyond.
        let beyond = Shares::of(&other, common).unwrap().above;
        assert!((beyond - 0.5 * (4.0 - common.range.unwrap().1) / 4.0).abs() < 1e-9, "{beyond}");
    }

    #[test]
    fn steps_over_the_top_leave_a_gap() {
        let shares = Shares { bars: vec![0.1, 0.6, 0.7, 0.1], ..Shares::default() };
        let drawn: Vec<Option<f64>> = shares.stairs(0.0, 0.5).into_iter().map(|(_, share)| share).collect();
        let half = Some(0.5);
        assert_eq!(drawn, [Some(0.1), Some(0.1), half, None, None, half, Some(0.1), Some(0.1)]);
    }

    #[test]
    fn what_leaves_the_axis_altogether_has_no_shape() {
        let sites = [1.0, 1.2, 1e6].map(relu);
        let common = Common::of(&sites.iter().collect::<Vec<_>>(), None);
        let far = Shares::of(&sites[2], common).unwrap();
        assert!(far.bars.is_empty() && far.above > 0.49, "{far:?}");
    }

    #[test]
    fn sites_of_one_range_keep_their_bins() {
        let site = relu(1.0);
        let common = Common::of(&[&site, &site], Some(100.0));
        assert_eq!((common.range, common.bars, common.own), (Some((0.0, 1.0)), 5, true));
        assert_eq!(Shares::of(&site, common).unwrap().bars, [0.1; 5]);
        let with_zeros = Shares::of(&site, Common { zeros: false, ..common }).unwrap();
        assert_eq!(with_zeros.bars, [0.6, 0.1, 0.1, 0.1, 0.1]);
    }
}
