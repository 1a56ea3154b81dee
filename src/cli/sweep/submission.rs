//! What is written for a study and what is submitted.

use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::arguments::Submit;
use super::script::{Script, text};
use super::{files, slurm};
use crate::cli::Shown;
use crate::cli::status::ranges;
use crate::run::{Sharing, Target};
use crate::study::Study;

pub(super) struct Submission<'a> {
    target: &'a Target,
    /// What is said to be submitted.
    shares: String,
    /// What is written, and where.
    files: Vec<(PathBuf, String)>,
    /// What computes the shares that are missing, if any are.
    array: Option<Command>,
    merge: Command,
}

impl<'a> Submission<'a> {
    pub(super) fn new(
        options: &Submit,
        study: &Study,
        target: &'a Target,
        sharing: &Sharing,
    ) -> Result<Self, Box<dyn Error>> {
        let folder = target.submission();
        let (program, around) = (std::env::current_exe()?, std::env::current_dir()?);
        let script = Script { program, around, target: target.path() };
        let [text_file, share, merge] =
            [files::study(&folder, &study.name), folder.join(files::SHARE), folder.join(files::MERGE)];
        let (shards, missing) = (sharing.shards(), ranges(&sharing.missing().shards));
        let merging = Command::new(options, &format!("{}-merge", study.name), files::MERGE_LOG, &merge)?;
        let mut files = vec![(merge, script.merge(&options_of_merge(options))?)];
        let mut array = None;
        if !missing.is_empty() {
            let at_once = options.at_once.map(|most| format!("%{most}")).unwrap_or_default();
            let command = Command::new(options, &study.name, files::SHARE_LOG, &share)?;
            array = Some(command.with("--array", &format!("{missing}{at_once}")));
            files.push((share, script.share(study, &text_file, shards)?));
            files.push((text_file, study.text.clone()));
        }
        let shares = format!("shares {missing} of {shards}");
        Ok(Self { target, shares, files, array, merge: merging })
    }

    /// Says what would be written and run.
    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        for (path, text) in &self.files {
            writeln!(out, "{} would be:\n", path.display())?;
            text.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
            writeln!(out)?;
        }
        writeln!(out, "Submitted would be:\n")?;
        self.array.iter().try_for_each(|array| writeln!(out, "    {}", array.shown()))?;
        let merge = if self.array.is_some() { &self.merge.behind("JOB") } else { &self.merge };
        writeln!(out, "    {}", merge.shown())
    }

    /// Writes and submits it.
    pub(super) fn hand_over(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        for (path, text) in &self.files {
            files::write(path, text)?;
        }
        let (shown, folder) = (self.target.shown().display(), self.target.submission());
        let Some(array) = &self.array else {
            let merge = self.merge.submit()?;
            files::note(&folder, std::slice::from_ref(&merge))?;
            writeln!(out, "{shown}: nothing is missing; job {} merges the shares", merge.number)?;
            return Ok(());
        };
        let computes = array.submit()?;
        files::note(&folder, std::slice::from_ref(&computes))?;
        let number = computes.number;
        writeln!(out, "{shown}: job {number} computes {}", self.shares)?;
        let merges = self.merge.behind(&number.to_string()).submit().map_err(|source| Unmerged {
            words: format!(
                "when job {number} has ended, nothing will merge its shares: initscope merge {shown} does"
            ),
            source,
        })?;
        writeln!(out, "When it has ended, job {} merges them", merges.number)?;
        writeln!(out, "How far they are: initscope status {shown}")?;
        Ok(files::note(&folder, &[computes, merges])?)
    }
}

/// Shares without a job that merges them.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
struct Unmerged {
    words: String,
    source: slurm::SlurmError,
}

/// Options of `merge` that say what it writes, draws and prints.
fn options_of_merge(options: &Submit) -> [String; 8] {
    let formats: Vec<String> = options.figures.format.iter().map(ToString::to_string).collect();
    let detail = options.table.detail.to_possible_value();
    let detail = detail.as_ref().map_or("auto", |detail| detail.get_name());
    let (choice, formats) = (options.which.choice.to_string(), formats.join(","));
    let data = options.numbers.format_data.name();
    ["--format-data", data, "--figures", &choice, "--format", &formats, "--table", detail].map(str::to_owned)
}

/// How a job is submitted: the options of `sbatch`, and a script.
#[derive(Clone)]
struct Command {
    options: Vec<String>,
    script: String,
}

impl Command {
    /// Of several that say the same, Slurm takes the last: those that users pass through outrank what has a
    /// default, and nothing outranks what shares depend on.
    fn new(options: &Submit, name: &str, log: &str, script: &Path) -> Result<Self, String> {
        let log = slurm::pattern(script.parent().unwrap_or(script), log)?;
        let cpus = options.cpus_per_task.to_string();
        let ours = [
            ("--job-name", Some(name)),
            ("--output", Some(&log)),
            ("--open-mode", Some("append")),
            ("--cpus-per-task", Some(&*cpus)),
            ("--partition", options.partition.as_deref()),
            ("--time", options.time.as_deref()),
            ("--mem", options.mem.as_ref().map(|memory| &*memory.text)),
        ];
        let given = ours.into_iter().filter_map(|(name, value)| Some([name, value?]));
        let words = given.flatten().chain(options.sbatch.iter().map(String::as_str)).chain(["--parsable"]);
        Ok(Self { options: words.map(str::to_owned).collect(), script: text(script)?.to_owned() })
    }

    fn with(mut self, option: &str, value: &str) -> Self {
        self.options.extend([option.to_owned(), value.to_owned()]);
        self
    }

    /// To start when all elements of a job have ended, in whatever way: it says what is missing.
    fn behind(&self, job: &str) -> Self {
        self.clone().with("--dependency", &format!("afterany:{job}"))
    }

    fn arguments(&self) -> Vec<String> {
        [&self.options[..], std::slice::from_ref(&self.script)].concat()
    }

    fn shown(&self) -> String {
        format!("sbatch {}", shell_words::join(self.arguments()))
    }

    /// What else Slurm says goes to standard error.
    fn submit(&self) -> Result<slurm::Job, slurm::SlurmError> {
        let (job, said) = slurm::submit(&self.arguments())?;
        let _ = write!(Shown::new(io::stderr()), "{said}");
        Ok(job)
    }
}
