//! The gallery: every built-in study at its full size, and what git keeps of it.
//!
//! `cargo run --release --example gallery` runs all studies with seed 0 into `target/gallery`: numbers, all
//! pictures, claims. Git keeps of that the records and claims, the pictures that documents show, the tables in
//! documents, and a SHA-256 of every file, for the instruction set that made them:
//!
//! - `--write` brings these up to date, if all claims are as expected;
//! - `--check` compares them with what was made now and names every difference. Numbers differ in their last
//!   bits from one instruction set to another: where git has no hashes for this one, the claims alone are checked.
//!
//! Exit codes: 0 all as it should be, 1 a claim or a comparison says no, 2 something failed.

mod documents;
mod kept;
mod make;
mod sums;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use initscope::kernel::Isa;

use documents::Document;
use kept::Kept;
use sums::Sums;

/// Where git keeps records, claims, hashes and the lesson, from the root of the repository.
const GALLERY: &str = "results/gallery";

/// Every built-in study at its full size, and what git keeps of it.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder that gets a folder for each study [default: target/gallery of the repository]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Bring hashes, records, claims, pictures and tables in git up to date
    #[arg(long)]
    write: bool,
    /// Compare them with what was made; fail if anything differs
    #[arg(long, conflicts_with = "write")]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(complaints) if complaints.is_empty() => ExitCode::SUCCESS,
        Ok(complaints) => {
            complaints.iter().for_each(|complaint| eprintln!("{complaint}"));
            eprintln!("error: {} in all", complaints.len());
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because {error}");
                cause = error.source();
            }
            ExitCode::from(2)
        }
    }
}

/// What is not as it should be.
fn run(arguments: &Arguments) -> Result<Vec<String>, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = arguments.out.clone().unwrap_or_else(|| root.join("target/gallery"));
    let mut documents = Document::all(root)?;
    let complaints = make::every_study(&out, &mut documents)?;
    println!("{}", out.display());
    if !complaints.is_empty() || !(arguments.write || arguments.check) {
        return Ok(complaints);
    }
    let kept = Kept::of(&documents);
    let sums = Sums::of(&out)?;
    let path = root.join(GALLERY).join(format!("SHA256SUMS.{}", Isa::current().level()));
    let mut complaints = kept.unmade(&out);
    complaints.extend(documents.iter().flat_map(Document::unfilled));
    if arguments.write {
        if complaints.is_empty() {
            sums.write(&path)?;
            kept.write(root, &out)?;
            documents.iter().try_for_each(|document| document.write(root))?;
        }
        match kept.strays(root)?.len() {
            0 => (),
            strays => println!("{strays} files need not be kept in git: --check names them"),
        }
    } else if let Some(known) = Sums::read(&path)? {
        complaints.extend(known.differences(&sums));
        complaints.extend(kept.differences(root, &out)?);
        complaints.extend(documents.iter().flat_map(Document::differences));
        complaints.extend(kept.strays(root)?);
    } else {
        let set = Isa::current().level();
        println!("no hashes for {set} in {GALLERY}: all claims are as expected, files were not compared");
        return Ok(complaints);
    }
    if complaints.is_empty() {
        println!("{} files, the tables of {} documents: as in git", sums.len(), documents.len());
    }
    Ok(complaints)
}
