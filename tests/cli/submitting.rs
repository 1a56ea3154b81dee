//! Studies that are handed to Slurm; `sbatch` and its like are scripts that note what they are called with.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::bench::Bench;

/// Four families of two cells, on data of a relative path.
const STUDY: &str = r#"
title = "Do shares come back?"
trials = 2
[input]
kind = "csv:my data.csv"
samples = 4
[network]
width = 5
depth = 2
[axes]
activation = ["relu", "tanh"]
init = ["he-normal", "zeros"]
"#;

/// Notes its arguments, one a line, and answers with the number of its calls.
const SBATCH: &str = r#"#!/bin/sh
[ "$1" = --version ] && { echo slurm-wlm 22.05; exit; }
bin=${0%/*}
echo call >> "$bin/numbers"
number=$(grep -c call "$bin/numbers")
[ -e "$bin/fails-$number" ] && { cat "$bin/fails-$number" >&2; exit 1; }
printf '%s\n' "$@" > "$bin/call-$number"
echo "$number;north"
"#;
const SQUEUE: &str = "#!/bin/sh\nbin=${0%/*}\n[ -e \"$bin/queue\" ] && cat \"$bin/queue\"\n";
const SCONTROL: &str = "#!/bin/sh\necho 'MaxArraySize            = 5'\n";

/// A folder with a study in one whose name means something to a shell and to Slurm, and with commands of Slurm.
struct Cluster {
    bench: Bench,
}

const AROUND: &str = "it's \"$HOME\", 100%a";

impl Cluster {
    fn new() -> Self {
        let bench = Bench::new();
        for (name, script) in [("sbatch", SBATCH), ("squeue", SQUEUE), ("scontrol", SCONTROL)] {
            bench.write(&format!("bin/{name}"), script);
            let path = bench.path().join("bin").join(name);
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        bench.write(&format!("{AROUND}/small.toml"), STUDY);
        bench.write(&format!("{AROUND}/my data.csv"), "a,b\n1,2\n3,5\n5,1\n7,8\n2,2\n0,1\n4,4\n9,3\n6,5\n");
        Self { bench }
    }

    fn around(&self) -> PathBuf {
        self.bench.path().join(AROUND)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.bench.command(arguments);
        let path = format!("{}:/usr/bin:/bin", self.bench.path().join("bin").display());
        command.current_dir(self.around()).env("PATH", path).output().unwrap()
    }

    /// Runs a command that must succeed; returns what it prints.
    fn done(&self, arguments: &[&str]) -> String {
        let Output { status, stdout, stderr } = self.run(arguments);
        assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    fn submit(&self, arguments: &[&str]) -> String {
        self.done(&[&["sweep", "submit", "small.toml"], arguments].concat())
    }

    /// Submits what must be refused; returns what is said.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["sweep", "submit", "small.toml"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        said.lines().find(|line| line.starts_with("error: ")).unwrap().to_owned()
    }

    /// The arguments of a call of `sbatch`.
    fn call(&self, number: usize) -> Vec<String> {
        self.bench.read(&format!("bin/call-{number}")).lines().map(str::to_owned).collect()
    }

    /// Runs the script of a call as Slurm would, from anywhere.
    fn job(&self, call: usize, element: usize) {
        let script = self.call(call).pop().unwrap();
        let output = std::process::Command::new("sh")
            .arg(script)
            .current_dir("/")
            .env("SLURM_ARRAY_TASK_ID", element.to_string())
            // Of what was submitted, not of what there is.
            .env("SLURM_ARRAY_TASK_COUNT", "1")
            .env("SLURM_CPUS_PER_TASK", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// The value behind an option.
fn value<'a>(call: &'a [String], option: &str) -> Option<&'a str> {
    let place = call.iter().position(|word| word == option)?;
    call.get(place + 1).map(String::as_str)
}

#[test]
fn a_dry_run_shows_scripts_and_commands_and_writes_nothing() {
    let cluster = Cluster::new();
    let before = cluster.bench.files(".");
    let said =
        cluster.submit(&["--shards", "4", "--dry-run", "--set", "init=[\"ones\", \"he-normal\"]", "--quick"]);
    assert_eq!(cluster.bench.files("."), before);
    for line in [
        "    exec ",
        " --set 'init=[\"ones\", \"he-normal\"]' --quick --out ",
        " --shard \"$SLURM_ARRAY_TASK_ID/4\"\n",
        "slurm/small.toml would be:\n",
        "    title = \"Do shares come back?\"\n",
        "    sbatch --job-name small --output '",
        " --cpus-per-task 1 --parsable --array 1-4 '",
        "    sbatch --job-name small-merge --output '",
        " --dependency afterany:JOB '",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
}

#[test]
fn jobs_run_from_anywhere_under_any_name_and_make_the_bytes_of_one_process() {
    let cluster = Cluster::new();
    let said = cluster.submit(&["--shards", "4", "--seed", "3", "--figures", "sheet", "--table", "none"]);
    assert_eq!(
        said,
        "results/small: job 1 computes shares 1-4 of 4\nWhen it has ended, job 2 merges them\nHow far they are: initscope status results/small\n"
    );
    // Whoever goes on writing the study disturbs no job.
    cluster.bench.write(&format!("{AROUND}/small.toml"), "nonsense");
    (1..=4).for_each(|element| cluster.job(1, element));
    assert_eq!(value(&cluster.call(2), "--dependency"), Some("afterany:1"));
    cluster.job(2, 0);
    cluster.bench.write(&format!("{AROUND}/small.toml"), STUDY);
    cluster.done(&["experiment", "small.toml", "--seed", "3", "--figures", "sheet", "--out", "alone"]);
    let files = |folder: &str| cluster.bench.files(&format!("{AROUND}/{folder}"));
    assert!(files("results").contains_key("small/figures/sheet_relu.png"));
    assert!(files("results") == files("alone"));
}

#[test]
fn only_what_is_missing_is_submitted_again() {
    let cluster = Cluster::new();
    cluster.submit(&["--shards", "4"]);
    [1, 3].into_iter().for_each(|element| cluster.job(1, element));
    cluster.bench.write("bin/queue", "R\nCG\n");
    let said = cluster.refused(&["--shards", "4"]);
    assert_eq!(said, "error: job 1 of results/small waits or runs: wait until it has ended, or scancel 1");
    cluster.bench.write("bin/queue", "CG\n");
    let said = cluster.submit(&["--at-once", "1"]);
    assert!(said.starts_with("results/small: job 3 computes shares 2,4 of 4\n"), "{said}");
    assert_eq!(value(&cluster.call(3), "--array"), Some("2,4%1"));
    [2, 4].into_iter().for_each(|element| cluster.job(3, element));
    assert_eq!(cluster.submit(&[]), "results/small: nothing is missing; job 5 merges the shares\n");
    assert_eq!(value(&cluster.call(5), "--dependency"), None);
    cluster.job(5, 0);
    let said = cluster.submit(&[]);
    assert_eq!(said, "results/small: finished, nothing is missing; --fresh computes it anew\n");
    let said = cluster.submit(&["--fresh", "--shards", "2"]);
    assert!(said.starts_with("results/small: job 6 computes shares 1-2 of 2\n"), "{said}");
}

#[test]
fn options_reach_slurm_and_none_outranks_what_shares_depend_on() {
    let cluster = Cluster::new();
    let ours = ["--partition", "long", "--time", "2:00:00", "--cpus-per-task", "3", "--mem", "2G"];
    let theirs = ["--sbatch=--account=physics", "--sbatch", "--array=9", "--sbatch=-q low"];
    cluster.submit(&[&["--shards", "2"], &ours[..], &theirs].concat());
    for (call, last) in [(1, ["--array", "1-2"]), (2, ["--dependency", "afterany:1"])] {
        let call = cluster.call(call);
        for pair in ours.chunks(2) {
            assert_eq!(value(&call, pair[0]), Some(pair[1]));
        }
        let (_, behind) = call.split_at(call.iter().position(|word| word == "--account=physics").unwrap());
        let words: Vec<&str> = behind.iter().map(String::as_str).collect();
        let known = ["--account=physics", "--array=9", "-q low", "--parsable"];
        assert_eq!(words[..words.len() - 1], [&known[..], &last].concat());
        let log = value(&call, "--output").unwrap();
        assert!(log.contains(", 100%%a/") && Path::new(log).is_absolute(), "{log}");
    }
}

#[test]
fn what_cannot_be_shared_so_is_refused_before_anything_is_written() {
    let cluster = Cluster::new();
    let before = cluster.bench.files(".");
    let refused = |arguments: &[&str], message: &str| {
        let said = cluster.refused(arguments);
        assert!(said.contains(message), "{said}");
        assert_eq!(cluster.bench.files("."), before, "{arguments:?}");
    };
    refused(&[], "into how many shares is the study to be divided? Give --shards N, of at most 4");
    refused(&["--shards", "5"], "there are 4 such families: --shards 4");
    refused(
        &["--shards", "5", "--trials", "9"],
        "than this Slurm takes in an array (MaxArraySize=5): at most 4",
    );
    refused(&["--shards", "2", "--mem", "1M"], "in a job with --mem 1M, the plan needs about");
    refused(&["--shards", "0"], "must be a whole number from 1 to 100000");
    refused(&["--shards", "2", "--mem", "much"], "not a size as sbatch takes it, such as 500M or 4G");
    refused(&["--shards", "2", "--sbatch", "physics"], "not an option of sbatch in one word");
    refused(&["--shards", "2", "--set", "width=0"], "width");
    refused(&["--shards", "2", "--out", "back\\slash"], "Slurm takes no folder for logs whose name has a \\");
    let mut command = cluster.bench.command(&["sweep", "submit", "small.toml", "--shards", "2"]);
    let nowhere = cluster.bench.path().join("bin/nowhere");
    let output = command.current_dir(cluster.around()).env("PATH", nowhere).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("there is no `sbatch` here: submit where Slurm is, or look with --dry-run"),
        "{said}"
    );
    assert_eq!(cluster.bench.files("."), before);
}

#[test]
fn another_division_or_study_in_the_same_folder_is_refused() {
    let cluster = Cluster::new();
    cluster.submit(&["--shards", "2"]);
    cluster.job(1, 1);
    let said = cluster.refused(&["--shards", "4"]);
    assert!(said.contains("is shared by 2 processes, not by 4: give --shard I/2 or --shards 2"), "{said}");
    let said = cluster.refused(&["--seed", "1"]);
    assert!(said.contains("of seed 0, not 1: --fresh deletes them"), "{said}");
    // What is handed to Slurm is in nobody's way.
    cluster.done(&["experiment", "small.toml", "--no-figures"]);
    let left = cluster.bench.names(&format!("{AROUND}/results/small"));
    assert!(!left.iter().any(|name| name.contains("slurm") || name.contains("parts")), "{left:?}");
}

#[test]
fn what_slurm_says_is_passed_on() {
    let cluster = Cluster::new();
    cluster
        .bench
        .write("bin/fails-1", "sbatch: error: invalid partition specified: night\nsbatch: error: No\n");
    let said = cluster.refused(&["--shards", "2"]);
    assert_eq!(said, "error: sbatch fails: invalid partition specified: night; No");
    cluster.bench.write("bin/fails-3", "sbatch: error: too many jobs\n");
    let said = cluster.refused(&["--shards", "2"]);
    assert_eq!(
        said,
        "error: when job 2 has ended, nothing will merge its shares: initscope merge results/small does: sbatch fails: too many jobs"
    );
}
