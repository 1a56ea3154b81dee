//! The singular values of the input-output Jacobian against depth, in quantiles: a row for each activation, a
//! column for each initialization, all on one axis.

use crate::number;
use crate::record::{CellRecord, Site};

use super::singular::Spectrum;
use crate::view::cells::{Naming, Place, Quantiles, group};
use crate::view::figure::colour::BAR;
use crate::view::figure::{Anchor, Area, Axis, Figure, LineStyle, Mark, Panel, Stroke, Text};
use crate::view::layout::labels::Labels;
use crate::view::layout::legend::DASHED;
use crate::view::layout::{MARGIN, Margins, Page, Width, wrap};

/// Most rows and columns of a figure.
pub(crate) const MOST: (usize, usize) = (3, 6);

const WIDTH: i32 = 2000;
const SMALL: i32 = 20;
/// Besides the names of rows.
const MARGINS: Margins =
    Margins { left: 110, top: 130, right: MARGIN, bottom: 130, gap: (26, 40), ticks: SMALL };
/// Height of a single row, of each of two, and of three.
const HEIGHTS: [i32; MOST.0] = [560, 380, 270];
/// Pixels per em of titles, least and most.
const TITLE: (i32, i32) = (20, 26);
/// Shares of the values between which bands lie, and up to which the line does.
const BANDS: [(f64, f64); 2] = [(0.05, 0.95), (0.25, 0.75)];
const MIDDLE: f64 = 0.5;
/// Free space over and under what is shown, as a share of its decades.
const PAD: f64 = 0.05;

/// Whether a cell has more of it than a single layer, which is all in the tables.
pub(crate) fn is_in(cell: &CellRecord) -> bool {
    Spectrum::Jacobian.has_columns(cell)
}

/// Draws the Jacobians of the first trials of `cells`; where networks differ in their activation alone, all stand
/// in one row.
pub(crate) fn figure(cells: &[&CellRecord], naming: Naming<'_>) -> Figure {
    let first: Vec<&CellRecord> = cells.iter().copied().filter(|cell| cell.trial == 0).collect();
    let mut rows = group::by(&first, |cell| cell.settings.activation.as_str());
    if rows.iter().all(|row| row.len() == 1) {
        rows = vec![first.clone()];
    }
    let name = |cell: &&CellRecord| naming.line(cell);
    let activations: Vec<&str> = rows.iter().map(|row| naming.activation(row[0])).collect();
    let labels = (rows.len() > 1).then(|| Labels::new(&activations, 0));
    let left = MARGINS.left + labels.as_ref().map_or(0, Labels::left);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    let height = HEIGHTS[rows.len().clamp(1, HEIGHTS.len()) - 1];
    let mut page = Page::new(Margins { left, ..MARGINS }, Width::Page(WIDTH), height, (columns, rows.len()));
    let (low, high) = range(&first);
    for (row, networks) in rows.iter().enumerate() {
        let areas = page.row_of(row, columns);
        let names: Vec<String> = networks.iter().map(name).collect();
        // The names over the first row speak for those below where they are the same.
        let above: Option<Vec<String>> =
            row.checked_sub(1).map(|above| rows[above].iter().map(name).collect());
        if above.as_ref() != Some(&names) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (size, names) = wrap::apart(&names, TITLE, areas[0].width + MARGINS.gap.0 / 2);
            let title = |(name, area): (String, &Area)| {
                Text::new(name, (area.centre(), area.top - 12), size).anchored(Anchor::Middle)
            };
            page.figure.texts.extend(names.into_iter().zip(&areas).map(title));
        }
        for (cell, area) in networks.iter().zip(areas) {
            let sites = Spectrum::Jacobian.sites(cell);
            let (least, most) = (sites[0].layer as f64, sites[sites.len() - 1].layer as f64);
            let pad = 0.02 * (most - least);
            let mut x = Axis::whole(least - pad, most + pad, page.room(area, 5));
            if row + 1 < rows.len() {
                x = x.silent();
            } else {
                x.label = Some(Place::of(cell).word().to_owned());
            }
            let mut y = Axis::up_log(10_f64.powf(low), 10_f64.powf(high), SMALL);
            y.label = Some("singular value".to_owned());
            let y = if page.is_first(area) { y } else { y.silent() };
            page.figure.texts.extend(lost(&sites, area));
            page.figure.panels.push(Panel { area, title: None, x, y, marks: marks(&sites, low) });
        }
        let middle = page.row(row).y(0.5);
        page.figure.texts.extend(labels.as_ref().map(|labels| labels.text(row, middle + labels.size / 3)));
    }
    let mut note =
        "line: median; bands: 25 to 75 % and 5 to 95 % of the singular values; dashed: 1, a length that \
                    is kept; lost: below rounding of the largest"
            .to_owned();
    if first.len() < cells.len() {
        note += "; first of the trials";
    }
    let title = "singular values of the input-output Jacobian through depth";
    page.finish(&naming.common(&first, title), &note, &naming.source())
}

