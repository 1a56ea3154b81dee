//! What the machine lets the program have.

use std::fs;
use std::path::{Path, PathBuf};

/// As much as a small machine has, where the system does not tell.
const UNKNOWN: f64 = 8e9;

/// Bytes of memory that are free: those of the machine, or of the group of processes that a container or a batch
/// system has put this one into, if that may have fewer.
pub(crate) fn free_memory() -> f64 {
    free_below(Path::new("/"))
}

fn free_below(root: &Path) -> f64 {
    let machine = available(&read(&root.join("proc/meminfo"))).unwrap_or(UNKNOWN);
    groups(root).iter().filter_map(Group::free).fold(machine, f64::min)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

fn available(meminfo: &str) -> Option<f64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// A control group of processes: its folder, and what its files are called (Linux, `cgroup-v1/memory.rst` and
/// `cgroup-v2.rst`).
struct Group {
    folder: PathBuf,
    limit: &'static str,
    usage: &'static str,
    reclaimable: &'static str,
}

impl Group {
    /// What its processes may still take; `None` where nothing limits them.
    fn free(&self) -> Option<f64> {
        let number = |file: &str| read(&self.folder.join(file)).trim().parse::<f64>().ok();
        // Where there is no limit the first version has a number beyond any machine, the second the word `max`.
        let (limit, usage) = (number(self.limit)?, number(self.usage)?);
        let statistics = read(&self.folder.join("memory.stat"));
        let cached =
            statistics.lines().find_map(|line| line.strip_prefix(self.reclaimable)?.trim().parse().ok());
        Some((limit - usage + cached.unwrap_or(0.0)).max(0.0))
    }
}

/// The groups that this process is in, of either version, each with all that it lies in: every one of them limits.
fn groups(root: &Path) -> Vec<Group> {
    let mounts = root.join("sys/fs/cgroup");
    let mut groups = Vec::new();
    for line in read(&root.join("proc/self/cgroup")).lines() {
        let mut parts = line.splitn(3, ':').skip(1);
        let (Some(kinds), Some(path)) = (parts.next(), parts.next()) else { continue };
        let (mounts, limit, usage, reclaimable) = match kinds {
            "" => {
                ([mounts.clone(), mounts.join("unified")], "memory.max", "memory.current", "inactive_file ")
            }
            kinds if kinds.split(',').any(|kind| kind == "memory") => (
                [mounts.join("memory"), mounts.join(kinds)],
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
                "total_inactive_file ",
            ),
            _ => continue,
        };
        for mount in mounts {
            // Inside a container the path may be that of the world outside, and the mount is the group itself.
            let folder = mount.join(path.trim_start_matches('/'));
            let inside = folder.ancestors().take_while(|folder| folder.starts_with(&mount));
            groups.extend(inside.map(|folder| Group {
                folder: folder.to_owned(),
                limit,
                usage,
                reclaimable,
            }));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is free where these files are.
    fn free(files: &[(&str, &str)]) -> f64 {
        let root = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        free_below(root.path())
    }

    const MACHINE: (&str, &str) = ("proc/meminfo", "MemTotal: 9 kB\nMemAvailable:    8000000 kB\n");

    #[test]
    fn without_groups_the_machine_is_what_there_is() {
        assert_eq!(free(&[]), UNKNOWN);
        assert_eq!(free(&[MACHINE]), 8_192_000_000.0);
        assert!(free_memory() > 0.0);
    }

    #[test]
    fn the_tightest_group_of_the_second_version_counts() {
        let own = ("proc/self/cgroup", "0::/user/job\n");
        let files = [
            ("sys/fs/cgroup/user/job/memory.max", "max\n"),
            ("sys/fs/cgroup/user/job/memory.current", "1000\n"),
            ("sys/fs/cgroup/user/memory.max", "3000000\n"),
            ("sys/fs/cgroup/user/memory.current", "1000000\n"),
            ("sys/fs/cgroup/user/memory.stat", "anon 5\ninactive_file 400000\nactive_file 7\n"),
        ];
        assert_eq!(free(&[&[MACHINE, own], &files[..]].concat()), 2_400_000.0);
        // In a container the group is the mount.
        let files = [("sys/fs/cgroup/memory.max", "5000\n"), ("sys/fs/cgroup/memory.current", "6000\n")];
        assert_eq!(free(&[&[MACHINE, own], &files[..]].concat()), 0.0);
    }

    #[test]
    fn groups_of_the_first_version_count_and_their_lack_of_a_limit_does_not() {
        let own = ("proc/self/cgroup", "9:cpu:/x\n4:memory:/job\n0::/\n");
        let files = |limit| {
            [
                ("sys/fs/cgroup/memory/job/memory.limit_in_bytes", limit),
                ("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "1000\n"),
                ("sys/fs/cgroup/memory/job/memory.stat", "inactive_file 7\ntotal_inactive_file 500\n"),
            ]
        };
        assert_eq!(free(&[&[MACHINE, own], &files("9000\n")[..]].concat()), 8500.0);
        assert_eq!(free(&[&[MACHINE, own], &files("9223372036854771712\n")[..]].concat()), 8_192_000_000.0);
    }
}
