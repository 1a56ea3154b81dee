//! The command line.

use std::path::PathBuf;

use crate::activation::Activation;
use crate::conform::ALPHA;
use crate::init::{Bias, Init};
use crate::run::Shard;
use crate::study::Precision;
use crate::view::Choice;
use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::options::{Changes, Figures, Numbers, Table, Threads, Which, threads_of_environment};
use super::sweep::Sweep;

/// Wider layers are no layers; nothing is allocated for one.
const MOST_WIDTH: i64 = 1_000_000;

/// What do these initial weights do to the signal?
///
/// Runs data through deep nets under every weight-initialization scheme, watches each layer and
/// draws the textbook's figures. Start with: initscope experiment activations
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Colours: on a terminal unless NO_COLOR is set, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run studies: numbers, figures and a table
    Experiment(Experiment),
    /// List studies, schemes and activations
    List,
    /// What a scheme is, by number, here and in other libraries; what a deep net makes of it
    Explain(Explain),
    /// Gains of activations, and what theory says of layers that have them
    Gains(Gains),
    /// Show the resolved plan of a study, or the results in a folder; run nothing
    Show(Show),
    /// Draw a study's figures again, from its record
    Render(Render),
    /// Make the record of a study whose cells were computed in shares
    Merge(Merge),
    /// What of a study is finished, missing or damaged; fail if anything is
    Status(Status),
    /// Hand a study to a batch system
    Sweep(Sweep),
    /// Judge a study's claims; fail if one is not as expected
    Check(Check),
    /// Two records side by side, in numbers and pictures
    Compare(Compare),
    /// Test whether weights are what a scheme says; fail if they are not
    Conform(Conform),
}

#[derive(Debug, Args)]
pub(crate) struct Experiment {
    /// Built-in studies (see `initscope list`) or TOML files
    #[arg(required = true, value_name = "STUDY|FILE.toml")]
    pub studies: Vec<String>,
    #[command(flatten)]
    pub changes: Changes,
    /// Folder that gets a folder for each study
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub figures: Figures,
    #[command(flatten)]
    pub which: Which,
    /// Write numbers only: --figures none
    #[arg(long, conflicts_with_all = ["format", "choice"])]
    pub no_figures: bool,
    #[command(flatten)]
    pub numbers: Numbers,
    #[command(flatten)]
    pub table: Table,
    /// Delete finished cells of an earlier run that did not end, and start anew
    #[arg(long)]
    pub fresh: bool,
    /// Compute one of several shares, such as 3/16; when all are done, `merge` makes the record
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
}

