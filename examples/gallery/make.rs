//! Running the studies.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use initscope::record::{Judgement, Record};
use initscope::run::{Anew, Building, Data, Target, check_memory, run};
use initscope::study::{EMBEDDED, Plan, load};
use initscope::view::{self, Choice, Format};

use super::documents::Document;

/// Set by Ctrl-C: the folder being built is removed, those that are done stay.
static STOP: AtomicBool = AtomicBool::new(false);

/// Runs every study into a folder of `out`, puts its tables into `documents`, and returns the claims
/// that are not as expected and the words of figures that cannot be read.
pub(crate) fn every_study(out: &Path, documents: &mut [Document]) -> Result<Vec<String>, Box<dyn Error>> {
    ctrlc::set_handler(|| STOP.store(true, Ordering::Relaxed))?;
    let started = Instant::now();
    let mut unexpected = Vec::new();
    for (name, _) in EMBEDDED {
        let record = study(name, out)?;
        for document in &mut *documents {
            document.splice(&record)?;
        }
        let claims = record.manifest.claims.iter().filter(|claim| !claim.as_expected);
        unexpected.extend(claims.map(|claim| complaint(name, claim)));
        unexpected.extend(illegible(name, &record));
    }
    println!("{} studies in {:.0} s", EMBEDDED.len(), started.elapsed().as_secs_f64());
    Ok(unexpected)
}

fn study(name: &str, out: &Path) -> Result<Record, Box<dyn Error>> {
    let started = Instant::now();
    print!("{name:<22} ");
    io::stdout().flush()?;
    let study = load(name, &[], false)?;
    let plan = Plan::new(&study)?;
    let data = Data::load(&study, &plan)?;
    check_memory(&study, &plan, &data, false)?;
    let folder = Building::new(&Target::new(out, name)?)?;
    let record = run(&study, &plan, &data, folder.path(), |_| (), &STOP)?;
    let pictures =
        view::draw(&record, &Choice::Headline, &folder.path().join("figures"), &[Format::Png], &STOP)?;
    folder.publish(Anew::All)?;
    println!(
        "{:>4} cells {:>4} pictures {:>3} claims {:>6.1} s",
        record.cells.len(),
        pictures.len(),
        record.manifest.claims.len(),
        started.elapsed().as_secs_f64()
    );
    Ok(record)
}

/// What cannot be read in a figure of any kind, drawn or not, at the full size of the study.
fn illegible(study: &str, record: &Record) -> Vec<String> {
    let of_figure = |(stem, figure): (String, view::Figure)| {
        let cut = figure.texts.iter().filter(|text| text.content.contains('…'));
        let cut = cut.map(|text| format!("`{}` is cut", text.content));
        let found = cut.chain(view::hindrances(&figure));
        found.map(|what| format!("{study}: {stem}: {what}")).collect::<Vec<_>>()
    };
    view::figures(record).flat_map(of_figure).collect()
}

fn complaint(study: &str, Judgement { claim, status, measured, low, high, .. }: &Judgement) -> String {
    format!(
        "{study}: claim \"{claim}\": {}, measured {measured:?}, claimed {low:?} to {high:?}",
        status.name()
    )
}
