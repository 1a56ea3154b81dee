//! The spread of every layer on one logarithmic ruler, beside rows whose own axis it leaves.

use crate::record::Site;
use crate::view::figure::colour::of_layer;
use crate::view::figure::{Area, Axis, LineStyle, Mark, Marker, Panel, Scale, Stroke};
use crate::view::layout::legend::DASHED;
use crate::view::layout::{MARGIN, Page};

/// Pixels across the ruler with the gap before it.
pub(crate) const ACROSS: i32 = 300;
const GAP: i32 = 40;
/// Spreads that differ by less are seen in the histograms.
const LEAST: f64 = 100.0;

/// What all rulers of a sheet show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ruler {
    low: f64,
    high: f64,
    input: Option<f64>,
}

/// Over the spreads of `rows`, where they differ much.
pub(crate) fn scale(rows: &[Vec<&Site>], input: Option<f64>) -> Option<Ruler> {
    let stds = rows.iter().flatten().filter_map(|site| site.summary.std.filter(|std| *std > 0.0));
    let (low, high) = stds.map(|std| (std, std)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let differ = high / low > LEAST;
    let input = input.filter(|size| *size > 0.0);
    let (low, high) = (low.min(input.unwrap_or(low)), high.max(input.unwrap_or(high)));
    let pad = (high / low).powf(0.06);
    differ.then_some(Ruler { low: low / pad, high: high * pad, input })
}

/// Adds the ruler of one row to its right: layers from the top down.
pub(crate) fn add(sites: &[&Site], row: Area, ruler: Ruler, first: bool, page: &mut Page) {
    let area = Area { left: row.right() + GAP, width: ACROSS - GAP - MARGIN / 2, ..row };
    let (Some(top), Some(bottom)) =
        (sites.first().map(|site| site.layer), sites.last().map(|site| site.layer))
    else {
        return;
    };
    let depth = bottom - top;
    let down = |site: &Site| -((site.layer - top) as f64);
    let points: Vec<(f64, Option<f64>)> = sites
        .iter()
        .map(|site| {
            let std = site.summary.std.filter(|std| *std > 0.0);
            (std.unwrap_or(ruler.low), std.map(|_| down(site)))
        })
        .collect();
    let dots = sites.iter().zip(&points).map(|(site, point)| Mark::Line {
        points: vec![*point],
        style: LineStyle { colour: of_layer(site.layer, bottom), stroke: Stroke::Marked(Marker::Circle) },
    });
    let input = ruler.input.map(|input| Mark::Line {
        points: vec![(input, Some(1.0)), (input, Some(-(depth as f64) - 1.0))],
        style: DASHED,
    });
    let line = Mark::Line {
        points: points.clone(),
        style: LineStyle { colour: of_layer(1, 2), stroke: Stroke::Plain },
    };
    page.figure.panels.push(Panel {
        area,
        title: first.then(|| "std".to_owned()),
        x: Axis::across_log(ruler.low, ruler.high, page.room(area, 4)),
        y: Axis::bare(-(depth as f64) - 1.0, 1.0, Scale::Linear),
        marks: input.into_iter().chain([line]).chain(dots).collect(),
    });
}
