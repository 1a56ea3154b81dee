//! The table of results in a Markdown document.

use std::fmt::Write;

use super::results::{ResultRow, brief, columns, results};
use crate::record::Record;

/// A document without the place to put results.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document has no lines `{begin}` and `{end}`, in this order, to put the results between")]
pub struct SpliceError {
    begin: String,
    end: String,
}

/// Replaces what stands between the study's marks in `document` by its table of results.
///
/// The marks are `<!-- BEGIN results: NAME -->` and `<!-- END results: NAME -->`.
pub fn splice(document: &str, record: &Record) -> Result<String, SpliceError> {
    let name = &record.manifest.study;
    let begin = format!("<!-- BEGIN results: {name} -->");
    let end = format!("<!-- END results: {name} -->");
    let found = document.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(&end)?;
        Some((before, after))
    });
    match found {
        Some((before, after)) => Ok(format!("{before}{begin}\n\n{}\n{end}{after}", table(record))),
        None => Err(SpliceError { begin, end }),
    }
}

/// Std of every layer, and the last layer's verdict.
fn table(record: &Record) -> String {
    let rows = results(record);
    let depth = rows.iter().map(|row| row.layers.len()).max().unwrap_or(0);
    let axes = columns(record).map(|axis| axis.name.clone());
    let layers = (1..=depth).map(|layer| format!("std, layer {layer}"));
    let header: Vec<String> = axes.chain(layers).chain(["last layer".to_owned()]).collect();
    let mut text = line(&header);
    text.push_str(&line(&vec!["---".to_owned(); header.len()]));
    for ResultRow { labels, layers } in rows {
        let stds =
            (0..depth).map(|index| layers.get(index).map_or_else(String::new, |layer| brief(layer.std)));
        let verdict = layers.last().and_then(|layer| layer.verdict).map_or("", |verdict| verdict.name());
        text.push_str(&line(&labels.into_iter().chain(stds).chain([verdict.to_owned()]).collect::<Vec<_>>()));
    }
    let manifest = &record.manifest;
    let changed: String = manifest.overrides.iter().map(|change| format!(" --set '{change}'")).collect();
    let quick = if manifest.quick { " --quick" } else { "" };
    let _ = write!(
        text,
        "\nMade by `initscope experiment {}{quick}{changed}`, version {}, seed {}, {}.\n",
        manifest.study, manifest.version, manifest.seed, manifest.instruction_set
    );
    text
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}
