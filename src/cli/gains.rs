//! `initscope gains`.

use std::error::Error;
use std::io::{self, Write};

use comfy_table::CellAlignment;

use crate::activation::Activation;
use crate::explain::{At, Critical, Gains};
use crate::number::{rounded, significant};
use crate::theory::Stability;

use super::arguments::Gains as Options;
use crate::cli::terminal::plain;

/// `sigma_b` where none is given: that of Schoenholz et al. (2017), figure 5, whose square is this.
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
    table_of_gains(&gains, out)?;
    two_inputs(&gains, out)?;
    critical(&gains, sigma_b, out)?;
    Ok(())
}

/// With four decimals, so that points stand below one another.
fn decimals(value: f64) -> String {
    if (1e-3..1e4).contains(&value.abs()) { format!("{value:.4}") } else { significant(value, 4) }
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), decimals)
}

/// Layers: those of a deviation that never shrinks are none.
fn layers(scale: Option<f64>) -> String {
    match scale {
        None => "-".to_owned(),
        Some(f64::INFINITY) => "∞".to_owned(),
        Some(scale) => significant(scale, 3),
    }
}

fn heading(text: &str, out: &mut impl Write) -> io::Result<()> {
    plain::paragraph("", text, plain::width(), out)?;
    writeln!(out)
}

fn print<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    words: &[usize],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut table = plain::table();
    table.set_header(header);
    rows.for_each(|row| {
        table.add_row(row);
    });
    for (index, column) in table.column_iter_mut().enumerate() {
        let is_word = words.contains(&index);
        column.set_cell_alignment(if is_word { CellAlignment::Left } else { CellAlignment::Right });
    }
    plain::print(&table, " ", out)?;
    writeln!(out)
}

fn table_of_gains(gains: &[Gains], out: &mut impl Write) -> io::Result<()> {
    heading(
        "Gains of weights with std = gain / √fan_in, and what becomes of the variance with the forward one",
        out,
    )?;
    let header = [
        "activation",
        "forward",
        "unit output",
        "centred",
        "backward",
        "torch",
        "slope",
        "stability",
        "xi_q",
    ];
    let row = |gains: &Gains| {
        let at = |text: &dyn Fn(At) -> String| gains.at_forward.map_or_else(|| "-".to_owned(), text);
        [
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
    print(header, gains.iter().map(row), &[0, 7], out)?;
    for text in [
        "forward: a variance of 1 of the pre-activations stays 1. unit output: a mean square of 1 of the activations does.",
        "centred: 1 / std of φ, right for weights whose sum over inputs is 0. backward: gradients keep their size.",
        "slope: by how much a small deviation of the variance grows a layer, with the forward gain: below 1 a \
         variance of 1 attracts, above it repels and no net stays there. xi_q: layers until a deviation is 1/e.",
    ] {
        plain::paragraph("  ", text, plain::width(), out)?;
    }
    writeln!(out)
}

fn two_inputs(gains: &[Gains], out: &mut impl Write) -> io::Result<()> {
    heading("Two inputs and gradients, with the forward gain at a variance of 1", out)?;
    let header = ["activation", "chi", "gradients", "c*", "xi_c"];
    let row = |gains: &Gains| {
        let at = |text: &dyn Fn(At) -> String| gains.at_forward.map_or_else(|| "-".to_owned(), text);
        [
            gains.activation.to_string(),
            at(&|at| decimals(at.chi)),
            at(&|at| course(at.chi).to_owned()),
            at(&|at| decimals(at.correlation)),
            at(&|at| layers(at.xi_c)),
        ]
    };
    print(header, gains.iter().map(row), &[0, 2], out)?;
    for text in [
        "chi: factor of a gradient's mean square a layer. c*: correlation of two inputs' pre-activations after many layers.",
        "xi_c: layers until a deviation from it is 1/e; signals pass through some 6 xi_c.",
    ] {
        plain::paragraph("  ", text, plain::width(), out)?;
    }
    writeln!(out)
}

/// What gradients do, deeper and deeper.
fn course(chi: f64) -> &'static str {
    match Stability::of_slope(chi) {
        Stability::Attracts => "vanish",
        Stability::Neutral => "stay",
        Stability::Repels => "explode",
    }
}

fn critical(gains: &[Gains], sigma_b: f64, out: &mut impl Write) -> io::Result<()> {
    let text = format!(
        "Critical weights, std = sigma_w / √fan_in, beside biases of std {} (sigma_b² = {}): chi is 1 at q*",
        rounded(sigma_b),
        rounded(sigma_b * sigma_b)
    );
    heading(&text, out)?;
    let header = ["activation", "sigma_w", "sigma_w²", "q*", "slope", "stability", "xi_q"];
    let rows = gains.iter().flat_map(|gains| {
        let name = gains.activation.to_string();
        let point = |(name, point): (String, &Critical)| {
            [
                name,
                decimals(point.sigma_w),
                decimals(point.sigma_w * point.sigma_w),
                decimals(point.variance),
                decimals(point.slope),
                point.stability.name().to_owned(),
                layers(point.xi_q),
            ]
        };
        let none = std::iter::once([name.clone(), "none".to_owned()])
            .filter(|_| gains.critical.is_empty())
            .map(|[name, none]| {
                [name, none, "-".to_owned(), "-".to_owned(), "-".to_owned(), "-".to_owned(), "-".to_owned()]
            });
        // Of several the first has the name.
        let names = std::iter::once(name).chain(std::iter::repeat(String::new()));
        names.zip(&gains.critical).map(point).chain(none).collect::<Vec<_>>()
    });
    print(header, rows, &[0, 5], out)?;
    for text in [
        "q*: fixed point of the pre-activations' variance; 0 is the limit of small signals. Where it repels no net stays there.",
        "In schemes: lecun-normal:gain=critical,sigma_b=0.2236 beside bias = \"normal:std=0.2236\".",
    ] {
        plain::paragraph("  ", text, plain::width(), out)?;
    }
    Ok(())
}
