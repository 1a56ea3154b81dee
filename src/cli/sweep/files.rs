//! What is handed to a batch system, in the output folder of a study until there is a record.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::slurm::Job;
use crate::run::Target;

/// The script of the array job, and that of the job which merges.
pub(super) const SHARE: &str = "share.sh";
pub(super) const MERGE: &str = "merge.sh";
/// What the jobs say: `%a` is the number of an element.
pub(super) const SHARE_LOG: &str = "share-%a.log";
pub(super) const MERGE_LOG: &str = "merge.log";
/// The jobs that were submitted last, one a line.
const JOBS: &str = "jobs";

/// The text of a study as it was when it was submitted: whoever goes on writing it disturbs no job.
pub(super) fn study(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.toml"))
}

/// Writes beside and renames: what a link points to stays.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    let write = || {
        fs::create_dir_all(folder)?;
        let mut beside = tempfile::NamedTempFile::new_in(folder)?;
        beside.write_all(text.as_bytes())?;
        beside.persist(path).map_err(|error| error.error)
    };
    write().map(drop).map_err(|error: io::Error| format!("cannot write {}: {error}", path.display()))
}

/// Notes which jobs were submitted.
pub(super) fn note(folder: &Path, jobs: &[Job]) -> Result<(), String> {
    write(&folder.join(JOBS), &jobs.iter().map(|job| format!("{job}\n")).collect::<String>())
}

/// The jobs that were submitted last.
pub(super) fn jobs(folder: &Path) -> Vec<Job> {
    let text = fs::read_to_string(folder.join(JOBS)).unwrap_or_default();
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

/// Deletes what jobs of a study needed: there is a record. What is not ours stays, and so does what cannot be
/// deleted, which is in nobody's way.
pub(in crate::cli) fn clear(target: &Target, name: &str) {
    let folder = target.submission();
    for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let is_ours = [SHARE, MERGE, MERGE_LOG, JOBS].contains(&file.as_str())
            || study(&folder, name) == entry.path()
            || is_log_of_share(&file)
            || file.starts_with(".tmp");
        if is_ours {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
}

fn is_log_of_share(file: &str) -> bool {
    let number = SHARE_LOG
        .split_once("%a")
        .and_then(|(before, behind)| file.strip_prefix(before)?.strip_suffix(behind));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_ours_is_not_deleted() {
        let root = tempfile::tempdir().unwrap();
        let target = Target::new(root.path(), "study").unwrap();
        let folder = target.submission();
        for ours in [
            SHARE,
            MERGE,
            MERGE_LOG,
            JOBS,
            "study.toml",
            "share-1.log",
            "share-12.log",
            "notes.txt",
            "share-x.log",
        ] {
            write(&folder.join(ours), "").unwrap();
        }
        clear(&target, "study");
        let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, ["notes.txt", "share-x.log"]);
    }

    #[test]
    fn jobs_are_read_as_they_were_noted() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(jobs(folder.path()), []);
        let noted: Vec<Job> = ["7", "8;north"].map(|job| job.parse().unwrap()).to_vec();
        note(folder.path(), &noted).unwrap();
        assert_eq!(jobs(folder.path()), noted);
    }
}
