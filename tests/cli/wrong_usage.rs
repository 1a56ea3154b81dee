//! Arguments that cannot be meant: exit code 2.

use crate::bench::Bench;

/// The first line of what a misused command says.
fn complaint(arguments: &[&str]) -> String {
    let said = Bench::new().refused(2, arguments);
    said.lines().next().unwrap().to_owned()
}

#[test]
fn set_without_a_key_or_a_value_shows_the_form() {
    for wrong in ["init", "=zeros", "init=", " = "] {
        assert_eq!(
            complaint(&["experiment", "small.toml", "--set", wrong]),
            format!(
                "error: invalid value '{wrong}' for '--set <KEY=VALUE>': `{wrong}` is not of the form key=value, such as init=he-normal or input.samples=200"
            )
        );
    }
}

#[test]
fn threads_must_be_one_or_more() {
    for command in [["experiment", "small.toml"], ["render", "results/small"]] {
        let said = complaint(&[command[0], command[1], "--threads", "0"]);
        assert!(said.starts_with("error: invalid value '0' for '--threads <N>': "), "{said}");
    }
    let said = complaint(&["experiment", "small.toml", "--threads", "two"]);
    assert!(said.starts_with("error: invalid value 'two' for '--threads <N>': "), "{said}");
}

#[test]
fn an_unknown_figure_format_lists_those_there_are() {
    for (format, wrong) in [("gif", "gif"), ("png,gif", "gif"), ("", ""), ("png;svg", "png;svg")] {
        assert_eq!(
            complaint(&["experiment", "small.toml", "--format", format]),
            format!(
                "error: invalid value '{wrong}' for '--format <FORMAT>': figure format `{wrong}`: unknown; allowed: png, svg"
            )
        );
    }
}

#[test]
fn figures_cannot_be_left_out_and_chosen_at_once() {
    let said = complaint(&["experiment", "small.toml", "--no-figures", "--format", "svg"]);
    assert_eq!(said, "error: the argument '--no-figures' cannot be used with '--format <FORMAT>'");
    let said = complaint(&["render", "results/small", "--splice", "a.md", "--format", "svg"]);
    assert_eq!(said, "error: the argument '--splice <FILE.md>' cannot be used with '--format <FORMAT>'");
}

#[test]
fn a_seed_and_trials_are_whole_numbers() {
    for (option, wrong) in [("--seed", "x"), ("--seed", "1.5"), ("--seed", ""), ("--trials", "many")] {
        let said = complaint(&["experiment", "small.toml", option, wrong]);
        assert!(said.starts_with(&format!("error: invalid value '{wrong}' for '{option} <N>': ")), "{said}");
    }
}

#[test]
fn commands_options_and_studies_that_do_not_exist_are_misuse() {
    assert_eq!(complaint(&["experimnt", "small.toml"]), "error: unrecognized subcommand 'experimnt'");
    assert_eq!(
        complaint(&["experiment", "small.toml", "--sed", "1"]),
        "error: unexpected argument '--sed' found"
    );
    assert_eq!(complaint(&["experiment"]), "error: the following required arguments were not provided:");
    assert_eq!(complaint(&["show"]), "error: the following required arguments were not provided:");
    assert_eq!(complaint(&["show", "small.toml", "textbook"]), "error: unexpected argument 'textbook' found");
    assert_eq!(complaint(&["render"]), "error: the following required arguments were not provided:");
    assert_eq!(complaint(&["list", "all"]), "error: unexpected argument 'all' found");
}

#[test]
fn without_a_command_the_help_is_shown_as_misuse() {
    let said = Bench::new().refused(2, &[]);
    assert!(said.contains("Usage: initscope [OPTIONS] <COMMAND>"), "{said}");
    for command in ["experiment", "list", "show", "render"] {
        assert!(said.contains(&format!("\n  {command} ")), "{said}");
    }
}

#[test]
fn threads_have_one_limit_wherever_they_are_asked_for() {
    let bench = Bench::new();
    let in_a_job = |rayon: &str, slurm: &str, arguments: &[&str]| {
        let mut command = bench.command(arguments);
        let command = command.env("RAYON_NUM_THREADS", rayon).env("SLURM_CPUS_PER_TASK", slurm);
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let asked = |variable: &str, arguments: &[&str]| in_a_job(variable, "", arguments);
    for command in
        [&["list"][..], &["show", "small.toml"], &["explain", "he-normal"], &["check", "small.toml"]]
    {
        let (code, said) = asked("1025", command);
        assert_eq!(code, 2, "{said}");
        let expected = "invalid value '1025' for 'RAYON_NUM_THREADS': 1025 is not in 1..=1024";
        assert_eq!(said, format!("error: {expected}\n"));
    }
    let (code, said) = asked("2", &["check", "small.toml", "--threads", "1025"]);
    assert!(code == 2 && said.contains("'--threads <N>': 1025 is not in 1..=1024"), "{said}");
    let (code, said) = asked("many", &["list"]);
    assert!(code == 2 && said.contains("for 'RAYON_NUM_THREADS': invalid digit"), "{said}");
    // A job of Slurm's has as many as it has processors, unless it is told otherwise.
    let (code, said) = in_a_job("", "1025", &["list"]);
    assert!(code == 2 && said.contains("for 'SLURM_CPUS_PER_TASK': 1025 is not in 1..=1024"), "{said}");
    assert_eq!(in_a_job("2", "1025", &["list"]).0, 0);
    assert_eq!(in_a_job("", "1025", &["show", "small.toml", "--threads", "2"]).0, 0);
    // What is typed counts; none is as many as there are cores.
    for (variable, arguments) in
        [("1025", &["check", "small.toml", "--threads", "2"][..]), ("0", &["list"]), ("", &["list"])]
    {
        let (code, said) = asked(variable, arguments);
        assert_eq!((code, said.as_str()), (0, ""), "{variable}");
    }
}

#[test]
fn a_format_of_data_is_one_that_the_program_has() {
    let said = |format: &str| complaint(&["experiment", "small.toml", "--format-data", format]);
    let wrong = |format: &str| format!("error: invalid value '{format}' for '--format-data <FORMAT>': ");
    assert_eq!(said("arrow"), wrong("arrow") + "unknown; allowed: csv, parquet");
    if cfg!(not(feature = "parquet")) {
        let why = "this program was built without it; cargo install --path . --features parquet builds one that has it";
        assert_eq!(said("parquet"), wrong("parquet") + why);
    }
}

#[test]
fn vector_instructions_that_there_are_not_are_refused() {
    let bench = Bench::new();
    let out = bench.command(&["list"]).env("INITSCOPE_ISA", "sse9").output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.code() == Some(2) && said.contains("INITSCOPE_ISA=\"sse9\""), "{said}");
    assert!(bench.command(&["list"]).env("INITSCOPE_ISA", "portable").output().unwrap().status.success());
}
