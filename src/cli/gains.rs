//! `initscope gains`.

use std::error::Error;
use std::io::{self, Write};
use std::iter;
use std::path::{Path, PathBuf};

use comfy_table::CellAlignment;

use crate::activation::Activation;
use crate::explain::{At, Critical, Gains};
use crate::number::{rounded, significant};
use crate::theory::{Stability, VarianceMap, Variances};
use crate::view::{self, Cobweb, Cobwebs, Format};

use super::arguments::Gains as Options;
use crate::cli::terminal::{plain, stop};

/// `sigma_b²` where none is given: that of Schoenholz et al. (2017), figure 5.
const BIAS_VARIANCE: f64 = 0.05;

pub(super) fn run(options: &Options, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let activations =
        if options.activations.is_empty() { &Activation::ALL[..] } else { &options.activations };
    let sigma_b = options.sigma_b.unwrap_or(BIAS_VARIANCE.sqrt());
    let gains: Vec<Gains> = activations.iter().map(|activation| Gains::of(*activation, sigma_b)).collect();
    if options.json {
        serde_json::to_writer_pretty(&mut *out, &gains)?;
        return Ok(writeln!(out)?);
    }
    let drawn =
        options.out.as_deref().map(|folder| draw(&gains, folder, &options.figures.format)).transpose()?;
    one_input(&gains, out)?;
    writeln!(out)?;
    two_inputs(&gains, out)?;
    writeln!(out)?;
    critical(&gains, sigma_b, out)?;
    let Some(files) = drawn else { return Ok(()) };
    writeln!(out)?;
    Ok(files.iter().try_for_each(|file| writeln!(out, "Figure: {}", file.display()))?)
}

/// Draws the variance maps of the forward gains.
fn draw(gains: &[Gains], folder: &Path, formats: &[Format]) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let cobwebs = Cobwebs {
        title: "Variance maps".to_owned(),
        axes: ["variance q".to_owned(), "in the next layer".to_owned()],
        note: "forward gain, no biases; blue: q' = gain² E[φ(√q z)²]; orange: layer by layer; where the map crosses \
               the diagonal flatter than it, layers return to it, where steeper, they leave it"
            .to_owned(),
        maps: gains.iter().filter_map(cobweb).collect(),
    };
    if cobwebs.maps.is_empty() {
        return Err("none of these activations has a forward gain, so there is no map to draw".into());
    }
    Ok(view::draw_cobwebs(&cobwebs, folder, formats, stop::on_signal()?)?)
}

/// Variances that maps are drawn up to, and points of a map.
const REACH: f64 = 2.0;
const POINTS: usize = 80;

/// Variances that courses start from, and their layers.
const STARTS: [f64; 2] = [0.4, 1.6];
const LAYERS: usize = 12;

/// The map of an activation with a forward gain.
fn cobweb(gains: &Gains) -> Option<Cobweb> {
    let (gain, at) = gains.forward.zip(gains.at_forward)?;
    let map = VarianceMap::new(gains.activation);
    let variances = Variances { weights: gain * gain, biases: 0.0 };
    let places = (0..=POINTS).map(|point| REACH * point as f64 / POINTS as f64);
    Some(Cobweb {
        name: gains.activation.title(),
        words: format!("{}, slope {}", at.stability.name(), decimals(at.slope)),
        map: places.map(|q| (q, map.next(variances, q))).collect(),
        courses: STARTS.map(|q| map.course(variances, q).take(LAYERS + 1).collect()).to_vec(),
        fixed: 1.0,
    })
}

fn one_input(gains: &[Gains], out: &mut impl Write) -> io::Result<()> {
    let row = |gains: &Gains| {
        let at = |text: &dyn Fn(At) -> String| gains.at_forward.map_or_else(missing, text);
        vec![
            gains.activation.to_string(),
            shown(gains.forward),
            shown(gains.unit_output),
            shown(gains.centred),
            shown(gains.backward),
            shown(gains.torch),
            at(&|at| decimals(at.slope)),
            at(&|at| at.stability.name().to_owned()),
            at(&|at| layers(at.xi_q)),
        ]
    };
    page(
        "Gains of weights with std = gain / √fan_in, and whether the variance stays with the forward one",
        [
            "activation",
            "forward",
            "unit output",
            "centred",
            "backward",
            "torch",
            "slope",
            "stability",
            "xi_q",
        ],
        gains.iter().map(row),
        &[
            "forward: a variance of 1 of the pre-activations stays 1. unit output: a mean square of 1 of the \
             activations does. centred: for weights whose sum over inputs is 0. backward: gradients keep their \
             size.",
            "slope: by what a small deviation of the variance is multiplied in a layer. Below 1 a variance of 1 \
             attracts; above it repels, and no net stays there. xi_q: layers until a deviation is 1/e of \
             itself.",
        ],
        out,
    )
}

