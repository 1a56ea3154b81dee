//! The commands of Slurm.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{Command, Output};
use std::str::FromStr;

use super::script::text;

/// Why Slurm does not take a job.
#[derive(Debug, thiserror::Error)]
pub(super) enum SlurmError {
    /// There is none.
    #[error(
        "there is no `sbatch` here: submit where Slurm is, or look with --dry-run at what would be submitted"
    )]
    Absent,
    /// It cannot be called.
    #[error("cannot run `sbatch`")]
    Call(#[source] io::Error),
    /// It says no.
    #[error("sbatch fails: {0}")]
    Refused(String),
    /// It says what nobody understands.
    #[error("sbatch was to answer with the number of a job, and said: {0}")]
    Answer(String),
    /// More elements than it takes.
    #[error(
        "{shards} shares are more than this Slurm takes in an array (MaxArraySize={limit}): at most {most}"
    )]
    TooMany {
        /// Shares asked for.
        shards: usize,
        /// What Slurm says.
        limit: usize,
        /// The largest number that an element may have.
        most: usize,
    },
}

/// A job as `sbatch --parsable` names it: its number, and its cluster where there are several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Job {
    pub number: u64,
    cluster: Option<String>,
}

impl FromStr for Job {
    type Err = SlurmError;

    fn from_str(text: &str) -> Result<Self, SlurmError> {
        let (number, cluster) = match text.trim().split_once(';') {
            Some((number, cluster)) => (number, Some(cluster.to_owned())),
            None => (text.trim(), None),
        };
        match number.parse() {
            Ok(number) => Ok(Self { number, cluster }),
            Err(_) => Err(SlurmError::Answer(text.trim().to_owned())),
        }
    }
}

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)?;
        self.cluster.iter().try_for_each(|cluster| write!(f, ";{cluster}"))
    }
}

impl Job {
    /// Whether it waits or runs; of a job that has ended Slurm knows nothing after a while.
    pub(super) fn is_queued(&self) -> bool {
        let mut command = Command::new("squeue");
        command.args(["--noheader", "--format=%t", "--jobs"]).arg(self.number.to_string());
        command.args(self.cluster.iter().map(|cluster| format!("--clusters={cluster}")));
        let states = command.output().map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        // One that is completing (CG) has ended.
        states.is_ok_and(|states| states.split_whitespace().any(|state| state != "CG"))
    }
}

/// Refuses to go on where there is no Slurm.
pub(super) fn find() -> Result<(), SlurmError> {
    sbatch(&["--version".to_owned()]).map(drop)
}

/// Refuses more shares than an array may have elements, where Slurm says how many.
pub(super) fn check(shards: usize) -> Result<(), SlurmError> {
    let Ok(Output { stdout, .. }) = Command::new("scontrol").args(["show", "config"]).output() else {
        return Ok(());
    };
    let limit = most(&String::from_utf8_lossy(&stdout)).unwrap_or(usize::MAX);
    let most = limit.saturating_sub(1);
    if shards > most { Err(SlurmError::TooMany { shards, limit, most }) } else { Ok(()) }
}

/// One more than the largest number that an element of an array may have (`scontrol show config`).
fn most(config: &str) -> Option<usize> {
    let value = config.lines().find_map(|line| line.trim().strip_prefix("MaxArraySize"))?;
    value.trim_start().strip_prefix('=')?.trim().parse().ok()
}

/// Submits a job; what else Slurm says of it is for standard error.
pub(super) fn submit(arguments: &[String]) -> Result<(Job, String), SlurmError> {
    let Output { stdout, stderr, .. } = sbatch(arguments)?;
    Ok((String::from_utf8_lossy(&stdout).parse()?, String::from_utf8_lossy(&stderr).into_owned()))
}

/// A pattern of file names in a folder, whose own name Slurm is to take as it is.
pub(super) fn pattern(folder: &Path, pattern: &str) -> Result<String, String> {
    let folder = text(folder)?;
    if folder.contains('\\') {
        return Err(format!(
            "Slurm takes no folder for logs whose name has a \\, such as {folder}: give another with --out DIR"
        ));
    }
    Ok(format!("{}/{pattern}", folder.replace('%', "%%")))
}

fn sbatch(arguments: &[String]) -> Result<Output, SlurmError> {
    let output = Command::new("sbatch").args(arguments).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => SlurmError::Absent,
        _ => SlurmError::Call(error),
    })?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().map(|line| line.trim_start_matches("sbatch: ").trim_start_matches("error: "));
    Err(SlurmError::Refused(match said.collect::<Vec<_>>().join("; ") {
        silence if silence.is_empty() => output.status.to_string(),
        said => said,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_read_as_they_print() {
        for text in ["7", "123456;north"] {
            assert_eq!(text.parse::<Job>().unwrap().to_string(), text);
        }
        let said = "Usage: sbatch\n".parse::<Job>().unwrap_err().to_string();
        assert_eq!(said, "sbatch was to answer with the number of a job, and said: Usage: sbatch");
    }

    #[test]
    fn the_size_of_arrays_is_read_as_slurm_prints_it() {
        let config = "MailProg                = /bin/mail\nMaxArraySize            = 1001\nMaxBatchRequeue         = 5\n";
        assert_eq!(most(config), Some(1001));
        assert_eq!(most("slurm_load_ctl_conf error: Unable to contact slurm controller"), None);
    }
}