impl Experiment {
    /// The figures asked for.
    pub(crate) fn choice(&self) -> Choice {
        if self.no_figures { Choice::None } else { self.which.choice.clone() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// Output folder of a study whose shares are done
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub numbers: Numbers,
    #[command(flatten)]
    pub table: Table,
    #[command(flatten)]
    pub figures: Figures,
    #[command(flatten)]
    pub which: Which,
    #[command(flatten)]
    pub threads: Threads,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Output folder of a study
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Print the numbers of shares with missing cells alone, one a line; nothing if there are none
    #[arg(long)]
    pub missing: bool,
    /// Print them as `sbatch --array` takes them: 2,7-9
    #[arg(long, requires = "missing")]
    pub as_array: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// A built-in study or a TOML file, of which the plan is shown; or an output folder, such as
    /// results/activations, of which the results are
    #[arg(value_name = "STUDY|FILE.toml|DIR")]
    pub subject: String,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub table: Table,
    #[command(flatten)]
    pub threads: Threads,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A scheme (see `initscope list`), or the first word of several, such as he
    #[arg(value_name = "INIT")]
    pub init: String,
    /// Inputs of the layer
    #[arg(long = "in", value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=MOST_WIDTH))]
    pub fan_in: u32,
    /// Units of the layer
    #[arg(long = "out", value_name = "M", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=MOST_WIDTH))]
    pub fan_out: u32,
    /// The activation that follows, of the layer and of the deep net
    #[arg(long, value_name = "NAME")]
    pub activation: Option<Activation>,
}

/// What the tables of `gains` have.
const COLUMNS: &str = "\
Columns, for standard normal pre-activations z:
  forward        1 / √E[φ(z)²]: a variance of 1 of the pre-activations stays 1
  unit output    a mean square of 1 of the activations stays 1: another number, met as often
  centred        1 / std(φ(z)): for weights whose sum over inputs is 0 (weight standardisation)
  backward       1 / √E[φ'(z)²]: gradients keep their mean square
  torch          torch.nn.init.calculate_gain, for the activations that it knows
  slope          of the variance map at 1, with the forward gain: whether 1 attracts or repels
  xi_q           layers until a deviation of the variance is 1/e of itself
  chi            by what a gradient's mean square is multiplied in a layer, with the forward gain
  c*, xi_c       correlation that two inputs go to; layers until a deviation from it is 1/e
  sigma_w, q*    weights for which chi is 1, and the variance that they keep";

#[derive(Debug, Args)]
#[command(after_help = COLUMNS)]
pub(crate) struct Gains {
    /// Activations, such as gelu or leaky-relu:slope=0.2 [default: all]
    #[arg(value_name = "ACTIVATION")]
    pub activations: Vec<Activation>,
    /// Standard deviation of the biases beside which weights are critical [default: √0.05, as in Schoenholz et al.
    /// 2017]
    #[arg(long, value_name = "STD", value_parser = scale)]
    pub sigma_b: Option<f64>,
    /// Print all digits as JSON: an object for each activation; null is no number, or an infinite one
    #[arg(long)]
    pub json: bool,
    /// Draw each activation's variance map with the forward gain, and the way that layers go along it, into this
    /// folder
    #[arg(long, value_name = "DIR", conflicts_with = "json")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub figures: Figures,
}

#[derive(Debug, Args)]
pub(crate) struct Render {
    /// Output folder of a study, such as results/activations
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub figures: Figures,
    #[command(flatten)]
    pub which: Which,
    /// Put the table of results into this Markdown file, between its marks, instead of drawing
    #[arg(long, value_name = "FILE.md", conflicts_with_all = ["format", "choice"])]
    pub splice: Option<PathBuf>,
    #[command(flatten)]
    pub threads: Threads,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Output folder of a study, such as results/activations; or a study, which is run
    #[arg(value_name = "DIR|STUDY|FILE.toml")]
    pub subject: String,
    #[command(flatten)]
    pub changes: Changes,
    #[command(flatten)]
    pub threads: Threads,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Output folder of a study
    #[arg(value_name = "DIR")]
    pub first: PathBuf,
    /// Output folder of another study, or of another run
    #[arg(value_name = "DIR")]
    pub second: PathBuf,
    /// Folder that gets a folder for the comparison
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    #[command(flatten)]
    pub figures: Figures,
    /// Write numbers only
    #[arg(long, conflicts_with = "format")]
    pub no_figures: bool,
    /// Print every layer, not only those that differ
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub threads: Threads,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("given").multiple(true))]
pub(crate) struct Conform {
    /// A scheme with its parameters (see `initscope list`), such as he-normal or orthogonal:gain=2
    #[arg(value_name = "SCHEME")]
    pub scheme: Init,
    /// Files to test, as --tensor gives them
    #[arg(value_name = "FILE.npy", group = "given")]
    pub files: Vec<PathBuf>,
    /// Test the array in this file, as numpy.save writes it: a matrix, a kernel of 3 to 5 axes, or biases (1
    /// axis); repeated, all files are judged together
    #[arg(long = "tensor", value_name = "FILE.npy", group = "given")]
    pub tensors: Vec<PathBuf>,
    /// How weights lie in the files [default: in-out for matrices; for kernels, HWIO or OIHW, by which end of the
    /// shape looks like taps]
    #[arg(long, value_name = "LAYOUT", requires = "given", ignore_case = true)]
    pub layout: Option<Layout>,
    /// Scheme of arrays of one axis, which are biases; own is what SCHEME brings [default: own, or SCHEME itself
    /// where it does not look at the fans]
    #[arg(long, value_name = "SCHEME", requires = "given")]
    pub bias: Option<Bias>,
    /// Inputs of each unit, for biases whose law depends on them [default: those of the weights given
    /// beside them]
    #[arg(long, value_name = "N", requires = "given", value_parser = count)]
    pub fan_in: Option<usize>,
    /// Chance that right weights are called wrong, over all tests of all files together: of a thousand right nets
    /// of fifty layers, given at once, one
    #[arg(long, value_name = "P", default_value_t = ALPHA, value_parser = probability)]
    pub alpha: f64,
    /// Inputs of each unit, of a matrix that is drawn [default: 300]
    #[arg(long = "in", value_name = "N", value_parser = count, conflicts_with = "given")]
    pub drawn_in: Option<usize>,
    /// Units of a matrix that is drawn [default: 200]
    #[arg(long = "out", value_name = "N", value_parser = count, conflicts_with = "given")]
    pub drawn_out: Option<usize>,
    /// What follows the layer: some gains depend on it
    #[arg(long, value_name = "NAME", default_value = "linear")]
    pub activation: Activation,
    /// The layer's place in its network: looks-linear differs in the first
    #[arg(long, value_name = "N", default_value = "1", value_parser = count)]
    pub layer: usize,
    /// Seed of the noise
    #[arg(long, value_name = "N", default_value = "0", conflicts_with = "given", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub seed: u64,
    /// Precision of a matrix that is drawn: f32 or f64
    #[arg(long, value_name = "PRECISION", default_value = "f64", conflicts_with = "given")]
    pub precision: Precision,
    #[command(flatten)]
    pub threads: Threads,
}

/// Order of the axes of stored weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layout {
    /// [fan_in, fan_out], of kernels HWIO: here, in Keras and in JAX
    InOut,
    /// [fan_out, fan_in], of kernels OIHW: in PyTorch
    OutIn,
    /// [k, in, out]: one-dimensional kernels of Keras and JAX
    #[value(name = "WIO")]
    Wio,
    /// [k, k, in, out]: two-dimensional ones
    #[value(name = "HWIO")]
    Hwio,
    /// [k, k, k, in, out]: three-dimensional ones
    #[value(name = "DHWIO")]
    Dhwio,
    /// [out, in, k]: one-dimensional kernels of PyTorch
    #[value(name = "OIW")]
    Oiw,
    /// [out, in, k, k]: two-dimensional ones
    #[value(name = "OIHW")]
    Oihw,
    /// [out, in, k, k, k]: three-dimensional ones
    #[value(name = "OIDHW")]
    Oidhw,
}

fn count(text: &str) -> Result<usize, String> {
    let count = text.parse().map_err(|_| "not a whole number".to_owned())?;
    if count == 0 { Err("must be 1 or more".to_owned()) } else { Ok(count) }
}

fn scale(text: &str) -> Result<f64, String> {
    let wrong = || "must be a number of at least 0".to_owned();
    text.parse().ok().filter(|std: &f64| *std >= 0.0 && std.is_finite()).ok_or_else(wrong)
}

fn probability(text: &str) -> Result<f64, String> {
    let wrong = || "must be a number above 0 and below 1".to_owned();
    text.parse().ok().filter(|p| *p > 0.0 && *p < 1.0).ok_or_else(wrong)
}

impl Arguments {
    /// Those of the command line; help and errors have the colours asked for, too.
    ///
    /// # Errors
    ///
    /// If they are wrong, or ask for help.
    pub fn of_command_line() -> Result<Self, clap::Error> {
        let words: Vec<String> =
            std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
        let next = |at: usize| words.get(at + 1).map(String::as_str).filter(|_| words[at] == "--color");
        let asked = |at: usize| words[at].strip_prefix("--color=").or_else(|| next(at));
        let color = (0..words.len()).find_map(asked).and_then(|when| ColorChoice::from_str(when, true).ok());
        let matches = Self::command().color(color.unwrap_or(ColorChoice::Auto)).try_get_matches()?;
        Self::from_arg_matches(&matches)
    }

    /// Whether the output has colours.
    pub fn color(&self) -> anstream::ColorChoice {
        match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
    }

    /// The number of threads asked for: here, or where every program with Rayon looks.
    ///
    /// # Errors
    ///
    /// If they are too many there too.
    pub(crate) fn threads(&self) -> Result<Option<usize>, String> {
        match self.own_threads() {
            Some(threads) => Ok(Some(threads)),
            None => threads_of_environment(),
        }
    }

    fn own_threads(&self) -> Option<usize> {
        let Threads { threads } = match &self.command {
            Command::Experiment(options) => &options.threads,
            Command::Render(options) => &options.threads,
            Command::Check(options) => &options.threads,
            Command::Compare(options) => &options.threads,
            Command::Merge(options) => &options.threads,
            Command::Conform(options) => &options.threads,
            Command::Show(options) => &options.threads,
            Command::Explain(_)
            | Command::Gains(_)
            | Command::List
            | Command::Status(_)
            | Command::Sweep(_) => return None,
        };
        threads.map(usize::from)
    }
}
