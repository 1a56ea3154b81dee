//! What documents say can be followed: links lead somewhere, commands are commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use initscope::study::{EMBEDDED, Plan, Study};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Markdown document of the repository, by its path and with its text.
fn documents() -> Vec<(PathBuf, String)> {
    let folders = ["", "docs", "results/gallery", "../data/mnist5k"].map(|folder| root().join(folder));
    // A package is without the gallery.
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    let documents = paths.filter(|path| path.extension().is_some_and(|kind| kind == "md"));
    documents.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The text outside of fenced blocks, and each block with the word behind its fence.
fn blocks(text: &str) -> (String, Vec<(String, String)>) {
    let (mut outside, mut blocks, mut open) = (String::new(), Vec::new(), None);
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(word), None) => open = Some((word.to_owned(), String::new())),
            (None, Some((_, block))) => *block += &format!("{line}\n"),
            (None, None) => outside += &format!("{line}\n"),
        }
    }
    (outside, blocks)
}

/// Targets of links and pictures.
fn targets(text: &str) -> Vec<String> {
    let (outside, _) = blocks(text);
    let targets = outside.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).collect()
}

/// Commands that a shell would run, of fenced blocks and of `code`, each taken apart, without how `initscope` is
/// called.
fn commands(text: &str) -> Vec<Vec<String>> {
    let (outside, blocks) = blocks(text);
    let shell = blocks.iter().filter(|(word, _)| ["", "sh"].contains(&word.as_str()));
    let lines = shell.flat_map(|(_, block)| block.lines()).map(str::to_owned);
    // A line may break within `code`.
    let spans = outside.split('`').skip(1).step_by(2).map(|span| span.replace('\n', " "));
    let called = lines.chain(spans).filter_map(|line| {
        let calls = ["initscope ", "cargo run --release -- "];
        calls.iter().find_map(|call| line.strip_prefix(call)).map(words)
    });
    called.filter(|words| words.first().is_some_and(|word| word.starts_with(char::is_lowercase))).collect()
}

/// Words of a command, quotes taken off, up to a comment.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for character in line.chars() {
        match (quote, character) {
            (None, '#') if word.is_empty() => break,
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, ' ') => words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty())),
            _ => word.push(character),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

fn initscope(arguments: &[String]) -> (bool, String) {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("initscope"));
    let output = command.current_dir(root()).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// What is wrong with a command: it and its options must exist, and a built-in study take the changes.
fn wrong(words: &[String]) -> Option<String> {
    let help_of = |words: &[String]| initscope(&[words, &["--help".to_owned()]].concat());
    let (mut known, mut help) = help_of(&words[..1]);
    if help.contains("\nCommands:\n") && words.len() > 1 {
        (known, help) = help_of(&words[..2]);
    }
    if !known {
        return Some(help);
    }
    let options = words.iter().filter(|word| word.starts_with("--"));
    let mut names = options.map(|word| word.split_once('=').map_or(word.as_str(), |(name, _)| name));
    if let Some(unknown) = names.find(|name| !help.split([' ', ',', '\n']).any(|word| word == *name)) {
        return Some(format!("no option {unknown}"));
    }
    if !["experiment", "show", "check"].contains(&words[0].as_str()) {
        return None;
    }
    let takes_value = |option: &str| ["--set", "--seed", "--trials"].contains(&option);
    let mut studies = Vec::new();
    let mut changes = Vec::new();
    let mut rest = words[1..].iter();
    while let Some(word) = rest.next() {
        if takes_value(word) {
            changes.extend([word.clone(), rest.next()?.clone()]);
        } else if word == "--quick" {
            changes.push(word.clone());
        } else if word.starts_with("--") {
            rest.next();
        } else {
            studies.push(word.clone());
        }
    }
    // Files and folders of the reader's own are not here, nor are placeholders studies.
    let own = |word: &String| word.contains(['/', '.']) || word.contains(char::is_uppercase);
    if changes.iter().any(|change| change.contains("kind=idx:")) {
        return None;
    }
    studies.iter().filter(|study| !own(study)).find_map(|study| {
        let (shown, said) = initscope(&[vec!["show".to_owned(), study.clone()], changes.clone()].concat());
        (!shown).then_some(said)
    })
}

#[test]
fn the_readme_is_short() {
    let lines = fs::read_to_string(root().join("README.md")).unwrap().lines().count();
    assert!(lines < 200, "{lines} lines: move what few need to docs/");
}

#[test]
fn every_link_inside_the_repository_leads_somewhere() {
    let mut seen = 0;
    for (path, text) in documents() {
        for target in targets(&text).iter().filter(|target| !target.contains("://")) {
            let file = target.split('#').next().unwrap_or_default();
            let place = path.parent().unwrap().join(file);
            // A package is without the gallery, which documents speak of.
            let excluded = file.contains("results/gallery") && !root().join("results/gallery").exists();
            assert!(excluded || place.exists(), "{}: {target}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} links were found");
}

#[test]
fn pictures_of_the_readme_are_in_the_package() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let pictures: Vec<String> =
        targets(&text).into_iter().filter(|target| target.ends_with(".png")).collect();
    assert!(!pictures.is_empty());
    let elsewhere: Vec<_> = pictures.iter().filter(|path| !path.starts_with("docs/pictures/")).collect();
    assert!(elsewhere.is_empty(), "the package leaves {elsewhere:?} out");
}

#[test]
fn every_command_in_a_document_can_be_typed() {
    let mut seen = 0;
    for (path, text) in documents() {
        for command in commands(&text) {
            let problem = wrong(&command);
            assert!(problem.is_none(), "{}: {command:?}: {}", path.display(), problem.unwrap_or_default());
            seen += 1;
        }
    }
    assert!(seen > 40, "only {seen} commands were found");
}

#[test]
fn commands_that_are_none_are_noticed() {
    let text = "`initscope experimnt depth`\n```\ninitscope list --jsn\ninitscope show dept   # no\n\
                initscope sweep submt depth\ninitscope sweep submit depth --shard 2\n```\n\
                `initscope experiment depth --set 'init=\"he-norml\"'`";
    let found = commands(text);
    assert_eq!(found.len(), 6);
    assert!(found.iter().all(|command| wrong(command).is_some()));
}

#[test]
fn whole_studies_in_documents_are_studies() {
    let mut seen = 0;
    for (path, text) in documents() {
        let (_, blocks) = blocks(&text);
        for (_, block) in blocks.iter().filter(|(word, block)| word == "toml" && block.starts_with("title")) {
            let study = Study::parse("example", block, &[], false);
            let study = study.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(!Plan::new(&study).unwrap().is_empty());
            seen += 1;
        }
    }
    assert!(seen >= 2);
}

#[test]
fn every_study_has_its_tables_in_the_gallery() {
    let gallery = root().join("results/gallery");
    for (study, _) in EMBEDDED.iter().filter(|_| gallery.exists()) {
        assert!(gallery.join(study).join("record.json").is_file(), "{study}: see docs/gallery.md");
    }
}