/// The quantiles of one layer, in decades.
fn quantiles(site: &Site) -> Option<Quantiles> {
    Quantiles::of_decades(site).filter(|_| site.summary.non_finite == 0)
}

/// The decades that all panels show: of all bands, and 1 among them.
fn range(cells: &[&CellRecord]) -> (f64, f64) {
    let (mut low, mut high) = (-0.5_f64, 0.5_f64);
    for site in cells.iter().flat_map(|cell| Spectrum::Jacobian.sites(cell)) {
        let Some(quantiles) = quantiles(site) else { continue };
        let (_, upper) = BANDS[0];
        // The lowest that has a place: what is below it is lost.
        low = BANDS.iter().filter_map(|band| quantiles.at(band.0)).fold(low, f64::min);
        high = high.max(quantiles.at(upper).unwrap_or(high));
    }
    let pad = PAD * (high - low);
    (low - pad, high + pad)
}

/// The bands and the median of a network's layers; what is lost lies below every number.
fn marks(sites: &[&Site], low: f64) -> Vec<Mark> {
    let seen: Vec<(f64, Quantiles)> =
        sites.iter().filter_map(|site| Some((site.layer as f64, quantiles(site)?))).collect();
    let power = |decades: f64| 10_f64.powf(decades);
    let band = |(lower, upper): (f64, f64)| {
        let at = |(layer, quantiles): &(f64, Quantiles)| {
            let top = quantiles.at(upper)?;
            Some((*layer, power(quantiles.at(lower).unwrap_or(low)), power(top)))
        };
        Mark::Band { points: seen.iter().filter_map(at).collect(), colour: BAR }
    };
    let median = seen.iter().map(|(layer, quantiles)| (*layer, quantiles.at(MIDDLE).map(power))).collect();
    let ends = sites.first().zip(sites.last());
    let one = ends.map(|(first, last)| Mark::Line {
        points: vec![(first.layer as f64, Some(1.0)), (last.layer as f64, Some(1.0))],
        style: DASHED,
    });
    let line = Mark::Line { points: median, style: LineStyle { colour: BAR, stroke: Stroke::Plain } };
    BANDS.map(band).into_iter().chain(one).chain([line]).collect()
}

/// How many directions the last layer has lost, or where numbers end.
fn lost(sites: &[&Site], area: Area) -> Option<Text> {
    let words = match sites.iter().find(|site| site.summary.non_finite > 0) {
        Some(site) => format!("not finite from layer {}", site.layer),
        None => {
            let share = sites.last()?.summary.zero_fraction.filter(|share| *share > 0.0)?;
            format!("{} lost", number::percent(share))
        }
    };
    let at = (area.right() - SMALL / 2, area.bottom() - SMALL / 2);
    Some(Text::new(words, at, SMALL).anchored(Anchor::End))
}
