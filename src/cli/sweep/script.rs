//! What the jobs of a batch system run.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::study::Study;

/// What is the same in all jobs; paths are absolute, as jobs start anywhere.
pub(super) struct Script<'a> {
    /// The program itself.
    pub program: PathBuf,
    /// Where it was started, and relative paths of data begin.
    pub around: PathBuf,
    /// Output folder of the study.
    pub target: &'a Path,
}

impl Script<'_> {
    /// Computes one of so many shares of a study, whose text lies in a file.
    pub(super) fn share(&self, study: &Study, file: &Path, shards: usize) -> Result<String, Box<dyn Error>> {
        let out = self.target.parent().unwrap_or(self.target);
        let mut words = vec!["experiment", text(file)?];
        words.extend(study.overrides.iter().flat_map(|change| ["--set", change]));
        words.extend(study.quick.then_some("--quick"));
        words.extend(["--out", text(out)?]);
        // How many shares there are is known here alone: Slurm tells a job how many elements were submitted with it.
        self.of(&words, &format!(" --shard \"$SLURM_ARRAY_TASK_ID/{shards}\""))
    }

    /// Merges the shares, with such options.
    pub(super) fn merge(&self, options: &[String]) -> Result<String, Box<dyn Error>> {
        let options = options.iter().map(String::as_str);
        let words: Vec<&str> = ["merge", text(self.target)?].into_iter().chain(options).collect();
        self.of(&words, "")
    }

    /// The program takes the place of the shell, so that signals reach it.
    fn of(&self, words: &[&str], behind: &str) -> Result<String, Box<dyn Error>> {
        let around = shell_words::quote(text(&self.around)?);
        let program = shell_words::quote(text(&self.program)?);
        let words = shell_words::join(words);
        Ok(format!("#!/bin/sh\ncd {around} || exit 2\nexec {program} {words}{behind}\n"))
    }
}

/// A path as a script can name it.
pub(super) fn text(path: &Path) -> Result<&str, String> {
    path.to_str().ok_or_else(|| format!("{} is no UTF-8 text, and no script can name it", path.display()))
}