fn two_inputs(gains: &[Gains], out: &mut impl Write) -> io::Result<()> {
    let row = |gains: &Gains| {
        let at = |text: &dyn Fn(At) -> String| gains.at_forward.map_or_else(missing, text);
        vec![
            gains.activation.to_string(),
            at(&|at| decimals(at.chi)),
            at(&|at| course(at.chi).to_owned()),
            at(&|at| decimals(at.correlation)),
            at(&|at| layers(at.xi_c)),
        ]
    };
    page(
        "Two inputs, and gradients, with the forward gain at a variance of 1",
        ["activation", "chi", "gradients", "c*", "xi_c"],
        gains.iter().map(row),
        &["chi: by what a gradient's mean square is multiplied in a layer. c*: correlation of two inputs' \
           pre-activations after many layers. xi_c: layers until a deviation from it is 1/e of itself; \
           signals pass through some 6 xi_c."],
        out,
    )
}

fn critical(gains: &[Gains], sigma_b: f64, out: &mut impl Write) -> io::Result<()> {
    let point = |point: &Critical| {
        [
            decimals(point.sigma_w),
            decimals(point.sigma_w * point.sigma_w),
            decimals(point.variance),
            decimals(point.slope),
            point.stability.name().to_owned(),
            layers(point.xi_q),
        ]
    };
    let rows = gains.iter().flat_map(|gains| {
        let mut points: Vec<_> = gains.critical.iter().map(point).collect();
        if points.is_empty() {
            points.push(["none", "-", "-", "-", "-", "-"].map(str::to_owned));
        }
        // Of several the first has the name.
        let names = iter::once(gains.activation.to_string()).chain(iter::repeat(String::new()));
        names.zip(points).map(|(name, point)| iter::once(name).chain(point).collect())
    });
    let title = format!(
        "Critical weights, std = sigma_w / √fan_in, beside biases of std {} (sigma_b² = {})",
        rounded(sigma_b),
        rounded(sigma_b * sigma_b)
    );
    page(
        &title,
        ["activation", "sigma_w", "sigma_w²", "q*", "slope", "stability", "xi_q"],
        rows,
        &[
            "chi is 1 at q*, a fixed point of the pre-activations' variance (0: the limit of small signals). Where \
           it repels no net stays there. In schemes: gain=critical,sigma_b=STD.",
        ],
        out,
    )
}

/// What gradients do, deeper and deeper.
fn course(chi: f64) -> &'static str {
    match Stability::of_slope(chi) {
        Stability::Attracts => "vanish",
        Stability::Neutral => "stay",
        Stability::Repels => "explode",
    }
}

/// With four decimals, so that points stand below one another.
fn decimals(value: f64) -> String {
    if (1e-3..1e4).contains(&value.abs()) { format!("{value:.4}") } else { significant(value, 4) }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(missing, decimals)
}

fn missing() -> String {
    "-".to_owned()
}

/// How long a deviation lasts; one that grows has no such number.
fn layers(scale: Option<f64>) -> String {
    match scale {
        None => missing(),
        Some(f64::INFINITY) => "∞".to_owned(),
        Some(scale) => significant(scale, 3),
    }
}

/// A title, a table with its numbers on the right, and what its columns are.
fn page<const N: usize>(
    title: &str,
    header: [&str; N],
    rows: impl Iterator<Item = Vec<String>>,
    words: &[&str],
    out: &mut impl Write,
) -> io::Result<()> {
    plain::paragraph("", title, plain::width(), out)?;
    writeln!(out)?;
    let mut table = plain::table();
    table.set_header(header).add_rows(rows);
    for (name, column) in header.iter().zip(table.column_iter_mut()) {
        let is_word = ["activation", "stability", "gradients"].contains(name);
        column.set_cell_alignment(if is_word { CellAlignment::Left } else { CellAlignment::Right });
    }
    plain::print(&table, " ", out)?;
    writeln!(out)?;
    words.iter().try_for_each(|text| plain::paragraph("  ", text, plain::width(), out))
}
