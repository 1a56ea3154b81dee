//! Arguments of `initscope sweep`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};

use crate::cli::options::{Changes, Figures, MOST_THREADS, Numbers, Table, Which};
use crate::run::Shard;

#[derive(Debug, Args)]
pub(crate) struct Sweep {
    #[command(subcommand)]
    pub action: Action,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Action {
    /// Hand a study to Slurm: an array job of its shares, and a job that merges them; of a study that was handed over
    /// before, the shares that are missing
    Submit(Submit),
}

#[derive(Debug, Args)]
pub(crate) struct Submit {
    /// A built-in study (see `initscope list`) or a TOML file
    #[arg(value_name = "STUDY|FILE.toml")]
    pub study: String,
    /// Into how many shares the study is divided [default: as before]
    #[arg(long, value_name = "N", value_parser = shares)]
    pub shards: Option<usize>,
    /// Print what would be written and run; write and run nothing
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub changes: Changes,
    /// Folder that gets a folder for the study, where all machines can write
    #[arg(long, value_name = "DIR", default_value = "results")]
    pub out: PathBuf,
    /// Delete finished cells of an earlier run that did not end, and start anew
    #[arg(long)]
    pub fresh: bool,
    /// Shares that run at the same time at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub at_once: Option<u32>,
    /// Partition of the jobs
    #[arg(long, value_name = "NAME")]
    pub partition: Option<String>,
    /// Time limit of each job, as sbatch takes it: 30 (minutes), 2:00:00
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
    /// Threads of each job
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=MOST_THREADS))]
    pub cpus_per_task: u16,
    /// Memory of each job, as sbatch takes it: 500M, 4G
    #[arg(long, value_name = "SIZE")]
    pub mem: Option<Memory>,
    /// Any other option of sbatch, in one word: --sbatch=--account=physics; may be repeated
    #[arg(long, value_name = "OPTION", allow_hyphen_values = true, value_parser = option)]
    pub sbatch: Vec<String>,
    #[command(flatten)]
    pub numbers: Numbers,
    #[command(flatten)]
    pub figures: Figures,
    #[command(flatten)]
    pub which: Which,
    #[command(flatten)]
    pub table: Table,
}

fn shares(text: &str) -> Result<usize, String> {
    let shard: Result<Shard, _> = format!("1/{text}").parse();
    shard.map(|shard| shard.count).map_err(|_| format!("must be a whole number from 1 to {}", Shard::MOST))
}

/// Any other word would be taken for the script of the job.
fn option(text: &str) -> Result<String, String> {
    let is_option = text.len() > 1 && text.starts_with('-');
    let wrong = || "not an option of sbatch in one word, such as --account=physics".to_owned();
    is_option.then(|| text.to_owned()).ok_or_else(wrong)
}

/// Memory of a job, as `sbatch` takes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Memory {
    pub text: String,
    /// Bytes; of 0, which stands for all that a machine has, nobody knows how many.
    pub bytes: Option<f64>,
}

impl FromStr for Memory {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
            "K" | "KB" => 10,
            "" | "M" | "MB" => 20,
            "G" | "GB" => 30,
            "T" | "TB" => 40,
            _ => return Err("not a size as sbatch takes it, such as 500M or 4G".to_owned()),
        };
        let number: u32 = digits.parse().map_err(|_| "not a size as sbatch takes it, such as 500M or 4G")?;
        let bytes = (number > 0).then(|| f64::from(number) * 2_f64.powi(unit));
        Ok(Self { text: text.to_owned(), bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_slurm() {
        let bytes = |text: &str| text.parse::<Memory>().map(|memory| memory.bytes);
        assert_eq!(bytes("500"), Ok(Some(500.0 * 1024.0 * 1024.0)));
        assert_eq!(bytes("4G"), Ok(Some(4.0 * 1024.0 * 1024.0 * 1024.0)));
        assert_eq!(bytes("64k"), Ok(Some(65536.0)));
        assert_eq!(bytes("0"), Ok(None));
        for wrong in ["", "G", "4X", "1.5G", "-1", "4 G", "é"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
    }
}
