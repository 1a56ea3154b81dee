//! Options that several commands have.

use clap::Args;

use super::table::Detail;
use crate::record::DataFormat;
use crate::study::{LoadError, Override, Study, load};
use crate::view::{Choice, Format};

/// More than any machine has cores; many more would take it down.
pub(super) const MOST_THREADS: i64 = 1024;

/// The table of a study's networks.
#[derive(Debug, Args)]
pub(crate) struct Table {
    /// How much is printed of every network
    #[arg(long = "table", value_name = "DETAIL", default_value = "auto")]
    pub detail: Detail,
}

/// Changes to a study.
#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// Change an axis or any key: init=he-normal, 'init=["he-normal","normal"]', input.samples=200
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<Override>,
    /// Seed of all noise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub seed: Option<u64>,
    /// Independent repetitions of every cell
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=i64::MAX as u64))]
    pub trials: Option<u64>,
    /// A smaller version that takes a moment
    #[arg(long)]
    pub quick: bool,
    /// Statistics alone, for large sweeps: --set histogram.bins=0
    #[arg(long)]
    pub no_histograms: bool,
}

/// The files of numbers.
#[derive(Debug, Args)]
pub(crate) struct Numbers {
    /// File format of the table of layers: csv, or parquet where the program was built with it
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub format_data: DataFormat,
}

#[derive(Debug, Args)]
pub(crate) struct Threads {
    /// Number of threads; the results are the same for any
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=MOST_THREADS))]
    pub threads: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct Figures {
    /// File formats of the figures: png, svg or png,svg
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "png")]
    pub format: Vec<Format>,
}

#[derive(Debug, Args)]
pub(crate) struct Which {
    /// What to draw: headline (what the study is to be known by), all, none, or kinds such as sheet,depth
    #[arg(long = "figures", value_name = "WHICH", default_value = "headline")]
    pub choice: Choice,
}

impl Changes {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { set, seed, trials, quick, no_histograms } = self;
        set.is_empty() && seed.is_none() && trials.is_none() && !quick && !no_histograms
    }

    /// Loads a study with these changes.
    pub(crate) fn load(&self, name: &str) -> Result<Study, LoadError> {
        let seed = self.seed.map(|seed| Override::new("seed", seed));
        let trials = self.trials.map(|trials| Override::new("trials", trials));
        let bins = self.no_histograms.then(|| Override::new("histogram.bins", 0));
        let overrides = self.set.iter().cloned().chain(seed).chain(trials).chain(bins);
        load(name, &overrides.collect::<Vec<_>>(), self.quick)
    }
}

/// The number of threads asked for where every program with Rayon looks, else of those that a job of Slurm's has.
///
/// # Errors
///
/// If they are too many there too.
pub(super) fn threads_of_environment() -> Result<Option<usize>, String> {
    const VARIABLES: [&str; 2] = ["RAYON_NUM_THREADS", "SLURM_CPUS_PER_TASK"];
    // None, as Rayon has it, are as many as there are cores.
    let given = |name: &&str| std::env::var(name).ok().filter(|text| !matches!(&**text, "" | "0"));
    let Some((variable, text)) = VARIABLES.iter().find_map(|name| Some((name, given(name)?))) else {
        return Ok(None);
    };
    let wrong = |problem: String| format!("invalid value '{text}' for '{variable}': {problem}");
    let threads: usize = text.parse().map_err(|error: std::num::ParseIntError| wrong(error.to_string()))?;
    if threads > MOST_THREADS as usize {
        return Err(wrong(format!("{threads} is not in 1..={MOST_THREADS}")));
    }
    Ok(Some(threads))
}
